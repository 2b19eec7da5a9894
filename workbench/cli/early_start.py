"""The function's process of a command, started before the runtime that keeps it is imported."""

from __future__ import annotations

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from typing import Self

    from workbench.runtime.execution_environment import ExecutionEnvironment
    from workbench.runtime.function import LocalFunction
    from workbench.runtime.local import LocalRuntime


class EarlyStart:
    """Starts a function's process and hands it over; ends it where nobody took it."""

    def __init__(self) -> None:
        self._environment: ExecutionEnvironment | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._environment is not None:
            self._environment.close()

    def start(self, function: LocalFunction) -> None:
        """Start it, without waiting for it.

        Raises:
            WorkbenchError: it cannot be started.
        """
        from workbench.runtime.execution_environment import ExecutionEnvironment

        self._environment = ExecutionEnvironment(function)
        self._environment.prepare()

    def hand_over(self, runtime: LocalRuntime) -> None:
        """Have the runtime use it, and end it."""
        if self._environment is not None:
            runtime.keep(self._environment)
            self._environment = None
