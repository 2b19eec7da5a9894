"""The functions of an account as a table that filters as one types, while more of them arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.app.widgets.filter_line import FilterLine
from workbench.app.widgets.row_table import Cell, RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from workbench.app.appearance import Appearance
    from workbench.deployed.functions import FunctionSummary

_REGION = 1
SETTLE_MS = 120
"""How long the cursor rests on a row before AWS is asked about it."""


class FunctionList(QWidget):
    """A filter, a count and the rows."""

    pointed = Signal(object)
    """The `FunctionSummary` that the cursor has come to rest on; None for none."""
    everywhere_wanted = Signal()
    """Someone wants the functions of every Region."""
    chosen = Signal(object)
    """The `FunctionSummary` that was double-clicked or entered."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._all: list[FunctionSummary] = []
        self._shown: list[FunctionSummary] = []
        self._whole = True
        self._everywhere = False
        self._pointed: FunctionSummary | None = None
        self.filter = FilterLine("Filter functions", "Filter by name, runtime or description", appearance)
        self.filter.textChanged.connect(self._fill)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.table = RowTable(
            "Functions",
            ("Function", "Region", "Runtime", "Last change", "Description"),
            appearance,
            stretch=(0, 4),
            none="No function passes the filter.",
        )
        self.table.row_chosen.connect(self._on_row)
        self.table.row_activated.connect(self._on_activated)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLE_MS)
        self._settled.timeout.connect(self._on_settled)
        self.everywhere = QPushButton("Search every Region")
        self.everywhere.setProperty("kind", "link")
        self.everywhere.setToolTip("Ask every Region of the account, side by side")
        self.everywhere.clicked.connect(self.everywhere_wanted)
        row = QHBoxLayout()
        row.addWidget(self.filter, 1)
        row.addWidget(self.count)
        row.addWidget(self.everywhere)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(row)
        self._column.addWidget(self.table, 1)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def begin(self, *, everywhere: bool = False) -> None:
        """Another account or every Region of it: nothing is known yet."""
        self._all, self._whole = [], False
        self._everywhere = everywhere
        self.everywhere.setHidden(everywhere)
        self._fill()

    def add(self, functions: Sequence[FunctionSummary]) -> None:
        """More functions have come."""
        self._all.extend(functions)
        self._fill()

    def end(self) -> None:
        """There are no more."""
        self._whole = True
        self._count()

    @property
    def shown(self) -> Sequence[FunctionSummary]:
        """The functions that pass the filter."""
        return self._shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.filter.hasFocus() and self._shown:
            self.table.setFocus()
            self.table.choose(max(self.table.row, 0))
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        """Show what passes; the cursor stays on its function."""
        from workbench.deployed.functions import matching

        before = self._pointed
        self._shown = list(matching(iter(self._all), self.filter.text()))
        self.table.show_rows(
            [
                (
                    Cell(each.name, mono=True),
                    Cell(each.arn.split(":")[3], muted=True),
                    Cell(each.runtime, muted=True),
                    Cell(each.last_modified[:16].replace("T", " "), muted=True),
                    Cell(each.description, muted=True),
                )
                for each in self._shown
            ]
        )
        # New rows bring every column back.
        self.table.setColumnHidden(_REGION, not self._everywhere)
        if before in self._shown:
            self.table.choose(self._shown.index(before))
        self._count()

    def _count(self) -> None:
        some = f"{len(self._shown):,} of {len(self._all):,}" if self.filter.text().strip() else f"{len(self._all):,}"
        self.count.setText(f"{some} function{'' if len(self._all) == 1 else 's'}{'' if self._whole else ' so far'}")

    def _on_row(self, row: int) -> None:
        self._pointed = self._shown[row] if 0 <= row < len(self._shown) else None
        self._settled.start()

    def _on_settled(self) -> None:
        self.pointed.emit(self._pointed)

    def _on_activated(self, row: int) -> None:
        self.chosen.emit(self._shown[row])

    def _on_appearance_changed(self) -> None:
        self._column.setSpacing(self._appearance.px(6))
