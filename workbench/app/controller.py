"""Invoking from the window: one order at a time, off the window's thread, with its log, its steps and its time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.app.tasks import Lane
from workbench.events.outcome import LogLine
from workbench.exchange.record import Exchange, Step

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from workbench.app.tasks import Run
    from workbench.exchange.order import Order

TICK_MS = 100


class RunOrder(Protocol):
    """What runs an order: the road, or what stands in for it in a test."""

    def __call__(
        self,
        order: Order,
        *,
        on_log: Callable[[LogLine], None] | None = None,
        on_step: Callable[[Step], None] | None = None,
        cancelled: threading.Event | None = None,
        debug_port: int | None = None,
    ) -> Exchange:
        """Run one order and return its record."""
        ...


class Controller(QObject):
    """Runs orders and says what happens."""

    began = Signal(object)
    """An `Order` is under way."""
    logged = Signal(list)
    """Log lines, as they come."""
    stepped = Signal(object)
    """A `Step` has happened."""
    ticked = Signal(int)
    """Milliseconds since the run began."""
    finished = Signal(object, object)
    """The `Exchange`, and the one before it of the same function or None."""
    failed = Signal(object)
    """The run could not be made: a `WorkbenchError`."""
    cancelled = Signal()
    """The person ended the run."""

    def __init__(self, run_order: RunOrder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run_order = run_order
        self._lane = Lane("invoke", self)
        self._lane.progressed.connect(self._on_progressed)
        self._lane.finished.connect(self._on_finished)
        self._lane.failed.connect(self._on_failed)
        self._started = 0.0
        self._last: dict[str, Exchange] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._lane.busy

    def invoke(self, order: Order, *, debug_port: int | None = None) -> None:
        """Begin a run; one that is under way is ended first."""
        self.cancel()

        def work(run: Run) -> Exchange:
            return self._run_order(
                order, on_log=run.report, on_step=run.report, cancelled=run.cancelled, debug_port=debug_port
            )

        self._started = time.monotonic()
        self.began.emit(order)
        self._lane.start(work)
        self._timer.start()

    def cancel(self) -> bool:
        """End the run that is under way; whether there was one."""
        if not self._lane.cancel():
            return False
        self._timer.stop()
        self.cancelled.emit()
        return True

    def close(self) -> None:
        """End everything, without saying so."""
        self._timer.stop()
        self._lane.close()

    def _on_progressed(self, said: list[object]) -> None:
        lines: list[LogLine] = []
        for each in said:
            if isinstance(each, LogLine):
                lines.append(each)
            elif isinstance(each, Step):
                self.stepped.emit(each)
        if lines:
            self.logged.emit(lines)

    def _on_finished(self, exchange: object) -> None:
        self._timer.stop()
        if isinstance(exchange, Exchange):
            previous = self._last.get(exchange.function_arn)
            self._last[exchange.function_arn] = exchange
            self.finished.emit(exchange, previous)

    def _on_failed(self, error: object) -> None:
        self._timer.stop()
        self.failed.emit(error)

    def _on_tick(self) -> None:
        self.ticked.emit(round((time.monotonic() - self._started) * 1000))
