"""The extensions of one process generation: those of its layers started and ended with it, and the events they get.

As in "Lambda execution environment lifecycle": external extensions start before the runtime; the init phase and every
invocation last until each of them asks for its next event; in the end the runtime gets SIGTERM, then those that
registered for it get SHUTDOWN, and who does not end within two seconds is killed.
"""

from __future__ import annotations

import os
import select
import time
from contextlib import suppress
from pathlib import Path

from workbench.runtime.child import SIGKILL, Child, read_now
from workbench.runtime.extensions_api import ExtensionsApi
from workbench.runtime.failure import exit_reason
from workbench.runtime.function import absolute
from workbench.runtime.limits import MAX_EXTENSIONS

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Literal

    from workbench.runtime.extensions_api import Extension
    from workbench.runtime.function import LocalFunction
    from workbench.runtime.generation import Generation
    from workbench.runtime.log_collector import LogCollector, Stream
    from workbench.runtime.runtime_api import Invocation

    Reason = Literal["spindown", "timeout", "failure"]

NOT_SEEN = frozenset(
    (
        "AWS_EXECUTION_ENV", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_XRAY_CONTEXT_MISSING",
        "AWS_XRAY_DAEMON_ADDRESS", "LAMBDA_RUNTIME_DIR", "LAMBDA_TASK_ROOT", "_AWS_XRAY_DAEMON_ADDRESS",
        "_AWS_XRAY_DAEMON_PORT", "_HANDLER",
    )
)  # fmt: skip
"""Variables of the runtime that extensions do not get ("Using the Lambda Extensions API", environment variables)."""
SHUTDOWN_S = 2.0
"""The shutdown phase of a function with external extensions (Lambda execution environment lifecycle)."""
RUNTIME_S, RUNTIME_ALONE_S = 0.3, 0.5
"""Of it, what the runtime has; and what it has where all extensions are internal (same page)."""
_SIGTERM = 15


class _Process:
    """The process of one external extension."""

    __slots__ = ("child", "ended", "extension")

    def __init__(self, extension: Extension, child: Child) -> None:
        self.extension = extension
        self.child = child
        self.ended = False


