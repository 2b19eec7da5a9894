"""A pane of the window: one rounded border, a caption row, and what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.app.widgets.caption import Caption

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance

INSIDE, CAPTION_HEIGHT = 12, 24


class Pane(QFrame):
    """A panel with rounded corners; `header` takes what stands right of the caption, `body` what stands below."""

    def __init__(self, caption: str, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setProperty("role", "pane")
        self.setAccessibleName(caption)
        self._outer = QVBoxLayout(self)
        self._row = QWidget(self)
        self.header = QHBoxLayout(self._row)
        """The caption row: add widgets after the caption and its stretch."""
        self.header.setContentsMargins(0, 0, 0, 0)
        self.header.addWidget(Caption(caption, appearance))
        self.header.addStretch(1)
        self.body = QVBoxLayout()
        """What the pane holds."""
        self._outer.addWidget(self._row, 0, Qt.AlignmentFlag.AlignTop)
        self._outer.addLayout(self.body, 1)
        self._row.setVisible(bool(caption))
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self._outer.setContentsMargins(px(INSIDE), px(8), px(INSIDE), px(INSIDE))
        self._outer.setSpacing(px(4))
        self.body.setSpacing(px(8))
        self.header.setSpacing(px(8))
        self._row.setFixedHeight(px(CAPTION_HEIGHT))
