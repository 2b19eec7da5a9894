"""Every route of an API and whether the gateway may invoke its function, with everything behind the chosen verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from workbench.app.permissions.matrix_text import HEADINGS, is_refused, matrix_row, way
from workbench.app.results.verdict_row import VerdictRow
from workbench.app.widgets.caption import Caption
from workbench.app.widgets.prose import Prose
from workbench.app.widgets.row_table import RowTable
from workbench.exchange.invoke_permission import answer_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.app.appearance import Appearance
    from workbench.exchange.route_permissions import RoutePermission


class RouteMatrix(QWidget):
    """A table above, the chosen row unfolded below."""

    place_activated = Signal(object)
    """A `Place` in a policy file that someone wants to see."""

    def __init__(self, folder: Path | None, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        """`folder` is where the names of policy files lead from."""
        super().__init__(parent)
        self._appearance = appearance
        self._folder = folder
        self._all: Sequence[RoutePermission] = ()
        self._shown: list[RoutePermission] = []
        self.only_denied = QCheckBox("Only what is not allowed")
        self.only_denied.toggled.connect(self._fill)
        self.table = RowTable("Routes and permissions", HEADINGS, appearance, stretch=(4, 5))
        self.table.row_chosen.connect(self._on_row_chosen)
        self.none = QLabel("Every route may invoke its function.")
        self.none.setProperty("role", "muted")
        self.none.hide()
        self._inside = QWidget()
        self._inside.setProperty("role", "inside")
        self._detail = QVBoxLayout(self._inside)
        self._detail.setContentsMargins(0, 0, appearance.px(4), 0)
        self._area = QScrollArea()
        self._area.setAccessibleName("What is behind the verdict")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addStretch(1)
        top.addWidget(self.only_denied)
        above = QWidget()
        upper = QVBoxLayout(above)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.addLayout(top)
        upper.addWidget(self.none)
        upper.addWidget(self.table, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(appearance.px(8))
        splitter.addWidget(above)
        splitter.addWidget(self._area)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([500, 500])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.verdict: VerdictRow | None = None
        self._say("Choose a row to see its statements and conditions.")

    def show_rows(self, rows: Sequence[RoutePermission]) -> None:
        """Show the verdicts of an API; what is denied comes to the cursor."""
        self._all = rows
        self._fill()

    @property
    def shown(self) -> Sequence[RoutePermission]:
        """The rows that the filter lets through."""
        return self._shown

    def _fill(self) -> None:
        wanted = self.only_denied.isChecked()
        self._shown = [row for row in self._all if is_refused(row) or not wanted]
        self.table.show_rows([matrix_row(row) for row in self._shown])
        self.table.setVisible(bool(self._shown))
        self.none.setVisible(not self._shown and bool(self._all))
        if self._shown:
            self.table.choose(next((at for at, row in enumerate(self._shown) if is_refused(row)), 0))

    def _on_row_chosen(self, at: int) -> None:
        if not 0 <= at < len(self._shown):
            self._say("Choose a row to see its statements and conditions.")
            return
        row = self._shown[at]
        answer = answer_of(row.verdict)
        self._clear()
        self._detail.addWidget(Caption(way(row), self._appearance, as_written=True))
        self.verdict = VerdictRow(answer, self._appearance, files=self._files(row))
        self.verdict.place_activated.connect(self.place_activated)
        self.verdict.set_open(True)
        self._detail.addWidget(self.verdict)
        arns = "\n".join(f"Source ARN: {arn}" for arn in row.verdict.source_arns)
        self._detail.addWidget(Prose(arns, self._appearance, color="muted", size=12))
        self._detail.addStretch(1)
        self.table.setAccessibleDescription(f"{way(row)}: {answer.reason}")

    def _files(self, row: RoutePermission) -> dict[str, Path]:
        policy = row.function.policy
        if self._folder is None or policy is None:
            return {}
        path = self._folder / policy.name
        return {policy.name: path} if path.is_file() else {}

    def _say(self, text: str) -> None:
        self._clear()
        self._detail.addWidget(Prose(text, self._appearance, color="muted"))
        self._detail.addStretch(1)

    def _clear(self) -> None:
        self.verdict = None
        while item := self._detail.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
