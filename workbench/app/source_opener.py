"""Opens a line of a file in the editor that the person uses."""

from __future__ import annotations

import os
import shlex
import shutil
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from workbench.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.app.results.stack_text import Place

_KNOWN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("code", ("--goto", "{file}:{line}")),
    ("codium", ("--goto", "{file}:{line}")),
    ("cursor", ("--goto", "{file}:{line}")),
    ("pycharm", ("--line", "{line}", "{file}")),
    ("idea", ("--line", "{line}", "{file}")),
    ("subl", ("{file}:{line}",)),
    ("zed", ("{file}:{line}",)),
    ("kate", ("--line", "{line}", "{file}")),
    ("gedit", ("+{line}", "{file}")),
)
VARIABLE = "WORKBENCH_EDITOR"
"""A command with `{file}` and `{line}`, for an editor that is not known here."""


def command_for(place: Place, *, environment: Mapping[str, str]) -> list[str] | None:
    """The command that shows a place; None leaves it to the desktop."""
    values = {"file": str(place.file), "line": str(place.line)}
    if own := environment.get(VARIABLE):
        return [part.format(**values) for part in shlex.split(own)]
    for program, arguments in _KNOWN:
        if found := shutil.which(program, path=environment.get("PATH")):
            return [found, *(argument.format(**values) for argument in arguments)]
    return None


def show_place(place: Place) -> None:
    """Open a place in an editor.

    Raises:
        InputError: the file is gone, or nothing opens it.
    """
    if not place.file.is_file():
        raise InputError("the file is not here", place=f"{place.file}:{place.line}", mend="It may have been moved.")
    command = command_for(place, environment=os.environ)
    started = (
        QProcess.startDetached(command[0], command[1:])
        if command
        else QDesktopServices.openUrl(QUrl.fromLocalFile(str(place.file)))
    )
    if not started:
        raise InputError(
            "no editor opened it",
            place=f"{place.file}:{place.line}",
            mend=f"Name yours in the variable {VARIABLE}, such as: code --goto {{file}}:{{line}}",
        )
