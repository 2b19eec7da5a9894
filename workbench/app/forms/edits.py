"""What a form may do to a document: change a field, a table or a value, each as one undoable step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.app.widgets.row import Row
from workbench.errors import WorkbenchError
from workbench.events.fields import ABSENT, Change, apply, fields_of, follow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.document import Document
    from workbench.app.widgets.row import Rows
    from workbench.events.fields import EventFields
    from workbench.events.json_value import Json, JsonObject
    from workbench.events.pair_maps import Pairs


class Edits(QObject):
    """The verbs of one document's form. A refusal is told, and changes nothing."""

    refused = Signal(object)
    """A WorkbenchError: why an edit could not be made."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document

    @property
    def document(self) -> Document:
        """What is being edited."""
        return self._document

    def fields(self) -> EventFields:
        """What the form shows now."""
        return fields_of(self._document.event_object, self._document.source)

    def change(self, words: str, field: str, value: Json, *, merge: str = "") -> None:
        """Change a field of `EventFields`, or the value at a JSON Pointer."""
        self.change_all(words, [Change(field, value)], merge=merge or f"field {field}")

    def change_all(self, words: str, changes: Sequence[Change], *, merge: str = "") -> None:
        """Make several changes as one step."""
        try:
            event = self._document.event_object
            for change in changes:
                event = apply(event, change, self._document.source)
        except WorkbenchError as error:
            self.refused.emit(error)
            return
        self._document.edit(words, event=event, merge=merge)

    def remove(self, words: str, pointer: str) -> None:
        """Take a key away."""
        self.change_all(words, [Change(pointer, ABSENT)])

    def replace(self, words: str, event: JsonObject) -> None:
        """Take another event, as a conversion or a paste gives."""
        self._document.seal()
        self._document.edit(words, event=event)

    def follow(self, pointer: str) -> None:
        """Let an overridden value follow its sources again."""
        event = follow(self._document.event_object, pointer, self._document.source)
        self._document.edit("Follow again", event=event)

    def change_table(self, words: str, field: str, rows: Rows, *, merge: str = "") -> None:
        """Change a field that is a table; rows that are off or have no name yet are kept and not sent."""
        document = self._document
        try:
            event = apply(document.event_object, Change(field, sent(rows)), document.source)
        except WorkbenchError as error:
            self.refused.emit(error)
            return
        merge = f"table {field} {merge}" if merge else ""
        document.edit(words, event=event, tables={**document.draft.tables, field: rows}, merge=merge)

    def rows(self, field: str, pairs: Pairs) -> Rows:
        """The rows of a table: as a person left them where the event still says the same, else what the event says."""
        kept = self._document.draft.tables.get(field)
        event = self._document.event_object
        if kept is None:
            return tuple(Row(name, value) for name, value in pairs)
        try:
            if sent(kept) == pairs or apply(event, Change(field, sent(kept)), self._document.source) == event:
                return kept
        except WorkbenchError:
            pass
        rows = [Row(name, value) for name, value in pairs]
        for place, row in enumerate(kept):
            if not row.enabled:
                rows.insert(min(place, len(rows)), row)
        return tuple(rows)


def sent(rows: Rows) -> Pairs:
    """The pairs of the rows that are switched on and have a name."""
    return tuple((row.name, row.value) for row in rows if row.enabled and row.name)
