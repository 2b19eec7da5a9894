"""One event against several targets, side by side: which answer the same, and where the others differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QSplitter, QVBoxLayout, QWidget

from workbench.app.results.body_text import duration_text
from workbench.app.results.outcome_words import response_word
from workbench.app.widgets.caption import Caption
from workbench.app.widgets.code_view import CodeView
from workbench.app.widgets.empty_state import EmptyState
from workbench.app.widgets.notice_bar import NoticeBar
from workbench.app.widgets.page import Page
from workbench.app.widgets.row_table import Cell, RowTable
from workbench.errors import WorkbenchError
from workbench.exchange.run_matrix import run_matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.appearance import Appearance
    from workbench.app.target import Target
    from workbench.app.widgets.code_view import Span
    from workbench.exchange.difference import Difference
    from workbench.exchange.record import Exchange

WAITS = "waits"
LONGEST = 400
"""Characters of a value that are shown."""


class MatrixPage(Page):
    """Targets to choose on the left; what each answered on the right."""

    run_wanted = Signal(list)
    """The `Target`s to run the event against."""
    stop_wanted = Signal()
    more_wanted = Signal()
    """Someone wants functions in AWS among the targets."""
    exchange_wanted = Signal(object)
    """An `Exchange` to show in the panes."""

    def __init__(
        self, event: str, targets: Sequence[Target], chosen: Sequence[str], appearance: Appearance,
        *, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__("Run against", appearance, parent=parent)
        self._targets = tuple(targets)
        self._running = False
        self._ran: list[Target] = []
        self._answers: dict[int, Exchange | WorkbenchError] = {}
        self._differences: list[Sequence[Difference]] = []
        self.notice = NoticeBar(appearance)
        self.targets = QListWidget()
        self.targets.setAccessibleName("Targets")
        self.targets.setToolTip("Space ticks a target; the first one is what the others are compared with")
        self.targets.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.targets.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for target in self._targets:
            item = QListWidgetItem(f"{target.label}   {target.place}")
            item.setToolTip(f"{target.label}\n{target.place}\n{target.detail}".strip())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = target.name in chosen
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.targets.addItem(item)
        self.targets.itemChanged.connect(self._enable)
        self.run = QPushButton("Run")
        self.run.setProperty("kind", "primary")
        self.run.clicked.connect(self._on_run)
        self.more = QPushButton("Add from AWS…")
        self.more.clicked.connect(self.more_wanted)
        self.table = RowTable(
            "Answers", ("Target", "Where", "Status", "Duration", "Answer"), appearance, stretch=(0, 1)
        )
        self.table.row_chosen.connect(self._on_row)
        self.table.row_activated.connect(self._on_activated)
        self.code = CodeView("Where the answers differ", appearance)
        self.empty = EmptyState(
            appearance,
            icon="compare",
            title="The same event, several targets",
            text="Your working copy beside what is deployed. Each answer is compared with the first one's, without ids "
            "and times that are new in every run.",
        )
        buttons = QHBoxLayout()
        buttons.addWidget(self.run, 1)
        buttons.addWidget(self.more)
        left = QWidget()
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.addWidget(Caption(f"Targets of {event}", appearance, as_written=True))
        self._left.addWidget(self.targets, 1)
        self._left.addLayout(buttons)
        self._answered = QSplitter(Qt.Orientation.Vertical)
        self._answered.setChildrenCollapsible(False)
        self._answered.addWidget(self.table)
        self._answered.addWidget(self.code)
        self._answered.hide()
        self._row_of_all = QHBoxLayout()
        self._row_of_all.addWidget(left, 2)
        self._row_of_all.addWidget(self.empty, 5)
        self._row_of_all.addWidget(self._answered, 5)
        self.body.addWidget(self.notice)
        self.body.addLayout(self._row_of_all, 1)
        appearance.changed.connect(self._space)
        self._space()
        self.set_running(False)

    def focus_first(self) -> None:
        """Take the keyboard to the targets."""
        self.targets.setFocus()
        self.targets.setCurrentRow(0)

    def may_close(self) -> bool:
        """Always; runs that are under way are ended."""
        self.stop_wanted.emit()
        return True

    def chosen(self) -> list[Target]:
        """The targets that are ticked."""
        return [
            target
            for row, target in enumerate(self._targets)
            if self.targets.item(row).checkState() == Qt.CheckState.Checked
        ]

    def set_running(self, running: bool) -> None:
        """Whether targets are being run."""
        self._running = running
        self.run.setText("Stop" if running else "Run")
        self._enable()

    def begin(self, targets: Sequence[Target]) -> None:
        """These are run now, one after the other."""
        self.notice.clear()
        self._ran, self._answers = list(targets), {}
        self.empty.hide()
        self._answered.show()
        self.set_running(True)
        self._fill()

    def add(self, index: int, answer: Exchange | WorkbenchError) -> None:
        """One target has answered, or could not be run."""
        self._answers[index] = answer
        self._fill()

    @property
    def words(self) -> list[str]:
        """What the last column says, row by row."""
        return [row[-1].text for row in self.table.cells]

    def _fill(self) -> None:
        exchanges = {index: each for index, each in self._answers.items() if not isinstance(each, WorkbenchError)}
        order = sorted(exchanges)
        matrix = run_matrix(exchanges[order[0]], [exchanges[i] for i in order[1:]]) if order else ()
        compared = dict(zip(order, matrix, strict=True))
        rows: list[list[Cell]] = []
        self._differences = []
        for index, target in enumerate(self._ran):
            found = self._answers.get(index)
            self._differences.append(compared[index].differences if index in compared else ())
            where = Cell(target.place, muted=True)
            if found is None:
                waits = Cell(WAITS if self._running else "not run", muted=True)
                rows.append([Cell(target.label, mono=True), where, waits, Cell(figure=True), Cell()])
            elif isinstance(found, WorkbenchError):
                rows.append(
                    [
                        Cell(target.label, mono=True),
                        where,
                        Cell("Not run", "error"),
                        Cell(figure=True),
                        Cell(str(found)),
                    ]
                )
            else:
                kind, word = response_word(found)
                outcome = found.outcome
                took = duration_text(outcome.report.duration_ms) if outcome and outcome.report else ""
                rows.append([
                    Cell(target.label, mono=True), where, Cell(word, kind), Cell(took, figure=True),
                    self._verdict(index, first=index == order[0]),
                ])  # fmt: skip
        row = self.table.row
        self.table.show_rows(rows)
        self.table.choose(max(row, 0))

    def _verdict(self, index: int, *, first: bool) -> Cell:
        count = len(self._differences[index])
        if first:
            return Cell("Baseline", muted=True)
        if not count:
            return Cell("Same", "ok")
        return Cell(f"{count} difference{'' if count == 1 else 's'}", "warning")

    def _on_row(self, row: int) -> None:
        if not 0 <= row < len(self._ran):
            self.code.show_text("")
            return
        found = self._answers.get(row)
        if isinstance(found, WorkbenchError):
            self.code.show_text(str(found))
        elif found is None:
            self.code.show_text("")
        elif not self._differences[row]:
            self.code.show_text("The others are compared with this answer." if row == 0 else "The answer is the same.")
        else:
            lines = _lines(self._differences[row])

            def colours(number: int, line: str) -> Sequence[Span]:
                token = {"-": "error", "+": "ok"}.get(line.strip()[:1], "text+bold")
                return [(0, len(line), token)] if number < len(lines) else ()

            self.code.show_text("\n".join(lines), colours=colours)

    def _on_activated(self, row: int) -> None:
        found = self._answers.get(row)
        if found is not None and not isinstance(found, WorkbenchError):
            self.exchange_wanted.emit(found)

    def _on_run(self) -> None:
        if self._running:
            self.stop_wanted.emit()
        else:
            self.run_wanted.emit(self.chosen())

    def _enable(self) -> None:
        self.run.setEnabled(self._running or len(self.chosen()) > 1)
        enough = (
            "Run the event against each, one after the other" if self.run.isEnabled() else "Tick two targets or more"
        )
        self.run.setToolTip("Stop the runs" if self._running else enough)

    def _space(self) -> None:
        px = self._appearance.px
        for row in range(self.targets.count()):
            self.targets.item(row).setSizeHint(QSize(0, px(28)))
        self._row_of_all.setSpacing(px(16))
        self._left.setSpacing(px(6))
        self._answered.setHandleWidth(px(8))


def _lines(differences: Sequence[Difference]) -> list[str]:
    lines: list[str] = []
    for each in differences:
        lines.append(each.pointer or "the whole answer")
        if each.kind != "added":
            lines.append(f"  - {_shown(each.before)}")
        if each.kind != "removed":
            lines.append(f"  + {_shown(each.after)}")
    return lines


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
