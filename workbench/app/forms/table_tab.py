"""A tab that is a table: query, headers, path parameters, stage variables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from workbench.app.forms.edits import sent
from workbench.app.forms.override_mark import OverrideMark
from workbench.app.forms.tab import FormTab
from workbench.app.widgets.key_value_table import KeyValueTable
from workbench.events.edit import pointer_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workbench.app.appearance import Appearance
    from workbench.app.forms.edits import Edits
    from workbench.events.fields import EventFields
    from workbench.events.pair_maps import Pairs

Field = Literal["query", "headers", "path_parameters", "stage_variables"]


class TableTab(FormTab):
    """A field of names and values as a table."""

    field: Field
    command_pasted = Signal(str)
    """A cURL command was pasted into the table."""

    def __init__(self, edits: Edits, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(edits, appearance, parent=parent)
        self._table = KeyValueTable(self.title, appearance, query=self.field == "query")
        self._mark = OverrideMark(appearance)
        self._table.add_to_foot(self._mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table)
        self.setFocusProxy(self._table)
        self._table.edited.connect(self._on_edited)
        self._table.row_entered.connect(self._on_row_entered)
        self._table.command_pasted.connect(self.command_pasted)
        self._mark.follow_asked.connect(edits.follow)

    @property
    def table(self) -> KeyValueTable:
        """The table itself."""
        return self._table

    @classmethod
    def pairs(cls, fields: EventFields) -> Pairs:
        """The names and values of this tab's field."""
        found: Pairs = getattr(fields, cls.field)
        return found

    def hint(self, fields: EventFields) -> str:
        """One line below the table."""
        raise NotImplementedError

    def multi_value_hint(self, key: str) -> str:
        """What becomes of several values of one name, in this event."""
        if key in self._edits.document.event_object:
            return "Multi-value maps follow this table."
        names = [name for name, _ in sent(self._table.rows)]
        if len(set(names)) < len(names):
            return f"Without {key}, only the last value of a name is sent."
        return "Paste lines, a query string or a cURL command here."

    @classmethod
    def count(cls, fields: EventFields) -> int | None:
        return len(cls.pairs(fields))

    def show_fields(self, fields: EventFields) -> None:
        self._table.set_rows(self._edits.rows(self.field, self.pairs(fields)))
        places = self.places(fields)
        override = next((each for each in fields.overridden if each.pointer in places), None)
        self._table.set_hint("" if override is not None else self.hint(fields))
        self._mark.set_override(override)

    def set_read_only(self, read_only: bool) -> None:
        self._table.set_read_only(read_only)

    def show_pointer(self, pointer: str) -> None:
        steps = pointer.split("/")
        if len(steps) > 2:
            self._table.focus_name(steps[2].replace("~1", "/").replace("~0", "~"))

    def _on_edited(self, words: str, merge: str) -> None:
        self._edits.change_table(words, self.field, self._table.rows, merge=merge)

    def _on_row_entered(self, number: int) -> None:
        row = self._table.model.row(number)
        places = self.places(self._edits.fields())
        self.pointed.emit(tuple(place + pointer_of(row.name) for place in places if place and row.name))
