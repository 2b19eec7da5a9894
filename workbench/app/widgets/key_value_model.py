"""The rows of a table of names and values as Qt's model: always with a blank last row, edits told by signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from workbench.app.widgets.row import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
SWITCH, NAME, VALUE = range(3)
TITLES = ("Name", "Value")
Role = Qt.ItemDataRole


class KeyValueModel(QAbstractTableModel):
    """Rows with a switch, a name and a value. Only what a person does emits `edited`."""

    edited = Signal(str, str)
    """What was done, in words for undo; and what it merges with, empty for a step of its own."""

    def __init__(self, *, titles: tuple[str, str] = TITLES, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        self._rows: list[Row] = []
        self._read_only = False

    @property
    def rows(self) -> Rows:
        """All rows but the blank last one."""
        return tuple(self._rows)

    @property
    def read_only(self) -> bool:
        """Whether rows can be looked at only."""
        return self._read_only

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show rows; nothing is emitted as an edit, and an open editor stays where it is if it can."""
        wanted = [row for row in rows if not row.blank]
        if wanted == self._rows:
            return
        if len(wanted) == len(self._rows):
            self._rows = wanted
            self.dataChanged.emit(self.index(0, SWITCH), self.index(len(wanted) - 1, VALUE))
        else:
            self.beginResetModel()
            self._rows = wanted
            self.endResetModel()

    def set_read_only(self, read_only: bool) -> None:
        """Let rows be looked at only, or be edited again."""
        if read_only != self._read_only:
            self.beginResetModel()
            self._read_only = read_only
            self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows) + (0 if self._read_only else 1)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 3

    def row(self, number: int) -> Row:
        """A row by its number; the blank one after the last."""
        return self._rows[number] if 0 <= number < len(self._rows) else Row()

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.row(index.row())
        column = index.column()
        text = {NAME: row.name, VALUE: row.value}.get(column)
        if role in (Role.DisplayRole, Role.EditRole):
            return text
        if role == Role.CheckStateRole and column == SWITCH and not row.blank:
            return Qt.CheckState.Checked if row.enabled else Qt.CheckState.Unchecked
        if role == Role.ToolTipRole:
            return self._tooltip(row, column)
        if role == Role.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        if self._read_only or not index.isValid():
            return False
        number, column = index.row(), index.column()
        row = self.row(number)
        if role == Role.CheckStateRole and column == SWITCH and not row.blank:
            self.switch([number], enabled=Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role != Role.EditRole or column not in (NAME, VALUE):
            return False
        text = str(value)
        changed = row._replace(name=text) if column == NAME else row._replace(value=text)
        if changed == row:
            return False
        word = TITLES[column - NAME].lower()
        if number == len(self._rows):
            self.beginInsertRows(ROOT, number + 1, number + 1)
            self._rows.append(changed)
            self.endInsertRows()
        else:
            self._rows[number] = changed
        self.dataChanged.emit(self.index(number, SWITCH), self.index(number, VALUE))
        self.edited.emit(f"Change {word}", f"{number}.{column}")
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._read_only:
            return flags
        if index.column() in (NAME, VALUE):
            flags |= Qt.ItemFlag.ItemIsEditable
        elif index.column() == SWITCH and index.row() < len(self._rows):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole and section in (NAME, VALUE):
            return self._titles[section - NAME]
        if role == Role.AccessibleTextRole:
            return ("Sent", *self._titles)[section]
        return None

    def switch(self, numbers: Iterable[int], *, enabled: bool) -> None:
        """Switch rows on or off."""
        self._replace(
            "Switch rows on" if enabled else "Switch rows off", numbers, lambda row: row._replace(enabled=enabled)
        )

    def switch_all(self, *, enabled: bool) -> None:
        """Switch every row on or off."""
        self.switch(range(len(self._rows)), enabled=enabled)

    @property
    def all_enabled(self) -> bool | None:
        """True, False, or None where some rows are on and some off."""
        states = {row.enabled for row in self._rows}
        return states.pop() if len(states) == 1 else None if states else False

    def remove(self, numbers: Iterable[int]) -> None:
        """Remove rows."""
        gone = {number for number in numbers if 0 <= number < len(self._rows)}
        if gone and not self._read_only:
            self._set(
                "Remove row" if len(gone) == 1 else "Remove rows",
                [r for n, r in enumerate(self._rows) if n not in gone],
            )

    def move(self, number: int, *, by: int) -> int:
        """Move a row up or down; answers where it is now."""
        other = number + by
        if self._read_only or not (0 <= number < len(self._rows) and 0 <= other < len(self._rows)):
            return number
        self._rows[number], self._rows[other] = self._rows[other], self._rows[number]
        self.dataChanged.emit(self.index(min(number, other), SWITCH), self.index(max(number, other), VALUE))
        self.edited.emit("Move row", "")
        return other

    def insert(self, rows: Iterable[Row], *, at: int) -> None:
        """Insert rows, as a paste does."""
        new = list(rows)
        if new and not self._read_only:
            self._set("Paste rows", [*self._rows[:at], *new, *self._rows[at:]])

    def replace_all(self, rows: Iterable[Row]) -> None:
        """Take other rows as one edit, as bulk edit does."""
        new = [row for row in rows if not row.blank]
        if new != self._rows and not self._read_only:
            self._set("Edit rows as text", new, merge="bulk")

    def _replace(self, words: str, numbers: Iterable[int], change: Callable[[Row], Row]) -> None:
        wanted = list(self._rows)
        for number in numbers:
            if 0 <= number < len(wanted):
                wanted[number] = change(wanted[number])
        if wanted != self._rows and not self._read_only:
            self._rows = wanted
            self.dataChanged.emit(self.index(0, SWITCH), self.index(len(wanted) - 1, VALUE))
            self.edited.emit(words, "")

    def _set(self, words: str, rows: list[Row], *, merge: str = "") -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        self.edited.emit(words, merge)

    def _tooltip(self, row: Row, column: int) -> str | None:
        if column == SWITCH and not row.blank:
            return "Sent. Space switches the row off." if row.enabled else "Kept, not sent. Space switches the row on."
        text = {NAME: row.name, VALUE: row.value}.get(column)
        return text[:2000] if text else None

    def _spoken(self, row: Row, column: int) -> str:
        if row.blank:
            return f"New row, {self._titles[max(0, min(column - NAME, 1))]}"
        if column == SWITCH:
            return f"{row.name}, {'sent' if row.enabled else 'not sent'}"
        return row.name if column == NAME else row.value
