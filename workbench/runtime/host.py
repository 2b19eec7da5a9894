"""A runtime in a process of its own, so that a busy window does not slow an invocation down.

Each call has a channel of its own, a pair of sockets whose other end was handed to the helper process. The helper ends
when its control socket closes, and the processes that it started end with it.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from contextlib import suppress
from signal import SIGKILL
from typing import TYPE_CHECKING

from workbench.errors import RuntimeUnavailable, WorkbenchError
from workbench.runtime.channel import CONTROL, Channel
from workbench.runtime.local import Call, Runtime

if TYPE_CHECKING:
    from typing import Any

    from workbench.events.outcome import Outcome
    from workbench.runtime.function import LocalFunction

_LOOK_S = 0.025
_END_S = 3.0
"""How long the helper may take to end its functions: a second longer than extensions have."""
_CODE = "from workbench.runtime.helper import serve; serve()"


class HostedRuntime(Runtime):
    """The same as LocalRuntime, one process further away."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: list[Channel] = []
        self._control: socket.socket | None = None
        self._pid = 0

    def prepare(self, function: LocalFunction) -> None:
        """Start a process for a function."""
        self._exchange(("prepare", function), Call(function, b""))

    def _run(self, call: Call) -> Outcome:
        asked = (call.function, call.event, call.request_id, call.client_context, call.debug_port)
        wants = (call.on_log is not None, call.decide is not None)
        outcome: Outcome = self._exchange(("invoke", *asked, *wants), call)
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

    def _exchange(self, message: tuple[Any, ...], call: Call) -> Any:
        channel = self._channel()
        try:
            channel.send(*message)
            result = _wait(channel, call)
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

    def _channel(self) -> Channel:
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
            return Channel(ours)

    def _forget(self) -> None:
        """Start anew next time."""
        self.close()


def _wait(channel: Channel, call: Call) -> Any:
    """Serve a call until its result is here."""
    told = False
    while True:
        if call.cancelled is not None and not told:
            while not channel.waits(_LOOK_S):
                if call.cancelled.is_set():
                    channel.send("cancel")
                    told = True
                    break
        kind, value = channel.receive()
        if kind == "log" and call.on_log is not None:
            call.on_log(value)
        elif kind == "ask":
            channel.send("decided", None if call.decide is None else call.decide(value))
        elif kind == "result":
            return value


def _start() -> tuple[socket.socket, int]:
    """Start the helper process; its control socket and its id.

    Raises:
        RuntimeUnavailable: the workbench's own interpreter cannot be run.
    """
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            pid = os.posix_spawn(
                sys.executable,
                [sys.executable, "-P", "-c", _CODE],
                os.environ,
                file_actions=[
                    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                    (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                    (os.POSIX_SPAWN_DUP2, theirs.fileno(), CONTROL),
                ],
                setsid=True,
            )
        except OSError as error:
            ours.close()
            raise RuntimeUnavailable(
                f"The interpreter of the workbench cannot be started: {error.strerror}",
                place=sys.executable,
                mend="Functions run in processes of their own: let this user execute it.",
            ) from None
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
