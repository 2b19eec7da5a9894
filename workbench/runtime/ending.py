"""How an invocation ended: its outcome, and the lines of the log that AWS would write about it."""

from __future__ import annotations

import math
import time

from workbench.events.outcome import Outcome, Report
from workbench.runtime import failure
from workbench.runtime.run import Ended

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from workbench.runtime.extensions import Reason
    from workbench.runtime.generation import Generation
    from workbench.runtime.run import End, Run
    from workbench.runtime.runtime_api import Result

_LAST_WORDS_S = 1.0
"""How long a process that reported a failed start may take to end."""


_NO_DEBUGGER = "breakpoint() found no debugger to stop in. Invoke with --debug, or with Ctrl+Shift+Enter in the window."
_CANCELLED = failure.error_payload(failure.CANCELLED, "The invocation was cancelled.")


class Ending:
    """The end of one invocation, answered or not."""

    def __init__(self, run: Run) -> None:
        self.dispose: Reason | None = None
        """Why the process has to go; None where it stays warm."""
        self._run = run
        self._collector = run.collector
        self._request_id = run.invocation.request_id
        self._peak: int | None = None
        self._status = ""
        """Of the REPORT line, where the runtime answered but its extensions did not come to an end."""

    def finished(self) -> Outcome:
        """The outcome of an invocation whose runtime answered."""
        round_trip = time.monotonic() - self._run.delivered
        result = self._run.invocation.result
        if result is None:
            raise RuntimeError("the runtime did not answer")
        duration_ms = _measured_ms(result)
        extensions = self._run.generation.extensions
        if extensions is not None and extensions.api.follow_invocations:
            duration_ms = self.settle()
        if result.too_large:
            self.dispose = "failure"
            return self._outcome(
                failure.too_large_payload(),
                failure.TOO_LARGE,
                round_trip_s=round_trip,
                status="error",
                duration_ms=duration_ms,
            )
        payload: bytes = result.body
        error_type = None
        if result.streamed:
            self._run.extras["streamed"] = True
            self._run.extras["content_type"] = result.content_type
        if result.failed and result.streamed:
            self._run.extras["sent_before_the_error"] = result.body.decode("utf-8", "replace")
            error_type = result.headers.get("lambda-runtime-function-error-type") or "Unhandled"
            said = result.headers.get("lambda-runtime-function-error-body", "")
            payload = failure.trailing_error(said, error_type)
        elif result.failed:
            payload = result.body or failure.error_payload("Unhandled", "")
            error_type = failure.error_type_of(payload)
            if error_type == "BdbQuit":
                self._collector.platform(_NO_DEBUGGER, now=time.monotonic())
        return self._outcome(
            payload,
            error_type,
            round_trip_s=round_trip,
            status=self._status,
            duration_ms=duration_ms,
            failed=result.failed,
        )

    def ended(self, why: End) -> Outcome:
        """The outcome of an invocation that nothing answered; the process is of no more use."""
        self.dispose = "failure"
        run, request_id = self._run, self._request_id
        round_trip = time.monotonic() - (run.delivered or run.began)
        if why == "exit":
            return self._exited(round_trip)
        if not run.delivered:
            run.start_line()
        if why == "timeout":
            self.dispose = "timeout"
            hung_at = run.generation.where(self._collector)
            self._stop(self._timed_out())
            return self._outcome(
                failure.timeout_payload(request_id, run.function.timeout_s),
                failure.TIMEOUT,
                round_trip_s=round_trip,
                status="timeout",
                duration_ms=run.function.timeout_s * 1000,
                hung_at=hung_at,
            )
        if why == "memory":
            run.extras["memory_limit"] = f"Killed by the workbench: over {run.function.memory_mb} MB"
            said = f"RequestId: {request_id} Error: {failure.exit_words('signal: killed')}"
            self._stop(said)
            payload = failure.error_payload(failure.EXIT, said)
            return self._outcome(
                payload, failure.EXIT, round_trip_s=round_trip, status="error", reported=failure.OUT_OF_MEMORY
            )
        self._stop(f"RequestId: {request_id} Cancelled in the workbench")
        return self._outcome(_CANCELLED, failure.CANCELLED, round_trip_s=round_trip, status="error")

    def settle(self) -> float:
        """Wait for the extensions, which an invocation lasts as long as; the whole duration in ms.

        The caller has its answer by then: what becomes of them changes the log and the environment alone.
        """
        run, request_id = self._run, self._request_id
        began = time.monotonic()
        try:
            run.until(lambda _: run.settled())
        except Ended as end:
            self.dispose, self._status = "failure", "error"
            if end.why == "timeout":
                self.dispose = self._status = "timeout"
                self._stop(self._timed_out())
            elif end.why == "exit":
                error_type, words = self._fault() or self._exit()
                self._stop(f"RequestId: {request_id} Error: {words}", error_type)
            else:
                self._stop(f"RequestId: {request_id} Ended in the workbench: {end.why}")
        run.extras["extensions_ms"] = round((time.monotonic() - began) * 1000, 3)
        return (time.monotonic() - run.delivered) * 1000

    def _exited(self, round_trip: float) -> Outcome:
        run, generation, request_id = self._run, self._run.generation, self._request_id
        if run.answered():
            return self.finished()
        refused = generation.server.api.init_error
        if refused is not None:
            self._last_words(generation)
            error_type = failure.error_type_of(refused.body)
            self._init_failed(error_type or "")
            return self._outcome(
                refused.body, error_type, round_trip_s=round_trip, status="error", reported=error_type or ""
            )
        fault = self._fault()
        if fault is not None and not run.delivered:
            self._init_failed(fault[0])
        elif not run.delivered:
            run.start_line()
        error_type, words = fault or self._exit()
        said = f"RequestId: {request_id} Error: {words}"
        payload = failure.error_payload(error_type, said)
        self._stop(said, error_type)
        return self._outcome(payload, error_type, round_trip_s=round_trip, status="error", reported=error_type)

    def _exit(self) -> tuple[str, str]:
        """The type and words of the runtime's own end."""
        generation = self._run.generation
        generation.child.ended()
        reason = failure.exit_reason(generation.child.status or 0)
        self._run.extras["exit"] = reason or "exit status 0"
        reported = generation.extensions.api.reported if generation.extensions is not None else ""
        return reported or failure.EXIT, failure.exit_words(reason)

    def _fault(self) -> tuple[str, str] | None:
        """The type and words of what an extension did, where that ended the invocation."""
        extensions = self._run.generation.extensions
        return None if extensions is None else extensions.fault

    def _init_failed(self, error_type: str) -> None:
        """Write what AWS writes about a start that failed, and about the extensions it was to start with."""
        generation = self._run.generation
        generation.drain(self._collector)
        self._collector.finish(now=time.monotonic())
        if generation.extensions is not None:
            generation.extensions.say(self._collector)
        took = (time.monotonic() - generation.started) * 1000
        line = failure.init_report_line(took, phase="init", status="error", error_type=error_type)
        self._collector.platform(line, now=time.monotonic())
        self._run.start_line()

    def _timed_out(self) -> str:
        now = time.time()
        at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now))
        after = f"Task timed out after {self._run.function.timeout_s:.2f} seconds"
        return f"{at}.{int(now * 1000) % 1000:03d}Z {self._request_id} {after}"

    def _last_words(self, generation: Generation) -> None:
        until = time.monotonic() + _LAST_WORDS_S
        while not generation.exited and (left := until - time.monotonic()) > 0:
            generation.step(left * 1000, self._collector)

    def _stop(self, *said: str) -> None:
        """Kill the process, keep its last output, and say why in the log."""
        generation = self._run.generation
        self._peak = generation.child.peak_mb()
        if generation.extensions is None:
            generation.stop(self._collector)
        else:
            generation.drain(self._collector)
        self._collector.finish(now=time.monotonic())
        for line in said:
            self._collector.platform(line, now=time.monotonic())
        generation.stop(self._collector, reason=self.dispose or "failure")
        self._collector.finish(now=time.monotonic())

    def _outcome(
        self,
        payload: bytes,
        error_type: str | None,
        *,
        round_trip_s: float,
        status: str,
        duration_ms: float | None = None,
        failed: bool = False,
        hung_at: str = "",
        reported: str = "",
    ) -> Outcome:
        run, generation, collector = self._run, self._run.generation, self._collector
        if duration_ms is None:
            duration_ms = round_trip_s * 1000
        if not generation.stopped:
            self._peak = generation.child.peak_mb()
            generation.drain(collector)
        report = Report(
            duration_ms,
            max(1, math.ceil(duration_ms)),
            run.function.memory_mb,
            max_memory_used_mb=self._peak,
            init_duration_ms=run.init_ms if run.cold and run.delivered else None,
        )
        now = time.monotonic()
        collector.finish(now=now)
        collector.platform(f"END RequestId: {self._request_id}", now=now)
        collector.platform(failure.report_line(self._request_id, report, status=status, error_type=reported), now=now)
        return Outcome(
            self._request_id,
            payload,
            function_error="Unhandled" if failed or error_type is not None else None,
            error_type=error_type,
            executed_version=run.function.executed_version,
            log=tuple(collector.lines),
            report=report,
            aws_calls=tuple(run.calls.calls) if run.calls is not None else (),
            records_calls=generation.command.records_calls,
            round_trip_ms=round_trip_s * 1000,
            hung_at=hung_at,
            restarted_because=run.restarted_because,
            extras=run.extras,
        )


def never_begun(request_id: str) -> Outcome:
    """The outcome of an invocation that was cancelled while it waited for its turn."""
    return Outcome(request_id, _CANCELLED, function_error="Unhandled", error_type=failure.CANCELLED)


def _measured_ms(result: Result) -> float | None:
    """The duration that our own client measured; None of another."""
    measured = result.headers.get("workbench-duration-ns", "")
    return int(measured) / 1e6 if measured.isdecimal() else None
