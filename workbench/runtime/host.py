"""LocalRuntime in a process of its own, so that a busy window does not slow an invocation down.

Each call has a channel of its own, a pair of sockets whose other end was handed to the helper process; what goes over
it is pickled, between two processes of this program only. The helper ends when its control socket closes, and the
processes that it started end with it.
"""

from __future__ import annotations

import os
import pickle
import select
import socket
import struct
import sys
import threading
import time
from contextlib import suppress
from signal import SIGKILL
from typing import TYPE_CHECKING

from workbench.errors import RuntimeUnavailable, WorkbenchError
from workbench.runtime.local import LocalRuntime

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Self

    from workbench.events.outcome import LogLine, Outcome
    from workbench.runtime.call_record import AwsCallAsked, Cancellation, Decide
    from workbench.runtime.function import LocalFunction

_CONTROL = 60
_LENGTH = struct.Struct(">I")
_LOOK_S = 0.025
_END_S = 3.0
_CODE = "from workbench.runtime.host import serve; serve()"


class _Channel:
    """Whole messages over one socket."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def send(self, *message: Any) -> None:
        data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        self._sock.sendall(_LENGTH.pack(len(data)) + data)

    def receive(self) -> tuple[Any, ...]:
        length: int = _LENGTH.unpack(self._exactly(_LENGTH.size))[0]
        message: tuple[Any, ...] = pickle.loads(self._exactly(length))
        return message

    def waits(self, seconds: float) -> bool:
        """Whether a message, or the end, has come."""
        return bool(select.select([self._sock], [], [], seconds)[0])

    def close(self) -> None:
        self._sock.close()

    def _exactly(self, length: int) -> bytearray:
        data = bytearray(length)
        view, at = memoryview(data), 0
        while at < length:
            got = self._sock.recv_into(view[at:])
            if not got:
                raise EOFError
            at += got
        return data


class HostedRuntime:
    """The same as LocalRuntime, one process further away."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: list[_Channel] = []
        self._control: socket.socket | None = None
        self._pid = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def prepare(self, function: LocalFunction) -> None:
        """Start a process for a function, so that its first invocation comes sooner.

        Raises:
            WorkbenchError: it cannot be started.
        """
        self._exchange(("prepare", function), on_log=None, decide=None, cancelled=None)

    def invoke(
        self,
        function: LocalFunction,
        event: bytes,
        *,
        request_id: str = "",
        client_context: str = "",
        on_log: Callable[[LogLine], None] | None = None,
        decide: Decide | None = None,
        cancelled: Cancellation | None = None,
        debug_port: int | None = None,
    ) -> Outcome:
        """Run a function once and wait for it; see LocalRuntime.invoke.

        Raises:
            WorkbenchError: the function cannot be started, or the event is longer than Lambda takes.
        """
        asked = (function, event, request_id, client_context, debug_port, on_log is not None, decide is not None)
        outcome: Outcome = self._exchange(("invoke", *asked), on_log=on_log, decide=decide, cancelled=cancelled)
        return outcome

    def close(self) -> None:
        """End the helper process and everything that it started."""
        with self._lock:
            free, self._free = self._free, []
            control, self._control = self._control, None
            pid, self._pid = self._pid, 0
        for channel in free:
            channel.close()
        if control is not None:
            control.close()
            _end(pid)

    def _exchange(
        self,
        message: tuple[Any, ...],
        *,
        on_log: Callable[[LogLine], None] | None,
        decide: Decide | None,
        cancelled: Cancellation | None,
    ) -> Any:
        channel = self._channel()
        try:
            channel.send(*message)
            result = _wait(channel, on_log=on_log, decide=decide, cancelled=cancelled)
        except (EOFError, OSError):
            channel.close()
            self._forget()
            raise RuntimeUnavailable(
                "The helper process that runs functions ended", mend="Invoke again to start a new one."
            ) from None
        except BaseException:
            channel.close()
            raise
        with self._lock:
            if self._control is None:
                channel.close()
            else:
                self._free.append(channel)
        if isinstance(result, WorkbenchError):
            raise result
        return result

    def _channel(self) -> _Channel:
        with self._lock:
            if self._control is None:
                self._control, self._pid = _start()
            if self._free:
                return self._free.pop()
            ours, theirs = socket.socketpair()
            try:
                socket.send_fds(self._control, [b"c"], [theirs.fileno()])
            except OSError:
                ours.close()
                raise RuntimeUnavailable(
                    "The helper process that runs functions ended", mend="Invoke again to start a new one."
                ) from None
            finally:
                theirs.close()
            return _Channel(ours)

    def _forget(self) -> None:
        """Start anew next time."""
        self.close()


