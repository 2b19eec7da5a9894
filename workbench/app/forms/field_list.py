"""A list of labelled values of an event, each by its JSON Pointer, with marks on those that were overridden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from workbench.app.forms.override_mark import OverrideMark
from workbench.app.forms.value_field import ValueField
from workbench.app.widgets.caption import Caption
from workbench.events.edit import pointer_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from workbench.app.appearance import Appearance
    from workbench.app.forms.edits import Edits
    from workbench.events.derived import Override
    from workbench.events.json_value import Json

LABEL = 172
"""The widest that labels may be."""
LEAST_LABEL = 96


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of the list."""

    label: str
    pointer: str
    value: Json
    group: str = ""
    """The caption above the first entry of a group."""


def leaves(values: Mapping[str, Json], pointer: str, *, group: str = "", before: str = "") -> Iterator[Entry]:
    """An entry for each value of an object; objects inside are laid out flat, with dotted labels."""
    for key, value in values.items():
        label = f"{before}{key}"
        place = pointer + pointer_of(key)
        if isinstance(value, dict) and value:
            yield from leaves(value, place, group=group, before=f"{label}.")
        else:
            yield Entry(label, place, value, group)


class FieldList(QScrollArea):
    """Labels on the left, fields on the right; rebuilt only when other values are shown."""

    pointed = Signal(object)

    def __init__(self, edits: Edits, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = edits
        self._appearance = appearance
        self._fields: dict[str, ValueField] = {}
        self._marks: dict[str, OverrideMark] = {}
        self._shape: tuple[tuple[str, str, str], ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._make_inside()

    def show_entries(self, entries: Iterable[Entry], overridden: Iterable[Override] = ()) -> None:
        """Show values. Nothing is emitted."""
        entries = tuple(entries)
        shape = tuple((entry.label, entry.pointer, entry.group) for entry in entries)
        if shape != self._shape:
            self._shape = shape
            self._rebuild(entries)
        marked = {override.pointer: override for override in overridden}
        for entry in entries:
            self._fields[entry.pointer].show_value(entry.value)
            self._marks[entry.pointer].set_override(marked.get(entry.pointer))

    @property
    def label_width(self) -> int:
        """How wide the labels are, for whoever puts one above them."""
        return self._grid.columnMinimumWidth(0)

    def field(self, pointer: str) -> ValueField:
        """The field of a value."""
        return self._fields[pointer]

    def mark(self, pointer: str) -> OverrideMark:
        """The mark of a value that may be overridden."""
        return self._marks[pointer]

    def reveal(self, pointer: str) -> None:
        """Scroll to the field of a value."""
        if pointer in self._fields:
            self.ensureWidgetVisible(self._fields[pointer])

    def _make_inside(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, self._appearance.px(4), self._appearance.px(8), self._appearance.px(8))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(self._appearance.px(12))
        self._grid.setVerticalSpacing(self._appearance.px(6))
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def _rebuild(self, entries: tuple[Entry, ...]) -> None:
        self._fields.clear()
        self._marks.clear()
        old = self.takeWidget()
        old.hide()
        old.deleteLater()
        self._make_inside()
        metrics = QFontMetrics(self._appearance.text(12))
        widest = max((metrics.horizontalAdvance(entry.label) for entry in entries), default=0)
        px = self._appearance.px
        self._grid.setColumnMinimumWidth(0, max(px(LEAST_LABEL), min(widest, px(LABEL))))
        group = ""
        row = 0
        for entry in entries:
            if entry.group != group:
                group = entry.group
                self._grid.addWidget(Caption(group, self._appearance), row, 0, 1, 2)
                self._grid.setRowMinimumHeight(row, self._appearance.px(24))
                row += 1
            self._add(entry, row)
            row += 2

    def _add(self, entry: Entry, row: int) -> None:
        field = ValueField(entry.label, self._appearance)
        mark = OverrideMark(self._appearance)
        label = QLabel(entry.label)
        label.setBuddy(field)
        label.setToolTip(entry.pointer)
        label.setProperty("role", "muted")
        label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(mark, row + 1, 1)
        self._fields[entry.pointer] = field
        self._marks[entry.pointer] = mark
        edits, pointer, name = self._edits, entry.pointer, entry.label

        def on_edited(value: Json) -> None:
            edits.change(f"Change {name}", pointer, value)

        def on_focused() -> None:
            self.pointed.emit((pointer,))

        field.value_edited.connect(on_edited)
        field.focused.connect(on_focused)
        field.left.connect(edits.document.seal)
        mark.follow_asked.connect(edits.follow)
