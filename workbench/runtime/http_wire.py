"""HTTP/1.1 as the Runtime API needs it: requests read piece by piece, answers written as bytes."""

from __future__ import annotations

REASONS = {
    200: "OK",
    202: "Accepted",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Request Entity Too Large",
}
MAX_HEAD = 1_200_000
"""The AWS Python client sends X-Ray causes of up to 1 MB in a header."""


class BadRequest(Exception):
    """The bytes are no HTTP request."""


class ApiRequest:
    """One request of a client of the Runtime API."""

    __slots__ = ("body", "headers", "method", "path", "trailers")

    def __init__(self, method: str, path: str, *, headers: dict[str, str]) -> None:
        self.method = method
        self.path = path
        self.headers = headers
        self.trailers: dict[str, str] = {}
        self.body: bytes | bytearray = b""


def answer(status: int, body: bytes = b"", *, headers: str = "", content_type: str = "application/json") -> bytes:
    """An HTTP/1.1 response as bytes; `headers` are further header lines, each ended by CR LF."""
    head = f"HTTP/1.1 {status} {REASONS[status]}\r\nContent-Type: {content_type}\r\n{headers}"
    head += f"Content-Length: {len(body)}\r\n\r\n"
    return head.encode("latin-1") + body


def read_headers(block: bytes) -> dict[str, str]:
    """Header lines as a dict with lower-case names; of a repeated name the last value stays."""
    headers: dict[str, str] = {}
    for line in block.split(b"\r\n"):
        name, colon, value = line.partition(b":")
        if not colon:
            raise BadRequest(f"no header line: {line[:40]!r}")
        headers[name.decode("latin-1").strip().lower()] = value.decode("utf-8", "replace").strip()
    return headers


class RequestReader:
    """Turns the bytes of one connection into requests, also where several come at once."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._request: ApiRequest | None = None
        self._wanted = 0
        self._chunks: bytearray | None = None
        self._in_trailers = False
        self._asked_before: tuple[bytes, ApiRequest] | None = None
        """The last question without a body: a runtime asks for the next event in the same words every time."""

    @property
    def missing(self) -> int:
        """How many bytes of a body with a known length are still to come."""
        return max(0, self._wanted - len(self._buffer)) if self._request is not None and self._chunks is None else 0

    @property
    def begun(self) -> ApiRequest | None:
        """The request whose body is being read."""
        return self._request

    @property
    def body_so_far(self) -> int:
        """How much of that body is here."""
        return len(self._buffer) if self._chunks is None else len(self._chunks)

    def feed(self, data: bytes | memoryview) -> None:
        """Take bytes that arrived."""
        self._buffer += data

    def next_request(self) -> ApiRequest | None:
        """The next whole request, or None where bytes are missing.

        Raises:
            BadRequest: the bytes are no HTTP.
        """
        if self._request is None and not self._read_head():
            return None
        request = self._request
        if request is None:
            return None
        if self._chunks is not None:
            if not self._read_chunks(request):
                return None
            request.body = self._chunks
        elif len(self._buffer) < self._wanted:
            return None
        elif len(self._buffer) == self._wanted:
            request.body, self._buffer = self._buffer, bytearray()
        else:
            request.body = self._buffer[: self._wanted]
            del self._buffer[: self._wanted]
        self._request, self._chunks, self._in_trailers = None, None, False
        return request

    def _read_head(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self._buffer) > MAX_HEAD:
                raise BadRequest("header too long")
            return False
        head = bytes(self._buffer[:end])
        del self._buffer[: end + 4]
        if self._asked_before is not None and head == self._asked_before[0]:
            self._request, self._wanted = self._asked_before[1], 0
            return True
        line, _, block = head.partition(b"\r\n")
        parts = line.split(b" ")
        if len(parts) != 3 or not parts[2].startswith(b"HTTP/1."):
            raise BadRequest(f"no request line: {line[:60]!r}")
        headers = read_headers(block) if block else {}
        self._request = ApiRequest(parts[0].decode("latin-1"), parts[1].decode("latin-1"), headers=headers)
        self._wanted = 0
        if "chunked" in headers.get("transfer-encoding", "").lower():
            self._chunks = bytearray()
        else:
            length = headers.get("content-length", "0")
            if not length.isdecimal():
                raise BadRequest(f"Content-Length {length[:20]!r}")
            self._wanted = int(length)
            if parts[0] == b"GET" and self._wanted == 0:
                self._asked_before = (head, self._request)
        return True

    def _read_chunks(self, request: ApiRequest) -> bool:
        if self._chunks is None:
            return False
        while not self._in_trailers:
            end = self._buffer.find(b"\r\n")
            if end < 0:
                return False
            size_text = bytes(self._buffer[:end]).split(b";")[0].strip()
            try:
                size = int(size_text, 16)
            except ValueError:
                raise BadRequest(f"chunk size {size_text[:20]!r}") from None
            if size < 0:
                raise BadRequest("chunk size below zero")
            if size == 0:
                del self._buffer[: end + 2]
                self._in_trailers = True
                break
            if len(self._buffer) < end + 2 + size + 2:
                return False
            self._chunks += self._buffer[end + 2 : end + 2 + size]
            del self._buffer[: end + 2 + size + 2]
        if self._buffer.startswith(b"\r\n"):
            del self._buffer[:2]
            return True
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        request.trailers = read_headers(bytes(self._buffer[:end]))
        del self._buffer[: end + 4]
        return True