class Extensions:
    """What one generation knows about its extensions."""

    def __init__(self, function: LocalFunction, poller: select.poll) -> None:
        self.api = ExtensionsApi(function)
        self.fault: tuple[str, str] | None = None
        """The type and words of the failure of an extension that ends the environment."""
        self._poller = poller
        self._processes: list[_Process] = []
        self._ending = False

    def launch(self, files: Mapping[str, str], environment: Mapping[str, str]) -> None:
        """Start the external extensions; one that cannot be started is a fault."""
        seen = {name: value for name, value in environment.items() if name not in NOT_SEEN}
        for number, (name, path) in enumerate(files.items()):
            extension = self.api.launched(name)
            try:
                if number >= MAX_EXTENSIONS:
                    extension.error_type = "TooManyExtensions"
                    raise OSError("ErrTooManyExtensions")
                child = Child((path,), seen)
            except OSError as error:
                extension.state = "LaunchError"
                if not extension.error_type:
                    extension.error_type = "PermissionDenied" if isinstance(error, PermissionError) else "UnknownError"
                said = f"fork/exec {path}: {error.strerror.lower()}" if error.strerror else str(error)
                self.fault = ("Extension.LaunchError", said)
                return
            self._processes.append(_Process(extension, child))
            for fd in (child.stdout, child.stderr, child.exit_fd):
                if fd >= 0:
                    self._poller.register(fd, select.POLLIN)

    def invoke(self, invocation: Invocation, tell: Callable[[str, bytes], None]) -> None:
        """Give the INVOKE event to those who registered for it."""
        for identifier, event in self.api.invoke(invocation):
            tell(identifier, event)

    def say(self, collector: LogCollector) -> None:
        """Write what AWS writes about each when the init phase is over."""
        for extension in self.api.extensions:
            collector.platform(extension.line(), now=time.monotonic())

    def look(self) -> None:
        """Notice processes that ended where the system does not say so by itself."""
        for process in self._processes:
            if process.child.exit_fd < 0 and not process.ended and process.child.ended():
                self._has_ended(process)

    def handle(self, fd: int, flags: int, collector: LogCollector) -> bool:
        """Deal with what poll() reported for a descriptor; False where it belongs to no extension."""
        for process in self._processes:
            child = process.child
            if fd == child.exit_fd:
                self._poller.unregister(fd)
                child.ended()
                self._has_ended(process)
                return True
            if fd in (child.stdout, child.stderr):
                data = read_now(fd)
                if data:
                    collector.feed(data, _stream(child, fd), now=time.monotonic(), of=child.pid)
                elif data is not None or flags & ~select.POLLIN:
                    self._poller.unregister(fd)
                return True
        return False

    def drain(self, collector: LogCollector) -> None:
        """Read what their pipes hold now."""
        for process in self._processes:
            child = process.child
            for fd in (child.stdout, child.stderr):
                while data := read_now(fd):
                    collector.feed(data, _stream(child, fd), now=time.monotonic(), of=child.pid)

    def shut_down(self, generation: Generation, collector: LogCollector | None, *, reason: Reason) -> None:
        """End the runtime and then the extensions, with the time that Lambda gives them.

        Nothing is waited for where no extension registered.
        """
        from workbench.runtime.log_collector import LogCollector as Collector

        self._ending = True
        collector = collector or Collector(began=time.monotonic(), on_log=None)
        if any(extension.state not in ("Started", "LaunchError") for extension in self.api.extensions):
            began = time.monotonic()
            _signal_group(generation.child, _SIGTERM)
            limit = began + (RUNTIME_S if self._processes else RUNTIME_ALONE_S)
            _serve(generation, collector, until=lambda: generation.child.ended(), limit=limit)
            _signal_group(generation.child, SIGKILL)
            generation.drain(collector)
            deadline_ms = int((time.time() + SHUTDOWN_S - (time.monotonic() - began)) * 1000)
            for identifier, event in self.api.shut_down(reason=reason, deadline_ms=deadline_ms):
                generation.server.tell(identifier, event)
            for process in self._processes:
                if "SHUTDOWN" not in process.extension.events:
                    _signal_group(process.child, SIGKILL)
            _serve(generation, collector, until=self._all_ended, limit=began + SHUTDOWN_S)
            for process in self._processes:
                if not process.ended:
                    said = (
                        f"The extension {process.extension.name} did not end within {SHUTDOWN_S:g} seconds of SHUTDOWN"
                    )
                    collector.platform(f"{said} and was killed, as in Lambda", now=time.monotonic())
        for process in self._processes:
            _signal_group(process.child, SIGKILL)

    def close(self) -> None:
        """Reap the processes, which are dead, and close their pipes."""
        for process in self._processes:
            process.child.reap()
            process.child.close()

    def _all_ended(self) -> bool:
        self.look()
        return all(process.ended for process in self._processes)

    def _has_ended(self, process: _Process) -> None:
        process.ended = True
        if not self._ending and self.fault is None:
            reason = exit_reason(process.child.status or 0) or "exit code 0"
            self.fault = (self.api.reported or "Extension.Crash", reason)


def extension_files(layers: tuple[str, ...]) -> dict[str, str]:
    """The files that Lambda would start out of /opt/extensions: name and path; a later layer covers an earlier one."""
    found: dict[str, str] = {}
    for layer in layers:
        folder = Path(absolute(layer), "extensions")
        with suppress(OSError):
            found |= {path.name: str(path) for path in folder.iterdir() if not path.is_dir()}
    return dict(sorted(found.items()))


def _serve(generation: Generation, collector: LogCollector, *, until: Callable[[], bool], limit: float) -> None:
    """Go on answering the processes until something is so, or time is up."""
    while not until() and (left := limit - time.monotonic()) > 0:
        generation.step(min(left * 1000, 25) if generation.child.exit_fd < 0 else left * 1000, collector)


def _signal_group(child: Child, signal: int) -> None:
    if not child.ended():
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal)


def _stream(child: Child, fd: int) -> Stream:
    return "stdout" if fd == child.stdout else "stderr"
