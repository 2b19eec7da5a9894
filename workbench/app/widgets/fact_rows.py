"""Facts in two columns: what it is, and what it says; each value can be selected and copied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from workbench.app.widgets.caption import Caption
from workbench.app.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont

    from workbench.app.appearance import Appearance

WIDEST_NAME = 132


@dataclass(frozen=True, slots=True)
class Fact:
    """One row. A fact without a value is not shown."""

    name: str
    value: str
    note: str = ""
    """Where it comes from, or what it means; muted, below."""
    mono: bool = False
    group: str = ""
    """The caption that it stands under, as written: it may hold an id."""


class _MonoProse(Prose):
    """A value in the font of code."""

    def _text_font(self) -> QFont:
        return self._appearance.mono(12)


class FactRows(QWidget):
    """As tall as what it shows."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._facts: Sequence[Fact] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    @property
    def facts(self) -> Sequence[Fact]:
        """What is shown."""
        return self._facts

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these in place of those before."""
        if tuple(facts) == tuple(self._facts):
            return
        self._facts = [fact for fact in facts if fact.value]
        while item := self._grid.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(row, 0)
        row, group = 0, ""
        for fact in self._facts:
            if fact.group != group:
                group = fact.group
                self._grid.setRowMinimumHeight(row, self._appearance.px(6))
                self._grid.addWidget(Caption(group, self._appearance, as_written=True), row + 1, 0, 1, 2)
                row += 2
            self._add(fact, row)
            row += 2

    def _add(self, fact: Fact, row: int) -> None:
        name = QLabel(fact.name)
        name.setProperty("role", "muted")
        name.setWordWrap(False)
        name.setToolTip(fact.name)
        name.setMaximumWidth(self._appearance.px(WIDEST_NAME))
        if fact.group:
            name.setFont(self._appearance.mono(12))
        kind = _MonoProse if fact.mono else Prose
        value = kind(fact.value, self._appearance)
        value.setAccessibleName(f"{fact.name}: {fact.value}")
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(name, row, 0, top)
        self._grid.addWidget(value, row, 1, top)
        if fact.note:
            self._grid.addWidget(Prose(fact.note, self._appearance, color="muted", size=12), row + 1, 1, top)

    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(3))
