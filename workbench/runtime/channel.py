"""Whole messages between this program and the helper process that runs functions for it, both of them ours."""

from __future__ import annotations

import pickle
import select
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
    from typing import Any

CONTROL = 60
"""The file descriptor at which the helper gets its channels."""
_LENGTH = struct.Struct(">I")


class Channel:
    """Whole messages over one socket."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def send(self, *message: Any) -> None:
        """Send one."""
        data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        self._sock.sendall(_LENGTH.pack(len(data)) + data)

    def receive(self) -> tuple[Any, ...]:
        """Wait for one.

        Raises:
            EOFError: the other end is gone.
        """
        length: int = _LENGTH.unpack(self._exactly(_LENGTH.size))[0]
        message: tuple[Any, ...] = pickle.loads(self._exactly(length))
        return message

    def waits(self, seconds: float) -> bool:
        """Whether a message, or the end, has come."""
        return bool(select.select([self._sock], [], [], seconds)[0])

    def close(self) -> None:
        """Close this end."""
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
