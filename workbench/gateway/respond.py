"""The client's view of a function's result, for every kind of API: what the client gets, and the rule behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from workbench.events.outcome import Outcome
from workbench.gateway.returned import Returned
from workbench.gateway.rules_wire import LOWER_CASE
from workbench.gateway.verdict import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json
    from workbench.gateway.api import Api, ApiType, Route

_LOWER_CASE_PROTOCOLS = frozenset({"H2", "H3", "HTTP/2", "HTTP/2.0", "HTTP/3", "HTTP/3.0"})


class _Judge(Protocol):
    """The module of one kind of API."""

    def respond(self, returned: Returned) -> Reply:
        """What the client gets for a result."""

    def no_permission(self, returned: Returned) -> Reply:
        """What the client gets where the function may not be invoked."""


def respond(
    api: Api,
    request: HttpRequest | None,
    outcome: Outcome,
    *,
    elapsed_ms: float = 0.0,
    route: Route | None = None,
    context: Mapping[str, Json] | None = None,
    trace_id: str = "",
) -> Reply:
    """What the client gets for a result. Never raises, whatever the function returned.

    `elapsed_ms` is how long the function took, against the integration timeout; `context` is the event's own
    `requestContext`, whose ids the response repeats; `route` tells a WebSocket route apart.
    """
    reply = _judge(api.type).respond(Returned(api, request, outcome, elapsed_ms, route, context or {}, trace_id))
    if request is not None and request.http_version.upper() in _LOWER_CASE_PROTOCOLS:
        return _in_lower_case(reply, request.http_version)
    return reply


def respond_not_permitted(api: Api, request: HttpRequest | None, *, context: Mapping[str, Json] | None = None) -> Reply:
    """What the client gets where the function's policy does not let this API invoke it."""
    request_id = str((context or {}).get("requestId") or "")
    return _judge(api.type).no_permission(Returned(api, request, Outcome(request_id, b""), context=context or {}))


def _judge(kind: ApiType) -> _Judge:
    """The module of this kind of API; only the one that is asked for is loaded."""
    match kind:
        case "REST":
            from workbench.gateway import respond_rest

            return respond_rest
        case "HTTP":
            from workbench.gateway import respond_http

            return respond_http
        case "FUNCTION_URL":
            from workbench.gateway import respond_function_url

            return respond_function_url
        case "ALB":
            from workbench.gateway import respond_alb

            return respond_alb
        case "WEBSOCKET":
            from workbench.gateway import respond_websocket

            return respond_websocket


def _in_lower_case(reply: Reply, protocol: str) -> Reply:
    response = reply.response
    headers = tuple((name.lower(), value) for name, value in response.headers)
    change = (f"Header names are in lower case, as {protocol} carries them", LOWER_CASE)
    return Reply(replace(response, headers=headers), reply.verdict, (*reply.changes, change))
