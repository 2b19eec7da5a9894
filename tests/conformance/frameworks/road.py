"""The road to a framework's handler in this process: a request is routed, made an event, handled, and answered."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.events.build import build_event
from workbench.events.http import HttpRequest
from workbench.events.outcome import Outcome
from workbench.gateway.api import Api
from workbench.gateway.respond import respond
from workbench.gateway.routing import Match, route

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.events.http import Headers
    from workbench.gateway.verdict import Reply

APIS = {
    "REST": Api(binary_media_types=("*/*",)),
    "HTTP 1.0": Api(type="HTTP", payload_format_version="1.0"),
    "HTTP 2.0": Api(type="HTTP"),
    "function URL": Api(type="FUNCTION_URL"),
    "ALB": Api(type="ALB"),
    "ALB multi": Api(type="ALB", multi_value_headers=True),
}
HOSTS = {
    "REST": "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod",
    "HTTP 1.0": "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
    "HTTP 2.0": "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
    "function URL": "https://a1b2c3d4e5.lambda-url.us-east-1.on.aws",
    "ALB": "http://demo-1.us-east-1.elb.amazonaws.com",
    "ALB multi": "http://demo-1.us-east-1.elb.amazonaws.com",
}


@dataclass(frozen=True)
class Context:
    """What Lambda hands to a handler beside the event."""

    function_name: str = "demo"
    function_version: str = "$LATEST"
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:123456789012:function:demo"
    memory_limit_in_mb: str = "128"
    aws_request_id: str = "4f0e9f0a-6b7a-4e0a-9d53-0123456789ab"
    log_group_name: str = "/aws/lambda/demo"
    log_stream_name: str = "2024/01/01/[$LATEST]0"

    def get_remaining_time_in_millis(self) -> int:
        return 3000


def event_of(
    source: str, method: str, path: str, *, headers: Headers = (), body: bytes | None = None, api: Api | None = None
) -> tuple[Match, HttpRequest, dict[str, Any]]:
    """The event of a request, as it comes out of JSON."""
    request = HttpRequest(method, HOSTS[source] + path, headers, body)
    match = route(api or APIS[source], request)
    assert isinstance(match, Match), match
    event = build_event(request, match.arrival, now_ms=1_700_000_000_000, random=random.Random(7))
    return match, request, json.loads(json.dumps(event))


def call(
    handler: Callable[[Any, Any], Any],
    source: str,
    method: str,
    path: str,
    *,
    headers: Headers = (),
    body: bytes | None = None,
    api: Api | None = None,
) -> Reply:
    """What a client gets from a handler behind this source."""
    match, request, event = event_of(source, method, path, headers=headers, body=body, api=api)
    result = json.dumps(handler(event, Context())).encode()
    outcome = Outcome(Context().aws_request_id, result)
    return respond(match.api, request, outcome, route=match.route, context=event["requestContext"])
