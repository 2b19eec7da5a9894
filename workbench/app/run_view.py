"""A run as the window shows it: its log and steps as they come, and what came of it in every pane."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from workbench.app.results.body_text import duration_text
from workbench.app.results.outcome_words import sentence
from workbench.app.trace.told_steps import told_steps

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.app.controller import Controller
    from workbench.app.target_bar import TargetBar
    from workbench.app.workspace import Workspace
    from workbench.errors import WorkbenchError
    from workbench.events.outcome import LogLine
    from workbench.exchange.order import Order
    from workbench.exchange.record import Exchange, Step


class RunView(QObject):
    """Carries what the controller says to the panes."""

    def __init__(self, controller: Controller, workspace: Workspace, bar: TargetBar, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._bar = bar
        self._timeout_ms = 0.0
        self._ended: dict[str, datetime] = {}
        controller.began.connect(self._on_began)
        controller.logged.connect(self._on_logged)
        controller.stepped.connect(self._on_stepped)
        controller.ticked.connect(self._on_ticked)
        controller.finished.connect(self._on_finished)
        controller.failed.connect(self._on_failed)
        controller.cancelled.connect(self._on_cancelled)

    def set_project(self, root: Path) -> None:
        """The folder that paths are shown relative to."""
        self._workspace.response.set_root(root)

    def stop_clock(self) -> None:
        """The run that began has no timeout: someone debugs."""
        self._timeout_ms = 0.0

    def show_exchange(self, exchange: Exchange, *, previous: Exchange | None = None, recorded: str = "") -> None:
        """Show a finished run in every pane; `recorded` says when that was, for one of the past."""
        self._workspace.close_step()
        self._workspace.response.show_exchange(exchange, previous=previous, recorded=recorded)
        self._workspace.permissions.show_exchange(exchange)
        self._show_steps(exchange)

    def show_recorded(self, exchange: Exchange, *, at: datetime) -> None:
        """Show a run that the history kept, as it was then."""
        self.show_exchange(exchange, recorded=f"Recorded at {at.astimezone():%Y-%m-%d %H:%M:%S}")

    def show_again(self, exchange: Exchange) -> None:
        """Show an earlier run of this window."""
        if (at := self._ended.get(exchange.request_id)) is not None:
            self.show_recorded(exchange, at=at)
        else:
            self.show_exchange(exchange)

    def show_judged(self, exchange: Exchange) -> None:
        """Show other verdicts on the run that is in sight; its response stays."""
        self._workspace.response.show_warnings(exchange)
        self._workspace.permissions.show_exchange(exchange)
        self._show_steps(exchange)

    def _on_began(self, order: Order) -> None:
        self._timeout_ms = getattr(order.function, "timeout_s", 0.0) * 1000
        self._workspace.notice.clear()
        self._workspace.close_step()
        self._workspace.response.begin()
        self._workspace.trace.begin()
        self._bar.set_running(True)

    def _on_logged(self, lines: list[LogLine]) -> None:
        self._workspace.response.append_log(lines)

    def _on_stepped(self, step: Step) -> None:
        self._workspace.trace.add_step(step)

    def _on_ticked(self, elapsed_ms: int) -> None:
        self._bar.set_elapsed(elapsed_ms, self._timeout_ms)
        limit = f" of {duration_text(self._timeout_ms)}" if self._timeout_ms else ""
        self._workspace.response.set_elapsed(f"{duration_text(elapsed_ms)}{limit}")

    def _on_finished(self, exchange: Exchange, previous: Exchange | None) -> None:
        self._bar.set_running(False)
        self._ended[exchange.request_id] = datetime.now(UTC)
        self.show_exchange(exchange, previous=previous)
        self._workspace.reveal_response()
        self._workspace.sidebar.add_run(exchange)
        said = QAccessibleAnnouncementEvent(self._workspace.response, sentence(exchange))
        QAccessible.updateAccessibility(said)

    def _on_failed(self, error: WorkbenchError) -> None:
        self._bar.set_running(False)
        self._workspace.notice.say_error(error)
        self._workspace.response.show_ended("the last run could not be made")
        self._show_last_steps()

    def _on_cancelled(self) -> None:
        self._bar.set_running(False)
        self._workspace.response.show_ended("cancelled")
        self._workspace.notice.say("neutral", "The run was cancelled.")
        self._show_last_steps()

    def _show_last_steps(self) -> None:
        self._show_steps(self._workspace.response.exchange)

    def _show_steps(self, exchange: Exchange | None) -> None:
        outcome = exchange.outcome if exchange is not None else None
        took = outcome.report.duration_ms if outcome is not None and outcome.report is not None else None
        steps = told_steps(exchange) if exchange is not None else ()
        self._workspace.trace.show_steps(steps, duration_ms=took)
