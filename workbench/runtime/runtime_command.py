"""How a function's runtime is started: the command, and every variable that its process gets."""

from __future__ import annotations

import os

from workbench.runtime.environment import lambda_environment
from workbench.value import dataclass

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.runtime.function import LocalFunction

HERE = __file__.rpartition(os.sep)[0]


@dataclass(frozen=True, slots=True)
class RuntimeCommand:
    """How to start a runtime, but for the address of its Runtime API."""

    runtime: str
    """AWS's name of it: `python3.11`, `nodejs20.x`, `provided.al2023`."""
    command: tuple[str, ...]
    search_path: tuple[str, ...] = ()
    """PYTHONPATH, before the user's own."""
    names_its_files: bool = False
    """Whether the client tells which files it loaded."""
    says_where_it_hangs: bool = False
    """As Python does when it gets a signal."""
    records_calls: bool = False
    """Whether the client tells of the AWS calls that the handler makes."""
    has_inspector: bool = False
    """As Node.js has, which tells where it hangs."""
    debugger_port: int = -1
    """Where the runtime itself waits for a debugger from its start."""

    @property
    def execution_env(self) -> str:
        """AWS_EXECUTION_ENV."""
        return f"AWS_Lambda_{self.runtime}"


def environment_of(
    function: LocalFunction, command: RuntimeCommand, *, api: str, log_stream: str, shell: Mapping[str, str]
) -> dict[str, str]:
    """Every variable that the runtime's process gets."""
    environment = lambda_environment(
        function,
        api=api,
        execution_env=command.execution_env,
        log_stream=log_stream,
        runtime_dir=HERE,
        shell=shell,
    )
    if command.search_path:
        own = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join([*command.search_path, *([own] if own else [])])
    if function.client == "awslambdaric":
        environment["PYTHONIOENCODING"] = "utf-8:strict"
    return environment
