"""The client's view of a function's result, for every kind of API: what the client gets, and the rule behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from workbench.events.outcome import Outcome
from workbench.gateway.returned import Returned
from workbench.gateway.wire import on_the_wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json
    from workbench.gateway.api import Api, ApiType, Route
    from workbench.gateway.verdict import Reply


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
    now_ms: float | None = None,
) -> Reply:
    """What the client gets for a result. Never raises, whatever the function returned.

    `elapsed_ms` is how long the function took, against the integration timeout; `context` is the event's own
    `requestContext`, whose ids the response repeats; `route` tells a WebSocket route apart; `now_ms` dates it.
    """
    returned = Returned(api, request, outcome, elapsed_ms, route, context or {}, trace_id)
    return on_the_wire(api, request, answer(returned), now_ms=now_ms)


def answer(returned: Returned) -> Reply:
    """The gateway's answer to a result before it goes on the wire, as a cache keeps it."""
    return _judge(returned.api.type).respond(returned)


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
