"""A line of text that tells typing from showing, and leaves undo to the document once its own is used up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from workbench.app.widgets.spent_undo import is_spent

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from workbench.app.appearance import Appearance


class LineField(QLineEdit):
    """One value. `textEdited` comes from a person only; `show_text` is the other way."""

    focused = Signal()
    left = Signal()

    def __init__(self, name: str, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAccessibleName(name)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def show_text(self, text: str) -> None:
        """Show a value; the cursor stays where it is."""
        if text == self.text():
            return
        here = self.cursorPosition() if self.hasFocus() else 0
        self.setText(text)
        self.setCursorPosition(min(here, len(text)))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_documents(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_documents(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _is_documents(self, event: QKeyEvent) -> bool:
        return is_spent(event, can_undo=self.isUndoAvailable(), can_redo=self.isRedoAvailable())

    def _on_appearance_changed(self) -> None:
        self.setFont(self._appearance.mono())
