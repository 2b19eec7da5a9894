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

    def policies(self, functions: Iterable[SeedFunction], *, api_ids: Mapping[str, str]) -> None:
        """Attach resource policies word for word; `api_ids` leads from the ids that they name to those of the box."""
        from moto.backends import get_backend

        backend = get_backend("lambda")[ACCOUNT_ID][self._region]
        for function in functions:
            text = function.policy
            for theirs, ours in api_ids.items():
                text = text.replace(theirs, ours)
            if text:
                statements = json.loads(text).get("Statement", [])
                rows = [statements] if isinstance(statements, dict) else statements
                backend.get_function(function.name, None).policy.statements.extend(rows)

    def api(self, api: Api) -> str:
        """Make a REST or HTTP API whose routes name functions of this account; gives its id."""
        return self._rest_api(api) if api.type == "REST" else self._http_api(api)

    def _rest_api(self, api: Api) -> str:
        gateway = self.client("apigateway")
        made: str = gateway.create_rest_api(
            name=api.name,
            endpointConfiguration={"types": [api.endpoint_type]},
            binaryMediaTypes=list(api.binary_media_types),
            tags={"_custom_id_": api.id},  # moto gives it this id: events and policies that name it then fit
        )["id"]
        resources = {"/": gateway.get_resources(restApiId=made)["items"][0]["id"]}
        for route in api.routes:
            parent = "/"
            for part in filter(None, route.path.split("/")):
                here = f"{parent.rstrip('/')}/{part}"
                if here not in resources:
                    words = {"restApiId": made, "parentId": resources[parent], "pathPart": part}
                    resources[here] = gateway.create_resource(**words)["id"]
                parent = here
            method = {"restApiId": made, "resourceId": resources[parent], "httpMethod": route.method}
            gateway.put_method(**method, authorizationType="NONE", apiKeyRequired=route.api_key_required)
            uri = (
                f"arn:aws:apigateway:{self._region}:lambda:path/2015-03-31/functions/"
                f"{self._arn(route.function)}/invocations"
            )
            gateway.put_integration(**method, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)
        gateway.create_deployment(restApiId=made, stageName=api.stage, variables=dict(api.stage_variables))
        return made

    def _http_api(self, api: Api) -> str:
        gateway = self.client("apigatewayv2")
        made: str = gateway.create_api(Name=api.name, ProtocolType="HTTP")["ApiId"]
        integrations: dict[str, str] = {}
        for route in api.routes:
            arn = self._arn(route.function)
            if arn not in integrations:
                integrations[arn] = gateway.create_integration(
                    ApiId=made,
                    IntegrationType="AWS_PROXY",
                    IntegrationUri=arn,
                    PayloadFormatVersion=str(
                        route.settings.get("payload_format_version") or api.payload_format_version
                    ),
                )["IntegrationId"]
            gateway.create_route(ApiId=made, RouteKey=route.key, Target=f"integrations/{integrations[arn]}")
        gateway.create_stage(ApiId=made, StageName=api.stage, AutoDeploy=True, StageVariables=dict(api.stage_variables))
        return made

    def _arn(self, function: str | None) -> str:
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
