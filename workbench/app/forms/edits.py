"""What a form may do to a document: change a field, a table or a value, each as one undoable step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.app.json.text import parse
from workbench.app.widgets.row import Row
from workbench.errors import WorkbenchError
from workbench.events.edit import value_at
from workbench.events.fields import Change, apply, fields_of, follow
from workbench.events.pair_maps import pairs_of, rebuilt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.app.document import Document
    from workbench.app.widgets.row import Rows
    from workbench.events.fields import EventFields
    from workbench.events.json_value import Json, JsonObject
    from workbench.events.pair_maps import Pairs


_LOSSY = ("query", "headers", "path_parameters", "stage_variables")
"""Fields that an event keeps as maps, which may not tell order and duplicates."""


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

    def change_all(
        self, words: str, changes: Sequence[Change], *, merge: str = "", rows: Mapping[str, Rows] | None = None
    ) -> None:
        """Make several changes as one step, and remember the rows of the tables they came from."""
        try:
            event = self._document.event_object
            for change in changes:
                event = apply(event, change, self._document.source)
        except WorkbenchError as error:
            self.refused.emit(error)
            return
        self._document.edit(words, event=event, merge=merge, tables=self._tables(event, rows or {}))

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
        self.change_with_rows(words, field, sent(rows), rows=rows, merge=merge)

    def change_with_rows(self, words: str, field: str, value: Json, *, rows: Rows, merge: str = "") -> None:
        """Change a field whose value is made of a table's rows."""
        self.change_all(
            words, [Change(field, value)], merge=f"table {field} {merge}" if merge else "", rows={field: rows}
        )

    def change_map(self, words: str, pointer: str, rows: Rows, *, merge: str = "") -> None:
        """Change an object that is shown as a table; a value that is no string keeps its kind where it can."""
        document = self._document
        before = value_at(document.event_object, pointer)
        value = typed(before, rebuilt(before, sent(rows)))
        event = apply(document.event_object, Change(pointer, value), document.source)
        merge = f"table {pointer} {merge}" if merge else ""
        document.edit(words, event=event, tables=self._tables(event, {pointer: rows}), merge=merge)

    def map_rows(self, pointer: str) -> Rows:
        """The rows of an object that is shown as a table."""
        value = value_at(self._document.event_object, pointer)
        pairs = pairs_of(value)
        kept = self._document.draft.tables.get(pointer)
        if kept is not None and dict(sent(kept)) == dict(pairs):
            return kept
        return with_rows_off(pairs, kept or ())

    def _tables(self, event: JsonObject, left: Mapping[str, Rows]) -> Mapping[str, Rows]:
        """The rows to remember: of tables that say more than the event does."""
        tables = {**self._document.draft.tables, **left}
        for name, rows in left.items():
            if all(row.enabled and row.name for row in rows) and _pairs_in(event, name, rows) == sent(rows):
                del tables[name]
        return tables

    def rows(self, field: str, pairs: Pairs) -> Rows:
        """The rows of a table: as a person left them where the event still says the same, else what the event says."""
        kept = self._document.draft.tables.get(field)
        event = self._document.event_object
        if kept is None:
            return with_rows_off(pairs, ())
        try:
            if sent(kept) == pairs or apply(event, Change(field, sent(kept)), self._document.source) == event:
                return kept
        except WorkbenchError:
            pass
        return with_rows_off(pairs, kept)


def _pairs_in(event: JsonObject, name: str, rows: Rows) -> Pairs:
    """What an event says by itself of a table; lists, such as cookies, say all that their rows do."""
    if name.startswith("/"):
        return pairs_of(value_at(event, name))
    pairs: Pairs = getattr(fields_of(event), name) if name in _LOSSY else sent(rows)
    return pairs


def sent(rows: Rows) -> Pairs:
    """The pairs of the rows that are switched on and have a name."""
    return tuple((row.name, row.value) for row in rows if row.enabled and row.name)


def with_rows_off(pairs: Pairs, kept: Rows) -> Rows:
    """The rows of an event's pairs, with those that are switched off where they stood."""
    rows = [Row(name, value) for name, value in pairs]
    for place, row in enumerate(kept):
        if not row.enabled:
            rows.insert(min(place, len(rows)), row)
    return tuple(rows)


def typed(before: Json, after: JsonObject) -> JsonObject:
    """An object whose changed values are of the kind that they were before, where their text allows that."""
    if not isinstance(before, dict):
        return after
    kinds = {name: type(value) for name, value in before.items() if not isinstance(value, str)}
    made = dict(after)
    for name, kind in kinds.items():
        text = after.get(name)
        if isinstance(text, str):
            value = parse(text)
            made[name] = value if type(value) is kind or (value is None and text == "null") else text
    return made
