"""The Runtime API over one raw socket: the next event in, the result and the question for the next one out."""

from __future__ import annotations

import _socket

READ = 65536
LONG = 1 << 20
LARGEST_BLOCK = (32 << 20) - (1 << 16)
"""The largest that, once it was freed, lets the GNU C library keep the memory of all that are smaller (mallopt(3))."""


class Disconnected(Exception):
    """The workbench is gone."""


class Refused(Exception):
    """The Runtime API refused a call."""

    def __init__(self, status: int, body: bytes | bytearray) -> None:
        super().__init__(f"Http response code: {status}. {body.decode('utf-8', 'replace').strip()}")
        self.status = status


class Wire:
    """A keep-alive connection to the Runtime API."""

    def __init__(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        self._sock = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
        self._sock.connect((host, int(port)))
        self._sock.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
        self._host = address.encode()
        self._buffer = b""
        self._keeps_memory = False

    def request(self, method: str, path: str, *, body: bytes = b"", headers: str = "") -> bytes:
        """A request's head, and its body where that is small enough to copy."""
        length = f"Content-Length: {len(body)}\r\n" if method == "POST" else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {self._host.decode()}\r\n{headers}{length}\r\n".encode()
        return head + body if len(body) < READ else head

    def send(self, data: bytes) -> None:
        """Send bytes."""
        self._sock.sendall(data)

    def answer(self) -> tuple[int, dict[str, str], bytes | bytearray]:
        """The next answer: status, headers with lower-case names, body."""
        buffer = self._buffer
        end = buffer.find(b"\r\n\r\n")
        while end < 0:
            data = self._sock.recv(READ)
            if not data:
                raise Disconnected
            buffer = buffer + data if buffer else data
            end = buffer.find(b"\r\n\r\n")
        lines = buffer[:end].decode("utf-8").split("\r\n")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
        length = int(headers.get("content-length", 0))
        body = buffer[end + 4 :]
        status = int(lines[0][9:12])
        self._buffer = body[length:]
        if len(body) < length:
            return status, headers, self._rest(body, length)
        return status, headers, body[:length]

    def _rest(self, begun: bytes, length: int) -> bytearray:
        if length >= LONG and not self._keeps_memory:
            # Else a long event, its values and its result are new pages of memory in every invocation.
            self._keeps_memory = True
            bytes(LARGEST_BLOCK)
        whole = bytearray(length)
        view = memoryview(whole)
        at = len(begun)
        view[:at] = begun
        while at < length:
            got = self._sock.recv_into(view[at:])
            if not got:
                raise Disconnected
            at += got
        return whole

    def call(self, method: str, path: str, *, body: bytes = b"", headers: str = "") -> bytes:
        """One whole exchange."""
        data = self.request(method, path, body=body, headers=headers)
        self.send(data)
        if len(body) >= READ:
            self.send(body)
        status, _, answer = self.answer()
        if status >= 300:
            raise Refused(status, answer)
        return bytes(answer)
