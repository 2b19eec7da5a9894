"""Every environment variable that a function sees, with where each value comes from; secrets are masked."""

from __future__ import annotations

from workbench.runtime.environment import PASSED_ON, credential_variables
from workbench.runtime.function import EnvironmentValue
from workbench.runtime.runtime_choice import runtime_command
from workbench.runtime.runtime_command import environment_of

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.runtime.function import LocalFunction

MASK = "***"
LATER = "(chosen when the process starts)"
_SECRET = ("SECRET", "TOKEN", "PASSWORD", "PASSWD", "PRIVATE_KEY", "API_KEY", "APIKEY")


def effective_environment(function: LocalFunction, *, shell: Mapping[str, str]) -> tuple[EnvironmentValue, ...]:
    """The variables in alphabetical order.

    Raises:
        WorkbenchError: the function cannot be started with this configuration.
    """
    command = runtime_command(function)
    values = environment_of(function, command, api=LATER, log_stream=LATER, shell=shell)
    origins = {name: "this shell" for name in PASSED_ON if name in shell}
    origins |= dict.fromkeys(
        credential_variables(function.credentials, shell=shell), f"credentials: {function.credentials.label}"
    )
    origins |= {value.name: value.origin for value in function.environment}
    if command.search_path:
        origins["PYTHONPATH"] = "layers"
    return tuple(
        EnvironmentValue(name, MASK if is_secret(name) else value, origins.get(name, "Lambda"))
        for name, value in sorted(values.items())
    )


def is_secret(name: str) -> bool:
    """Whether a variable's name says that its value is not for showing."""
    return any(word in name.upper() for word in _SECRET)
