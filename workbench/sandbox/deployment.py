"""The functions that a client deployed into the sandbox, unpacked and ready for the local runtime."""

from __future__ import annotations

import io
import os
import random
import shutil
import threading
import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from workbench.runtime.function import EnvironmentValue, LocalFunction
from workbench.sandbox.interpreters import OWN, Interpreters
from workbench.sandbox.seeding import INTERPRETER_TAG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_RUNTIMES: tuple[tuple[str, Literal["python", "node", "custom"]], ...] = (
    ("python", "python"),
    ("nodejs", "node"),
    ("provided", "custom"),
)


class NotDeployedError(Exception):
    """No such function or qualifier in the account."""


class NotRunnableError(Exception):
    """The function is there, but this machine cannot run it; says why."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """A function of the sandbox as the local runtime takes it, and the version that a name led to."""

    function: LocalFunction
    concurrency: int | None = None
    """How many of it may run at a time; None is no limit of its own."""
    remark: str = ""
    """What is not as its configuration says; empty where all is."""


class Deployments:
    """Finds a deployed function in the account and unpacks its code and layers once for each code hash."""

    def __init__(self, folder: Path, *, endpoint: Callable[[], str], draw: Callable[[], float] = random.random) -> None:
        """`endpoint` is asked for the URL that a function's own AWS calls go to.

        `draw` gives a number from 0 to 1 that chooses among the versions of an alias.
        """
        self._folder = folder
        self._endpoint = endpoint
        self._draw = draw
        self._interpreters = Interpreters(folder)
        self._lock = threading.Lock()

    def find(self, name: str, qualifier: str, *, account_id: str, region: str) -> Deployed:
        """The function of a name, through alias or version.

        Raises:
            NotDeployedError: there is none.
            NotRunnableError: its package is no zip, or its runtime is none that runs here.
        """
        from moto.awslambda.exceptions import LambdaClientError
        from moto.backends import get_backend
        from moto.core.exceptions import ServiceException

        backend = get_backend("lambda")[account_id][region]
        try:
            version = self._version_of(backend, name, qualifier)
            found = backend.get_function(name, version or None)
        except (LambdaClientError, ServiceException, KeyError) as error:
            raise NotDeployedError(str(error)) from error
        if found is None:
            raise NotDeployedError(name)
        reserved = backend.get_function(name, None).reserved_concurrency
        function = self._function(found, qualifier, account_id=account_id, region=region, layers_of=backend)
        function, remark = self._in_its_version(function, str(found.run_time or ""))
        return Deployed(function, None if reserved is None else int(reserved), remark)

    def _version_of(self, backend: Any, name: str, qualifier: str) -> str:
        """What a qualifier leads to this time: an alias may send a share of its invocations to a second version."""
        if qualifier in {"", "$LATEST"} or qualifier.isdecimal():
            return qualifier
        weights = (backend.get_alias(qualifier, name).routing_config or {}).get("AdditionalVersionWeights") or {}
        drawn = self._draw()
        for version, weight in weights.items():
            drawn -= float(weight)
            if drawn < 0:
                return str(version)
        return qualifier

    def _function(self, found: Any, qualifier: str, *, account_id: str, region: str, layers_of: Any) -> LocalFunction:
        runtime = str(found.run_time or "")
        kind = next((ours for prefix, ours in _RUNTIMES if runtime.startswith(prefix)), None)
        if found.package_type == "Image":
            raise NotRunnableError(
                "a container image does not run here; a zip package of Python, Node.js or provided does"
            )
        if kind is None:
            raise NotRunnableError(f"the runtime '{runtime}' does not run here; Python, Node.js and provided do")
        variables = [EnvironmentValue(key, value, "function") for key, value in found.environment_vars.items()]
        if "AWS_ENDPOINT_URL" not in found.environment_vars:
            variables.append(EnvironmentValue("AWS_ENDPOINT_URL", self._endpoint(), "sandbox"))
        return LocalFunction(
            name=found.function_name,
            handler="" if kind == "custom" else str(found.handler or ""),
            code=str(self._unpacked(found.function_name, found)),
            kind=kind,
            interpreter=(found.tags or {}).get(INTERPRETER_TAG) or None,
            timeout_s=float(found.timeout),
            memory_mb=int(found.memory_size),
            environment=tuple(variables),
            layers=tuple(str(folder) for folder in self._layers(found, layers_of)),
            region=region,
            account_id=account_id,
            qualifier=qualifier,
            version=str(found.version)
            if str(found.version).isdecimal() and qualifier not in {"", "$LATEST"}
            else "$LATEST",
        )

    def _in_its_version(self, function: LocalFunction, runtime: str) -> tuple[LocalFunction, str]:
        """A Python function with an interpreter of the version that it names, else what it runs in instead."""
        if function.kind != "python" or function.interpreter is not None or runtime == OWN:
            return function, ""
        interpreter = self._interpreters.find(runtime)
        if not interpreter:
            return function, f"Runs in {OWN}; the function says {runtime}, and there is no {runtime} on PATH"
        layers = (*function.layers, self._interpreters.sdk())
        return replace(function, interpreter=interpreter, layers=layers), ""

    def _layers(self, found: Any, backend: Any) -> Iterator[Path]:
        for layer in found.layers or ():
            version = backend.layers_versions_by_arn(layer["Arn"])
            if version is None:
                raise NotRunnableError(f"the layer {layer['Arn']} is not in the account")
            yield self._unpacked(f"layer-{version.name}-{version.version}", version)

    def _unpacked(self, name: str, package: Any) -> Path:
        digest = str(package.code_sha_256).replace("/", "_")
        target = self._folder / f"{name}-{digest}"
        with self._lock:
            if target.is_dir():
                return target
            partly = self._folder / f"{name}-{digest}.partly"
            try:
                with zipfile.ZipFile(io.BytesIO(package.code_bytes)) as archive:
                    for member in archive.infolist():
                        path = archive.extract(member, partly)
                        mode = member.external_attr >> 16
                        if mode and not member.is_dir():
                            os.chmod(path, mode & 0o777 | 0o600)  # noqa: PTH101 - a text is what extract() gives
            except (zipfile.BadZipFile, OSError) as error:
                shutil.rmtree(partly, ignore_errors=True)
                raise NotRunnableError(f"the code of {name} is no zip file that can be unpacked: {error}") from error
            partly.rename(target)
        return target
