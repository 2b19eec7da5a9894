"""A reply on the wire: what HTTP itself adds to the gateway's answer, and how each protocol spells it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.gateway.rules_wire import CONNECTION, DATE, DATE_OF_OTHERS, LOWER_CASE
from workbench.gateway.verdict import Reply

if TYPE_CHECKING:
    from workbench.events.http import HttpRequest
    from workbench.gateway.api import Api

_LOWER_CASE_PROTOCOLS = frozenset({"H2", "H3", "HTTP/2", "HTTP/2.0", "HTTP/3", "HTTP/3.0"})
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def on_the_wire(api: Api, request: HttpRequest | None, reply: Reply, *, now_ms: float | None = None) -> Reply:
    """The reply as it reaches the client: dated, and in the spelling of the client's protocol.

    Without `now_ms` the headers Date and Connection, which tell of the moment and the connection, are left out.
    """
    lower = request is not None and request.http_version.upper() in _LOWER_CASE_PROTOCOLS
    if now_ms is not None and api.type != "WEBSOCKET":
        reply = _dated(api, reply, now_ms=now_ms, connection=not lower)
    return _in_lower_case(reply, request.http_version) if lower and request is not None else reply


def http_date(now_ms: float) -> str:
    """A moment as the Date header tells it: `Sun, 06 Nov 1994 08:49:37 GMT`."""
    at = time.gmtime(now_ms // 1000)
    clock = f"{at.tm_hour:02}:{at.tm_min:02}:{at.tm_sec:02}"
    return f"{_DAYS[at.tm_wday]}, {at.tm_mday:02} {_MONTHS[at.tm_mon - 1]} {at.tm_year:04} {clock} GMT"


def _dated(api: Api, reply: Reply, *, now_ms: float, connection: bool) -> Reply:
    present = {name.lower() for name, _ in reply.response.headers}
    recorded = api.type in ("REST", "HTTP")
    headers, changes = list(reply.response.headers), list(reply.changes)
    if "date" not in present:
        headers.insert(0, ("Date", http_date(now_ms)))
        changes.append((f"Date: {headers[0][1]} is added", DATE if recorded else DATE_OF_OTHERS))
    if connection and "connection" not in present:
        sized = [name.lower() for name, _ in headers]
        at = sized.index("content-length") + 1 if "content-length" in sized else len(headers)
        headers.insert(at, ("Connection", "keep-alive"))
        changes.append(("Connection: keep-alive is added", CONNECTION))
    return Reply(replace(reply.response, headers=tuple(headers)), reply.verdict, tuple(changes))


def _in_lower_case(reply: Reply, protocol: str) -> Reply:
    headers = tuple((name.lower(), value) for name, value in reply.response.headers)
    change = (f"Header names are in lower case, as {protocol} carries them", LOWER_CASE)
    return Reply(replace(reply.response, headers=headers), reply.verdict, (*reply.changes, change))
