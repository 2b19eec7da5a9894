"""The tree of the sidebar: sections in capitals, rows with an icon, one rounded ground for what is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from workbench.app.appearance import Appearance

RowKind = Literal["section", "folder", "event", "function", "api", "route", "run", "past", "hint"]
RowRole = Qt.ItemDataRole.UserRole + 1
_ICONS: dict[RowKind, str] = {
    "folder": "folder",
    "event": "event",
    "function": "function",
    "api": "api",
    "past": "history",
}
ROW, SECTION, INDENT, GLYPH = 26, 28, 13, 16


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of the tree is."""

    kind: RowKind
    text: str
    value: object = None
    """A saved event, function, API, route or run."""
    detail: str = ""
    """Said after the text, muted."""
    icon: str = ""
    color: str = "muted"
    """The token of the icon."""
    key: str = ""
    """What tells rows apart over a refresh: an unfolded folder stays unfolded."""


class _RowDelegate(QStyledItemDelegate):
    """Draws icon, text and detail of a row."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row, px = index.data(RowRole), self._appearance.px
        if isinstance(row, Row) and row.kind == "hint":
            # The tree does not say how wide a row will be; two lines are enough for every hint of ours.
            return QSize(80, px(ROW) + QFontMetrics(self._appearance.text(12)).lineSpacing())
        return QSize(80, px(SECTION if isinstance(row, Row) and row.kind == "section" else ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(RowRole)
        if not isinstance(row, Row):
            return
        px, theme = self._appearance.px, self._appearance.theme
        box: QRect = option.rect
        painter.save()
        if row.kind in {"run", "past", "hint"}:
            box = box.adjusted(-px(INDENT), 0, 0, 0)
        left = box.left() + px(2)
        if icon := row.icon or _ICONS.get(row.kind, ""):
            top = box.center().y() - px(GLYPH) // 2 + 1
            self._appearance.icon(icon, row.color).paint(painter, left, top, px(GLYPH), px(GLYPH))
            left += px(GLYPH) + px(6)
        if row.kind == "section":
            font = self._appearance.caption()
            font.setCapitalization(QFont.Capitalization.AllUppercase)
        else:
            font = self._appearance.text(12 if row.kind == "hint" else 13)
        painter.setFont(font)
        painter.setPen(theme.color("muted" if row.kind in {"section", "hint"} else "text"))
        metrics = QFontMetrics(font)
        room = max(0, box.right() - px(6) - left)
        detail_font = self._appearance.text(12)
        detail_width = QFontMetrics(detail_font).horizontalAdvance(row.detail) + px(8) if row.detail else 0
        is_run = row.kind in {"run", "past"}
        if not is_run and detail_width + metrics.horizontalAdvance(row.text) > room:
            detail_width = 0
        text_room = room - detail_width
        middle = Qt.AlignmentFlag.AlignVCenter
        if row.kind == "hint":
            painter.drawText(box.adjusted(px(2), px(4), -px(6), 0), Qt.TextFlag.TextWordWrap, row.text)
        else:
            # The end of a path tells more than its middle.
            how = Qt.TextElideMode.ElideMiddle if is_run else Qt.TextElideMode.ElideRight
            shown = metrics.elidedText(row.text, how, text_room)
            painter.drawText(QRect(left, box.top(), text_room, box.height()), middle, shown)
        if detail_width:
            painter.setFont(detail_font)
            painter.setPen(theme.color("muted"))
            right = QRect(box.right() - px(6) - detail_width, box.top(), detail_width, box.height())
            painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, row.detail)
        painter.restore()


class SidebarTree(QTreeWidget):
    """The rows. Enter or a click on a row activates it."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setProperty("role", "sidebar")
        self.setAccessibleName("Events, functions, APIs and history")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(True)
        self.setUniformRowHeights(False)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegate(_RowDelegate(appearance, self))
        self.setMouseTracking(True)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def make(self, row: Row, *, parent: QTreeWidgetItem | None = None, open_: bool = False) -> QTreeWidgetItem:
        """Add a row below another, or at the top."""
        item = QTreeWidgetItem()
        item.setData(0, RowRole, row)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{row.text} {row.detail}".strip())
        item.setData(0, Qt.ItemDataRole.ToolTipRole, f"{row.text}  {row.detail}".strip())
        if row.kind in {"section", "hint"}:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        item.setExpanded(open_)
        return item

    def row_of(self, item: QTreeWidgetItem | None) -> Row | None:
        """What a row is."""
        row = item.data(0, RowRole) if item is not None else None
        return row if isinstance(row, Row) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.itemActivated.emit(item, 0)
            return
        super().keyPressEvent(event)

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(RowRole)
        chosen = self.selectionModel().isSelected(index)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        under_mouse = bool(state & QStyle.StateFlag.State_MouseOver)
        if isinstance(row, Row) and (chosen or under_mouse) and (row.kind != "section" or chosen):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._appearance.theme.color("accent_soft" if chosen else "hover"))
            radius = self._appearance.px(5)
            painter.drawRoundedRect(QRectF(0, box.top() + 1, self.viewport().width(), box.height() - 2), radius, radius)
            painter.restore()
        super().drawRow(painter, option, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        item = self.itemFromIndex(index)
        if item is None or not item.childCount():
            return
        px = self._appearance.px
        name = "chevron-down" if item.isExpanded() else "chevron-right"
        glyph = px(12)
        left = rect.right() - glyph
        self._appearance.icon(name, "muted", size=12).paint(
            painter, left, rect.center().y() - glyph // 2 + 1, glyph, glyph
        )

    def _on_appearance_changed(self) -> None:
        self.setIndentation(self._appearance.px(INDENT))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
