"""A flood as a picture: columns of allowed and refused requests over time, and the level of the bucket as a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFontMetrics, QHelpEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.app.gateway.burst_text import slice_words, summary
from workbench.gateway.burst_slices import slices, tightest

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from workbench.app.appearance import Appearance
    from workbench.gateway.burst import Burst
    from workbench.gateway.burst_slices import Slice

COLUMNS = 60
TOP, BOTTOM, SIDE, TICKS = 34, 30, 12, 4


class BurstPlot(QWidget):
    """Arrow keys go from slice to slice; what stands there is said by `pointed` and to a screen reader."""

    pointed = Signal(str)
    """The slice at the cursor in words; the whole in words where there is no cursor."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._burst: Burst | None = None
        self._slices: tuple[Slice, ...] = ()
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Requests over time")
        appearance.changed.connect(self.update)

    def show_burst(self, burst: Burst) -> None:
        """Draw a flood."""
        self._burst = burst
        self._slices = slices(burst, most=COLUMNS)
        self._at = -1
        self.setAccessibleDescription(summary(burst))
        self.update()

    @property
    def parts(self) -> tuple[Slice, ...]:
        """The slices that are drawn."""
        return self._slices

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(560), self._appearance.px(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(240), self._appearance.px(150))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._burst is not None:
            at = self._slice_at(event.pos().x())
            QToolTip.showText(event.globalPos(), slice_words(self._slices[at], self._burst) if at >= 0 else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._slice_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._slices) - 1
        goes = {
            Qt.Key.Key_Right: min(self._at + 1, last),
            Qt.Key.Key_Left: max(self._at - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in goes and self._slices:
            self._point(goes[key])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(-1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, px = self._appearance.theme, self._appearance.px
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(6), px(6))
        burst = self._burst
        if burst is None or not self._slices:
            return
        painter.setFont(self._appearance.text(12))
        self._legend(painter, burst)
        box = self._box()
        highest = _round_up(max(part.allowed + part.refusals for part in self._slices))
        self._axes(painter, box, highest, burst)
        width = box.width() / len(self._slices)
        gap = 1.0 if width > 3 else 0.0
        for number, part in enumerate(self._slices):
            left = box.left() + number * width
            if number == self._at:
                painter.fillRect(QRectF(left, box.top(), width, box.height()), theme.color("accent_soft"))
            passed = box.height() * part.allowed / highest
            stopped = box.height() * part.refusals / highest
            column = QRectF(left + gap / 2, box.bottom() - passed, width - gap, passed)
            self._fill(painter, column)
            self._hatch(painter, QRectF(column.left(), column.top() - stopped, column.width(), stopped))
        if burst.buckets:
            self._line(painter, box, burst)

    def _fill(self, painter: QPainter, box: QRectF) -> None:
        """Allowed: the soft ground under a firm edge."""
        if box.height() <= 0:
            return
        theme, edge = self._appearance.theme, self._appearance.px(2)
        painter.fillRect(box, theme.color("ok_soft"))
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), min(edge, box.height())), theme.color("ok"))

    def _hatch(self, painter: QPainter, box: QRectF) -> None:
        """Refused: stripes on the soft ground, so that it reads without colour."""
        if box.height() <= 0:
            return
        theme = self._appearance.theme
        painter.fillRect(box, theme.color("error_soft"))
        painter.fillRect(box, QBrush(theme.color("error"), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(theme.color("error"), 1))
        painter.drawLine(box.topLeft(), box.topRight())

    def _line(self, painter: QPainter, box: QRectF, burst: Burst) -> None:
        at = tightest(burst)
        full = max(1, burst.buckets[at].throttle.burst_limit)
        width = box.width() / len(self._slices)
        points = QPolygonF([QPointF(box.left(), box.top())])
        for number, part in enumerate(self._slices):
            height = box.height() * min(1.0, part.levels[at] / full)
            points.append(QPointF(box.left() + (number + 1) * width, box.bottom() - height))
        painter.setPen(QPen(self._appearance.theme.color("accent"), self._appearance.px(2)))
        painter.drawPolyline(points)

    def _axes(self, painter: QPainter, box: QRectF, highest: int, burst: Burst) -> None:
        theme, px = self._appearance.theme, self._appearance.px
        metrics = painter.fontMetrics()
        at = tightest(burst)
        full = burst.buckets[at].throttle.burst_limit if burst.buckets else 0
        half = metrics.height() / 2
        for tick in range(TICKS + 1):
            y = box.bottom() - box.height() * tick / TICKS
            painter.setPen(QPen(theme.color("control" if tick == 0 else "line"), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            left = QRectF(0, y - half, box.left() - px(6), metrics.height())
            painter.setPen(theme.color("muted"))
            painter.drawText(left, Qt.AlignmentFlag.AlignRight, _figure(highest * tick / TICKS))
            if full:
                right = QRectF(box.right() + px(6), y - half, self.width() - box.right() - px(6), metrics.height())
                painter.setPen(theme.color("accent"))
                painter.drawText(right, Qt.AlignmentFlag.AlignLeft, _figure(full * tick / TICKS))
        lasted = self._slices[-1].to_ms
        painter.setPen(theme.color("muted"))
        for tick in range(TICKS + 1):
            x = box.left() + box.width() * tick / TICKS
            said = _time(lasted * tick / TICKS, lasted)
            wide = metrics.horizontalAdvance(said)
            x = min(max(x - wide / 2, box.left() - wide / 2), self.width() - wide - 1)
            painter.drawText(QPointF(x, box.bottom() + px(6) + metrics.ascent()), said)

    def _legend(self, painter: QPainter, burst: Burst) -> None:
        theme, px = self._appearance.theme, self._appearance.px
        left, top, size = px(SIDE), px(10), px(12)
        metrics = painter.fontMetrics()
        per = self._slices[0].to_ms - self._slices[0].from_ms
        entries = [("allowed", f"Allowed, per {_time(per, per)}"), ("refused", "Refused")]
        if burst.buckets:
            entries.append(("line", f"Tokens in the bucket of the {burst.buckets[tightest(burst)].name}"))
        for what, said in entries:
            swatch = QRectF(left, top, size, size)
            if what == "allowed":
                self._fill(painter, swatch)
            elif what == "refused":
                self._hatch(painter, swatch)
            else:
                painter.setPen(QPen(theme.color("accent"), px(2)))
                painter.drawLine(
                    QPointF(swatch.left() - 1, swatch.center().y()), QPointF(swatch.right() + 1, swatch.center().y())
                )
            left += size + px(6)
            painter.setPen(theme.color("text"))
            room = self.width() - left - px(SIDE)
            shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(left, top + size / 2 + metrics.ascent() / 2 - 1), shown)
            left += metrics.horizontalAdvance(shown) + px(18)

    def _box(self) -> QRectF:
        """Where the columns stand."""
        px = self._appearance.px
        figures = QFontMetrics(self._appearance.text(12)).horizontalAdvance("88,888") + px(8)
        return QRectF(
            figures, px(TOP), max(1, self.width() - 2 * figures), max(1, self.height() - px(TOP) - px(BOTTOM))
        )

    def _slice_at(self, x: float) -> int:
        box = self._box()
        if not self._slices or not box.left() <= x <= box.right():
            return -1
        return min(int((x - box.left()) / box.width() * len(self._slices)), len(self._slices) - 1)

    def _point(self, at: int) -> None:
        if at == self._at or self._burst is None:
            return
        self._at = at
        said = slice_words(self._slices[at], self._burst) if at >= 0 else summary(self._burst)
        self.setAccessibleDescription(said)
        self.pointed.emit(said)
        self.update()


def _round_up(value: int) -> int:
    """The next number of which a quarter is a round figure."""
    step = 4
    while step < value:
        for factor in (2, 5, 10):
            if value <= step * factor:
                return step * factor
        step *= 10
    return step


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _time(ms: float, longest: float) -> str:
    if longest < 1000:
        return f"{ms:,.0f} ms" if ms == int(ms) else f"{ms:,.1f} ms"
    return f"{round(ms / 1000, 2 if longest < 10_000 else 0):,g} s"
