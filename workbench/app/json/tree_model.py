"""A JSON value as a lazy tree model: nothing is built before someone looks at it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.json.text import Pointer
    from workbench.events.json_value import Json

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
KEY, VALUE = 0, 1
LONGEST_SHOWN = 300
PointerRole = Qt.ItemDataRole.UserRole + 1
KindRole = Qt.ItemDataRole.UserRole + 2


class _Node:
    """One value with its place; its children exist once they were asked for."""

    __slots__ = ("_children", "key", "parent", "row", "value")

    def __init__(self, key: str | int, value: Json, *, parent: _Node | None, row: int) -> None:
        self.key = key
        self.value = value
        self.parent = parent
        self.row = row
        self._children: Sequence[_Node] | None = None

    @property
    def count(self) -> int:
        return len(self.value) if isinstance(self.value, dict | list) else 0

    @property
    def children(self) -> Sequence[_Node]:
        if self._children is None:
            value = self.value
            pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
            self._children = [_Node(key, item, parent=self, row=row) for row, (key, item) in enumerate(pairs)]
        return self._children


class JsonTreeModel(QAbstractItemModel):
    """Two columns, key and value; a name and the number of its parts for objects and arrays."""

    def __init__(self, value: Json = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = _Node("", value, parent=None, row=0)

    def set_value(self, value: Json) -> None:
        """Show another value."""
        if value is self._root.value:
            return
        self.beginResetModel()
        self._root = _Node("", value, parent=None, row=0)
        self.endResetModel()

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._node(parent).children[row])

    def parent(self, child: Index = ROOT) -> QModelIndex:  # type: ignore[override]  # QObject.parent() has the same name
        above = self._node(child).parent if child.isValid() else None
        return QModelIndex() if above is None or above is self._root else self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.column() > 0 else self._node(parent).count

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: ARG002 - Qt names it
        return 2

    def hasChildren(self, parent: Index = ROOT) -> bool:
        return self.rowCount(parent) > 0

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return ("Key", "Value")[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        node = self._node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(node.key) if index.column() == KEY else _in_short(node.value)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == VALUE and isinstance(node.value, str):
            return node.value[:2000]
        if role == PointerRole:
            return self.pointer(index)
        if role == KindRole:
            return _kind(node.value) if index.column() == VALUE else "key"
        return None

    def pointer(self, index: Index) -> Pointer:
        """The keys and indexes that lead to a value."""
        steps: list[str | int] = []
        node: _Node | None = self._node(index)
        while node is not None and node is not self._root:
            steps.append(node.key)
            node = node.parent
        return tuple(reversed(steps))

    def find(self, pointer: Pointer) -> QModelIndex:
        """The index of a value; an invalid one where it is not there."""
        node = self._root
        for step in pointer:
            below = next((child for child in node.children if child.key == step), None)
            if below is None:
                return QModelIndex()
            node = below
        return QModelIndex() if node is self._root else self.createIndex(node.row, 0, node)

    def _node(self, index: Index) -> _Node:
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, _Node) else self._root


def _in_short(value: Json) -> str:
    if isinstance(value, dict):
        return f"{{{len(value)}}}" if value else "{}"
    if isinstance(value, list):
        return f"[{len(value)}]" if value else "[]"
    text = json.dumps(value[:LONGEST_SHOWN] if isinstance(value, str) else value, ensure_ascii=False)
    return f'{text[:-1]}…"' if isinstance(value, str) and len(value) > LONGEST_SHOWN else text


def _kind(value: Json) -> str:
    if isinstance(value, str):
        return "string"
    if isinstance(value, bool) or value is None:
        return "keyword"
    return "number" if isinstance(value, int | float) else "part"
