"""Builds the event that a function receives for a request: one road for every source that comes over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.events.alb import alb_event
from workbench.events.authorizer import (
    http_1_authorizer_event,
    http_2_authorizer_event,
    request_authorizer_event,
    token_authorizer_event,
)
from workbench.events.function_url import function_url_event
from workbench.events.http_1 import http_1_event
from workbench.events.http_2 import http_2_event
from workbench.events.rest import rest_event
from workbench.events.source import Source
from workbench.events.websocket import websocket_event

if TYPE_CHECKING:
    from random import Random

    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import JsonObject

_BUILDERS = {
    Source.REST: rest_event,
    Source.HTTP_1: http_1_event,
    Source.HTTP_2: http_2_event,
    Source.FUNCTION_URL: function_url_event,
    Source.ALB: alb_event,
    Source.WEBSOCKET: websocket_event,
    Source.REST_REQUEST_AUTHORIZER: request_authorizer_event,
    Source.HTTP_1_AUTHORIZER: http_1_authorizer_event,
    Source.HTTP_2_AUTHORIZER: http_2_authorizer_event,
}


def build_event(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    """The event that the function receives for this request, exactly as AWS sends it.

    Raises:
        UsageError: the source is not built from a request.
    """
    builder = _BUILDERS.get(arrival.source)
    if builder is not None:
        return builder(request, arrival, now_ms=now_ms, random=random)
    if arrival.source == Source.REST_TOKEN_AUTHORIZER:
        return token_authorizer_event(request, arrival)
    raise UsageError(
        f"An event of the kind {arrival.source.value} is not built from an HTTP request",
        mend="Start from its sample, and edit that as JSON.",
    )
