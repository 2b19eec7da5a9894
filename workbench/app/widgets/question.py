"""A question over the window: what happened, what it means, and the answers, the one that goes on at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance

WIDTH = 400


class Question(QDialog):
    """A title, a sentence or two, perhaps a line to type in, and buttons. Esc is the answer that changes nothing."""

    def __init__(
        self, title: str, text: str, appearance: Appearance, *, heading: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.answer = ""
        """The word on the button that was pressed; empty for none."""
        self.setWindowTitle(title)
        self.setModal(True)
        px = appearance.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(16), px(16), px(16), px(16))
        self._column.setSpacing(px(8))
        if heading:
            self._column.addWidget(self._label(heading, "strong"))
        if text:
            self._column.addWidget(self._label(text, "muted" if heading else ""))
        self._line: QLineEdit | None = None
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(px(8))
        self._buttons.addStretch(1)

    def add_line(self, name: str, text: str) -> QLineEdit:
        """A line to type in, all of it chosen."""
        line = QLineEdit(text)
        line.setAccessibleName(name)
        line.selectAll()
        self._line = line
        self._column.addWidget(line)
        return line

    def add_answer(self, word: str, *, kind: str = "", default: bool = False, apart: bool = False) -> QPushButton:
        """A button; `apart` puts it at the other side, away from those that go on or stay."""
        button = QPushButton(word)
        button.setAccessibleName(word)
        button.setProperty("kind", kind)
        button.setAutoDefault(default)
        button.setDefault(default)

        def on_clicked() -> None:
            self.answer = word
            self.accept()

        button.clicked.connect(on_clicked)
        if apart:
            self._buttons.insertWidget(0, button)
        else:
            self._buttons.addWidget(button)
        if default and self._line is None:
            button.setFocus()
        return button

    def ask(self) -> str:
        """Wait for the answer."""
        self._column.addSpacing(self._appearance.px(8))
        self._column.addLayout(self._buttons)
        if self._line is not None:
            self._line.setFocus()
        width = self._appearance.px(WIDTH)
        self.ensurePolished()
        self.setFixedSize(width, self._column.heightForWidth(width))
        self.exec()
        self.deleteLater()
        return self.answer

    def _label(self, text: str, role: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return label
