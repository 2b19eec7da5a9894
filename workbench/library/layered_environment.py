"""Variables of several origins laid over each other: the file's below the function's, the command's on top."""

from __future__ import annotations

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.runtime.function import EnvironmentValue


def merged_environment(
    base: Sequence[EnvironmentValue], over: Sequence[EnvironmentValue]
) -> tuple[EnvironmentValue, ...]:
    """Variables of two origins, each name once; those of `over` win."""
    return tuple(({value.name: value for value in base} | {value.name: value for value in over}).values())
