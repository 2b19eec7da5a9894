"""The caption of a pane or section: small capitals with a little tracking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance


class Caption(QLabel):
    """Text in sentence case, drawn as a caption; a screen reader reads it as written."""

    def __init__(
        self, text: str, appearance: Appearance, *, parent: QWidget | None = None, as_written: bool = False
    ) -> None:
        """`as_written` keeps the case: of paths, route keys and names, where it matters."""
        super().__init__(text, parent)
        self._appearance = appearance
        self._as_written = as_written
        self.setProperty("role", "caption")
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def _on_appearance_changed(self) -> None:
        font = self._appearance.caption()
        if not self._as_written:
            font.setCapitalization(QFont.Capitalization.AllUppercase)
        self.setFont(font)
