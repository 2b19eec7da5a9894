"""The view of a table of names and values: keys, mouse and the header with its check box for all rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from workbench.app.widgets.bulk_text import rows_to_text
from workbench.app.widgets.key_value_delegate import REMOVE, ROW, KeyValueDelegate
from workbench.app.widgets.key_value_model import NAME, SWITCH, VALUE, KeyValueModel

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent

    from workbench.app.appearance import Appearance

SWITCH_WIDTH = 32
SMALLEST_SHARE, LARGEST_SHARE, MOST_MEASURED = 0.3, 0.5, 200
Action = QAbstractItemView.CursorAction


class _Header(QHeaderView):
    """Captions over thin line; the first section is a check box for all rows."""

    def __init__(self, appearance: Appearance, delegate: KeyValueDelegate, *, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._appearance = appearance
        self._delegate = delegate
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setToolTip("The box switches all rows on or off")

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt names it
        theme, px = self._appearance.theme, self._appearance.px
        painter.save()
        painter.fillRect(rect, theme.color("panel"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        model = self.model()
        if logicalIndex == SWITCH and isinstance(model, KeyValueModel):
            if model.rows:
                self._delegate.paint_box(painter, rect, on=model.all_enabled)
        elif logicalIndex in (NAME, VALUE):
            painter.setFont(self._appearance.caption())
            painter.setPen(theme.color("muted"))
            title = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal)).upper()
            painter.drawText(rect.adjusted(px(8), 0, -px(8), 0), Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()


class KeyValueView(QTableView):
    """Rows of 28 px with thin lines; Tab goes name, value, next row while editing, and leaves the table otherwise."""

    pasted = Signal(str, int)
    """A pasted text and the row where it belongs."""
    row_entered = Signal(int)
    """The row that has the cursor; -1 for none."""

    def __init__(self, model: KeyValueModel, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._appearance = appearance
        self._delegate = KeyValueDelegate(appearance, self)
        self._delegate.pasted.connect(self._on_pasted_in_cell)
        self._name_dragged = False
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        header = _Header(appearance, self._delegate, parent=self)
        self.setHorizontalHeader(header)
        header.setSectionResizeMode(SWITCH, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(24)
        header.sectionClicked.connect(self._on_section_clicked)
        header.sectionResized.connect(self._on_section_resized)
        model.modelReset.connect(self._share_width)
        model.dataChanged.connect(self._on_data_changed)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setStyleSheet("KeyValueView, KeyValueView:focus { border: none; border-radius: 0; }")
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    @property
    def delegate(self) -> KeyValueDelegate:
        """What draws and edits the cells."""
        return self._delegate

    @property
    def editing(self) -> bool:
        """Whether a cell is being edited."""
        return self.state() == QAbstractItemView.State.EditingState

    def hide_switches(self) -> None:
        """Show names and values only: where every row counts."""
        self.setColumnHidden(SWITCH, True)
        self.horizontalHeader().setToolTip("")

    def selected_rows(self) -> list[int]:
        """The rows that an action is about: the selected ones, else the current one."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        current = self.currentIndex().row()
        return rows or ([current] if current >= 0 else [])

    def edit_cell(self, row: int, column: int) -> None:
        """Start editing a cell."""
        index = self._model.index(row, column)
        self.setCurrentIndex(index)
        self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._act(event):
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent) -> bool:
        """Whether the key was one of the table's own."""
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            row = self._model.move(self.currentIndex().row(), by=-1 if key == Qt.Key.Key_Up else 1)
            self.setCurrentIndex(self._model.index(row, max(self.currentIndex().column(), NAME)))
        elif key == Qt.Key.Key_Space and not event.modifiers() and not self.isColumnHidden(SWITCH):
            rows = self.selected_rows()
            self._model.switch(rows, enabled=not all(self._model.row(row).enabled for row in rows))
        elif key == Qt.Key.Key_Delete:
            self._remove(self.selected_rows())
        elif key == Qt.Key.Key_Backspace:
            self._model.setData(self.currentIndex(), "")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            # The key that ends an edit comes here too, while the cell is still being edited.
            if not self.editing:
                column = self.currentIndex().column()
                self.edit_cell(max(self.currentIndex().row(), 0), column if column in (NAME, VALUE) else NAME)
        elif event.matches(QKeySequence.StandardKey.Copy):
            copied = (self._model.row(row) for row in self.selected_rows())
            QApplication.clipboard().setText(rows_to_text(tuple(row for row in copied if not row.blank)))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QApplication.clipboard().text())
        else:
            return False
        return True

    def moveCursor(self, action: Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        here = self.currentIndex()
        if action == Action.MoveNext:
            return (
                self._model.index(here.row(), VALUE)
                if here.column() <= NAME
                else self._model.index(here.row() + 1, NAME)
            )
        if action == Action.MovePrevious:
            return (
                self._model.index(here.row(), NAME)
                if here.column() >= VALUE
                else self._model.index(here.row() - 1, VALUE)
            )
        return super().moveCursor(action, modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            if self._is_cross(event.position().toPoint(), index):
                self._remove([index.row()])
                return
            if index.column() == SWITCH:
                self.selectionModel().setCurrentIndex(
                    index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
                )
                self._model.switch([index.row()], enabled=not self._model.row(index.row()).enabled)
                return
            if self._model.row(index.row()).blank and index.column() in (NAME, VALUE) and not self._model.read_only:
                self.edit_cell(index.row(), index.column())
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        self._hover(index.row())
        self.viewport().setToolTip("Remove the row (Delete)" if self._is_cross(place, index) else "")
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.selectionModel().setCurrentIndex(
                self._model.index(0, NAME), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.row_entered.emit(self.currentIndex().row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.editing:
            self.clearSelection()

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.row_entered.emit(current.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _is_cross(self, place: QPoint, index: QModelIndex) -> bool:
        """Whether a place is the cross that removes a row, at the end of its value."""
        removable = not self._model.row(index.row()).blank and not self._model.read_only
        return (
            removable and index.column() == VALUE and place.x() > self.viewport().width() - self._appearance.px(REMOVE)
        )

    def _remove(self, rows: list[int]) -> None:
        current = self.currentIndex()
        self._model.remove(rows)
        row = min(rows[0] if rows else 0, self._model.rowCount() - 1)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, max(current.column(), NAME)))

    def _paste(self, text: str) -> None:
        if text.strip() and not self._model.read_only:
            row = self.currentIndex().row()
            self.pasted.emit(text, row if row >= 0 else len(self._model.rows))

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered:
            self._delegate.hovered = row
            self.viewport().update()

    def _share_width(self) -> None:
        if not self._name_dragged:
            rest = self.viewport().width() - self.columnWidth(SWITCH)
            self.horizontalHeader().blockSignals(True)
            metrics = QFontMetrics(self._appearance.text())
            names = (row.name for row in self._model.rows[:MOST_MEASURED])
            wanted = max((metrics.horizontalAdvance(name) for name in names), default=0) + self._appearance.px(20)
            self.setColumnWidth(NAME, max(round(rest * SMALLEST_SHARE), min(wanted, round(rest * LARGEST_SHARE))))
            self.horizontalHeader().blockSignals(False)

    def _on_data_changed(self) -> None:
        if not self.editing:
            self._share_width()

    def _on_pasted_in_cell(self, text: str) -> None:
        self._paste(text)

    def _on_section_clicked(self, section: int) -> None:
        if section == SWITCH:
            self._model.switch_all(enabled=self._model.all_enabled is not True)

    def _on_section_resized(self, section: int, old: int, new: int) -> None:
        if section == NAME and old != new and self.horizontalHeader().underMouse():
            self._name_dragged = True

    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.verticalHeader().setMinimumSectionSize(px(ROW))
        self.horizontalHeader().setFixedHeight(px(ROW))
        self.setColumnWidth(SWITCH, px(SWITCH_WIDTH))
        self._share_width()
        self.viewport().update()
