"""The environment variables that a function sees: Lambda's own, the user's, and little of this machine's."""

from __future__ import annotations

import os

from workbench.errors import UsageError
from workbench.runtime.function import absolute
from workbench.runtime.limits import MAX_ENVIRONMENT

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.runtime.function import Credentials, EnvironmentValue, LocalFunction

RESERVED = frozenset(
    (
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API",
        "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "AWS_LAMBDA_MAX_CONCURRENCY", "AWS_LAMBDA_METADATA_API",
        "AWS_LAMBDA_METADATA_TOKEN",
    )
)  # fmt: skip
"""Names that a function's configuration cannot set (AWS Lambda, "Defined runtime environment variables")."""
PASSED_ON = (
    "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE", "AWS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy",
    "https_proxy",
)  # fmt: skip
"""What a function gets of this machine's own environment: what programs need to be found and to reach the network."""
_OWN_PROFILE = ("AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE")
_KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
_FAKE = ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "local")
"""The example keys of AWS's own documentation."""


def check_environment(values: tuple[EnvironmentValue, ...]) -> None:
    """Refuse what Lambda refuses.

    Raises:
        UsageError: a reserved or malformed name, a value no process can hold, or more than 4 KB altogether.
    """
    for value in values:
        name, origin = value.name, value.origin
        if name in RESERVED:
            raise UsageError(
                f"The environment variable {name} is reserved by Lambda", place=origin, mend="Take another name."
            )
        if (
            len(name) < 2
            or not (name[0].isascii() and name[0].isalpha())
            or not name.replace("_", "a").isalnum()
            or not name.isascii()
        ):
            raise UsageError(
                f"{name!r} is no name of an environment variable in Lambda",
                place=origin,
                mend="Begin with a letter and use two or more letters, digits and underscores.",
            )
        if "\0" in value.value:
            raise UsageError(f"The environment variable {name} holds a NUL character", place=origin)
    size = _measured(values)
    if size > MAX_ENVIRONMENT:
        largest = max(values, key=lambda value: len(value.value))
        raise UsageError(
            f"The environment variables take {size:,} bytes; Lambda allows {MAX_ENVIRONMENT:,}",
            place=largest.origin,
            mend=f"The largest is {largest.name} with {len(largest.value.encode('utf-8', 'replace')):,} bytes.",
        )


def _measured(values: tuple[EnvironmentValue, ...]) -> int:
    """The size as Lambda measures it: the variables as one JSON object."""
    about = sum(2 * len(value.value) + len(value.name) + 6 for value in values)
    if about < MAX_ENVIRONMENT // 4:
        return about
    import json

    text = json.dumps({value.name: value.value for value in values}, ensure_ascii=False, separators=(",", ":"))
    return len(text.encode("utf-8", "replace"))


def lambda_environment(
    function: LocalFunction,
    *,
    api: str,
    execution_env: str,
    log_stream: str,
    runtime_dir: str,
    shell: Mapping[str, str],
) -> dict[str, str]:
    """Every variable that the process gets."""
    environment = {name: shell[name] for name in PASSED_ON if name in shell}
    environment.setdefault("PATH", os.defpath)
    layers = [absolute(layer) for layer in function.layers]
    environment["PATH"] = os.pathsep.join([*_existing(layers, "bin"), environment["PATH"]])
    libraries = _existing(layers, "lib")
    if libraries:
        own = environment.get("LD_LIBRARY_PATH")
        environment["LD_LIBRARY_PATH"] = os.pathsep.join([*libraries, *([own] if own else [])])
    environment.update(
        LANG="en_US.UTF-8",
        TZ=":UTC",
        NO_PROXY="127.0.0.1,localhost",
        no_proxy="127.0.0.1,localhost",
        AWS_EC2_METADATA_DISABLED="true",
        AWS_XRAY_CONTEXT_MISSING="LOG_ERROR",
        AWS_XRAY_DAEMON_ADDRESS="127.0.0.1:2000",
    )
    environment.update(credential_variables(function.credentials, shell=shell))
    environment.update({value.name: value.value for value in function.environment})
    environment.update(
        AWS_LAMBDA_RUNTIME_API=api,
        AWS_EXECUTION_ENV=execution_env,
        AWS_LAMBDA_FUNCTION_NAME=function.name,
        AWS_LAMBDA_FUNCTION_VERSION=function.executed_version,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE=str(function.memory_mb),
        AWS_LAMBDA_INITIALIZATION_TYPE="on-demand",
        AWS_LAMBDA_LOG_GROUP_NAME=f"/aws/lambda/{function.name}",
        AWS_LAMBDA_LOG_STREAM_NAME=log_stream,
        AWS_REGION=function.region,
        AWS_DEFAULT_REGION=function.region,
        LAMBDA_TASK_ROOT=function.task_root,
        LAMBDA_RUNTIME_DIR=runtime_dir,
        _HANDLER=function.handler,
    )
    return environment


def python_path(function: LocalFunction, version: tuple[int, int]) -> list[str]:
    """The folders of the function's layers that Python looks in."""
    below = (f"python/lib/python{version[0]}.{version[1]}/site-packages", "python")
    return [path for layer in function.layers for path in _existing([absolute(layer)], *below)]


def credential_variables(credentials: Credentials, *, shell: Mapping[str, str]) -> dict[str, str]:
    """The variables that carry a choice of credentials."""
    if credentials.kind == "profile":
        chosen = {name: shell[name] for name in _OWN_PROFILE[1:] if name in shell}
        return {**chosen, "AWS_PROFILE": credentials.profile}
    keys = (
        (credentials.access_key_id, credentials.secret_access_key, credentials.session_token)
        if credentials.kind == "explicit"
        else _FAKE
    )
    return {
        **{name: value for name, value in zip(_KEYS, keys, strict=True) if value},
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }


def _existing(folders: list[str], *below: str) -> list[str]:
    paths = [os.path.join(folder, part) for folder in folders for part in below]  # noqa: PTH118 - see LocalFunction
    return [path for path in paths if os.path.isdir(path)]  # noqa: PTH112
