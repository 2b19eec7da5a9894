"""Finding text in a JSON view: a line, the number of hits, the next and the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from workbench.app.appearance import Appearance
    from workbench.app.json.view import JsonView

MOST_COUNTED = 9_999


class FindBar(QWidget):
    """Hidden until asked for; Enter and Shift+Enter go on and back, Esc closes."""

    closed = Signal()

    def __init__(self, view: JsonView, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._appearance = appearance
        self._line = QLineEdit()
        self._line.setPlaceholderText("Find")
        self._line.setAccessibleName("Find in the JSON")
        self._line.textChanged.connect(self._on_text_changed)
        self._hits = QLabel()
        self._hits.setProperty("role", "muted")
        self._back = self._button("chevron-up", "Previous (Shift+Enter)")
        self._on = self._button("chevron-down", "Next (Enter)")
        self._close = self._button("cross", "Close (Esc)")
        self._back.clicked.connect(self.find_previous)
        self._on.clicked.connect(self.find_next)
        self._close.clicked.connect(self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.px(4))
        row.addWidget(self._line, 1)
        for widget in (self._hits, self._back, self._on, self._close):
            row.addWidget(widget)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self.hide()

    def open_bar(self) -> None:
        """Show the bar, with what is selected as the text to find."""
        selected = self._view.textCursor().selectedText()
        if selected and "\u2029" not in selected:
            self._line.setText(selected)
        self.show()
        self._line.setFocus()
        self._line.selectAll()

    def close_bar(self) -> None:
        """Hide the bar and go back to the text."""
        self.hide()
        self._view.setFocus()
        self.closed.emit()

    def find_next(self) -> None:
        """Select the next hit, from the top again after the last."""
        self._find(QTextDocument.FindFlag(0), QTextCursor.MoveOperation.Start)

    def find_previous(self) -> None:
        """Select the hit before, from the bottom again before the first."""
        self._find(QTextDocument.FindFlag.FindBackward, QTextCursor.MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.find_previous()
            else:
                self.find_next()
        else:
            super().keyPressEvent(event)

    def _find(self, flags: QTextDocument.FindFlag, again_from: QTextCursor.MoveOperation) -> None:
        wanted = self._line.text()
        if wanted and not self._view.find(wanted, flags):
            here = self._view.textCursor()
            self._view.moveCursor(again_from)
            if not self._view.find(wanted, flags):
                self._view.setTextCursor(here)

    def _on_text_changed(self, wanted: str) -> None:
        if not wanted:
            self._hits.clear()
            return
        found = self._view.shown_text().lower().count(wanted.lower())
        self._hits.setText("None" if not found else "9,999+" if found > MOST_COUNTED else f"{found:,}")
        cursor = self._view.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self._view.setTextCursor(cursor)
        self.find_next()

    def _button(self, icon: str, says: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("glyph", icon)
        button.setToolTip(says)
        button.setAccessibleName(says.partition(" (")[0])
        return button

    def _on_appearance_changed(self) -> None:
        for button in (self._back, self._on, self._close):
            button.setIcon(self._appearance.icon(str(button.property("glyph"))))
