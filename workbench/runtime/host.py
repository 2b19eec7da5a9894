"""A runtime in a process of its own, so that a busy window does not slow an invocation down.

Each call has a channel of its own, a pair of sockets whose other end was handed to the helper process. The helper ends
when its control socket closes, and the processes that it started end with it.
"""

from __future__ import annotations

import math
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
_CANCEL_S = 10.0
"""After that a helper that does not cancel is given up: it is stopped, or hangs."""
_CODE = "from workbench.runtime.helper import serve; serve()"
_ENDED = "The helper process that runs functions ended"
_AGAIN = "Invoke again to start a new one."


class HostedRuntime(Runtime):
    """The same as LocalRuntime, one process further away."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._helper: _Helper | None = None

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
            helper, self._helper = self._helper, None
        if helper is not None:
            helper.end()

    def _exchange(self, message: tuple[Any, ...], call: Call) -> Any:
        helper, channel = self._channel()
        try:
            channel.send(*message)
            result = _wait(channel, call)
        except (EOFError, OSError):
            channel.close()
            self._give_up(helper)
            raise RuntimeUnavailable(_ENDED, mend=_AGAIN) from None
        except BaseException:
            channel.close()
            raise
        with self._lock:
            if helper is self._helper:
                helper.free.append(channel)
            else:
                channel.close()
        if isinstance(result, WorkbenchError):
            raise result
        return result

    def _channel(self) -> tuple[_Helper, Channel]:
        """A channel to the helper; to a new one where there is none, or none any more."""
        with self._lock:
            if self._helper is not None and self._helper.ended():
                self._helper.end()
                self._helper = None
            if self._helper is None:
                self._helper = _Helper()
            return self._helper, self._helper.channel()

    def _give_up(self, helper: _Helper) -> None:
        """End a helper that is of no more use; another one may have taken its place already."""
        with self._lock:
            if helper is not self._helper:
                return
            self._helper = None
        helper.end()


class _Helper:
    """The helper process, and the channels to it over which nobody calls."""

    def __init__(self) -> None:
        self.free: list[Channel] = []
        self._control, self._pid = _start()
        self._ended = False

    def channel(self) -> Channel:
        """One that is free, or a new one.

        Raises:
            RuntimeUnavailable: the helper ended.
        """
        if self.free:
            return self.free.pop()
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(self._control, [b"c"], [theirs.fileno()])
        except OSError:
            ours.close()
            raise RuntimeUnavailable(_ENDED, mend=_AGAIN) from None
        finally:
            theirs.close()
        return Channel(ours)

    def ended(self) -> bool:
        """Whether the process ended; reaps it."""
        if not self._ended:
            try:
                self._ended = os.waitpid(self._pid, os.WNOHANG)[0] != 0
            except ChildProcessError:
                self._ended = True
        return self._ended

    def end(self) -> None:
        """Let it end with everything that it started, by force where that takes too long."""
        for channel in self.free:
            channel.close()
        self._control.close()
        until = time.monotonic() + _END_S
        while not self.ended():
            if time.monotonic() > until:
                with suppress(ProcessLookupError):
                    os.kill(self._pid, SIGKILL)
            time.sleep(0.002)


def _wait(channel: Channel, call: Call) -> Any:
    """Serve a call until its result is here.

    Raises:
        EOFError: the helper is gone, or does not cancel.
    """
    given_up = math.inf
    while True:
        while call.cancelled is not None and not channel.waits(_LOOK_S):
            if given_up == math.inf and call.cancelled.is_set():
                channel.send("cancel")
                given_up = time.monotonic() + _CANCEL_S
            elif time.monotonic() > given_up:
                raise EOFError
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
