"""A note of several lines, and where it is Markdown, how it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance


class NoteField(QWidget):
    """Plain text; a button shows it as Markdown reads."""

    edited = Signal()

    def __init__(
        self, name: str, appearance: Appearance, *, preview: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._setting = False
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName(name)
        self.editor.setTabChangesFocus(True)
        self.editor.textChanged.connect(self._on_text_changed)
        self.read = QTextBrowser()
        """The note as it reads; opens no link by itself."""
        self.read.setAccessibleName(f"{name} as it reads")
        self.read.setOpenLinks(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.editor)
        self._stack.addWidget(self.read)
        self.toggle = QPushButton("Preview", self)
        self.toggle.setProperty("kind", "soft")
        self.toggle.setCheckable(True)
        self.toggle.setToolTip("Show the note as its Markdown reads")
        self.toggle.toggled.connect(self._on_toggled)
        self.toggle.setVisible(preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(4))
        column.addWidget(self._stack)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.toggle)
        if preview:
            column.addLayout(foot)
        self.setFocusProxy(self.editor)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def text(self) -> str:
        """What is typed."""
        return self.editor.toPlainText()

    def show_text(self, text: str) -> None:
        """Show a text; nothing is emitted."""
        if text == self.text():
            return
        self._setting = True
        try:
            self.editor.setPlainText(text)
        finally:
            self._setting = False
        self._on_toggled(self.toggle.isChecked())

    def set_height(self, pixels: int) -> None:
        """How high the text is."""
        self._stack.setFixedHeight(pixels)

    def _on_toggled(self, as_it_reads: bool) -> None:
        if as_it_reads:
            self.read.setMarkdown(self.text())
        self._stack.setCurrentWidget(self.read if as_it_reads else self.editor)
        self.toggle.setText("Edit" if as_it_reads else "Preview")

    def _on_text_changed(self) -> None:
        if not self._setting:
            self.edited.emit()

    def _on_appearance_changed(self) -> None:
        self._setting = True
        for view in (self.editor, self.read):
            view.setFont(self._appearance.text())
            view.document().setDocumentMargin(self._appearance.px(11))
        self._setting = False
