"""What the function printed and logged, as it comes, with the platform's START, END and REPORT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.app.results.log_lines import ShownLine, kept, shown_lines
from workbench.app.results.report_chips import show_report
from workbench.app.widgets.choice_box import ChoiceBox
from workbench.app.widgets.code_view import CodeView
from workbench.app.widgets.filter_line import FilterLine
from workbench.app.widgets.flow_row import FlowRow
from workbench.app.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.appearance import Appearance
    from workbench.app.results.log_lines import Filter
    from workbench.app.widgets.code_view import Span
    from workbench.events.outcome import LogLine
    from workbench.exchange.record import Exchange

MOST_LINES = 20_000
"""Lines that are kept on screen; a flood of output must not stop the window."""
_FILTERS: tuple[tuple[str, Filter], ...] = (
    ("All lines", "all"),
    ("Function only", "function"),
    ("Warnings and errors", "problems"),
)


class LogsView(QWidget):
    """The log of a run, live while it runs."""

    counted = Signal(int)
    """How many lines there are."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._lines: list[ShownLine] = []
        self._shown: list[ShownLine] = []
        self._raw: list[LogLine] = []
        self.words = FilterLine("Filter the log", "Filter", appearance)
        self.words.textChanged.connect(self._on_filter_changed)
        self.level = ChoiceBox("Lines to show", "Lines to show", appearance)
        for text, _ in _FILTERS:
            self.level.addItem(text)
        self.level.currentIndexChanged.connect(self._on_filter_changed)
        self.report = FlowRow(appearance)
        self.notice = NoticeBar(appearance)
        """What the log lacks, and how to get it."""
        self.code = CodeView("Log", appearance)
        row = QHBoxLayout()
        row.setSpacing(appearance.px(8))
        row.addWidget(self.words, 3)
        row.addWidget(self.level, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, appearance.px(4), 0, 0)
        layout.setSpacing(appearance.px(8))
        layout.addWidget(self.report)
        layout.addWidget(self.notice)
        layout.addLayout(row)
        layout.addWidget(self.code, 1)

    def begin(self) -> None:
        """A run starts: nothing has been said yet."""
        self._raw = []
        self._lines = []
        self.report.clear()
        self.notice.clear()
        self._refresh()

    def append(self, lines: Sequence[LogLine]) -> None:
        """Show lines as they come."""
        self._raw.extend(lines)
        fresh = shown_lines(lines)
        self._lines.extend(fresh)
        self.counted.emit(len(self._lines))
        if len(self._lines) > MOST_LINES:
            self._lines = self._lines[-MOST_LINES:]
            self._refresh()
            return
        passed = self._kept(fresh)
        if passed and self._shown:
            self._shown.extend(passed)
            self.code.append_lines([line.text for line in passed])
        elif passed:
            self._refresh()

    def show_exchange(self, exchange: Exchange) -> None:
        """Show the whole log of a finished run, with the calls to AWS where they happened."""
        outcome = exchange.outcome
        self.notice.clear()
        show_report(self.report, outcome, self._appearance)
        self._raw = list(outcome.log) if outcome else []
        self._lines = shown_lines(outcome.log, outcome.aws_calls)[-MOST_LINES:] if outcome else []
        self._refresh()

    def text_to_copy(self) -> str:
        """The log as it was printed, without times."""
        return "".join(f"{line.text}\n" for line in self._raw)

    def _kept(self, lines: Sequence[ShownLine]) -> list[ShownLine]:
        return kept(lines, words=self.words.text(), show=_FILTERS[self.level.currentIndex()][1])

    def _on_filter_changed(self) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self._shown = self._kept(self._lines)
        text = "\n".join(line.text for line in self._shown)
        if not self._lines:
            text = "Nothing was printed or logged."
        elif not self._shown:
            text = "No line passes the filter."
        self.code.show_text(text, colours=self._spans)
        self.counted.emit(len(self._lines))

    def _spans(self, number: int, _line: str) -> Sequence[Span]:
        return self._shown[number].spans if number < len(self._shown) else [(0, 80, "muted")]
