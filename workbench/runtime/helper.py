"""The helper process: it runs the functions of a window, and ends when the window does."""

from __future__ import annotations

import os
import socket
import threading
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.runtime.channel import CONTROL, Channel
from workbench.runtime.local import LocalRuntime

if TYPE_CHECKING:
    from typing import Any

    from workbench.runtime.call_record import AwsCallAsked


def serve() -> None:
    """Be the helper process: run what comes over the channels until the control socket closes."""
    control = socket.socket(fileno=CONTROL)
    runtime = LocalRuntime()
    while True:
        data, fds, _, _ = socket.recv_fds(control, 1, 1)
        if not data:
            break
        for fd in fds:
            channel = Channel(socket.socket(fileno=fd))
            threading.Thread(target=_serve_channel, args=(runtime, channel), daemon=True).start()
    runtime.close()
    os._exit(0)


def _serve_channel(runtime: LocalRuntime, channel: Channel) -> None:
    try:
        while True:
            message = channel.receive()
            if message[0] == "cancel":
                continue
            try:
                result: object = _serve_call(runtime, channel, message)
            except WorkbenchError as error:
                result = error
            channel.send("result", result)
    except (EOFError, OSError):
        pass  # the window is gone, or done with this channel
    finally:
        channel.close()


def _serve_call(runtime: LocalRuntime, channel: Channel, message: tuple[Any, ...]) -> object:
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

    def __init__(self, channel: Channel) -> None:
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
