"""Keeps what is typed and not saved as drafts, so that a crash loses nothing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from workbench.app.draft_room import DraftRoom
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.app.document import Document

PAUSE_MS = 400
"""After a change; so much may be lost in a crash."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft that was found."""

    name: str
    path: Path | None
    """The file that it is a newer version of."""
    text: str
    read: str | None
    """The fingerprint of the file when it was read."""


class DraftKeeper(QObject):
    """Keeps the text of every changed document of the open project, until it is saved or given up."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room = DraftRoom(folder)
        self._project: Path | None = None
        self._reads: dict[Document, str | None] = {}
        self._keys: dict[Document, str] = {}
        """The name that a document's draft was kept under."""
        self._waiting: set[Document] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    def set_project(self, project: Path) -> None:
        """Keep drafts of another project from now on."""
        self.flush()
        if project != self._project:
            self._project = project
            self._room.enter(project)

    @property
    def folder(self) -> Path:
        """Where this window keeps them."""
        return self._room.path

    def close(self) -> None:
        """Write what waits, and let another window have the folder."""
        self.flush()
        self._room.leave()

    def watch(self, document: Document, *, read: str | None, restored: bool = False) -> None:
        """Keep a document's changes from now on; `restored` is one that came out of a draft."""
        self._reads[document] = read
        if restored:
            self._keys[document] = self._key(document)
        document.changed.connect(self._on_changed)
        document.named.connect(self._on_changed)

    def set_read(self, document: Document, read: str | None) -> None:
        """A document was saved: the fingerprint of its file is another now."""
        self._reads[document] = read
        self._drop(document)

    def forget(self, document: Document) -> None:
        """A document was closed; there is nothing to bring back."""
        if document in self._reads:
            document.changed.disconnect(self._on_changed)
            document.named.disconnect(self._on_changed)
            del self._reads[document]
        self._waiting.discard(document)
        self._drop(document)

    def flush(self) -> None:
        """Write what waits to be written."""
        self._timer.stop()
        for document in self._waiting:
            if document.dirty:
                self._keep(document)
            else:
                self._drop(document)
        self._waiting.clear()

    def found(self) -> list[KeptDraft]:
        """The drafts that an earlier window of the project left behind."""
        from workbench.library.drafts import Drafts

        if self._project is None:
            return []
        return [
            KeptDraft(
                Path(draft.document).name,
                self._project / draft.document if draft.based_on else None,
                draft.text,
                draft.based_on or None,
            )
            for draft in Drafts(self.folder).of(self._project, kind="event")
        ]

    def _keep(self, document: Document) -> None:
        from workbench.library.drafts import Drafts

        if self._project is None:
            return
        key = self._key(document)
        if self._keys.get(document, key) != key:
            self._drop(document)
        # A draft that cannot be kept must not stop anyone from typing.
        with suppress(WorkbenchError):
            Drafts(self.folder).keep(self._project, key, document.text, based_on=self._reads.get(document) or "")
            self._keys[document] = key

    def _drop(self, document: Document) -> None:
        from workbench.library.drafts import Drafts

        key = self._keys.pop(document, None)
        if key is not None and self._project is not None:
            with suppress(WorkbenchError):
                Drafts(self.folder).drop(self._project, key)

    def _key(self, document: Document) -> str:
        path = document.path
        if path is not None and self._project is not None and path.is_relative_to(self._project):
            return path.relative_to(self._project).as_posix()
        return document.name

    def _on_changed(self) -> None:
        sender = self.sender()
        self._waiting.update(document for document in self._reads if document is sender)
        self._timer.start()
