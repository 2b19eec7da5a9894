"""The text of a list of actions: what is typed at the start of a line is completed from AWS's own names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from workbench.app.widgets.offers_at_cursor import OffersAtCursor
from workbench.permissions.catalogue import complete_action

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from workbench.app.appearance import Appearance

_FOR_THE_LIST = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)
HINT = "dynamodb:PutItem arn:aws:dynamodb:us-east-1:123456789012:table/orders"


class ActionEditor(QPlainTextEdit):
    """Ctrl+Space offers what fits; typing an action offers it by itself."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAccessibleName("Actions, one a line, with the resource behind it")
        self.setPlaceholderText(HINT)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.completer = OffersAtCursor(self, appearance)
        self.list = self.completer.list
        self.completer.activated.connect(self.complete)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.list.isVisible() and event.key() in _FOR_THE_LIST:
            event.ignore()
        elif event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.offer()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
            if event.text().strip() and event.text().isprintable():
                self.offer()
            elif event.key() != Qt.Key.Key_Shift:
                self.list.hide()

    def offer(self) -> None:
        """Offer the actions that begin as the line does up to the cursor."""
        written = self._written()
        choices = complete_action(written) if " " not in written else ()
        if not choices or choices == (written,):
            self.list.hide()
            return
        self.completer.offer(choices)

    def complete(self, chosen: str) -> None:
        """Write an action in place of what was typed of it."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(self._written()))
        cursor.insertText(chosen if chosen.endswith(":") else f"{chosen} ")
        self.setTextCursor(cursor)
        if chosen.endswith(":"):
            self.offer()

    def _written(self) -> str:
        cursor = self.textCursor()
        return cursor.block().text()[: cursor.positionInBlock()].lstrip()

    def _on_appearance_changed(self) -> None:
        self.setFont(self._appearance.mono())
