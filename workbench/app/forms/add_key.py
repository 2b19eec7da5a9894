"""The line that adds a key to an object of the event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from workbench.app.widgets.line_field import LineField

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance


class AddKey(QWidget):
    """A name and a button; Enter adds."""

    added = Signal(str)

    def __init__(self, name: str, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = LineField(name, appearance)
        self._line.setPlaceholderText("Add a key")
        self._button = QPushButton("Add")
        self._button.setProperty("kind", "soft")
        self._button.setAccessibleName(name)
        self._button.setToolTip(f"{name} (Enter)")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.px(8))
        row.addWidget(self._line, 1)
        row.addWidget(self._button)
        self._line.returnPressed.connect(self._on_asked)
        self._button.clicked.connect(self._on_asked)

    def _on_asked(self) -> None:
        name = self._line.text().strip()
        if name:
            self._line.clear()
            self.added.emit(name)
