"""The client's view of a response while it takes shape, with every difference from the function's view written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.events.http import HttpResponse
from workbench.gateway.result import body_of, decoded, flag_of, shown
from workbench.gateway.rules_wire import CLEANED, NAME_DROPPED, NO_BODY
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.events.json_value import Json
    from workbench.gateway.verdict import Rule

_TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_CONTROL = dict.fromkeys((*range(9), *range(10, 32), 127), " ")


@dataclass(slots=True)
class ClientView:
    """Headers in the order sent, and each change with its rule."""

    headers: list[tuple[str, str]] = field(default_factory=list)
    changes: list[tuple[str, Rule]] = field(default_factory=list)

    def changed(self, what: str, rule: Rule) -> None:
        """Write down one difference between the function's view and the client's."""
        self.changes.append((what, rule))

    def carry(self, name: str, value: str) -> None:
        """Pass on a header of the function; what HTTP cannot carry is cleaned or dropped, and written down."""
        if not name or not _TOKEN.issuperset(name):
            self.changed(f"The header {name[:40]!r} is dropped: that is no header name", NAME_DROPPED)
            return
        if not (value.isascii() and value.isprintable()):
            clean = value.translate(_CONTROL).encode("utf-8", "replace").decode("utf-8")
            if clean != value:
                self.changed(f"{name}: control characters are replaced", CLEANED)
                value = clean
        self.headers.append((name, value))

    def ignore(self, result: Iterable[str], *, known: frozenset[str], rule: Rule) -> None:
        """Write down the keys of a result that say nothing to this kind of API."""
        for key in result:
            if key not in known:
                self.changed(f"{shown(key)} is ignored", rule)

    def body(self, result: Mapping[str, Json], *, malformed: Rule, decoding: Rule) -> bytes:
        """The body of a result as it is sent: its text, or what its base64 stands for.

        Raises:
            Malformed: body or flag is not what it has to be.
        """
        text = body_of(result.get("body"), rule=malformed)
        if not text or not flag_of("isBase64Encoded", result.get("isBase64Encoded"), rule=malformed):
            return text.encode("utf-8", "replace")
        body = decoded(text, rule=malformed, code="invalid_base64")
        self.changed(f"The body is decoded from base64 to {len(body):,} bytes", decoding)
        return body

    def add(self, name: str, value: str, rule: Rule) -> None:
        """Add a header of the gateway's own."""
        self.headers.append((name, value))
        self.changes.append((f"{name}: {value} is added", rule))

    def has(self, name: str) -> bool:
        """Whether a header is there, its name compared without case."""
        wanted = name.lower()
        return any(key.lower() == wanted for key, _ in self.headers)

    def reply(self, status: int, body: bytes, verdict: Verdict, *, reason: str = "") -> Reply:
        """The finished reply."""
        return Reply(HttpResponse(status, tuple(self.headers), body, reason), verdict, tuple(self.changes))

    def sized(self, method: str, status: int, body: bytes, *, rule: Rule) -> bytes:
        """The body as it crosses the wire, with its Content-Length: none for HEAD, 1xx, 204 and 304."""
        if method == "HEAD" or status in (204, 304) or status < 200:
            if body:
                why = "HEAD" if method == "HEAD" else str(status)
                self.changed(f"The body of {len(body)} bytes is not sent with {why}", NO_BODY)
            if method == "HEAD":
                self.add("Content-Length", str(len(body)), rule)
            return b""
        self.add("Content-Length", str(len(body)), rule)
        return body


def title_case(name: str) -> str:
    """A header name as HTTP APIs spell it: `x-request-id` as `X-Request-Id`."""
    return "-".join(part.capitalize() for part in name.split("-"))
