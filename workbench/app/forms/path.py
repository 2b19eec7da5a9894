"""The parameters of the path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QVBoxLayout

from workbench.app.forms.table_tab import TableTab
from workbench.app.widgets.line_field import LineField
from workbench.events.layout import layout_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workbench.app.appearance import Appearance
    from workbench.app.forms.edits import Edits
    from workbench.events.fields import EventFields
    from workbench.events.source import Source


class PathTab(TableTab):
    """The route's template and the parameters that the path gives it."""

    title = "Path"
    help = "Route and path parameters"
    field = "path_parameters"

    def __init__(self, edits: Edits, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(edits, appearance, parent=parent)
        self._route = LineField("Resource", appearance)
        self._route.setPlaceholderText("/pets/{id} or /{proxy+}")
        self._route.textEdited.connect(self._on_route_edited)
        self._route.focused.connect(self._on_route_focused)
        self._route.left.connect(edits.document.seal)
        self._form = QFormLayout()
        self._form.setContentsMargins(0, appearance.px(4), 0, 0)
        self._form.setHorizontalSpacing(appearance.px(12))
        self._form.addRow("Resource", self._route)
        if (label := self._form.labelForField(self._route)) is not None:
            label.setProperty("role", "muted")
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertLayout(0, self._form)
            column.setSpacing(appearance.px(8))
        self.setFocusProxy(self._route)

    @classmethod
    def applies(cls, source: Source) -> bool:
        return bool(layout_of(source).path_parameters)

    @classmethod
    def places(cls, fields: EventFields) -> tuple[str, ...]:
        layout = layout_of(fields.source)
        return (layout.path_parameters, layout.route)

    def hint(self, fields: EventFields) -> str:
        word = "route key" if layout_of(fields.source).route == "/routeKey" else "resource"
        return f"These follow the {word} and the path."

    def show_fields(self, fields: EventFields) -> None:
        super().show_fields(fields)
        key = layout_of(fields.source).route == "/routeKey"
        word = "Route key" if key else "Resource"
        label = self._form.labelForField(self._route)
        label.setText(word)  # type: ignore[attr-defined]  # the label of a row is a QLabel
        self._route.setAccessibleName(word)
        self._route.show_text(fields.route or "")

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._route.setReadOnly(read_only)

    def _on_route_edited(self, text: str) -> None:
        self._edits.change("Change route", "route", text)

    def _on_route_focused(self) -> None:
        self.pointed.emit((layout_of(self._edits.document.source).route,))
