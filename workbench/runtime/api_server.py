"""The Lambda Runtime API on a loopback port of its own, for one process generation.

Whoever waits for an invocation drives it: no thread of its own, no handing over between threads. The port is closed to
browsers: a request with Origin, Sec-Fetch-* or a foreign Host is refused.
"""

from __future__ import annotations

import select
from _socket import (
    AF_INET,
    IPPROTO_TCP,
    SOCK_STREAM,
    TCP_NODELAY,
    socket,
)

from workbench.runtime.http_wire import ApiRequest, BadRequest, RequestReader, answer
from workbench.runtime.limits import MAX_STREAMED
from workbench.runtime.runtime_api import RUNTIME, Invocation, RuntimeApi, refusal

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.runtime.extensions_api import ExtensionsApi

READ = 1 << 16
READ_BODY = 1 << 20


class Connection:
    """One client's connection: bytes in, answers out."""

    __slots__ = ("closing", "held", "out", "reader", "sock")

    def __init__(self, sock: socket) -> None:
        self.sock = sock
        self.reader = RequestReader()
        self.out: list[memoryview] = []
        self.closing = False
        self.held = b""
        """Answers that wait for more: of a client that asked for the next event without waiting for them."""

    def send(self, data: bytes) -> bool:
        """Send, or keep for later what the socket does not take now; True where all of it went out."""
        self.out.append(memoryview(data))
        return self.flush()

    def flush(self) -> bool:
        """Send what was kept."""
        while self.out:
            try:
                sent = self.sock.send(self.out[0])
            except BlockingIOError:
                return False
            if sent < len(self.out[0]):
                self.out[0] = self.out[0][sent:]
            else:
                self.out.pop(0)
        return True


class ApiServer:
    """The sockets of one generation's Runtime API."""

    def __init__(
        self,
        listener: socket,
        *,
        own: Callable[[ApiRequest], bytes | None],
        extensions: Callable[[], ExtensionsApi],
        poller: select.poll,
    ) -> None:
        self.api = RuntimeApi(own=own, extensions=extensions)
        self._extensions = extensions
        self._poller = poller
        self._connections: dict[int, Connection] = {}
        self._waiting: Connection | None = None
        self._waiting_extensions: dict[str, Connection] = {}
        """By their identifiers."""
        self._listener = listener
        self.port: int = listener.getsockname()[1]
        poller.register(self._listener.fileno(), select.POLLIN)

    @property
    def address(self) -> str:
        """What AWS_LAMBDA_RUNTIME_API holds."""
        return f"127.0.0.1:{self.port}"

    @property
    def ready(self) -> bool:
        """Whether the runtime waits for an event."""
        return self._waiting is not None

    def deliver(self, invocation: Invocation) -> None:
        """Hand an event to the runtime that waits for it."""
        waiting = self._waiting
        if waiting is None:
            raise RuntimeError("no runtime waits for an event")
        self._waiting = None
        self.api.invocation = invocation
        head = waiting.held + invocation.head()
        waiting.held = b""
        if len(invocation.event) < READ:
            self._send(waiting, head + invocation.event)
        else:
            self._send(waiting, head)
            self._send(waiting, invocation.event)

    def tell(self, identifier: str, event: bytes) -> None:
        """Hand an event to an extension that waits for one."""
        waiting = self._waiting_extensions.pop(identifier, None)
        if waiting is not None:
            self._send(waiting, event)

    def handle(self, fd: int, flags: int) -> bool:
        """Serve what poll() reported for one of our sockets; False where the socket is not ours."""
        if fd == self._listener.fileno():
            self._accept()
            return True
        connection = self._connections.get(fd)
        if connection is None:
            return False
        try:
            if flags & select.POLLOUT and connection.flush():
                self._poller.modify(fd, select.POLLIN)
                if connection.closing:
                    self._close(connection)
                    return True
            if flags & ~select.POLLOUT:
                self._read(connection)
        except OSError:
            self._close(connection)
        return True

    def close(self) -> None:
        """Give up the port and every connection."""
        for connection in list(self._connections.values()):
            self._close(connection)
        if self._listener.fileno() >= 0:
            self._poller.unregister(self._listener.fileno())
            self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                fd, _ = self._listener._accept()  # type: ignore[attr-defined] # noqa: SLF001 - `import socket` costs 2 ms
            except OSError:
                return
            sock = socket(AF_INET, SOCK_STREAM, 0, fd)
            self._connections[fd] = Connection(sock)
            self._poller.register(fd, select.POLLIN)
            sock.setblocking(False)
            sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
            self.handle(fd, select.POLLIN)

    def _read(self, connection: Connection) -> None:
        missing = connection.reader.missing
        try:
            data = connection.sock.recv(min(missing, READ_BODY) if missing > READ else READ)
        except BlockingIOError:
            return
        if not data:
            self._close(connection)
            return
        connection.reader.feed(data)
        try:
            while (request := connection.reader.next_request()) is not None:
                self._serve(connection, request)
            if connection.held and connection is not self._waiting:
                self._send(connection, b"")
            begun = connection.reader.begun
            if begun is not None and begun.headers.pop("expect", ""):
                self._send(connection, b"HTTP/1.1 100 Continue\r\n\r\n")
            if begun is not None and connection.reader.body_so_far + connection.reader.missing > MAX_STREAMED + READ:
                raise BadRequest("body too long")
        except BadRequest as error:
            self._send_last(connection, refusal(400, "BadRequest", str(error)))

    def _serve(self, connection: Connection, request: ApiRequest) -> None:
        headers = request.headers
        host = headers.get("host")
        foreign = host is not None and host not in (self.address, f"localhost:{self.port}")
        if foreign or "origin" in headers or any(name.startswith("sec-fetch-") for name in headers):
            self._send_last(connection, answer(403, b"Forbidden\n", headers="Connection: close\r\n"))
            return
        said = self.api.handle(request)
        if said is not None:
            if headers.get("connection", "").lower() == "close":
                self._send_last(connection, said)
            else:
                connection.held += said
        elif request.path.startswith(RUNTIME):
            self._waiting = connection
        else:
            self._waiting_extensions[headers["lambda-extension-identifier"]] = connection

    def _send(self, connection: Connection, data: bytes) -> None:
        data, connection.held = connection.held + data, b""
        if connection.sock.fileno() < 0:
            return
        try:
            if not connection.send(data):
                self._poller.modify(connection.sock.fileno(), select.POLLIN | select.POLLOUT)
        except OSError:  # whoever waited has died meanwhile, which its process says
            self._close(connection)

    def _send_last(self, connection: Connection, data: bytes) -> None:
        self._send(connection, data)
        connection.closing = True
        if not connection.out:
            self._close(connection)

    def _close(self, connection: Connection) -> None:
        fd = connection.sock.fileno()
        if self._waiting is connection:
            self._waiting = None
        for identifier in [known for known, waiting in self._waiting_extensions.items() if waiting is connection]:
            del self._waiting_extensions[identifier]
            self._extensions().left(identifier)
        if fd >= 0:
            del self._connections[fd]
            self._poller.unregister(fd)
            connection.sock.close()
