"""The headers of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.app.forms.table_tab import TableTab
from workbench.app.widgets.header_names import suggestions
from workbench.events.layout import layout_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workbench.app.appearance import Appearance
    from workbench.app.forms.edits import Edits
    from workbench.events.fields import EventFields
    from workbench.events.source import Source


class HeadersTab(TableTab):
    """Header fields, with completion of names and values."""

    title = "Headers"
    help = "Header fields"
    field = "headers"

    def __init__(self, edits: Edits, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(edits, appearance, parent=parent)
        self._table.set_suggestions(self._suggest)

    @classmethod
    def applies(cls, source: Source) -> bool:
        return layout_of(source).maps

    @classmethod
    def places(cls, fields: EventFields) -> tuple[str, ...]:
        return ("/headers", "/multiValueHeaders") if layout_of(fields.source).has_multi else ("/headers",)

    def hint(self, fields: EventFields) -> str:
        if layout_of(fields.source).is_joined:
            return "Names arrive in lower case, values of one name joined by commas."
        return self.multi_value_hint("multiValueHeaders")

    def _suggest(self, column: int, name: str) -> tuple[str, ...]:
        lower = layout_of(self._edits.document.source).header_case == "lower"
        return suggestions(column, name, lower_case=lower)
