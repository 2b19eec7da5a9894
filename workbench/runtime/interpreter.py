"""Which Python runs a function: the project's own virtual environment, and which version that is."""

from __future__ import annotations

import os
import sys

from workbench.errors import RuntimeUnavailable
from workbench.runtime.function import absolute

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from workbench.runtime.function import LocalFunction

VENV_NAMES = (".venv", "venv")
OLDEST = (3, 9)
"""The oldest Python that the runtime interface client supports."""
_FOLDERS_UP = 5


def interpreter_of(function: LocalFunction) -> str:
    """The interpreter that runs a function.

    Raises:
        RuntimeUnavailable: the one that was asked for, or the project's own, cannot be run.
    """
    if function.interpreter is not None:
        path = absolute(os.path.expanduser(function.interpreter))  # noqa: PTH111
        if not os.access(path, os.X_OK) or os.path.isdir(path):  # noqa: PTH112
            raise RuntimeUnavailable(
                f"{function.interpreter} is not a Python interpreter that can be run",
                mend="Choose another with --python.",
            )
        return path
    path = project_interpreter(function.code)
    if path and not os.access(path, os.X_OK):
        raise RuntimeUnavailable(
            "The interpreter of the project's virtual environment cannot be run by this user",
            place=path,
            mend="Create the virtual environment again, or choose another interpreter with --python.",
        )
    return path or sys.executable


def not_started(program: str, error: OSError) -> RuntimeUnavailable:
    """What to say of a program that the system would not start."""
    return RuntimeUnavailable(
        f"The program cannot be started: {error.strerror}",
        place=program,
        mend="Check the path and its rights, or choose another interpreter with --python.",
    )


def project_interpreter(folder: str) -> str:
    """The interpreter of the virtual environment of the project that a folder belongs to; empty where there is none."""
    place = absolute(folder)
    for _ in range(_FOLDERS_UP):
        for name in VENV_NAMES:
            path = os.path.join(place, name, "bin", "python")  # noqa: PTH118
            if os.path.lexists(path):  # one whose Python is gone is the project's all the same
                return path
        above = os.path.dirname(place)  # noqa: PTH120
        if above == place or os.path.exists(os.path.join(place, ".git")):  # noqa: PTH110, PTH118
            break
        place = above
    return ""


def version_of(interpreter: str) -> tuple[int, int]:
    """The version of an interpreter, read where it is written down, else asked.

    Raises:
        RuntimeUnavailable: it does not answer as Python does, or is older than 3.9.
    """
    version = _own_version(interpreter) or _venv_version(interpreter) or _asked_version(interpreter)
    if version < OLDEST:
        raise RuntimeUnavailable(
            f"{interpreter} is Python {version[0]}.{version[1]}; functions run on 3.9 or later",
            mend="Choose another with --python.",
        )
    return version


def _own_version(interpreter: str) -> tuple[int, int] | None:
    return sys.version_info[:2] if interpreter == sys.executable else None


def _venv_version(interpreter: str) -> tuple[int, int] | None:
    """The version that pyvenv.cfg names: `version` of the standard library, `version_info` of virtualenv and uv."""
    root = os.path.dirname(os.path.dirname(interpreter))  # noqa: PTH120
    try:
        with open(os.path.join(root, "pyvenv.cfg"), encoding="utf-8") as file:  # noqa: PTH118, PTH123
            lines = file.read().splitlines()
    except OSError:
        return None
    for line in lines:
        name, _, value = line.partition("=")
        if name.strip() in ("version", "version_info"):
            parts = value.strip().split(".")
            if len(parts) >= 2 and parts[0].isdecimal() and parts[1].isdecimal():
                return int(parts[0]), int(parts[1])
    return None


def _asked_version(interpreter: str) -> tuple[int, int]:
    import subprocess

    try:
        said = subprocess.run(
            [interpreter, "-c", "import sys; print('%d %d' % sys.version_info[:2])"],
            capture_output=True, text=True, timeout=20, check=True, stdin=subprocess.DEVNULL,
        ).stdout.split()  # fmt: skip
        return int(said[0]), int(said[1])
    except (OSError, ValueError, IndexError, subprocess.SubprocessError) as error:
        raise RuntimeUnavailable(
            f"{interpreter} does not answer as a Python interpreter: {error}", mend="Choose another with --python."
        ) from None
