"""Drafts: what was typed and not saved, kept outside the project, so that a crash loses nothing."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.app.document import Document

PAUSE_MS = 400
"""After a change; so much may be lost in a crash."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft that was found."""

    file: Path
    name: str
    path: Path | None
    """The file that it is a newer version of."""
    text: str
    read: str | None
    """The fingerprint of the file when it was read."""


class Drafts(QObject):
    """Keeps the text of every changed document in a file of its own, until it is saved or given up."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._files: dict[Document, Path] = {}
        self._reads: dict[Document, str | None] = {}
        self._waiting: set[Document] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    def watch(self, document: Document, *, read: str | None, file: Path | None = None) -> None:
        """Keep a document's changes from now on; `file` is the draft that it came from."""
        self._reads[document] = read
        if file is not None:
            self._files[document] = file
        document.changed.connect(self._on_changed)
        document.named.connect(self._on_changed)

    def set_read(self, document: Document, read: str | None) -> None:
        """A document was saved: the fingerprint of its file is another now."""
        self._reads[document] = read
        self._forget_file(document)

    def forget(self, document: Document) -> None:
        """A document was closed; there is nothing to bring back."""
        if document in self._reads:
            document.changed.disconnect(self._on_changed)
            document.named.disconnect(self._on_changed)
            del self._reads[document]
        self._waiting.discard(document)
        self._forget_file(document)

    def flush(self) -> None:
        """Write what waits to be written."""
        self._timer.stop()
        for document in self._waiting:
            if document.dirty:
                self._write(document)
            else:
                self._forget_file(document)
        self._waiting.clear()

    def found(self) -> list[KeptDraft]:
        """The drafts that an earlier window left behind."""
        drafts = []
        for file in sorted(self._folder.glob("*.draft")) if self._folder.is_dir() else []:
            try:
                kept = json.loads(file.read_text(encoding="utf-8"))
                path = Path(kept["path"]) if kept.get("path") else None
                drafts.append(KeptDraft(file, str(kept["name"]), path, str(kept["text"]), kept.get("read")))
            except (OSError, ValueError, KeyError, TypeError):
                continue
        return drafts

    def _write(self, document: Document) -> None:
        from workbench.library.file_access import replace_file

        file = self._files.setdefault(document, self._folder / f"{secrets.token_hex(8)}.draft")
        kept = {
            "name": document.name,
            "path": str(document.path) if document.path else None,
            "read": self._reads.get(document),
            "text": document.text,
        }
        # A draft that cannot be kept must not stop anyone from typing.
        with suppress(WorkbenchError):
            replace_file(file, json.dumps(kept).encode("utf-8", "surrogatepass"))

    def _forget_file(self, document: Document) -> None:
        file = self._files.pop(document, None)
        if file is not None:
            with suppress(OSError):
                file.unlink()

    def _on_changed(self) -> None:
        document = self.sender()
        for known in self._known(document):
            self._waiting.add(known)
            self._timer.start()

    def _known(self, sender: object) -> Iterable[Document]:
        return [document for document in self._reads if document is sender]
