"""One execution environment: it starts a runtime when needed, keeps it warm, and runs one invocation at a time."""

from __future__ import annotations

import os
import time

from workbench.runtime.interpreter import not_started
from workbench.runtime.limits import INIT_LIMIT_S
from workbench.runtime.runtime_choice import runtime_command
from workbench.runtime.runtime_process import RuntimeProcess

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.events.outcome import LogLine, Outcome
    from workbench.runtime.call_record import Cancellation, Decide
    from workbench.runtime.extensions import Reason
    from workbench.runtime.function import LocalFunction
    from workbench.runtime.generation import Generation
    from workbench.runtime.log_collector import LogCollector
    from workbench.runtime.run import Run
    from workbench.runtime.runtime_api import Invocation
    from workbench.runtime.runtime_command import RuntimeCommand


class ExecutionEnvironment:
    """A warm place for one function."""

    def __init__(
        self, function: LocalFunction, *, debug_port: int | None = None, init_limit_s: float = INIT_LIMIT_S
    ) -> None:
        self.function = function
        self.debug_port = debug_port
        self._init_limit_s = init_limit_s
        self._command: RuntimeCommand | None = None
        self._prepared: RuntimeProcess | None = None
        """A process that was started, and that nobody serves yet."""
        self._generation: Generation | None = None
        self._last_id = ""

    def prepare(self) -> None:
        """Start the process where there is none, without waiting for it.

        Raises:
            WorkbenchError: it cannot be started.
        """
        if self._generation is None and self._prepared is None:
            self._prepared = self._start()
            if self._prepared.extension_files:
                self._serve()  # they start with the runtime, which waits for them

    def close(self, *, reason: Reason = "spindown") -> None:
        """End the process."""
        if self._prepared is not None:
            process, self._prepared = self._prepared, None
            process.kill()
            process.close()
        if self._generation is not None:
            self._keep_port(self._generation)
            self._generation.stop(reason=reason)
            self._generation = None

    def invoke(
        self,
        invocation: Invocation,
        *,
        on_log: Callable[[LogLine], None] | None,
        decide: Decide | None,
        cancelled: Cancellation | None,
    ) -> Outcome:
        """Run one invocation, whatever comes of it.

        Raises:
            WorkbenchError: the runtime cannot be started.
        """
        # Where the process was started early, these are imported while it starts.
        from workbench.runtime.ending import Ending
        from workbench.runtime.log_collector import LogCollector
        from workbench.runtime.run import Ended, Run

        collector = LogCollector(began=time.monotonic(), on_log=on_log)
        if self._prepared is not None:
            self._serve()
        changed = self._discard_stale(collector)
        patient = self.debug_port is not None
        run = Run(self.function, invocation, collector=collector, decide=decide, cancelled=cancelled, patient=patient)
        run.restarted_because = changed
        prepared = self._generation is not None and not self._generation.used
        if collector.has_output and self._last_id:
            run.extras["late_output_of"] = self._last_id
        self._last_id = invocation.request_id
        ending = Ending(run)
        try:
            run.take(self._serve())
            self._initialise(run)
            if prepared and (changed := run.generation.sources.changed()):
                self._restart(run, changed)
            run.deliver()
            run.until(lambda generation: run.answered() and generation.server.ready)
            return ending.finished()
        except Ended as end:
            return ending.ended(end.why)
        except BaseException:
            ending.dispose = "failure"
            raise
        finally:
            if ending.dispose is not None:
                self.close(reason=ending.dispose)

    def _restart(self, run: Run, changed: str) -> None:
        """Begin anew after a process that was started early, because its code changed since."""
        self.close()
        run.restarted_because = changed
        run.take(self._serve())
        self._initialise(run)

    def _serve(self) -> Generation:
        """The process that runs, or one that is started now.

        Raises:
            WorkbenchError: it cannot be started.
        """
        if self._generation is None:
            from workbench.runtime.generation import Generation

            process, self._prepared = self._prepared or self._start(), None
            self._generation = Generation(self.function, process)
        return self._generation

    def _start(self) -> RuntimeProcess:
        if self._command is None:
            self._command = runtime_command(self.function, debug_port=self.debug_port)
        stream = f"{time.strftime('%Y/%m/%d', time.gmtime())}/[$LATEST]{os.urandom(16).hex()}"
        try:
            return RuntimeProcess(self.function, self._command, log_stream=stream)
        except OSError as error:
            raise not_started(self._command.command[0], error) from None

    def _keep_port(self, generation: Generation) -> None:
        """Have the next process wait for a debugger where this one did, so that an editor finds it again."""
        if self.debug_port is not None and generation.debugger_port > 0:
            self.debug_port, self._command = generation.debugger_port, None

    def _discard_stale(self, collector: LogCollector) -> str:
        """Give up a process that ended or whose code changed; the changed file."""
        generation = self._generation
        if generation is None:
            return ""
        changed = generation.sources.changed() if generation.used else ""
        if changed or generation.child.ended():
            self._keep_port(generation)
            generation.stop(collector)
            self._generation = None
        else:
            generation.drain(collector)
        return changed

    def _initialise(self, run: Run) -> None:
        """Wait for the init phase; one that takes too long is begun again under the function's own timeout."""
        from workbench.runtime.run import Ended

        limit = run.generation.started + self._init_limit_s
        try:
            run.wait_ready(limit=limit)
        except Ended as end:
            if end.why != "timeout":
                raise
            from workbench.runtime.failure import init_report_line

            took = (time.monotonic() - run.generation.started) * 1000
            run.generation.stop(run.collector, reason="timeout")
            self._generation = None
            run.collector.platform(init_report_line(took, phase="init", status="timeout"), now=time.monotonic())
            run.take(self._serve())
            run.start_clock()
            run.wait_ready()
