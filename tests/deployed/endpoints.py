"""Endpoints that misbehave, for tests: each is a real socket on this machine."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def endpoint(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that hands each connection to `behave`; yields its URL."""
    server = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()
    served: list[socket.socket] = []

    def serve() -> None:
        while not ended.is_set():
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                # Only the client ends a connection, or the end of the test: a busy machine may take its time.
                served.append(connection)
                try:
                    behave(connection)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, name="endpoint")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
    finally:
        ended.set()
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        for connection in served:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        thread.join()


def read_request(connection: socket.socket) -> bytes:
    """The bytes of one request, head and body."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return data
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
    )
    while len(body) < length:
        more = connection.recv(65536)
        if not more:
            break
        body += more
    return head + b"\r\n\r\n" + body


def answer(status: str, body: bytes, headers: tuple[str, ...] = ()) -> Callable[[socket.socket], None]:
    """Answer every request with the same response."""

    def behave(connection: socket.socket) -> None:
        read_request(connection)
        head = "\r\n".join(
            (f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close", "", "")
        )
        connection.sendall(head.encode() + body)

    return behave


def reset(connection: socket.socket) -> None:
    """Take the request and break the connection off."""
    read_request(connection)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def garbage(connection: socket.socket) -> None:
    """Answer with what is no HTTP."""
    read_request(connection)
    connection.sendall(b"\x00\xffnonsense\r\n\r\n")


def half_an_answer(connection: socket.socket) -> None:
    """Promise a body and send a part of it."""
    read_request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
