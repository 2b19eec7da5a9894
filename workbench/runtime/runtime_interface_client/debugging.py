# The debugger is meant; this package runs under a name of its own.
# ruff: noqa: T100, TID252
"""Waiting for a debugger before the handler is imported."""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False  # typing would delay every cold start
if TYPE_CHECKING:
    from .wire import Wire

_PORT_FREE_S = 3.0
"""How long a port that the last process of this function used may take to be free again."""


def wait_for_debugger(wire: Wire, debugger: str) -> None:
    """Listen for a debugger, say so, and wait until one is attached; `debugger` is a port and the folder of debugpy."""
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
