"""What the window shows at its first paint, before its panes are made: their places, in the colours of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from workbench.app.appearance import Appearance

BAR, STRIP, GAP, RADIUS = 49, 40, 10, 8
_WIDE, _NARROW = (200, 408, 347, 283), (188, 416, 390)
_STACKED_UNDER = 1100


class Skeleton(QWidget):
    """Draws the bar, the panes and the strip, empty."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, theme = self._appearance.px, self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("window"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("panel"))
        width, height = self.width(), self.height()
        painter.drawRect(QRectF(-1, -1, width + 2, px(BAR)))
        painter.drawRect(QRectF(-1, height - px(STRIP), width + 2, px(STRIP) + 1))
        shares = _WIDE if width >= px(_STACKED_UNDER) else _NARROW
        gap, top = px(GAP), px(BAR) + px(GAP)
        room = width - gap * (len(shares) + 1)
        left = float(gap)
        for share in shares:
            box = QRectF(left, top, room * share / sum(shares), height - px(STRIP) - gap - top)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(RADIUS), px(RADIUS))
            left = box.right() + gap
