"""The tree of a JSON value: keys and values in colour, two levels open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from workbench.app.json.tree_model import KEY, JsonTreeModel, KindRole

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.json.text import Pointer
    from workbench.events.json_value import Json

ROW, MOST_OPENED = 24, 200
Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    """Draws keys and values in the colours of the editor."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        kind = index.data(KindRole)
        theme = self._appearance.theme
        option.font = self._appearance.mono()
        color = theme.color("muted" if kind == "part" else f"json_{kind}")
        option.palette.setColor(option.palette.ColorRole.Text, color)
        option.palette.setColor(option.palette.ColorRole.HighlightedText, color)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        theme = self._appearance.theme
        painter.save()
        if shown.state & shown.state.State_Selected:
            painter.fillRect(shown.rect, theme.color("accent_soft"))
        painter.setFont(shown.font)
        painter.setPen(shown.palette.color(shown.palette.ColorRole.Text))
        box = shown.rect.adjusted(self._appearance.px(4), 0, -self._appearance.px(4), 0)
        text = QFontMetrics(shown.font).elidedText(shown.text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


class JsonTree(QTreeView):
    """Shows a value of any size: rows are made when they are looked at."""

    chosen = Signal(QModelIndex)
    """A value was chosen with Enter or a double click."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._model = JsonTreeModel(parent=self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(appearance, self))
        self.setAccessibleName("Event as a tree")
        self.setUniformRowHeights(True)
        self.setHeaderHidden(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionBehavior(QTreeView.SelectionBehavior.SelectRows)
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(KEY, QHeaderView.ResizeMode.Interactive)
        self.setToolTip("Enter shows the value in the text")
        self.activated.connect(self.chosen)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def set_value(self, value: Json) -> None:
        """Show a value with its first two levels open, as far as they are short."""
        self._model.set_value(value)
        for row in range(min(self._model.rowCount(), MOST_OPENED)):
            index = self._model.index(row, 0)
            if self._model.rowCount(index) <= MOST_OPENED:
                self.expand(index)

    def pointer(self, index: QModelIndex) -> Pointer:
        """The keys and indexes that lead to a value."""
        return self._model.pointer(index)

    def _on_appearance_changed(self) -> None:
        self.setFont(self._appearance.mono())
        self.setIndentation(self._appearance.px(16))
        self.setColumnWidth(KEY, self._appearance.px(240))
        self.viewport().update()
