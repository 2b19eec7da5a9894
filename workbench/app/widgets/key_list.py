"""The list of keys: what can be done in the window, by which key, filtered as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.app.widgets.filter_line import FilterLine
from workbench.app.widgets.row_table import Cell, RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.appearance import Appearance

WIDTH, HEIGHT = 520, 520
Key = tuple[str, str, str]
"""What it does, the key, and the menu that has it."""


class KeyList(QDialog):
    """A table over the window; the filter has the keyboard, Esc closes."""

    def __init__(self, keys: Sequence[Key], appearance: Appearance, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setWindowTitle("Keyboard")
        self.setModal(True)
        self.filter = FilterLine("Filter the keys by word or key", "Filter by word or key", appearance)
        self.filter.textChanged.connect(self._fill)
        self.table = RowTable(
            "Keys", ("What", "Key", "Menu"), appearance, stretch=(0,), none="No key fits. Fewer letters find more."
        )
        close = QPushButton("Close")
        close.setAccessibleName("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        px = appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(12))
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        room = parent.size()
        self.resize(min(px(WIDTH), room.width() - px(48)), min(px(HEIGHT), room.height() - px(96)))
        self.finished.connect(self.deleteLater)
        self._fill()

    def _fill(self) -> None:
        words = self.filter.text().lower().split()
        self.table.show_rows(
            [
                (Cell(what), Cell(key, mono=True), Cell(menu, muted=True))
                for what, key, menu in self._keys
                if all(word in f"{what} {key} {menu}".lower() for word in words)
            ]
        )
