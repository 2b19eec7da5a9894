"""The client's view of a function's result, for every kind of API: what the client gets, and the rule behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events.outcome import Outcome
from workbench.gateway import respond_alb, respond_function_url, respond_http, respond_rest, respond_websocket
from workbench.gateway.returned import Returned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json
    from workbench.gateway.api import Api, ApiType, Route
    from workbench.gateway.verdict import Reply

_BY_TYPE: Mapping[ApiType, Callable[[Returned], Reply]] = {
    "REST": respond_rest.respond_rest,
    "HTTP": respond_http.respond_http,
    "FUNCTION_URL": respond_function_url.respond_function_url,
    "ALB": respond_alb.respond_alb,
    "WEBSOCKET": respond_websocket.respond_websocket,
}
_NOT_PERMITTED: Mapping[ApiType, Callable[[Returned], Reply]] = {
    "REST": respond_rest.no_permission,
    "HTTP": respond_http.no_permission,
    "FUNCTION_URL": respond_function_url.no_permission,
    "ALB": respond_alb.no_permission,
    "WEBSOCKET": respond_websocket.no_permission,
}


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
    return _BY_TYPE[api.type](Returned(api, request, outcome, elapsed_ms, route, context or {}, trace_id))


def respond_not_permitted(api: Api, request: HttpRequest | None, *, context: Mapping[str, Json] | None = None) -> Reply:
    """What the client gets where the function's policy does not let this API invoke it."""
    request_id = str((context or {}).get("requestId") or "")
    return _NOT_PERMITTED[api.type](Returned(api, request, Outcome(request_id, b""), context=context or {}))
