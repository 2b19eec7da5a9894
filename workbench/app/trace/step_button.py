"""One step of the trace as a chip that can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from workbench.app.widgets.chip import KIND_ICONS

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent

    from workbench.app.appearance import Appearance
    from workbench.app.theme import Kind

HEIGHT, SIDE, GLYPH, GAP = 24, 9, 13, 4


class StepButton(QAbstractButton):
    """Icon and word of one step; checked while its detail is open. A step that has not happened is only drawn."""

    moved = Signal(int)
    """Someone wants to go to the next step, or to the one before."""

    def __init__(
        self,
        text: str,
        kind: Kind,
        appearance: Appearance,
        *,
        icon: str | None = None,
        happened: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._kind = kind
        self._icon_name = KIND_ICONS[kind] if icon is None else icon
        self._happened = happened
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(happened)
        self.setEnabled(happened)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if happened else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if happened:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        px = self._appearance.px
        glyph = px(GLYPH) + px(GAP) if self._icon_name else 0
        width = QFontMetrics(self._appearance.text(12, semibold=True)).horizontalAdvance(self.text())
        return QSize(width + glyph + 2 * px(SIDE) + 1, px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, px = self._appearance.theme, self._appearance.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(theme.ink(self._kind)) if self._happened else theme.color("muted")
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = box.height() / 2
        if not self._happened:
            painter.setPen(QPen(theme.color("line"), 1, Qt.PenStyle.DashLine))
        elif self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
        elif self.isChecked() or self.underMouse():
            painter.setPen(QPen(ink, 1.5))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.ground(self._kind)) if self._happened else Qt.GlobalColor.transparent)
        painter.drawRoundedRect(box, radius, radius)
        left = px(SIDE)
        if self._icon_name:
            token = "muted" if self._kind == "neutral" or not self._happened else self._kind
            top = (self.height() - px(GLYPH)) // 2
            self._appearance.icon(self._icon_name, token, size=GLYPH).paint(painter, left, top, px(GLYPH), px(GLYPH))
            left += px(GLYPH) + px(GAP)
        painter.setFont(self._appearance.text(12, semibold=self._happened))
        painter.setPen(ink)
        painter.drawText(
            QRectF(left, 0, self.width() - left, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
