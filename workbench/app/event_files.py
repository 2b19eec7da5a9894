"""Saved events and the documents that show them: open, save, duplicate, rename, delete, and changes outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.app.document import Document
from workbench.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.library.case_file import CaseFile
    from workbench.library.event_tree import EventFolder, SavedEvent, Snapshot
    from workbench.library.saved_events import SavedEvents
    from workbench.library.trash import Deleted

LOOK_MS = 2000
"""How often changes outside are looked for."""


class EventFiles(QObject):
    """The saved events of the open project."""

    listed = Signal(list)
    """The `EventFolder`s as they are now."""
    renamed = Signal(object, object)
    """A `SavedEvent` as it was, and as it is called now."""
    changed_outside = Signal(object, bool)
    """A document whose file is another now; whether it is gone."""
    case_changed = Signal(object)
    """A `SavedEvent` that is open, whose case file someone else changed."""

    def __init__(self, trash: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trash = trash
        self._folders: list[SavedEvents] = []
        self._snapshots: list[Snapshot] = []
        self._open: dict[Document, tuple[SavedEvent | None, str | None]] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def set_project(self, project: Path, folders: tuple[Path, ...]) -> None:
        """List the saved events of another project; without a folder, `saved_events/` is made when one is saved."""
        from workbench.library.saved_events import SavedEvents
        from workbench.library.trash import Trash

        trash = Trash(self._trash)
        self._folders = [SavedEvents(folder, trash=trash) for folder in folders or (project / "saved_events",)]
        self._snapshots = [each.snapshot() for each in self._folders]
        self.list_again()
        self._timer.start()

    def list_again(self) -> None:
        """Read the folders and say what is there."""
        self.listed.emit([self._tree(each) for each in self._folders])

    def events(self) -> list[SavedEvent]:
        """Every saved event."""
        return [event for each in self._folders for event in self._tree(each).all_events()]

    def open(self, event: SavedEvent) -> Document:
        """The document of a saved event; the same one while it is open.

        Raises:
            InputError: the file cannot be read.
        """
        for document, (known, _) in self._open.items():
            if known is not None and known.path == event.path:
                return document
        opened = self._of(event).open(event)
        document = Document.from_bytes(opened.data, name=event.path.name, path=event.path)
        self._open[document] = (event, opened.fingerprint)
        return document

    def case_of(self, document: Document) -> CaseFile | None:
        """The case file beside a document's event, where there is one.

        Raises:
            InputError: it cannot be read or understood.
        """
        event, _ = self._open.get(document, (None, None))
        if event is None or not event.case_path.exists():
            return None
        from workbench.library.case_file import read_case_file

        return read_case_file(event.case_path)

    def save_case(self, event: SavedEvent, case: CaseFile, *, overwrite: bool = False) -> CaseFile:
        """Write the case file beside an event.

        Raises:
            ChangedOutside: the file is another now; not with `overwrite`.
            InputError: it cannot be written.
        """
        saved = self._of(event).save_case(event, case, overwrite=overwrite)
        self._seen()
        return saved

    def adopt(self, document: Document, *, read: str | None) -> None:
        """Take in a document that was not opened here: a new one, or a draft brought back."""
        event = next((each for each in self.events() if each.path == document.path), None) if document.path else None
        self._open[document] = (event, read if event is not None else None)

    def read_of(self, document: Document) -> str | None:
        """The fingerprint of a document's file when it was read or saved."""
        return self._open.get(document, (None, None))[1]

    def event_of(self, document: Document) -> SavedEvent | None:
        """The saved event that a document shows; None while it is not saved."""
        return self._open.get(document, (None, None))[0]

    def save(self, document: Document, *, overwrite: bool = False) -> None:
        """Save a document to its file.

        Raises:
            ChangedOutside: the file is another now; not with `overwrite`.
            InputError: it is not JSON, has no file yet, or cannot be written.
        """
        event, read = self._open.get(document, (None, None))
        if event is None:
            raise InputError("the event has no file yet", place=document.name, mend="Save it under a name.")
        data = document.payload
        self._open[document] = (event, self._of(event).save(event, data, read=read, overwrite=overwrite))
        document.saved(data, name=event.path.name, path=event.path)
        self._seen()

    def save_as(self, document: Document, name: str, *, overwrite: bool = False) -> None:
        """Save a document under a new name, such as `orders/create`.

        Raises:
            AlreadyThere: the name is taken; not with `overwrite`.
            InputError: the name would not work, it is not JSON, or it cannot be written.
        """
        from workbench.library.file_access import fingerprint

        data = document.payload
        event = self._home().save_as(name, data, overwrite=overwrite, like=self.event_of(document))
        self._open[document] = (event, fingerprint(data))
        document.saved(data, name=event.path.name, path=event.path)
        self._seen()

    def reload(self, document: Document) -> None:
        """Take what is on disk in place of what is in the window, as one step that undo takes back."""
        event, _ = self._open[document]
        if event is None:
            return
        opened = self._of(event).open(event)
        text = opened.data.decode("utf-8-sig", "replace")
        document.seal()
        document.set_text(text)
        document.saved(opened.data, name=event.path.name, path=event.path)
        self._open[document] = (event, opened.fingerprint)

    def keep_mine(self, document: Document) -> None:
        """Let the next save replace what is on disk."""
        from workbench.library.file_access import fingerprint

        event, _ = self._open[document]
        read = fingerprint(event.path.read_bytes()) if event is not None and event.path.exists() else None
        self._open[document] = (event if read else None, read)
        document.mark_unsaved()

    def duplicate(self, event: SavedEvent) -> SavedEvent:
        """Copy an event to the next free name."""
        copy = self._of(event).duplicate(event)
        self._seen()
        return copy

    def rename(self, event: SavedEvent, name: str) -> SavedEvent:
        """Move an event to another name; an open document follows."""
        renamed = self._of(event).rename(event, name)
        for document, (known, read) in self._open.items():
            if known is not None and known.path == event.path:
                self._open[document] = (renamed, read)
                document.rename(renamed.path.name, path=renamed.path)
        self.renamed.emit(event, renamed)
        self._seen()
        return renamed

    def delete(self, event: SavedEvent) -> Deleted:
        """Move an event to the trash."""
        deleted = self._of(event).delete(event)
        self._seen()
        return deleted

    def restore(self, deleted: Deleted) -> None:
        """Put back what was deleted."""
        self._home().restore(deleted)
        self._seen()

    def forget(self, document: Document) -> None:
        """A document was closed."""
        self._open.pop(document, None)

    def look(self) -> None:
        """See what others did to the files, and say it."""
        for at, each in enumerate(self._folders):
            changes = each.changes_since(self._snapshots[at])
            if not changes:
                continue
            self._snapshots[at] = each.snapshot()
            self.list_again()
            touched = {*changes.changed, *changes.removed}
            for document, (event, read) in list(self._open.items()):
                if event is None:
                    continue
                if event.path in touched:
                    self._tell(document, event, read)
                if event.case_path in touched or event.case_path in changes.added:
                    self.case_changed.emit(event)

    def close(self) -> None:
        """Stop looking."""
        self._timer.stop()

    def _tell(self, document: Document, event: SavedEvent, read: str | None) -> None:
        from workbench.library.file_access import fingerprint

        if not event.path.exists():
            self.changed_outside.emit(document, True)
        elif fingerprint(event.path.read_bytes()) != read:
            self.changed_outside.emit(document, False)

    def _seen(self) -> None:
        self._snapshots = [each.snapshot() for each in self._folders]
        self.list_again()

    def _of(self, event: SavedEvent) -> SavedEvents:
        return next((each for each in self._folders if event.path.is_relative_to(each.folder)), self._home())

    def _home(self) -> SavedEvents:
        if not self._folders:
            raise InputError("no folder is open", mend="Open a folder first: File, Open folder.")
        return self._folders[0]

    def _tree(self, each: SavedEvents) -> EventFolder:
        from workbench.library.event_tree import EventFolder as Folder

        try:
            return each.tree()
        except InputError as problem:
            return Folder("", each.folder, problem=problem)
