"""How the rows about the gateway ask: a result or a request goes in, and what the client gets is compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.conformance.row import Row
from workbench.events.http import HttpRequest
from workbench.events.outcome import Outcome
from workbench.gateway.api import Api, Route
from workbench.gateway.respond import respond
from workbench.gateway.routing import Match, route
from workbench.gateway.verdict import Reply

if TYPE_CHECKING:
    from workbench.events.http import Headers
    from workbench.events.json_value import JsonObject
    from workbench.events.rule import Confidence

HOST = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
REQUEST_ID = "4f0e9f0a-6b7a-4e0a-9d53-0123456789ab"
MALFORMED_REST = b'{"message": "Internal server error"}'
FAILED_HTTP = b'{"message":"Internal Server Error"}'


def reply_to(
    result: Any,
    api: Api,
    *,
    headers: Headers = (("Accept", "*/*"),),
    method: str = "GET",
    function_error: str | None = None,
    elapsed_ms: float = 0.0,
    own: Route | None = None,
) -> Reply:
    """What the client gets for a result: JSON, or exact bytes."""
    payload = result if isinstance(result, bytes) else json.dumps(result).encode()
    request = HttpRequest(method, f"{HOST}/prod/pets", headers)
    outcome = Outcome(REQUEST_ID, payload, function_error)
    return respond(api, request, outcome, elapsed_ms=elapsed_ms, route=own)


def same(
    reply: Any,
    *,
    status: int,
    body: bytes | None = None,
    code: str | None = None,
    headers: dict[str, str] | None = None,
    absent: tuple[str, ...] = (),
) -> None:
    """Compare a reply with what is known; a header name is compared with its case."""
    assert isinstance(reply, Reply), reply
    assert reply.response.status == status, f"{reply.response.status}: {reply.verdict.message}"
    if body is not None:
        assert reply.response.body == body, reply.response.body
    if code is not None:
        assert reply.verdict.code == code, reply.verdict
    for name, value in (headers or {}).items():
        assert (name, value) in reply.response.headers, reply.response.headers
    for name in absent:
        assert reply.response.header(name) is None, reply.response.headers


def values(reply: Any, name: str) -> list[str]:
    """Every value of a header, in the order sent."""
    return [value for key, value in reply.response.headers if key.lower() == name.lower()]


def asked(
    api: Api, method: str, url: str, *, headers: Headers = (), context: JsonObject | None = None
) -> Match | Reply:
    """The route of a request; a path alone is one on the API's own endpoint."""
    full = url if "://" in url else HOST + url
    return route(api, HttpRequest(method, full, headers), context=context)


def reaches(api: Api, method: str, url: str, *, key: str, parameters: dict[str, str] | None = None) -> None:
    """A request that a route takes."""
    found = asked(api, method, url)
    assert isinstance(found, Match), f"refused: {found.verdict.message}"
    assert found.route.key == key, found.route.key
    if parameters is not None:
        assert dict(found.arrival.path_parameters) == parameters, found.arrival.path_parameters


def refused(api: Api, method: str, url: str, *, status: int, body: bytes) -> None:
    """A request that no route takes."""
    found = asked(api, method, url)
    assert isinstance(found, Reply), found
    same(found, status=status, body=body)


class Table:
    """Rows of one subject, numbered as they are added."""

    def __init__(self, prefix: str, about: str) -> None:
        self.prefix = prefix
        self.about = about
        self.rows: list[Row] = []

    def add(self, fact: str, origin: str, confidence: Confidence, check: Any) -> None:
        """One fact."""
        number = len(self.rows) + 1
        self.rows.append(Row(f"{self.prefix}-{number:02}", self.about, fact, origin, confidence, check))


def api_of(*keys: str, **more: Any) -> Api:
    routes = [Route(key.partition(" ")[0], key.partition(" ")[2]) if " " in key else Route(path=key) for key in keys]
    return Api(routes=tuple(routes), **more)
