"""The whole log of a deployed run from CloudWatch Logs, where the answer carried only its last 4 KB."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.app.tasks import Lane

if TYPE_CHECKING:
    from workbench.app.aws.sessions import AwsSessions
    from workbench.app.tasks import Run
    from workbench.deployed.target import DeployedFunction
    from workbench.exchange.record import Exchange

BEFORE_MS = 60_000
"""How far before the run the search begins, for a clock that is not AWS's."""


def is_tail(exchange: Exchange) -> bool:
    """Whether the log of a run is only the end of it."""
    return bool(exchange.outcome is not None and exchange.outcome.extras.get("log_is_tail"))


class WholeLog(QObject):
    """Reads it off the window's thread."""

    read = Signal(object)
    """The `Exchange` with its whole log."""
    failed = Signal(object)
    """A `WorkbenchError`."""

    def __init__(self, sessions: AwsSessions, parent: QObject) -> None:
        super().__init__(parent)
        self._sessions = sessions
        self._lane = Lane("aws-log", self)
        self._lane.finished.connect(self.read)
        self._lane.failed.connect(self.failed)

    def fetch(self, exchange: Exchange, function: DeployedFunction) -> None:
        """Begin reading; `read` or `failed` follows."""
        sessions = self._sessions
        outcome = exchange.outcome
        if outcome is None:
            return
        since_ms = int(time.time() * 1000 - outcome.round_trip_ms) - BEFORE_MS

        def work(_run: Run) -> Exchange:
            from workbench.deployed.log_stream import whole_log

            lines = whole_log(sessions(function.account), function.name, outcome.request_id, since_ms=since_ms)
            extras = {**outcome.extras, "log_is_tail": False}
            return replace(exchange, outcome=replace(outcome, log=lines, extras=extras))

        self._lane.start(work)

    def stop(self) -> None:
        """Wait no longer."""
        self._lane.cancel()
