"""A JSON value inside the form: an editor, and one line that says where it is not JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from workbench.app.json.editor import JsonEditor
from workbench.app.json.text import TextError, parse, pretty

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.events.json_value import Json


class JsonField(QWidget):
    """Edits one value as JSON text."""

    edited = Signal(object, str)
    """The value, or the TextError where it is not JSON; and the text as typed."""

    def __init__(self, name: str, appearance: Appearance, *, while_broken: str, parent: QWidget | None = None) -> None:
        """`while_broken` says what becomes of the event while the text is not JSON."""
        super().__init__(parent)
        self._while_broken = while_broken
        self._appearance = appearance
        self.editor = JsonEditor(appearance)
        """The text."""
        self.editor.setAccessibleName(name)
        self._error = QLabel()
        self._error.setWordWrap(True)
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(6))
        column.addWidget(self.editor, 1)
        column.addWidget(self._error)
        self.setFocusProxy(self.editor)
        self.editor.edited.connect(self._on_edited)

    def show_value(self, value: Json) -> None:
        """Show a value, printed, unless the text says the same already."""
        shown = parse(self.editor.text())
        if isinstance(shown, TextError) or shown != value or pretty(shown) != pretty(value):
            self.editor.set_text(pretty(value))
        self._tell(None)

    def clear(self) -> None:
        """Show nothing."""
        self.editor.set_text("")
        self._tell(None)

    def show_raw(self, text: str, error: TextError) -> None:
        """Show text that is not JSON, and where."""
        if self.editor.text() != text:
            self.editor.set_text(text)
        self._tell(error)

    def _tell(self, error: TextError | None) -> None:
        self.editor.set_error(error)
        self._error.setVisible(error is not None)
        if error is not None:
            self._error.setText(f"{error} {self._while_broken}")
            self._error.setStyleSheet(f"color: {self._appearance.theme.error};")

    def _on_edited(self, text: str) -> None:
        value = parse(text)
        self._tell(value if isinstance(value, TextError) else None)
        self.edited.emit(value, text)
