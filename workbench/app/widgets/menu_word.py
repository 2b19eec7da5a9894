"""A word with a glyph beside it that opens a menu or is pressed: as wide as both are, and no wider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance

HEIGHT, SIDE, GAP = 24, 7, 6


class MenuWord(QToolButton):
    """Drawn by the theme; `glyph_after` puts the glyph behind the word, as of a menu that drops down."""

    def __init__(self, appearance: Appearance, *, glyph_after: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setProperty("role", "choice")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if glyph_after:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = self._appearance.px
        words = QFontMetrics(self._appearance.text(12, semibold=True)).horizontalAdvance(self.text())
        return QSize(words + self.iconSize().width() + px(2 * SIDE + GAP), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
