"""Functions and APIs put into the sandbox through the account's own APIs, as a deployment would."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbench.errors import InputError
from workbench.sandbox.message import ACCOUNT_ID
from workbench.sandbox.own_session import own_session
from workbench.sandbox.seed_http_api import HttpApiSeed, aws_cors
from workbench.sandbox.seed_rest_api import RestApiSeed
from workbench.sandbox.stated import state, statements_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from workbench.gateway.api import Api

INTERPRETER_TAG = "workbench:interpreter"
"""The tag of a function that names the interpreter it runs in here: that of the project it came from."""
_LEFT_OUT = frozenset(
    {".git", ".venv", "venv", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".aws-sam"}
)
_MOST_BYTES = 250_000_000
"""Unzipped, as for a deployment package of Lambda."""
_LAMBDA_TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"},
        ],
    }
)


@dataclass(frozen=True, slots=True)
class SeedRole:
    """An execution role with its documents."""

    name: str
    policies: Mapping[str, str] = field(default_factory=dict)
    trust: str = _LAMBDA_TRUST
    boundary: str = ""


@dataclass(frozen=True, slots=True)
class SeedFunction:
    """A function to deploy."""

    name: str
    handler: str
    runtime: str
    code: bytes
    """A zip archive."""
    role: str
    policy: str = ""
    """Its resource policy; empty for none."""
    description: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    timeout_s: float = 3
    memory_mb: int = 128
    interpreter: str = ""


class Seeding:
    """Deploys into the account at one endpoint, in one region."""

    def __init__(self, endpoint_url: str, region: str) -> None:
        self._session = own_session(endpoint_url, region)
        self._endpoint_url = endpoint_url
        self._region = region

    def client(self, service: str) -> Any:
        """A client of the account."""
        return self._session.client(service)

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()

    def roles(self, roles: Iterable[SeedRole]) -> None:
        """Make execution roles."""
        iam = self.client("iam")
        for role in roles:
            words = {"RoleName": role.name, "AssumeRolePolicyDocument": role.trust}
            if role.boundary:
                made = iam.create_policy(PolicyName=f"{role.name}-boundary", PolicyDocument=role.boundary)
                words["PermissionsBoundary"] = made["Policy"]["Arn"]
            iam.create_role(**words)
            for name, text in role.policies.items():
                iam.put_role_policy(RoleName=role.name, PolicyName=name, PolicyDocument=text)

    def functions(self, functions: Iterable[SeedFunction]) -> None:
        """Deploy functions, without their policies: those name APIs."""
        client = self.client("lambda")
        for function in functions:
            words: dict[str, Any] = {"Tags": {INTERPRETER_TAG: function.interpreter}} if function.interpreter else {}
            client.create_function(
                FunctionName=function.name,
                Runtime=function.runtime,
                Handler=function.handler or "bootstrap",
                Role=f"arn:aws:iam::{ACCOUNT_ID}:role/{function.role}",
                Code={"ZipFile": function.code},
                Environment={"Variables": dict(function.environment)},
                Description=function.description,
                Timeout=max(1, round(function.timeout_s)),
                MemorySize=function.memory_mb,
                **words,
            )

    def policies(self, functions: Iterable[SeedFunction], *, ids: Mapping[str, str]) -> None:
        """Attach resource policies; `ids` leads from the API ids that they name to those of the box.

        They stay word for word, but for a resource of `*`: AWS writes the function's own ARN.
        """
        from moto.backends import get_backend

        backend = get_backend("lambda")[ACCOUNT_ID][self._region]
        for function in functions:
            text = function.policy
            for theirs, ours in ids.items():
                text = text.replace(theirs, ours)
            if text:
                statements = json.loads(text).get("Statement", [])
                rows = [statements] if isinstance(statements, dict) else statements
                written = [
                    {**row, "Resource": self._arn(function.name)} if row.get("Resource") == "*" else row for row in rows
                ]
                backend.get_function(function.name, None).policy.statements.extend(written)

    def api(self, api: Api) -> dict[str, str]:
        """Make an API whose routes name functions of this account.

        Gives the ids that it and its authorizers got, by those that its definition names.
        """
        if api.type == "FUNCTION_URL":
            return {api.id: self._function_url(api)}
        seed: RestApiSeed | HttpApiSeed
        if api.type == "REST":
            seed = RestApiSeed(self.client("apigateway"), api, self._uri)
        else:
            seed = HttpApiSeed(self.client("apigatewayv2"), api, function_arn=self._arn, invocation_uri=self._uri)
        made = seed.make()
        if stated := statements_of(api):
            state(self._endpoint_url, made, stated)
        return {
            api.id: made,
            **{f"authorizers/{theirs}": f"authorizers/{ours}" for theirs, ours in seed.authorizer_ids.items()},
        }

    def _function_url(self, api: Api) -> str:
        from workbench.deployed.function_url import url_id

        cors = aws_cors(api.settings.get("cors"))
        made = self.client("lambda").create_function_url_config(
            FunctionName=api.routes[0].function,
            AuthType=api.settings.get("auth_type") or "NONE",
            InvokeMode=api.settings.get("invoke_mode") or "BUFFERED",
            **({"Cors": cors} if cors else {}),
        )
        return url_id(made["FunctionUrl"])

    def _uri(self, function: str) -> str:
        path = f"2015-03-31/functions/{self._arn(function)}/invocations"
        return f"arn:aws:apigateway:{self._region}:lambda:path/{path}"

    def _arn(self, function: str) -> str:
        return f"arn:aws:lambda:{self._region}:{ACCOUNT_ID}:function:{function}"


def zipped(files: Mapping[str, tuple[bytes, int]]) -> bytes:
    """A zip archive of contents and file modes by name; the same files always give the same bytes, and so one hash."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (content, mode) in sorted(files.items()):
            member = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            member.external_attr = mode << 16
            archive.writestr(member, content)
    return packed.getvalue()


def zipped_folder(folder: Path) -> bytes:
    """A deployment package of a function's code folder, without what no package holds.

    Raises:
        InputError: it is larger than Lambda takes.
    """
    files: dict[str, tuple[bytes, int]] = {}
    size = 0
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_symlink() or not path.is_file() or not _LEFT_OUT.isdisjoint(relative.parts):
            continue
        found = path.stat()
        size += found.st_size
        if size > _MOST_BYTES:
            mend = "Keep what the function does not need out of its code folder."
            raise InputError("the code is larger than the 250 MB that Lambda takes", place=str(folder), mend=mend)
        files[relative.as_posix()] = (path.read_bytes(), found.st_mode & 0o777)
    return zipped(files)
