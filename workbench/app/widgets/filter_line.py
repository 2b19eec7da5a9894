"""A line that filters what stands below it, with a cross of the family that empties it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance


class FilterLine(QLineEdit):
    """Qt's own way to empty a line is a black sign that the dark theme hides."""

    def __init__(self, name: str, hint: str, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._empty = self.addAction(appearance.icon("cross", size=12), QLineEdit.ActionPosition.TrailingPosition)
        self._empty.setText("Clear the filter")
        self._empty.setToolTip("Clear the filter")
        self._empty.triggered.connect(self.clear)
        self.textChanged.connect(self._on_text_changed)
        appearance.changed.connect(self._dress)
        self._dress()

    def _on_text_changed(self, text: str) -> None:
        self._empty.setVisible(bool(text))

    def _dress(self) -> None:
        self._empty.setIcon(self._appearance.icon("cross", size=12))
        self._empty.setVisible(bool(self.text()))
