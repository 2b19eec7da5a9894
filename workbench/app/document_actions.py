"""What is done with documents: new, open, save, close, bring back; with the questions and notices that go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.app.document import Document
from workbench.app.outside_changes import OutsideChanges
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from workbench.app.dialogs import Dialogs
    from workbench.app.drafts import DraftKeeper
    from workbench.app.editor.editor_area import EditorArea
    from workbench.app.event_files import EventFiles
    from workbench.app.widgets.notice_bar import NoticeBar
    from workbench.library.event_tree import SavedEvent
    from workbench.library.trash import Deleted

Closed = tuple[str, "Path | None", str, bool]
"""Name, path, text and unsaved mark of a document that was closed."""
REMEMBERED = 20


class DocumentActions(QObject):
    """Keeps documents, their files, their drafts and their tabs together."""

    saved = Signal(object)
    """A document is on disk."""

    def __init__(
        self,
        files: EventFiles,
        drafts: DraftKeeper,
        *,
        dialogs: Dialogs,
        notice: NoticeBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._files = files
        self._drafts = drafts
        self._dialogs = dialogs
        self._notice = notice
        self._area: EditorArea | None = None
        self._closed: list[Closed] = []
        self._replaced: Document | None = None
        self._outside = OutsideChanges(files, drafts, notice, parent=self)

    def attach(self, area: EditorArea) -> None:
        """The tabs that documents are shown in."""
        self._area = area
        area.closed.connect(self._on_closed)
        area.replaced.connect(self._on_replaced)

    @property
    def current(self) -> Document | None:
        """The document in front."""
        return self._area.current() if self._area is not None else None

    def new(self, event: object, *, name: str = "") -> Document:
        """Open an event that is not saved yet."""
        document = Document(event, name=self._free_name(name))
        document.mark_unsaved()
        self._show(document, read=None)
        return document

    def open(self, event: SavedEvent, *, preview: bool = False) -> Document | None:
        """Open a saved event; None where it cannot be read, which the notice says."""
        try:
            document = self._files.open(event)
        except WorkbenchError as error:
            self._notice.say_error(error)
            return None
        self._show(document, read=self._files.read_of(document), preview=preview)
        return document

    def preview(self, event: SavedEvent) -> Document | None:
        """Open a saved event until the next one is looked at; one that is open already comes to the front."""
        return self.open(event, preview=True)

    def save(self, document: Document) -> bool:
        """Save a document; asks for a name where it has none. Whether it is on disk now."""
        from workbench.library.saved_events import ChangedOutside

        if self._files.event_of(document) is None:
            return self.save_as(document)
        try:
            self._files.save(document)
        except ChangedOutside as error:
            self._notice.say_error(error, actions=self._outside.choices(document))
            return False
        except WorkbenchError as error:
            self._notice.say_error(error)
            return False
        self._on_saved(document)
        return True

    def save_as(self, document: Document) -> bool:
        """Save a document under a name that is asked for. Whether it is on disk now."""
        from workbench.library.saved_events import AlreadyThere

        known = self._files.event_of(document)
        name = self._dialogs.ask_text(
            "Save event",
            "Name, with folders if you like (orders/create):",
            text=known.name if known is not None else document.name.removesuffix(".json"),
        )
        if name is None:
            return False
        try:
            self._files.save_as(document, name)
        except AlreadyThere as error:
            if not self._dialogs.confirm("Replace the event", f"{error.path.name} is there already.", do="Replace"):
                return False
            return self._replace(document, name)
        except WorkbenchError as error:
            self._notice.say_error(error)
            return False
        self._on_saved(document)
        return True

    def save_all(self) -> None:
        """Save every document that has changes."""
        for document in self._dirty():
            if not self.save(document):
                return

    def may_close(self, document: Document) -> bool:
        """Whether a document may be closed: asks where it is not saved."""
        document.settle()
        if not document.dirty:
            return True
        answer = self._dialogs.ask_save([document.name])
        return answer == "discard" or (answer == "save" and self.save(document))

    def may_quit(self) -> bool:
        """Whether the window may close; one question for all documents."""
        dirty = self._dirty()
        if not dirty:
            return True
        answer = self._dialogs.ask_save([document.name for document in dirty])
        if answer == "save":
            return all(self.save(document) for document in dirty)
        if answer == "discard":
            for document in dirty:
                self._drafts.forget(document)
        return answer == "discard"

    def close_all(self) -> None:
        """Close every tab, without asking."""
        for document in self._area.documents() if self._area is not None else ():
            self._area_close(document)

    def reopen(self) -> None:
        """Open again what was closed last, with what was not saved."""
        if not self._closed:
            self._notice.say("neutral", "Nothing was closed yet.")
            return
        name, path, text, dirty = self._closed.pop()
        event = next((each for each in self._files.events() if each.path == path), None) if path is not None else None
        if event is not None and not dirty:
            self.open(event)
            return
        self._bring_back(name, path, text, read=None)

    def restore_drafts(self) -> int:
        """Open what an earlier window did not save; answers how many."""
        found = self._drafts.found()
        for kept in found:
            self._bring_back(kept.name, kept.path, kept.text, read=kept.read, restored=True)
        if found:
            count = "1 event was" if len(found) == 1 else f"{len(found)} events were"
            self._notice.say("accent", f"{count} not saved when the window closed last; here they are again.")
        return len(found)

    def duplicate(self, event: SavedEvent) -> None:
        """Copy an event and open the copy."""
        try:
            self.open(self._files.duplicate(event))
        except WorkbenchError as error:
            self._notice.say_error(error)

    def rename(self, event: SavedEvent) -> None:
        """Give an event another name."""
        name = self._dialogs.ask_text("Rename event", "New name:", text=event.name)
        if name is None:
            return
        try:
            self._files.rename(event, name)
        except WorkbenchError as error:
            self._notice.say_error(error)

    def delete(self, event: SavedEvent) -> None:
        """Move an event to the trash; the notice brings it back."""
        try:
            deleted = self._files.delete(event)
        except WorkbenchError as error:
            self._notice.say_error(error)
            return
        for document in self._area.documents() if self._area is not None else ():
            if document.path == event.path:
                self._area_close(document)
        self._notice.say("neutral", f"{event.name} is in the trash.", actions=[("Undo", self._restorer(deleted))])

    def _free_name(self, name: str) -> str:
        """A name that no open document has: drafts are kept by name."""
        taken = {document.name for document in self._area.documents()} if self._area is not None else set()
        if name and name not in taken:
            return name
        stem = name.removesuffix(".json") or "untitled"
        number = 1
        while (wanted := f"{stem} {number}.json") in taken:
            number += 1
        return wanted

    def _restorer(self, deleted: Deleted) -> Callable[[], None]:
        def restore() -> None:
            try:
                self._files.restore(deleted)
            except WorkbenchError as error:
                self._notice.say_error(error)
            else:
                self._notice.clear()

        return restore

    def _show(self, document: Document, *, read: str | None, restored: bool = False, preview: bool = False) -> None:
        if self._area is None:
            return
        if document not in self._area.documents():
            if self._files.event_of(document) is None:
                self._files.adopt(document, read=read)
            self._drafts.watch(document, read=read, restored=restored)
        self._area.open_document(document, preview=preview)

    def _bring_back(self, name: str, path: Path | None, text: str, *, read: str | None, restored: bool = False) -> None:
        document = Document(text=text, name=name, path=path)
        document.mark_unsaved()
        self._files.adopt(document, read=read)
        self._show(document, read=read, restored=restored)

    def _replace(self, document: Document, name: str) -> bool:
        try:
            self._files.save_as(document, name, overwrite=True)
        except WorkbenchError as error:
            self._notice.say_error(error)
            return False
        self._on_saved(document)
        return True

    def _dirty(self) -> list[Document]:
        documents: Sequence[Document] = self._area.documents() if self._area is not None else ()
        for document in documents:
            document.settle()
        return [document for document in documents if document.dirty]

    def _area_close(self, document: Document) -> None:
        if self._area is not None:
            self._area.close_document(document)

    def _on_saved(self, document: Document) -> None:
        self._drafts.set_read(document, self._files.read_of(document))
        if self._notice.kind in {"error", "warning"}:
            self._notice.clear()
        self.saved.emit(document)

    def _on_closed(self, document: Document) -> None:
        if document is not self._replaced:
            self._closed.append((document.name, document.path, document.text, document.dirty))
            del self._closed[:-REMEMBERED]
        self._replaced = None
        self._drafts.forget(document)
        self._files.forget(document)

    def _on_replaced(self, document: Document) -> None:
        """A preview goes: nobody closed it, so nobody wants it back."""
        self._replaced = document
