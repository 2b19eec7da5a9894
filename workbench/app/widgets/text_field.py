"""Several lines of plain text: tells typing from showing, keeps line ends, and is safe with giant lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from workbench.app.json.view import GIANT_LINE, SHORTENED_TO
from workbench.app.widgets.spent_undo import is_spent

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from workbench.app.appearance import Appearance


class TextField(QPlainTextEdit):
    """Text as it is sent. A line too long to be laid out is shown shortened and cannot be edited here."""

    edited = Signal(str)
    """The text after someone typed; never after `show_text`."""
    left = Signal()

    def __init__(self, name: str, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._setting = False
        self._line_end = "\n"
        self.setProperty("flat", True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_text_changed)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def text(self) -> str:
        """The text with its own line ends."""
        return self.document().toRawText().replace("\u2029", self._line_end)

    def show_text(self, text: str) -> None:
        """Show a text; nothing is emitted."""
        lines = text.split("\n")
        self._line_end = "\r\n" if len(lines) > 1 and all(line.endswith("\r") for line in lines[:-1]) else "\n"
        if text == self.text():
            return
        long = any(len(line) > GIANT_LINE for line in lines)
        if long:
            lines = [f"{line[:SHORTENED_TO]} …" if len(line) > GIANT_LINE else line for line in lines]
        self.setReadOnly(long)
        self._setting = True
        try:
            self.setPlainText("\n".join(lines))
        finally:
            self._setting = False

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

    def _is_documents(self, event: QKeyEvent) -> bool:
        document = self.document()
        return is_spent(event, can_undo=document.isUndoAvailable(), can_redo=document.isRedoAvailable())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _on_text_changed(self) -> None:
        if not self._setting:
            self.edited.emit(self.text())

    def _on_appearance_changed(self) -> None:
        self.setFont(self._appearance.mono())
        # Qt tells of a new margin as of a new text; nobody has typed anything.
        self._setting = True
        self.document().setDocumentMargin(self._appearance.px(6))
        self._setting = False
