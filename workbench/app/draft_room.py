"""Where one window keeps its drafts, so that two windows on a folder do not write over each other's."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from pathlib import Path

MOST_WINDOWS = 20


class DraftRoom:
    """The first folder that no other window of the project holds; what a window that is gone left comes along."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: QLockFile | None = None
        self.path = folder
        """The folder of this window's drafts."""

    def enter(self, project: Path) -> None:
        """Take a room for a project, and what was left in the others."""
        self.leave()
        for path in self._rooms():
            lock = _locked(path, project)
            if lock is not None:
                self._lock, self.path = lock, path
                break
        for path in self._rooms():
            lock = _locked(path, project) if path != self.path and path.is_dir() else None
            if lock is not None:
                with suppress(WorkbenchError):
                    self._take_over(path, project)
                lock.unlock()

    def leave(self) -> None:
        """Let another window have the room."""
        if self._lock is not None:
            self._lock.unlock()
        self._lock, self.path = None, self._folder

    def _rooms(self) -> list[Path]:
        return [self._folder, *(self._folder / f"window-{number}" for number in range(2, MOST_WINDOWS))]

    def _take_over(self, path: Path, project: Path) -> None:
        from workbench.library.drafts import Drafts

        left, own = Drafts(path), Drafts(self.path)
        taken = {(draft.kind, draft.document) for draft in own.of(project)}
        for draft in left.of(project):
            if (draft.kind, draft.document) not in taken:
                own.keep(project, draft.document, draft.text, based_on=draft.based_on, kind=draft.kind)
            elif draft.kind == "event":
                stem = draft.document.rpartition("/")[2].removesuffix(".json")
                own.keep(project, f"{stem} of another window.json", draft.text)
            else:
                continue  # it waits there until what this window has of the same file is saved or given up
            left.drop(project, draft.document, kind=draft.kind)


def _locked(path: Path, project: Path) -> QLockFile | None:
    """The lock of a room, held from now on; None where a window that is alive holds it, or nothing can be written."""
    from workbench.library.drafts import Drafts

    with suppress(OSError):
        path.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(Drafts(path).lock_of(project)))
    lock.setStaleLockTime(0)
    return lock if lock.tryLock(0) else None
