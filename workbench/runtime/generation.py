"""One process generation: a runtime process, the port it polls, and everything that comes out of it."""

from __future__ import annotations

import os
import select
import time

from workbench.runtime.api_server import ApiServer
from workbench.runtime.child import read_now
from workbench.runtime.http_wire import answer
from workbench.runtime.source_files import SourceFiles

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.runtime.extensions import Extensions, Reason
    from workbench.runtime.extensions_api import ExtensionsApi
    from workbench.runtime.function import LocalFunction
    from workbench.runtime.guardian import Guardian
    from workbench.runtime.http_wire import ApiRequest
    from workbench.runtime.log_collector import LogCollector, Stream
    from workbench.runtime.node_stack import Inspector
    from workbench.runtime.runtime_process import RuntimeProcess

_WHERE_S = 2.0
"""How long a hanging process gets to say where it hangs; it takes a few milliseconds on an idle machine."""
_DEBUGGER = {
    "attached": "The debugger is attached",
    "detached": "The debugger is detached; the timeout runs again",
}
_CLIENTS = ("runtime_interface_client", "/awslambdaric/", '"<string>"')
"""What the frames below the handler's have in their lines."""
_OUTERMOST = b'"<string>", line 1 in <module>\n'
"""The last line of a stack: the outermost frame of the main thread."""


_AWAKE_S = 0.0002
"""How long an answer is waited for without sleeping: waking up costs more than most answers take."""


