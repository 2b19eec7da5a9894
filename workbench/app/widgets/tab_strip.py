"""Tabs as underlined words with counts: keyboard-usable, scrolling where they do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from workbench.app.appearance import Appearance

HEIGHT, SIDE, LEAD, COUNT_GAP, LINE, WIDEST, CLOSE, SHORTEST = 32, 8, 2, 5, 2, 220, 18, 40


class TabStrip(QTabBar):
    """A row of words; the current one is underlined, a count may follow, a dot marks what is not saved."""

    sized = Signal()
    """A tab came, went, or needs another width."""

    def __init__(
        self, name: str, appearance: Appearance, *, closable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._closable = closable
        self._widest = WIDEST * 10
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMovable(closable)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def add(self, text: str, *, count: int | None = None, tooltip: str = "") -> int:
        """Add a tab at the end; answers its index."""
        index = self.addTab(text)
        self.setTabData(index, {"count": count, "marked": False, "available": True})
        self.setTabToolTip(index, tooltip)
        self._describe(index)
        if self._closable:
            self.setTabButton(index, QTabBar.ButtonPosition.RightSide, self._close_button(text))
        self.sized.emit()
        return index

    def set_text(self, index: int, text: str) -> None:
        """Rename a tab."""
        if text != self.tabText(index):
            self.setTabText(index, text)
            self._describe(index)
            self.sized.emit()

    def set_widest(self, width: int) -> None:
        """No tab is wider than this; what does not fit into it is elided, with all of it in the tooltip."""
        if width != self._widest:
            self._widest = width
            for index in range(self.count()):
                self.setTabText(index, self.tabText(index))

    def set_available(self, index: int, available: bool) -> None:
        """Whether there is such a tab at the moment; whoever lays the row out hides it then."""
        self.setTabData(index, {**(self.tabData(index) or {}), "available": available})

    def is_available(self, index: int) -> bool:
        """Whether there is such a tab at the moment."""
        return bool((self.tabData(index) or {}).get("available"))

    def set_count(self, index: int, count: int | None) -> None:
        """The figure behind the word; None shows none."""
        self._set(index, "count", count)

    def count_of(self, index: int) -> int | None:
        """The figure behind the word."""
        return (self.tabData(index) or {}).get("count")

    def set_marked(self, index: int, marked: bool) -> None:
        """A dot for what is not saved yet."""
        self._set(index, "marked", marked)

    def is_marked(self, index: int) -> bool:
        """Whether the dot is shown."""
        return bool((self.tabData(index) or {}).get("marked"))

    def set_preview(self, index: int, preview: bool) -> None:
        """In italics: it goes when another takes its place."""
        self._set(index, "preview", preview)

    def is_preview(self, index: int) -> bool:
        """Whether it is in italics."""
        return bool((self.tabData(index) or {}).get("preview"))

    def tabSizeHint(self, index: int) -> QSize:
        px = self._appearance.px
        word, beside = self._word(index), self._beside(index)
        return QSize(min(word + beside, max(self._widest, beside + px(SHORTEST))), px(HEIGHT))

    def tabRemoved(self, index: int) -> None:
        super().tabRemoved(index)
        self.sized.emit()

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(80), self._appearance.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            if self.isTabVisible(index):
                self._paint_tab(painter, index, self.tabRect(index))

    def _paint_tab(self, painter: QPainter, index: int, box: QRect) -> None:
        px, theme = self._appearance.px, self._appearance.theme
        current = index == self.currentIndex()
        under_mouse = box.contains(self.mapFromGlobal(self.cursor().pos())) and self.underMouse()
        color = "text" if current or under_mouse else "muted"
        if not self.isTabEnabled(index):
            color = "control"
        font = self._appearance.text(13, semibold=current)
        font.setItalic(self.is_preview(index))
        painter.setFont(font)
        painter.setPen(theme.color(color))
        metrics = QFontMetrics(font)
        room = box.width() - self._beside(index) + 1
        shown = metrics.elidedText(self.tabText(index), Qt.TextElideMode.ElideMiddle, room)
        left = box.left() + self._before(index)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, box.top(), box.width(), box.height() - px(LINE)), middle, shown)
        left += metrics.horizontalAdvance(shown)
        data = self.tabData(index) or {}
        if data.get("count") is not None:
            left += px(COUNT_GAP)
            painter.setFont(self._appearance.text(12))
            painter.setPen(theme.color("accent" if current else "muted"))
            painter.drawText(QRect(left, box.top(), box.width(), box.height() - px(LINE)), middle, str(data["count"]))
        if data.get("marked"):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("warning"))
            size = px(7)
            painter.drawEllipse(QRectF(left + px(6), box.center().y() - size / 2, size, size))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if current:
            start, end = box.left() + self._before(index) - px(LEAD), box.right() + 1 - px(SIDE) + px(LEAD)
            line = QRectF(start, box.bottom() - px(LINE) + 1, end - start, px(LINE))
            painter.fillRect(line, theme.color("accent"))
            if self.hasFocus():
                painter.setPen(QPen(theme.color("accent"), 2))
                painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -px(LINE) - 3), px(4), px(4))

    def _word(self, index: int) -> int:
        """How wide the word of a tab wants to be."""
        metrics = QFontMetrics(self._appearance.text(13, semibold=True))
        return min(metrics.horizontalAdvance(self.tabText(index)), self._appearance.px(WIDEST))

    def _beside(self, index: int) -> int:
        """The room for everything but the word."""
        px, data = self._appearance.px, self.tabData(index) or {}
        width = self._before(index) + px(SIDE)
        if data.get("count") is not None:
            figures = QFontMetrics(self._appearance.text(12)).horizontalAdvance(str(data["count"]))
            width += px(COUNT_GAP) + figures
        if data.get("marked"):
            width += px(16)
        if self._closable:
            width += px(CLOSE) + px(4)
        return width

    def _before(self, index: int) -> int:
        """The room before a word; the first word of a row stands where the pane's other lines begin."""
        is_first = not any(self.isTabVisible(other) for other in range(index))
        return self._appearance.px(LEAD if is_first else SIDE)

    def _close_button(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(f"Close {text}")
        button.setToolTip("Close (Ctrl+W)")
        button.clicked.connect(self._on_close_clicked)
        self._dress(button)
        return button

    def _dress(self, button: QToolButton) -> None:
        px = self._appearance.px
        button.setIcon(self._appearance.icon("cross", "muted", size=12))
        button.setIconSize(QSize(px(12), px(12)))
        button.setFixedSize(px(CLOSE), px(CLOSE))

    def _on_close_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QToolButton):
            index = self.tabAt(sender.mapTo(self, QPoint(1, 1)))
            if index >= 0:
                self.tabCloseRequested.emit(index)

    def _set(self, index: int, key: str, value: object) -> None:
        data = dict(self.tabData(index) or {})
        if data.get(key) != value:
            self.setTabData(index, {**data, key: value})
            self._describe(index)
            # The width is part of the text for Qt: saying it again lays the row out anew.
            self.setTabText(index, self.tabText(index))
            self.sized.emit()
            self.update()

    def _describe(self, index: int) -> None:
        data = self.tabData(index) or {}
        said = self.tabText(index)
        if data.get("count") is not None:
            said += f", {data['count']}"
        if data.get("preview"):
            said += ", preview"
        if data.get("marked"):
            said += ", not saved"
        self.setAccessibleTabName(index, said)

    def _on_appearance_changed(self) -> None:
        for index in range(self.count()):
            button = self.tabButton(index, QTabBar.ButtonPosition.RightSide)
            if isinstance(button, QToolButton):
                self._dress(button)
            self.setTabText(index, self.tabText(index))
        self.setFixedHeight(self._appearance.px(HEIGHT))
        self.sized.emit()
        self.update()
