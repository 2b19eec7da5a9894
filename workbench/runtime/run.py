"""One invocation on its way through its execution environment: the clock, and what is waited for."""

from __future__ import annotations

import math
import time

from workbench.runtime.generation import waiting_for_debugger
from workbench.runtime.limits import MAX_TIMEOUT_S

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from workbench.events.json_value import Json
    from workbench.runtime.call_record import CallRecord, Cancellation, Decide
    from workbench.runtime.function import LocalFunction
    from workbench.runtime.generation import Generation
    from workbench.runtime.http_wire import ApiRequest
    from workbench.runtime.log_collector import LogCollector
    from workbench.runtime.runtime_api import Invocation

    End = Literal["exit", "timeout", "memory", "cancelled"]

LOOK_S = 0.025
"""How often a cancelled invocation is noticed."""
GUARD_S = 0.1
"""How long a first invocation runs before the process gets a guardian: it is over by then, or has the time."""
LOOK_MEMORY_S = 0.005
"""How often memory is looked at where it is limited: the overshoot stays near 12 MB."""


class Ended(Exception):
    """The invocation is over without an answer."""

    def __init__(self, why: End) -> None:
        super().__init__(why)
        self.why = why


class Run:
    """One invocation on its way."""

    def __init__(
        self,
        function: LocalFunction,
        invocation: Invocation,
        *,
        collector: LogCollector,
        decide: Decide | None,
        cancelled: Cancellation | None,
        patient: bool,
    ) -> None:
        self.function = function
        self.invocation = invocation
        self.collector = collector
        self.extras: dict[str, Json] = {}
        self.restarted_because = ""
        self.began = time.monotonic()
        self.delivered = 0.0
        """When the event was handed over; 0 before that."""
        self.cold = False
        """Whether the process was started for it."""
        self.init_ms = 0.0
        self.calls: CallRecord | None = None
        """None where the function made no AWS call."""
        self._cancelled = cancelled
        self._patient = patient
        self._deadline = math.inf
        self._next_look = 0.0
        self._generation: Generation | None = None
        self._decide = decide

    @property
    def generation(self) -> Generation:
        """The process that runs it."""
        if self._generation is None:
            raise RuntimeError("no process was taken")
        return self._generation

    def take(self, generation: Generation) -> None:
        """Use a process."""
        self._generation = generation
        generation.calls = self._answer_call
        generation.on_notice = lambda text: self.collector.platform(text, now=time.monotonic())
        self.cold = not generation.used
        if not self.cold:
            generation.guard()
        if self.cold and generation.command.debugger_port >= 0:
            generation.on_notice(waiting_for_debugger(generation.command.debugger_port))

    def _answer_call(self, request: ApiRequest) -> bytes:
        """Answer what the client says about an AWS call; most functions make none."""
        if self.calls is None:
            from workbench.runtime.call_record import CallRecord

            self.calls = CallRecord(began=self.began, decide=self._decide)
        return self.calls.answer(request)

    def start_clock(self) -> None:
        """From now on the function's timeout runs, but for the time in which someone debugs."""
        self._deadline = time.monotonic() + self.function.timeout_s

    @property
    def _debugged(self) -> bool:
        """Whether the clock stands still: a debugger is waited for, or attached."""
        return self._patient and not self.generation.detached

    def until(self, done: Callable[[Generation], bool], *, limit: float = math.inf) -> None:
        """Serve the process until something is so.

        Raises:
            Ended: it ended, took too long or too much, or the person cancelled.
        """
        generation = self.generation
        look = LOOK_MEMORY_S if self.function.enforce_memory else LOOK_S if self._watched else math.inf
        while not done(generation):
            if generation.failed:
                raise Ended("exit")
            now, debugged = time.monotonic(), self._debugged
            left = (math.inf if debugged else min(limit, self._deadline)) - now
            if left <= 0:
                raise Ended("timeout")
            if not generation.guarded and now - self.began > GUARD_S:
                generation.guard()
            wait = min(left, look) if generation.guarded else min(left, look, GUARD_S)
            generation.step(-1 if wait == math.inf else math.ceil(wait * 1000), self.collector)
            if debugged:
                paused = time.monotonic() - now
                self._deadline, limit = self._deadline + paused, limit + paused
            self._check(generation)

    def wait_ready(self, *, limit: float = math.inf) -> None:
        """Serve the process until it waits for an event.

        Raises:
            Ended: as of `until`; also where the process reported that it cannot start.
        """
        self.until(
            lambda generation: generation.ready or generation.server.api.init_error is not None,
            limit=limit,
        )
        if self.generation.server.api.init_error is not None:
            raise Ended("exit")

    @property
    def _watched(self) -> bool:
        return self._cancelled is not None or self.generation.child.exit_fd < 0

    def _check(self, generation: Generation) -> None:
        now = time.monotonic()
        if self._cancelled is not None and now >= self._next_look:
            self._next_look = now + LOOK_S / 2
            if self._cancelled.is_set():
                raise Ended("cancelled")
        if self.function.enforce_memory and generation.child.resident_mb() > self.function.memory_mb:
            raise Ended("memory")

    def deliver(self) -> None:
        """Hand over the event, once the process waits for it."""
        generation, invocation = self.generation, self.invocation
        if self.cold:
            self.init_ms = generation.init_ms
            generation.drain(self.collector)
        if generation.extensions is not None and self.cold:
            generation.extensions.say(self.collector)
        self.start_line()
        if self._deadline == math.inf:
            self.start_clock()
        left = MAX_TIMEOUT_S if self._debugged else self._deadline - time.monotonic()
        invocation.deadline_ms = int((time.time() + left) * 1000)
        generation.used = True
        generation.child.start_peak()
        self.delivered = time.monotonic()
        if generation.extensions is not None:
            generation.extensions.invoke(invocation, generation.server.tell)
        generation.server.deliver(invocation)

    def answered(self) -> bool:
        """Whether the runtime posted a result."""
        return self.invocation.result is not None

    def settled(self) -> bool:
        """Whether the extensions that were told of it are done with it."""
        extensions = self.generation.extensions
        return extensions is None or extensions.api.ready

    def start_line(self) -> None:
        """Write the line that an invocation begins with."""
        self.collector.finish(now=time.monotonic())
        self.collector.platform(
            f"START RequestId: {self.invocation.request_id} Version: {self.function.executed_version}",
            now=time.monotonic(),
        )
