"""The files of policies: where they are, and writing one so that it can be undone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.app.main_window import MainWindow
    from workbench.app.permissions.policy_page import PolicyPage


class PolicyFiles(QObject):
    """Writes what someone saves, and asks before it overwrites what changed elsewhere."""

    written = Signal(str, str)
    """The name of a policy, and what its file says now."""
    undone = Signal()

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window

    def known(self) -> dict[str, Path]:
        """Where the policies of the project are, by the names that verdicts have for them."""
        project = self._window.session.project
        found: dict[str, Path] = {}
        for entry in project.functions if project is not None else ():
            found |= self._window.session.policy_files(entry)
        return found

    def save(self, page: PolicyPage, name: str, text: str) -> bool:
        """Write a policy, with the line ends that its file has; whether it is on disk now, which a notice says."""
        path = self.known().get(name)
        if path is None:
            self._window.workspace.notice.say(
                "error", f"{name} is not saved: there is no such file any more.", detail="Copy the text to keep it."
            )
            return False
        try:
            before = _read(path)
            if before.replace("\r\n", "\n") != page.text_of_file(name) and not self._window.dialogs.confirm(
                "The file has changed", f"{name} was changed elsewhere since it was opened here.", do="Overwrite"
            ):
                return False
            self._write(name, path, text.replace("\n", "\r\n") if "\r\n" in before else text)
        except WorkbenchError as error:
            self._window.workspace.notice.say_error(error)
            return False
        undo = partial(self._undo, name, path, before)
        self._window.workspace.notice.say("ok", f"Saved {name}.", actions=[("Undo", undo)])
        return True

    def _undo(self, name: str, path: Path, text: str) -> None:
        """Write what the file said before."""
        try:
            self._write(name, path, text)
        except WorkbenchError as error:
            self._window.workspace.notice.say_error(error)
            return
        self._window.workspace.notice.say("ok", f"{name} says again what it said before.")
        self.undone.emit()

    def _write(self, name: str, path: Path, text: str) -> None:
        from workbench.library.file_access import replace_file

        replace_file(path, text.encode())
        self.written.emit(name, text)
        self._window.session.open(self._window.session.folder or path.parent)


def _read(path: Path) -> str:
    from workbench.interchange.json_text import decode_utf8
    from workbench.library.file_access import read_file

    return decode_utf8(read_file(path), name=path.name)
