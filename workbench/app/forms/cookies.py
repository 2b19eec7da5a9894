"""The cookies of a request in payload 2.0, which has them apart from the headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from workbench.app.forms.edits import sent, with_rows_off
from workbench.app.forms.tab import FormTab
from workbench.app.widgets.key_value_table import KeyValueTable
from workbench.events.layout import layout_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from workbench.app.appearance import Appearance
    from workbench.app.forms.edits import Edits
    from workbench.app.widgets.row import Rows
    from workbench.events.fields import EventFields
    from workbench.events.pair_maps import Pairs
    from workbench.events.source import Source


class CookiesTab(FormTab):
    """`cookies`: one `name=value` each."""

    title = "Cookies"
    help = "Cookies, which payload 2.0 keeps apart from the headers"

    def __init__(self, edits: Edits, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(edits, appearance, parent=parent)
        self.table = KeyValueTable("Cookies", appearance)
        """The cookies."""
        self.table.set_hint("The Cookie header arrives as this list.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.setFocusProxy(self.table)
        self.table.edited.connect(self._on_edited)
        self.table.row_entered.connect(self._on_row_entered)

    @classmethod
    def applies(cls, source: Source) -> bool:
        return bool(layout_of(source).cookies)

    @classmethod
    def count(cls, fields: EventFields) -> int | None:
        return len(fields.cookies)

    @classmethod
    def places(cls, fields: EventFields) -> tuple[str, ...]:
        return (layout_of(fields.source).cookies,)

    def show_fields(self, fields: EventFields) -> None:
        kept = self._edits.document.draft.tables.get("cookies")
        if kept is not None and _cookies(kept, fields.cookies) == fields.cookies:
            self.table.set_rows(kept)
        else:
            self.table.set_rows(with_rows_off(_pairs(fields.cookies), kept or ()))

    def set_read_only(self, read_only: bool) -> None:
        self.table.set_read_only(read_only)

    def _on_edited(self, words: str, merge: str) -> None:
        before = self._edits.fields().cookies
        rows = self.table.rows
        self._edits.change_with_rows(words, "cookies", _cookies(rows, before), rows=rows, merge=merge)

    def _on_row_entered(self, number: int) -> None:
        place = layout_of(self._edits.document.source).cookies
        row = self.table.model.row(number)
        names = [name for name, _ in _pairs(self._edits.fields().cookies)]
        self.pointed.emit((f"{place}/{names.index(row.name)}",) if row.name in names else ())


def _pairs(cookies: Iterable[str]) -> Pairs:
    return tuple((name, value) for name, _, value in (cookie.partition("=") for cookie in cookies))


def _cookies(rows: Rows, before: tuple[str, ...]) -> tuple[str, ...]:
    """The cookies of rows; one without an equals sign stays so."""
    return tuple(name if not value and name in before else f"{name}={value}" for name, value in sent(rows))
