"""The functions that a client deployed into the sandbox, unpacked and ready for the local runtime."""

from __future__ import annotations

import io
import threading
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.runtime.function import EnvironmentValue, LocalFunction

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_RUNTIMES = {"python": "python", "nodejs": "node", "provided": "custom"}


class NotDeployedError(Exception):
    """No such function or qualifier in the account."""


class NotRunnableError(Exception):
    """The function is there, but this machine cannot run it; says why."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """A function of the sandbox as the local runtime takes it, and the version that a name led to."""

    function: LocalFunction
    version: str
    arn: str


class Deployments:
    """Finds a deployed function in the account and unpacks its code once for each code hash."""

    def __init__(self, folder: Path, *, endpoint: Callable[[], str]) -> None:
        """`endpoint` is asked for the URL that a function's own AWS calls go to."""
        self._folder = folder
        self._endpoint = endpoint
        self._lock = threading.Lock()

    def find(self, name: str, qualifier: str, *, account_id: str, region: str) -> Deployed:
        """The function of a name or ARN, through alias or version.

        Raises:
            NotDeployedError: there is none.
            NotRunnableError: its package is no zip, or its runtime is none that runs here.
        """
        from moto.awslambda.exceptions import LambdaClientError
        from moto.backends import get_backend
        from moto.core.exceptions import ServiceException

        backend = get_backend("lambda")[account_id][region]
        try:
            found = backend.get_function(name, qualifier or None)
        except (LambdaClientError, ServiceException, KeyError) as error:
            raise NotDeployedError(str(error)) from error
        version = str(getattr(found, "version", "$LATEST") or "$LATEST")
        function = self._function(found, qualifier, account_id=account_id, region=region)
        return Deployed(function, version, function.arn)

    def _function(self, found: Any, qualifier: str, *, account_id: str, region: str) -> LocalFunction:
        runtime = str(found.run_time or "")
        kind = next((ours for prefix, ours in _RUNTIMES.items() if runtime.startswith(prefix)), "")
        if not kind:
            raise NotRunnableError(f"the runtime '{runtime}' does not run here; Python, Node.js and provided do")
        variables = [EnvironmentValue(key, value, "function") for key, value in found.environment_vars.items()]
        given = {variable.name for variable in variables}
        if "AWS_ENDPOINT_URL" not in given:
            variables.append(EnvironmentValue("AWS_ENDPOINT_URL", self._endpoint(), "sandbox"))
        return LocalFunction(
            name=found.function_name,
            handler=str(found.handler or ""),
            code=self._unpacked(found),
            kind=kind,  # type: ignore[arg-type] # a value of _RUNTIMES
            timeout_s=float(found.timeout),
            memory_mb=int(found.memory_size),
            environment=tuple(variables),
            layers=(),
            region=region,
            account_id=account_id,
            qualifier=qualifier,
        )

    def _unpacked(self, found: Any) -> Path:
        digest = str(found.code_sha_256).replace("/", "_")
        target = self._folder / f"{found.function_name}-{digest}"
        with self._lock:
            if target.is_dir():
                return target
            try:
                with zipfile.ZipFile(io.BytesIO(found.code_bytes)) as archive:
                    archive.extractall(target)
                    for member in archive.infolist():
                        mode = member.external_attr >> 16
                        if mode and not member.is_dir():
                            (target / member.filename).chmod(mode & 0o777 | 0o600)
            except zipfile.BadZipFile as error:
                raise NotRunnableError(f"the code of {found.function_name} is no zip file: {error}") from error
        return target
