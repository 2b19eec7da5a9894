"""The HTTP message between a client and what stands in front of a function."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

Headers = tuple[tuple[str, str], ...]
"""Header fields in the order sent, names as the sender spelled them, duplicates kept."""


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A client's request, spelled exactly as the client sent it: what every event is built from."""

    method: str
    url: str
    """Absolute: scheme, host, path and query, percent-encoding untouched."""
    headers: Headers = ()
    body: bytes | None = None
    """None where the client sent no body at all."""
    http_version: str = "HTTP/1.1"
    client_address: str = "127.0.0.1"

    @property
    def scheme(self) -> str:
        """`https` or `http`; `https` where the URL names none."""
        head, found, _ = self.url.partition("://")
        return head.lower() if found else "https"

    @property
    def host(self) -> str:
        """Host and port as the URL spells them."""
        rest = self.url.partition("://")[2] or self.url
        for index, char in enumerate(rest):
            if char in "/?#":
                return rest[:index]
        return rest

    @property
    def raw_path(self) -> str:
        """The path as spelled, at least `/`."""
        rest = self.url.partition("://")[2] or self.url
        path = rest[len(self.host) :].partition("#")[0].partition("?")[0]
        return path or "/"

    @property
    def raw_query(self) -> str:
        """The query string as spelled, without the question mark."""
        return self.url.partition("#")[0].partition("?")[2]

    def header(self, name: str) -> str | None:
        """The last value of a header, its name compared without case; None where it was not sent."""
        wanted = name.lower()
        return next((value for key, value in reversed(self.headers) if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A response as a client gets it."""

    status: int
    headers: Headers = ()
    """In the order sent."""
    body: bytes = b""
    reason: str = ""

    @property
    def status_text(self) -> str:
        """The reason phrase: the one given, else the registered one, else empty."""
        if self.reason:
            return self.reason
        try:
            return HTTPStatus(self.status).phrase
        except ValueError:
            return ""

    def header(self, name: str) -> str | None:
        """The first value of a header, its name compared without case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)