class Generation:
    """A runtime process from its start to its end."""

    def __init__(self, function: LocalFunction, process: RuntimeProcess) -> None:
        """Serve a process that was started."""
        self.poller = select.poll()
        self.calls: Callable[[ApiRequest], bytes] | None = None
        """Who answers what the client asks about AWS calls."""
        self.command, self.child, self.started = process.command, process.child, process.started
        self.debugger_port = self.command.debugger_port
        self.detached = False
        """Whether the debugger that was attached has gone."""
        self.on_notice: Callable[[str], None] | None = None
        """Who is told what the platform does, such as wait for a debugger."""
        self.sources = process.sources or SourceFiles()
        self.extensions: Extensions | None = None
        """None where none was started, and none registered."""
        self._function = function
        self._process = process
        self.server = ApiServer(process.listener, own=self._own, extensions=self._extensions_api, poller=self.poller)
        self.used = False
        self.guarded = False
        self.exited = False
        self.stopped = False
        self._hang = b""
        self._inspector: Inspector | None = None
        self._guardian: Guardian | None = None
        for fd in (self.child.stdout, self.child.stderr, self.child.hang, self.child.exit_fd):
            if fd >= 0:
                self.poller.register(fd, select.POLLIN)
        if process.extension_files:
            self._launch_extensions(process)

    def _launch_extensions(self, process: RuntimeProcess) -> None:
        """Start what the layers have in their folder extensions; the runtime waits for them."""
        from workbench.runtime.extensions import Extensions

        for path in process.extension_files.values():
            self.sources.file(path)
        self.extensions = Extensions(self._function, self.poller)
        self.extensions.launch(process.extension_files, process.environment)

    def _extensions_api(self) -> ExtensionsApi:
        if self.extensions is None:
            from workbench.runtime.extensions import Extensions

            self.extensions = Extensions(self._function, self.poller)
        return self.extensions.api

    @property
    def ready(self) -> bool:
        """Whether the runtime waits for an event, and with it every extension."""
        return self.server.ready and (self.extensions is None or self.extensions.api.ready)

    def guard(self) -> None:
        """Have what it starts be ended even if this program is killed."""
        if not self.guarded:
            from workbench.runtime.guardian import Guardian

            self.guarded = True
            self._guardian = Guardian(self._process.marker)

    @property
    def init_ms(self) -> float:
        """From the start of the process to its first question for an event."""
        ready = self.server.api.polled_headers.get("workbench-ready-ns", "")
        at = int(ready) / 1e9 if ready.isdecimal() else time.monotonic()
        return max(0.0, at - self.started) * 1000

    def step(self, timeout_ms: float, collector: LogCollector) -> None:
        """Wait for something to happen, at most so long, and deal with it."""
        for fd, flags in self._waited(timeout_ms):
            if not self.server.handle(fd, flags):
                self._own_descriptor(fd, flags, collector)
        if self.child.exit_fd < 0:
            self.exited = self.child.ended()
        if self.extensions is not None:
            self.extensions.look()
            if self.extensions.api.registered:
                self.child.open_gate()

    def _waited(self, timeout_ms: float) -> list[tuple[int, int]]:
        """What happened; who waits sleeps only after a moment, and lets others have the processor in it."""
        until = time.perf_counter() + _AWAKE_S
        while not (found := self.poller.poll(0)) and time.perf_counter() < until:
            os.sched_yield()
        return found or self.poller.poll(timeout_ms)

    @property
    def failed(self) -> bool:
        """Whether the runtime ended, or an extension that has to be there."""
        return self.exited or (self.extensions is not None and self.extensions.fault is not None)

    def drain(self, collector: LogCollector) -> None:
        """Read what the pipes hold now."""
        now = time.monotonic()
        for fd, stream in self._pipes():
            while data := read_now(fd):
                collector.feed(data, stream, now=now)
        if self.extensions is not None:
            self.extensions.drain(collector)

    def where(self, collector: LogCollector) -> str:
        """Ask the process for its stack; empty where it cannot say."""
        if self.child.ended():
            return ""
        if self.command.has_inspector:
            from workbench.runtime.node_stack import Inspector

            self._inspector = Inspector(self.child)
            return self._inspector.where(collector, limit_s=_WHERE_S)
        if not self.command.says_where_it_hangs:
            return ""
        self.child.ask_where()
        until = time.monotonic() + _WHERE_S
        while (left := until - time.monotonic()) > 0 and not self.exited:
            if self._hang.endswith((_OUTERMOST, b"  ...\n")):
                break
            self.step(left * 1000, collector)
        return _stack(self._hang.decode("utf-8", "replace"))

    def stop(self, collector: LogCollector | None = None, *, reason: Reason = "spindown") -> None:
        """End the process and all it started, keep its last output, and give up port and pipes."""
        if self.stopped:
            return
        self.stopped = True
        try:
            if self.extensions is not None:
                self.extensions.shut_down(self, collector, reason=reason)
            self._process.kill()
            if collector is not None:
                self.drain(collector)
        finally:
            if self._inspector is not None:
                self._inspector.close()
            if self._guardian is not None:
                self._guardian.close()
            if self.extensions is not None:
                self.extensions.close()
            self.server.close()
            self._process.close()

    def _notice(self, text: str) -> None:
        if self.on_notice is not None:
            self.on_notice(text)

    def _pipes(self) -> tuple[tuple[int, Stream], tuple[int, Stream]]:
        return (self.child.stdout, "stdout"), (self.child.stderr, "stderr")

    def _own_descriptor(self, fd: int, flags: int, collector: LogCollector) -> None:
        if self.extensions is not None and self.extensions.handle(fd, flags, collector):
            return
        if fd == self.child.exit_fd:
            self.exited = self.child.ended()
            self.poller.unregister(fd)
            return
        data = read_now(fd)
        if not data:
            if data is not None or flags & ~select.POLLIN:
                self.poller.unregister(fd)
        elif fd == self.child.hang:
            self._hang += data
        else:
            collector.feed(data, "stdout" if fd == self.child.stdout else "stderr", now=time.monotonic())

    def _own(self, request: ApiRequest) -> bytes:
        """Answer what our own Python client says beside the Runtime API."""
        if request.path == "/workbench/files":
            self.sources.loaded(bytes(request.body))
        elif request.path == "/workbench/debugger":
            port, _, state = bytes(request.body).decode("ascii").partition(" ")
            self.debugger_port = int(port)
            self.detached = state == "detached"
            self._notice(_DEBUGGER.get(state) or waiting_for_debugger(self.debugger_port))
        elif self.calls is not None:
            return self.calls(request)
        return answer(200)


def waiting_for_debugger(port: int) -> str:
    """The line of the log that says where an editor can attach."""
    return f"Waiting for a debugger on 127.0.0.1:{port}"


def _stack(dump: str) -> str:
    """The stack of the thread that hangs, newest call last, without our own client's frames."""
    threads = [block for block in dump.split("\n\n") if block.strip()]
    chosen = next((block for block in threads if block.startswith("Current thread")), threads[-1] if threads else "")
    frames = [line for line in chosen.splitlines()[1:] if line.startswith("  File")]
    kept = [line for line in frames if not any(own in line for own in _CLIENTS)]
    return "\n".join(reversed(kept or frames))
