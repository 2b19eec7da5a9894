"""The debugger that the workbench lends to the user's interpreter."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import RuntimeUnavailable

OLDEST = (3, 10)
"""On Python 3.9, debugpy 1.8.22 does not get as far as listening (measured)."""


def debugger_folder(version: tuple[int, int]) -> str:
    """The folder that debugpy is imported from; it is on the function's path for that one import, and last.

    Raises:
        RuntimeUnavailable: debugpy is not installed with the workbench, or the interpreter is too old for it.
    """
    import importlib.util

    if version < OLDEST:
        raise RuntimeUnavailable(
            f"The debugger needs Python 3.10 or later; the function runs on {version[0]}.{version[1]}",
            mend="Choose another interpreter with --python.",
        )
    found = importlib.util.find_spec("debugpy")
    if found is None or found.origin is None:
        raise RuntimeUnavailable(
            "The debugger is not installed", mend="Install it with: pip install 'lambda-event-workbench[debug]'"
        )
    return str(Path(found.origin).parent.parent)


def free_port() -> int:
    """A port that is free now.

    Named before the debugger listens, and not left to it: only a named one can be listened on again soon after.
    """
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
