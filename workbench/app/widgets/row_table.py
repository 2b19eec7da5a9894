"""A table to read: rows of cells with a word and an icon where they say a verdict; copied as tab-separated text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.app.widgets.chip import KIND_ICONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from workbench.app.appearance import Appearance
    from workbench.app.theme import Kind

Index = QModelIndex | QPersistentModelIndex
ROW, MOST_MEASURED, LEAST_STRETCH = 28, 60, 96
ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table."""

    text: str = ""
    kind: Kind | None = None
    """A verdict: it gets the icon and the colour of its kind."""
    mono: bool = False
    figure: bool = False
    """Right-aligned."""
    muted: bool = False
    tip: str = ""
    """What the tooltip says; the text itself where it is empty."""


class _Rows(QAbstractTableModel):
    """Cells for Qt."""

    def __init__(self, headings: Sequence[str], appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._headings = headings
        self._appearance = appearance
        self.rows: Sequence[Sequence[Cell]] = ()

    def show(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._headings[section]
        if role == Qt.ItemDataRole.FontRole:
            caption = self._appearance.caption()
            caption.setCapitalization(QFont.Capitalization.AllUppercase)
            return caption
        if role == Qt.ItemDataRole.TextAlignmentRole:
            figure = bool(self.rows) and self.rows[0][section].figure
            side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        cell = self.rows[index.row()][index.column()]
        theme = self._appearance.theme
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or cell.text or None
        if role == Qt.ItemDataRole.DecorationRole and cell.kind is not None and KIND_ICONS[cell.kind]:
            return self._appearance.icon(KIND_ICONS[cell.kind], cell.kind, size=14)
        if role == Qt.ItemDataRole.ForegroundRole:
            if cell.kind is not None:
                return QColor(theme.ink(cell.kind))
            return theme.color("muted" if cell.muted else "text")
        if role == Qt.ItemDataRole.FontRole:
            return self._appearance.mono(12) if cell.mono else self._appearance.text(13, semibold=bool(cell.kind))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if cell.figure else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings[index.column()]}: {cell.tip or cell.text or 'none'}"
        return None


class _Inked(QStyledItemDelegate):
    """Leaves a verdict its colour where its row is chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(ink, QColor):
            option.palette.setColor(QPalette.ColorRole.HighlightedText, ink)


class RowTable(QTableView):
    """Whole rows are chosen; `stretch` names the columns that take what room is left, `none` says why none is there."""

    row_chosen = Signal(int)
    """The row with the cursor; -1 for none."""
    row_activated = Signal(int)
    """Enter or a double click."""

    def __init__(
        self,
        name: str,
        headings: Sequence[str],
        appearance: Appearance,
        *,
        stretch: Sequence[int] = (),
        none: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._none = none
        self._stretch = tuple(stretch)
        self._headings = tuple(headings)
        self._rows = _Rows(self._headings, appearance, self)
        self.setModel(self._rows)
        self.setItemDelegate(_Inked(self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        for column in range(len(self._headings)):
            mode = QHeaderView.ResizeMode.Stretch if column in self._stretch else QHeaderView.ResizeMode.Interactive
            self.horizontalHeader().setSectionResizeMode(column, mode)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def show_rows(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Show these rows."""
        self._rows.show(rows)
        for column in range(len(self._headings)):
            self.setColumnHidden(column, bool(rows) and not any(row[column].text for row in rows))
        self._fit()
        self.row_chosen.emit(-1)

    def set_none(self, text: str) -> None:
        """What to say while there is no row."""
        self._none = text
        self.viewport().update()

    def choose(self, row: int) -> None:
        """Put the cursor on a row."""
        self.setCurrentIndex(self._rows.index(row, 0))

    @property
    def cells(self) -> Sequence[Sequence[Cell]]:
        """The rows that are shown."""
        return self._rows.rows

    @property
    def row(self) -> int:
        """The row with the cursor; -1 for none."""
        return self.currentIndex().row()

    def text(self, *, separator: str = "\t", rows: Sequence[int] | None = None) -> str:
        """The table as text, with its headings."""
        wanted = range(len(self._rows.rows)) if rows is None else rows
        lines = [self._headings, *([cell.text for cell in self._rows.rows[row]] for row in wanted)]
        return "".join(separator.join(line) + "\n" for line in lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            chosen = sorted({index.row() for index in self.selectedIndexes()})
            QGuiApplication.clipboard().setText(self.text(rows=chosen))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.row >= 0 and not event.modifiers():
            self.row_activated.emit(self.row)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 3 * self._appearance.px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._rows.rows or not self._none:
            return
        px = self._appearance.px
        painter = QPainter(self.viewport())
        painter.setFont(self._appearance.text(12))
        painter.setPen(self._appearance.theme.color("muted"))
        room = self.viewport().rect().adjusted(px(10), px(8), -px(10), -px(4))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self._none)
        painter.end()

    def _fit(self) -> None:
        """As wide as the words want; the stretching columns share what is left."""
        fixed = [
            column
            for column in range(len(self._headings))
            if column not in self._stretch and not self.isColumnHidden(column)
        ]
        widths = {column: self._wanted(column) for column in fixed}
        px = self._appearance.px
        over = sum(widths.values()) + len(self._stretch) * px(LEAST_STRETCH) - self.viewport().width()
        if over > 0 and fixed and self._stretch:
            # The widest gives first, so that no column is squeezed to nothing.
            widest = max(fixed, key=widths.__getitem__)
            widths[widest] = max(widths[widest] - over, min(widths[widest], px(LEAST_STRETCH)))
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def _wanted(self, column: int) -> int:
        px = self._appearance.px
        heading = self.horizontalHeader().sectionSizeHint(column)
        text, mono = QFontMetrics(self._appearance.text(13, semibold=True)), QFontMetrics(self._appearance.mono(12))
        widest = 0
        for row in self._rows.rows[:MOST_MEASURED]:
            cell = row[column]
            width = (mono if cell.mono else text).horizontalAdvance(cell.text)
            widest = max(widest, width + (px(22) if cell.kind is not None else 0))
        return max(heading, min(widest + px(24), px(420)))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.row_activated.emit(index.row())

    def _on_row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.row_chosen.emit(now.row())

    def _on_appearance_changed(self) -> None:
        self.setFont(self._appearance.text())
        self.verticalHeader().setDefaultSectionSize(self._appearance.px(ROW))
        self.horizontalHeader().setMinimumSectionSize(self._appearance.px(56))
        self._fit()
        self.viewport().update()
