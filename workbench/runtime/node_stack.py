"""Where a Node.js process hangs, asked through its inspector, which SIGUSR1 opens also while a loop runs.

"The Node.js inspector" and the protocol's Runtime.evaluate. One question over a WebSocket (RFC 6455) and its answer,
so that nothing has to be prepared, or paid for, in a process that does not hang.
"""

from __future__ import annotations

import json
import os
import re
import select
import signal
import socket
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.runtime.child import Child
    from workbench.runtime.log_collector import LogCollector

_QUESTION = r"""(() => {
  Error.stackTraceLimit = 100;
  const stack = new Error().stack.split("\n").slice(2);
  const open = [];
  for (const handle of process._getActiveHandles()) {
    const kind = handle.constructor.name;
    if (kind === "ChildProcess") open.push(`the process ${handle.spawnargs?.join(" ") ?? handle.pid}`);
    const host = handle.remoteAddress ?? handle._host;
    const peer = handle.remotePort ? `${host}:${handle.remotePort}` : host;
    if (kind !== "Socket" || !host || peer === process.env.AWS_LAMBDA_RUNTIME_API) continue;
    open.push(handle.connecting ? `a connection to ${peer} to be made` : `a connection to ${peer}`);
  }
  const resources = process.getActiveResourcesInfo();
  const count = (name) => resources.filter((other) => other === name).length;
  if (count("GetAddrInfoReqWrap")) open.push("the address of a host (DNS)");
  if (count("FSReqCallback") + count("FSReqPromise")) open.push("the file system");
  if (count("Timeout")) open.push(count("Timeout") === 1 ? "a timer" : `${count("Timeout")} timers`);
  return JSON.stringify({ stack, open });
})()"""
_LISTENING = re.compile(rb"Debugger listening on ws://127\.0\.0\.1:(\d+)(/[\w-]+)\r?\n")
_INSPECTORS_OWN = (b"For help, see: https://nodejs.org/", b"Debugger attached.", b"Debugger listening on ws://")
_OUR_CLIENT = "/node_client/"
_INTERNAL = "(node:"


class Inspector:
    """The inspector of one process; its connection stays open, because the process would write that it was closed."""

    def __init__(self, child: Child) -> None:
        self._child = child
        self._wire: socket.socket | None = None

    def where(self, collector: LogCollector, *, limit_s: float) -> str:
        """The stack, newest call last; or what is waited for, where no code runs."""
        until = time.monotonic() + limit_s
        os.kill(self._child.pid, signal.SIGUSR1)
        try:
            port, path = _listening(self._child, collector, until=until)
            self._wire = socket.create_connection(("127.0.0.1", port), timeout=max(0.01, until - time.monotonic()))
            said = json.loads(_asked(self._wire, path, until=until))
            found = json.loads(said["result"]["result"]["value"])
            _read(self._child, collector)
        except TimeoutError:
            return "Node.js does not answer: a call that is no JavaScript does not return."
        except (OSError, EOFError, LookupError, TypeError, ValueError):
            return ""
        return _told(found["stack"], found["open"])

    def close(self) -> None:
        """Close the connection."""
        if self._wire is not None:
            self._wire.close()


def _told(stack: list[str], resources: list[str]) -> str:
    frames = [line.strip() for line in reversed(stack)]
    kept = [line for line in frames if _OUR_CLIENT not in line and _INTERNAL not in line and "<anonymous>:" not in line]
    own = next((number for number, line in enumerate(kept) if "<anonymous>" not in line), None)
    if own is not None:
        return "\n".join(kept[own:])
    waits = f"It waits for {', '.join(resources)}" if resources else "Nothing is open that could end the wait"
    return f"No code runs. {waits}."


def _listening(child: Child, collector: LogCollector, *, until: float) -> tuple[int, str]:
    """The port and path on which the inspector says that it listens."""
    said = b""
    while (left := until - time.monotonic()) > 0:
        if not select.select([child.stderr], [], [], left)[0]:
            continue
        said += _read(child, collector)
        if (found := _LISTENING.search(said)) is not None:
            return int(found[1]), found[2].decode()
    raise TimeoutError


def _read(child: Child, collector: LogCollector) -> bytes:
    """What standard error holds now; the log gets of it what the inspector did not write."""
    data = b""
    try:
        while more := os.read(child.stderr, 1 << 16):
            data += more
    except BlockingIOError:
        pass
    else:
        if not data:
            raise EOFError
    own = b"".join(line for line in data.splitlines(keepends=True) if not line.startswith(_INSPECTORS_OWN))
    collector.feed(own, "stderr", now=time.monotonic())
    return data


def _asked(wire: socket.socket, path: str, *, until: float) -> bytes:
    """Upgrade to a WebSocket, ask, and take the answer: one text frame."""
    key = "d29ya2JlbmNod29ya2JlbmM="
    wire.sendall(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    buffer = bytearray()
    while b"\r\n\r\n" not in buffer:
        buffer += _more(wire, until=until)
    del buffer[: buffer.index(b"\r\n\r\n") + 4]
    question = {"id": 1, "method": "Runtime.evaluate", "params": {"expression": _QUESTION, "returnByValue": True}}
    wire.sendall(_frame(json.dumps(question).encode()))
    while (answer := _unframed(buffer)) is None:
        buffer += _more(wire, until=until)
    return answer


def _more(wire: socket.socket, *, until: float) -> bytes:
    wire.settimeout(max(0.01, until - time.monotonic()))
    data = wire.recv(1 << 16)
    if not data:
        raise EOFError
    return data


def _frame(text: bytes) -> bytes:
    """A whole text frame of a client, which has to be masked; a mask of zeros leaves the bytes as they are."""
    return b"\x81" + bytes((0x80 | 126, len(text) >> 8, len(text) & 255)) + bytes(4) + text


def _unframed(buffer: bytearray) -> bytes | None:
    """The text of the first frame, where all of it is here."""
    if len(buffer) < 10:
        return None
    length, at = buffer[1] & 127, 2
    if length == 126:
        length, at = int.from_bytes(buffer[2:4]), 4
    elif length == 127:
        length, at = int.from_bytes(buffer[2:10]), 10
    return bytes(buffer[at : at + length]) if len(buffer) >= at + length else None
