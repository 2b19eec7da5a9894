"""One invocation in its execution environment: the clock, the lines around it, and the outcome."""

from __future__ import annotations

import math
import time

from workbench.events.outcome import Outcome, Report
from workbench.runtime import failure
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
    from workbench.runtime.runtime_api import Invocation, Result

    End = Literal["exit", "timeout", "memory", "cancelled"]

LOOK_S = 0.025
"""How often a cancelled invocation is noticed."""
LOOK_MEMORY_S = 0.005
"""How often memory is looked at where it is limited: the overshoot stays near 12 MB."""
_LAST_WORDS_S = 1.0
"""How long a process that reported a failed start may take to end."""


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
        self.collector = collector
        self.dispose = False
        """Whether the process has to go."""
        self.extras: dict[str, Json] = {}
        self.restarted_because = ""
        self._function = function
        self._invocation = invocation
        self._cancelled = cancelled
        self._patient = patient
        self._deadline = math.inf
        self._next_look = 0.0
        self._began = time.monotonic()
        self._delivered = 0.0
        self._generation: Generation | None = None
        self._cold = False
        self._init_ms = 0.0
        self._peak: int | None = None
        self._decide = decide
        self._calls: CallRecord | None = None

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
        self._cold = not generation.used
        if self._cold and generation.command.debugger_port >= 0:
            generation.on_notice(waiting_for_debugger(generation.command.debugger_port))

    def _answer_call(self, request: ApiRequest) -> bytes:
        """Answer what the client says about an AWS call; most functions make none."""
        if self._calls is None:
            from workbench.runtime.call_record import CallRecord

            self._calls = CallRecord(began=self._began, decide=self._decide)
        return self._calls.answer(request)

    def start_clock(self) -> None:
        """From now on the function's timeout runs, but for the time in which someone debugs."""
        self._deadline = time.monotonic() + self._function.timeout_s

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
        look = LOOK_MEMORY_S if self._function.enforce_memory else LOOK_S if self._watched else math.inf
        while not done(generation):
            if generation.exited:
                raise Ended("exit")
            now, debugged = time.monotonic(), self._debugged
            left = (math.inf if debugged else min(limit, self._deadline)) - now
            if left <= 0:
                raise Ended("timeout")
            wait = min(left, look)
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
            lambda generation: generation.server.ready or generation.server.api.init_error is not None,
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
        if self._function.enforce_memory and generation.child.resident_mb() > self._function.memory_mb:
            raise Ended("memory")

    def deliver(self) -> None:
        """Hand over the event, once the process waits for it."""
        generation, invocation = self.generation, self._invocation
        if self._cold:
            self._init_ms = generation.init_ms
            generation.drain(self.collector)
        self._start_line()
        if self._deadline == math.inf:
            self.start_clock()
        left = MAX_TIMEOUT_S if self._debugged else self._deadline - time.monotonic()
        invocation.deadline_ms = int((time.time() + left) * 1000)
        generation.used = True
        generation.child.start_peak()
        self._delivered = time.monotonic()
        generation.server.deliver(invocation)

    def answered(self) -> bool:
        """Whether the runtime posted a result."""
        return self._invocation.result is not None

    def finished(self) -> Outcome:
        """The outcome of an invocation whose runtime answered."""
        round_trip = time.monotonic() - self._delivered
        result = self._invocation.result
        if result is None:
            raise RuntimeError("the runtime did not answer")
        if result.too_large:
            self.dispose = True
            return self._outcome(
                failure.too_large_payload(), failure.TOO_LARGE, round_trip_s=round_trip, status="error"
            )
        if result.streamed:
            self.extras["streamed"] = True
            self.extras["content_type"] = result.content_type
        if result.failed and result.streamed:
            self.extras["sent_before_the_error"] = result.body.decode("utf-8", "replace")
            error_type = result.headers.get("lambda-runtime-function-error-type") or "Unhandled"
            said = result.headers.get("lambda-runtime-function-error-body", "")
            return self._outcome(
                failure.trailing_error(said, error_type), error_type, round_trip_s=round_trip, status="", result=result
            )
        if result.failed:
            payload = result.body or failure.error_payload("Unhandled", "")
            return self._outcome(
                payload, failure.error_type_of(payload), round_trip_s=round_trip, status="", result=result
            )
        return self._outcome(result.body, None, round_trip_s=round_trip, status="", result=result)

    def ended(self, why: End) -> Outcome:
        """The outcome of an invocation that nothing answered; the process is of no more use."""
        self.dispose = True
        generation, request_id = self.generation, self._invocation.request_id
        round_trip = time.monotonic() - (self._delivered or self._began)
        if why == "exit":
            return self._exited(round_trip)
        if not self._delivered:
            self._start_line()
        if why == "timeout":
            hung_at = generation.where(self.collector)
            payload = failure.timeout_payload(request_id, self._function.timeout_s)
            at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
            after = f"Task timed out after {self._function.timeout_s:.2f} seconds"
            said = f"{at}.{int(time.time() * 1000) % 1000:03d}Z {request_id} {after}"
            self._stop(generation, said)
            took = self._function.timeout_s * 1000
            return self._outcome(
                payload, failure.TIMEOUT, round_trip_s=round_trip, status="timeout", duration_ms=took, hung_at=hung_at
            )
        if why == "memory":
            self.extras["memory_limit"] = f"Killed by the workbench: over {self._function.memory_mb} MB"
            self._stop(generation, f"RequestId: {request_id} Error: Runtime exited with error: signal: killed")
            payload = failure.exit_payload(request_id, "signal: killed")
            return self._outcome(
                payload, failure.EXIT, round_trip_s=round_trip, status="error", reported=failure.OUT_OF_MEMORY
            )
        self._stop(generation, f"RequestId: {request_id} Cancelled in the workbench")
        payload = failure.error_payload("Workbench.Cancelled", "The invocation was cancelled.")
        return self._outcome(payload, "Workbench.Cancelled", round_trip_s=round_trip, status="error")

    def _exited(self, round_trip: float) -> Outcome:
        generation, request_id = self.generation, self._invocation.request_id
        if self.answered():
            return self.finished()
        refused = generation.server.api.init_error
        if refused is not None:
            self._last_words(generation)
            error_type = failure.error_type_of(refused.body)
            took = (time.monotonic() - generation.started) * 1000
            line = failure.init_report_line(took, phase="init", status="error", error_type=error_type or "")
            self.collector.platform(line, now=time.monotonic())
            self._start_line()
            return self._outcome(
                refused.body, error_type, round_trip_s=round_trip, status="error", reported=error_type or ""
            )
        generation.child.ended()
        generation.drain(self.collector)
        if not self._delivered:
            self._start_line()
        reason = generation.child.exit_reason()
        self.extras["exit"] = reason or "exit status 0"
        payload = failure.exit_payload(request_id, reason)
        said = f"with error: {reason}" if reason else "without providing a reason"
        self._stop(generation, f"RequestId: {request_id} Error: Runtime exited {said}", failure.EXIT)
        return self._outcome(payload, failure.EXIT, round_trip_s=round_trip, status="error", reported=failure.EXIT)

    def _last_words(self, generation: Generation) -> None:
        until = time.monotonic() + _LAST_WORDS_S
        while not generation.exited and (left := until - time.monotonic()) > 0:
            generation.step(left * 1000, self.collector)
        generation.drain(self.collector)

    def _start_line(self) -> None:
        self.collector.finish(now=time.monotonic())
        self.collector.platform(
            f"START RequestId: {self._invocation.request_id} Version: {self._function.executed_version}",
            now=time.monotonic(),
        )

    def _stop(self, generation: Generation, *said: str) -> None:
        """Kill the process, keep its last output, and say why in the log."""
        self._peak = generation.child.peak_mb()
        generation.stop(self.collector)
        self.collector.finish(now=time.monotonic())
        for line in said:
            self.collector.platform(line, now=time.monotonic())

    def _outcome(
        self,
        payload: bytes,
        error_type: str | None,
        *,
        round_trip_s: float,
        status: str,
        result: Result | None = None,
        duration_ms: float | None = None,
        hung_at: str = "",
        reported: str = "",
    ) -> Outcome:
        generation, collector, request_id = self.generation, self.collector, self._invocation.request_id
        if duration_ms is None:
            measured = result.headers.get("workbench-duration-ns", "") if result is not None else ""
            duration_ms = int(measured) / 1e6 if measured.isdecimal() else round_trip_s * 1000
        if not generation.stopped:
            self._peak = generation.child.peak_mb()
            generation.drain(collector)
        report = Report(
            duration_ms,
            max(1, math.ceil(duration_ms)),
            self._function.memory_mb,
            max_memory_used_mb=self._peak,
            init_duration_ms=self._init_ms if self._cold and self._delivered else None,
        )
        now = time.monotonic()
        collector.finish(now=now)
        collector.platform(f"END RequestId: {request_id}", now=now)
        failed = error_type is not None or (result is not None and result.failed)
        collector.platform(failure.report_line(request_id, report, status=status, error_type=reported), now=now)
        return Outcome(
            request_id,
            payload,
            function_error="Unhandled" if failed else None,
            error_type=error_type,
            executed_version=self._function.executed_version,
            log=tuple(collector.lines),
            report=report,
            aws_calls=tuple(self._calls.calls) if self._calls is not None else (),
            round_trip_ms=round_trip_s * 1000,
            hung_at=hung_at,
            restarted_because=self.restarted_because,
            extras=self.extras,
        )
