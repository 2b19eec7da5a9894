"""What would allow it: the same mend for several tools, ready to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.app.results.body_text import json_spans
from workbench.app.widgets.code_block import CodeBlock
from workbench.app.widgets.code_view import plain
from workbench.app.widgets.tab_row import TabRow

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance


class MendBox(QWidget):
    """One tab a tool, the text, and a button that copies it."""

    def __init__(
        self, mends: tuple[tuple[str, str], ...], appearance: Appearance, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._mends = mends
        self._tab_row = TabRow("What would allow this", appearance)
        self.tabs = self._tab_row.strip
        self.code = CodeBlock("What would allow this", appearance)
        self.copy = QPushButton("Copy")
        self.copy.setProperty("kind", "soft")
        self.copy.setAccessibleName("Copy what would allow this")
        self.copy.clicked.connect(self._on_copy_clicked)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.copy)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._tab_row)
        layout.addWidget(self.code)
        layout.addLayout(row)
        for title, _ in mends:
            self.tabs.add(title)
        self.tabs.currentChanged.connect(self._show)
        self._show(0)

    def _show(self, index: int) -> None:
        title, text = self._mends[index]
        looks_like_json = text.lstrip().startswith(("{", "["))
        self.code.setAccessibleName(f"What would allow this, {title}")
        self.code.show_text(text, colours=(lambda _, line: json_spans(line)) if looks_like_json else plain)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._mends[self.tabs.currentIndex()][1])
        self.copy.setText("Copied")
