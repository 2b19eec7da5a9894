# The debugger is meant; this package runs under a name of its own.
# ruff: noqa: T100, TID252
"""Waiting for a debugger before the handler is imported."""

from __future__ import annotations

import os
import sys
import threading
import time

from .wire import Disconnected, Refused, Wire

TYPE_CHECKING = False  # typing would delay every cold start
if TYPE_CHECKING:
    from types import ModuleType

_LOOK_S = 0.1
"""How soon it is noticed that the debugger went away or came back."""
_PORT_FREE_S = 3.0
"""How long a port that the last process of this function used may take to be free again."""


def wait_for_debugger(address: str, debugger: str) -> None:
    """Listen for a debugger, say so, and wait until one is attached; `debugger` is a port and the folder of debugpy."""
    wire = Wire(address)
    port, _, folder = debugger.partition(":")
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    sys.path.append(folder)
    try:
        import debugpy
    finally:
        sys.path.remove(folder)
    until = time.monotonic() + _PORT_FREE_S
    while True:
        try:
            _, taken = debugpy.listen(("127.0.0.1", int(port)))
            break
        except RuntimeError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
    wire.call("POST", "/workbench/debugger", body=f"{taken} waiting".encode())
    debugpy.wait_for_client()
    wire.call("POST", "/workbench/debugger", body=f"{taken} attached".encode())
    watcher = threading.Thread(target=_watch, args=(wire, taken, debugpy), name="workbench debugger watch", daemon=True)
    # Words of pydevd: it neither stops this thread at a breakpoint nor waits for it at the end.
    watcher.pydev_do_not_trace = watcher.is_pydev_daemon_thread = True  # type: ignore[attr-defined]
    watcher.start()


def _watch(wire: Wire, port: int, debugpy: ModuleType) -> None:
    """Say when the debugger goes away and when it comes back: the function's timeout runs only without it."""
    attached = True
    while True:
        time.sleep(_LOOK_S)
        if debugpy.is_client_connected() == attached:
            continue
        attached = not attached
        said = "attached" if attached else "detached"
        try:
            wire.call("POST", "/workbench/debugger", body=f"{port} {said}".encode())
        except (OSError, Disconnected, Refused):
            return
