"""Opens a line of a file in the editor that the person uses."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from workbench.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


def command_for(place: Place, *, environment: Mapping[str, str], template: str = "") -> list[str] | None:
    """The command that shows a place; None leaves it to the desktop.

    `template` is the setting. Of $VISUAL and $EDITOR only an editor with a window of its own can be started from here.

    Raises:
        InputError: the template is no command.
    """
    if own := template or environment.get(VARIABLE, ""):
        return _filled(own, place)
    named = [Path(words[0]).name for name in ("VISUAL", "EDITOR") if (words := environment.get(name, "").split())]
    for program, arguments in sorted(_KNOWN, key=lambda known: known[0] not in named):
        if found := shutil.which(program, path=environment.get("PATH")):
            return [found, *_put(arguments, place)]
    return None


def _filled(template: str, place: Place) -> list[str]:
    try:
        words = shlex.split(template)
    except ValueError as error:
        raise InputError(f"the editor's command cannot be read: {error}", mend="Correct it in the settings.") from None
    return _put(words if "{file}" in template else [*words, "{file}"], place)


def _put(words: Sequence[str], place: Place) -> list[str]:
    return [word.replace("{line}", str(place.line)).replace("{file}", str(place.file)) for word in words]


def show_place(place: Place, *, template: str = "") -> None:
    """Open a place in an editor.

    Raises:
        InputError: the file is gone, or nothing opens it.
    """
    if not place.file.is_file():
        raise InputError("the file is not here", place=f"{place.file}:{place.line}", mend="It may have been moved.")
    command = command_for(place, environment=os.environ, template=template)
    started = (
        QProcess.startDetached(command[0], command[1:])
        if command
        else QDesktopServices.openUrl(QUrl.fromLocalFile(str(place.file)))
    )
    if not started:
        raise InputError(
            "no editor opened it",
            place=f"{place.file}:{place.line}",
            mend="Name yours in the settings (Ctrl+,), such as: code --goto {file}:{line}",
        )
