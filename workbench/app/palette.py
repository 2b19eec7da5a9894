"""The command palette: every event, function, route and command, found by a few letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.appearance import Appearance

COMMANDS = ">"
"""What a text begins with that looks for commands only."""
WIDTH, HEIGHT, ROW, MOST = 560, 380, 30, 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found."""

    text: str
    kind: str
    """`Event`, `Function`, `Route`, `Command`."""
    value: object
    icon: str = ""
    keys: str = ""


def rank(text: str, words: str) -> int | None:
    """How well a text fits what was typed, smaller is better; None where it does not fit."""
    lower, wanted = text.lower(), words.lower().strip()
    if not wanted:
        return 0
    at = lower.find(wanted)
    if at >= 0:
        return at if at == 0 or not lower[at - 1].isalnum() else at + 20
    position, gaps = -1, 0
    for char in wanted.replace(" ", ""):
        found = lower.find(char, position + 1)
        if found < 0:
            return None
        gaps += found - position - 1
        position = found
    return 100 + gaps


class _EntryDelegate(QStyledItemDelegate):
    """Draws icon, text, kind and key of an entry."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, self._appearance.px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(entry, Entry):
            return
        px, theme = self._appearance.px, self._appearance.theme
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), px(5), px(5))
        left = box.left() + px(10)
        if entry.icon:
            self._appearance.icon(entry.icon, "muted").paint(painter, left, box.center().y() - px(8), px(16), px(16))
        left += px(24)
        middle = Qt.AlignmentFlag.AlignVCenter
        detail = entry.keys or entry.kind
        detail_font = self._appearance.mono(11.5) if entry.keys else self._appearance.text(12)
        width = QFontMetrics(detail_font).horizontalAdvance(detail) + px(10)
        painter.setFont(detail_font)
        painter.setPen(theme.color("muted"))
        painter.drawText(QRect(box.right() - width, box.top(), width, box.height()), middle, detail)
        font = self._appearance.text(13)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        room = box.right() - width - px(8) - left
        shown = QFontMetrics(font).elidedText(entry.text, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRect(left, box.top(), room, box.height()), middle, shown)
        painter.restore()


class CommandPalette(QFrame):
    """A line to type in and a list, over the window; Enter takes the chosen entry, Esc closes."""

    chosen = Signal(object)
    """The `Entry`."""
    closed = Signal()

    def __init__(self, entries: Sequence[Entry], appearance: Appearance, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._entries = entries
        self.setAccessibleName("Find anything")
        self.setProperty("role", "palette")
        self.words = QLineEdit()
        self.words.setPlaceholderText("Find an event, a function or a route; > for commands")
        self.words.setAccessibleName("Find an event, a function or a route; begin with > for commands")
        self.words.textChanged.connect(self._fill)
        self.words.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_EntryDelegate(appearance, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._on_clicked)
        self._none = QLabel("Nothing fits. Fewer letters find more.")
        self._none.setProperty("role", "muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        px = appearance.px
        layout.setContentsMargins(px(10), px(10), px(10), px(10))
        layout.setSpacing(px(6))
        layout.addWidget(self.words)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._none, 1)
        width = min(px(WIDTH), parent.width() - px(40))
        self.resize(width, min(px(HEIGHT), parent.height() - px(80)))
        self.move((parent.width() - width) // 2, px(40))
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(px(40))
        shadow.setOffset(0, px(8))
        shadow.setColor(QColor(0, 0, 0, 90))
        self.setGraphicsEffect(shadow)
        self._before = parent.focusWidget()
        self._fill()

    def open(self) -> None:
        """Show it and take the keyboard."""
        self.show()
        self.raise_()
        self.words.setFocus()

    def close_and_return(self) -> None:
        """Close, and give the keyboard back to where it was."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.words and event.type() == QEvent.Type.FocusOut:
            self.close_and_return()
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_and_return()
                return True
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
            if (step := steps.get(Qt.Key(event.key()))) is not None:
                count = self.list.count()
                if count:
                    wanted = self.list.currentRow() + step
                    self.list.setCurrentRow(wanted % count if abs(step) == 1 else max(0, min(count - 1, wanted)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if (item := self.list.currentItem()) is not None:
                    self._on_clicked(item)
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        text = self.words.text()
        commands = text.startswith(COMMANDS)
        words = text.removeprefix(COMMANDS)
        candidates = [entry for entry in self._entries if not commands or entry.kind == "Command"]
        ranked = [
            (found, at, entry) for at, entry in enumerate(candidates) if (found := rank(entry.text, words)) is not None
        ]
        ranked.sort(key=lambda each: each[:2])
        self.list.clear()
        for _, _, entry in ranked[:MOST]:
            item = QListWidgetItem(entry.text)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}, {entry.kind} {entry.keys}".strip())
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(ranked))
        self._none.setVisible(not ranked)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        entry = item.data(Qt.ItemDataRole.UserRole)
        self.close_and_return()
        self.chosen.emit(entry)
