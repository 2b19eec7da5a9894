"""The burst view: a flood of requests at the gate of an API, simulated, and how its bucket fares."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from workbench.app.gateway.burst_form import BurstForm
from workbench.app.gateway.burst_plot import BurstPlot
from workbench.app.gateway.burst_text import chips, csv_text, refusal_word, summary
from workbench.app.new_events import request_for
from workbench.app.results.response_text import response_text
from workbench.app.tasks import Lane
from workbench.app.widgets.chip import Chip
from workbench.app.widgets.code_view import CodeView
from workbench.app.widgets.empty_state import EmptyState
from workbench.app.widgets.flow_row import FlowRow
from workbench.app.widgets.notice_bar import NoticeBar
from workbench.app.widgets.page import Page
from workbench.app.widgets.prose import Prose
from workbench.app.widgets.row_table import Cell, RowTable
from workbench.app.widgets.rule_note import rule_source
from workbench.app.widgets.tab_strip import TabStrip
from workbench.gateway.burst import Burst, simulate
from workbench.gateway.burst_slices import tightest
from workbench.gateway.verdict import Reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.appearance import Appearance
    from workbench.app.gateway.burst_form import Flood
    from workbench.app.tasks import Run
    from workbench.gateway.api import Api, Route
    from workbench.library.project import ApiEntry

PLOT, TABLE, REFUSED = range(3)


class BurstPage(Page):
    """The form on the left; chips, picture, table and the refused client's answer on the right."""

    def __init__(self, entries: Sequence[ApiEntry], appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__("Flood the gateway", appearance, parent=parent)
        self._burst: Burst | None = None
        self._lane = Lane("burst", self)
        self._lane.finished.connect(self._on_finished)
        self._lane.failed.connect(self._on_failed)
        self.form = BurstForm(entries, appearance)
        self.form.wanted.connect(self.flood)
        self.chips = FlowRow(appearance)
        self.notice = NoticeBar(appearance)
        self.words = Prose("", appearance, color="muted")
        """The slice at the cursor, or the whole flood, in words."""
        self.tabs = TabStrip("Views of the flood", appearance)
        for text in ("Over time", "Table", "What a refused client gets"):
            self.tabs.add(text)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.plot = BurstPlot(appearance)
        self.plot.pointed.connect(self.words.set_text)
        self.table = RowTable(
            "The flood, slice by slice", ("From", "Allowed", "Refused", "Why", "Tokens left"), appearance, stretch=(3,)
        )
        self.refusal = CodeView("What a refused client gets", appearance)
        self._views = QStackedWidget()
        for view in (self.plot, self.table, self.refusal):
            self._views.addWidget(view)
        self.copy = QPushButton("Copy as CSV")
        self.copy.setToolTip("Every request as a line: when, which client, what became of it, the tokens left")
        self.copy.clicked.connect(self._on_copy_clicked)
        self.empty = EmptyState(
            appearance,
            icon="api",
            title="A token bucket lets requests through while it holds tokens",
            text="Each request takes one; so many are refilled a second. Send more than that and watch it run dry. "
            "No function is invoked and nothing leaves this machine.",
            keys=(("Enter", "flood the gateway"), ("← →", "from slice to slice")),
        )
        self._result = QWidget()
        right = QVBoxLayout(self._result)
        right.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.tabs, 1)
        top.addWidget(self.copy)
        for widget in (self.notice, self.chips, self.words):
            right.addWidget(widget)
        right.addLayout(top)
        right.addWidget(self._views, 1)
        self._result.hide()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form.setProperty("role", "inside")
        scroll.setWidget(self.form)
        self._scroll = scroll
        row = QHBoxLayout()
        row.setSpacing(appearance.px(16))
        left = QVBoxLayout()
        left.addWidget(scroll, 100)
        left.addWidget(self.form.send)
        left.addStretch(1)
        row.addLayout(left)
        row.addWidget(self.empty, 1)
        row.addWidget(self._result, 1)
        self.body.addLayout(row, 1)
        appearance.changed.connect(self._on_resized)
        self.form.resized.connect(self._on_resized)
        self._on_resized()

    def choose(self, api: Api, route: Route | None = None) -> None:
        """Begin with an API, and a route of it."""
        self.form.choose(api, route)

    @property
    def busy(self) -> bool:
        """Whether a flood is under way."""
        return self._lane.busy

    @property
    def burst(self) -> Burst | None:
        """The flood that is shown."""
        return self._burst

    def flood(self, wanted: Flood) -> None:
        """Simulate, off the window's thread."""

        def work(_run: Run) -> Burst | Reply:
            request = request_for(wanted.api, wanted.route)
            if wanted.key is not None:
                request = replace(request, headers=(*request.headers, ("x-api-key", wanted.key.value)))
            return simulate(wanted.api, request, count=wanted.count, rate=wanted.rate, clients=wanted.clients)

        self.form.send.setText("Sending")
        self._lane.start(work)

    def focus_first(self) -> None:
        """Take the keyboard to the number of requests."""
        self.form.count.setFocus()
        self.form.count.selectAll()

    def may_close(self) -> bool:
        """Always; a flood that is under way is forgotten."""
        self._lane.close()
        return True

    def _on_finished(self, found: object) -> None:
        self.form.send.setText("Flood the gateway")
        self.empty.hide()
        self._result.show()
        if isinstance(found, Reply):
            self.notice.say("error", f"Every request gets {found.response.status}.", detail=found.verdict.message)
        elif isinstance(found, Burst):
            self.notice.clear()
            self._show(found)

    def _on_failed(self, error: object) -> None:
        self.form.send.setText("Flood the gateway")
        self.empty.hide()
        self._result.show()
        self.notice.say_error(error)  # type: ignore[arg-type]  # a lane fails with a WorkbenchError

    def _show(self, burst: Burst) -> None:
        self._burst = burst
        self.chips.clear()
        for kind, text in chips(burst):
            self.chips.add(Chip(self._appearance, kind, text))
        self.words.set_text(summary(burst))
        self.setAccessibleDescription(summary(burst))
        self.plot.show_burst(burst)
        self._fill_table(burst)
        refused = burst.refusal is not None
        self.tabs.setTabEnabled(REFUSED, refused)
        if not refused and self.tabs.currentIndex() == REFUSED:
            self.tabs.setCurrentIndex(PLOT)
        if burst.refusal is not None:
            verdict, shown = burst.refusal.verdict, response_text(burst.refusal.response)
            rule = f"\n\n{verdict.message}\n{verdict.rule.text}\n{rule_source(verdict.rule)}"
            self.refusal.show_text(shown.text.rstrip() + rule, colours=shown.spans)

    def _fill_table(self, burst: Burst) -> None:
        at = tightest(burst)
        self.table.show_rows(
            [
                (
                    Cell(f"{part.from_ms:,.0f} ms", figure=True),
                    Cell(f"{part.allowed:,}", figure=True),
                    Cell(f"{part.refusals:,}", figure=True),
                    Cell(", ".join(refusal_word(code) for code in part.refused), "error" if part.refused else None),
                    Cell(f"{int(part.levels[at]):,}" if burst.buckets else "", figure=True),
                )
                for part in self.plot.parts
            ]
        )

    def _on_tab_changed(self, index: int) -> None:
        self._views.setCurrentIndex(index)

    def _on_copy_clicked(self) -> None:
        if self._burst is not None:
            QGuiApplication.clipboard().setText(csv_text(self._burst))
            self.copy.setText("Copied")

    def _on_resized(self) -> None:
        self._scroll.setFixedWidth(self.form.width() + self._appearance.px(14))
        self.form.send.setFixedWidth(self.form.width())
        self._scroll.setMaximumHeight(self.form.sizeHint().height())