def _wait(
    channel: _Channel,
    *,
    on_log: Callable[[LogLine], None] | None,
    decide: Decide | None,
    cancelled: Cancellation | None,
) -> Any:
    """Serve a call until its result is here."""
    told = False
    while True:
        if cancelled is not None and not told:
            while not channel.waits(_LOOK_S):
                if cancelled.is_set():
                    channel.send("cancel")
                    told = True
                    break
        kind, value = channel.receive()
        if kind == "log" and on_log is not None:
            on_log(value)
        elif kind == "ask":
            channel.send("decided", None if decide is None else decide(value))
        elif kind == "result":
            return value


def _start() -> tuple[socket.socket, int]:
    """Start the helper process; its control socket and its id."""
    ours, theirs = socket.socketpair()
    with theirs:
        pid = os.posix_spawn(
            sys.executable,
            [sys.executable, "-P", "-c", _CODE],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_DUP2, theirs.fileno(), _CONTROL),
            ],
            setsid=True,
        )
    return ours, pid


def _end(pid: int) -> None:
    until = time.monotonic() + _END_S
    while True:
        try:
            if os.waitpid(pid, os.WNOHANG)[0]:
                return
        except ChildProcessError:
            return
        if time.monotonic() > until:
            with suppress(ProcessLookupError):
                os.kill(pid, SIGKILL)
        time.sleep(0.002)


def serve() -> None:
    """Be the helper process: run what comes over the channels until the control socket closes."""
    control = socket.socket(fileno=_CONTROL)
    runtime = LocalRuntime()
    while True:
        data, fds, _, _ = socket.recv_fds(control, 1, 1)
        if not data:
            break
        for fd in fds:
            channel = _Channel(socket.socket(fileno=fd))
            threading.Thread(target=_serve_channel, args=(runtime, channel), daemon=True).start()
    runtime.close()
    os._exit(0)


def _serve_channel(runtime: LocalRuntime, channel: _Channel) -> None:
    with suppress(EOFError, OSError):
        while True:
            message = channel.receive()
            if message[0] == "cancel":
                continue
            try:
                result: object = _serve_call(runtime, channel, message)
            except WorkbenchError as error:
                result = error
            channel.send("result", result)
    channel.close()


def _serve_call(runtime: LocalRuntime, channel: _Channel, message: tuple[Any, ...]) -> object:
    if message[0] == "prepare":
        runtime.prepare(message[1])
        return None
    function, event, request_id, client_context, debug_port, with_log, with_decide = message[1:]
    asking = _Asking(channel)
    return runtime.invoke(
        function,
        event,
        request_id=request_id,
        client_context=client_context,
        on_log=(lambda line: channel.send("log", line)) if with_log else None,
        decide=asking.decide if with_decide else None,
        cancelled=asking,
        debug_port=debug_port,
    )


class _Asking:
    """What the helper asks the window while a function runs: what it decides, and whether it cancelled."""

    def __init__(self, channel: _Channel) -> None:
        self._channel = channel
        self._cancelled = False

    def decide(self, call: AwsCallAsked) -> str | None:
        self._channel.send("ask", call)
        while True:
            kind, *rest = self._channel.receive()
            if kind == "decided":
                decision: str | None = rest[0]
                return decision
            self._cancelled = True

    def is_set(self) -> bool:
        """Whether the call was cancelled, or the window is gone."""
        if not self._cancelled and self._channel.waits(0):
            self._channel.receive()
            self._cancelled = True
        return self._cancelled
