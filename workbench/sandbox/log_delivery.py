"""The log of each invocation in the sandbox's CloudWatch Logs, as Lambda delivers it."""

from __future__ import annotations

import threading
import time
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.events.outcome import Outcome
    from workbench.runtime.function import LocalFunction


class LogDelivery:
    """Writes logs into streams of their own, so that two invocations at a time never share one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: dict[tuple[str, str, str], list[str]] = {}

    def take(self, function: LocalFunction, *, began: float) -> str:
        """A log stream that no other invocation writes to now; give it back with its log."""
        with self._lock:
            free = self._free.get(_owner(function))
            return free.pop() if free else _stream_name(function, began)

    def deliver(self, function: LocalFunction, stream: str, outcome: Outcome, *, began: float) -> None:
        """Put an invocation's log into the group of its function; `began` is seconds since the epoch."""
        from moto.logs.models import logs_backends

        logs = logs_backends[function.account_id][function.region]
        group = f"/aws/lambda/{function.name}"
        events = [
            {"timestamp": int(began * 1000 + max(0.0, line.at_ms)), "message": f"{line.text}\n"} for line in outcome.log
        ]
        events.sort(key=lambda event: int(str(event["timestamp"])))
        with self._lock:
            logs.ensure_log_group(group)
            if stream not in logs.groups[group].streams:
                logs.create_log_stream(group, stream)
            logs.put_log_events(group, stream, events)
            self._free.setdefault(_owner(function), []).append(stream)

    def forget(self) -> None:
        """Begin new streams: the account was reset."""
        with self._lock:
            self._free.clear()


def _owner(function: LocalFunction) -> tuple[str, str, str]:
    return function.region, function.name, function.executed_version


def _stream_name(function: LocalFunction, began: float) -> str:
    day = time.strftime("%Y/%m/%d", time.gmtime(began))
    return f"{day}/[{function.executed_version}]{uuid.uuid4().hex}"
