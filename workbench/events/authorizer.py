"""What a Lambda authorizer receives: TOKEN and REQUEST of REST and WebSocket APIs, formats 1.0 and 2.0 of HTTP APIs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events.http_1 import http_1_request
from workbench.events.http_2 import http_2_request
from workbench.events.identity_source import DEFAULT_TOKEN_SOURCE, identity_value
from workbench.events.rest import rest_request
from workbench.events.websocket import websocket_event

if TYPE_CHECKING:
    from random import Random

    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json, JsonObject

_MAPS = (
    "headers",
    "multiValueHeaders",
    "queryStringParameters",
    "multiValueQueryStringParameters",
    "pathParameters",
    "stageVariables",
)


def method_arn(request: HttpRequest, arrival: Arrival) -> str:
    """The ARN of the call: API, stage, method and the path that was asked for; `$connect` of a WebSocket API."""
    api = f"arn:{arrival.partition}:execute-api:{arrival.region}:{arrival.account_id}:{arrival.api_id}/{arrival.stage}"
    if arrival.resource == "$connect":
        return f"{api}/$connect"
    return f"{api}/{request.method}/{arrival.path.lstrip('/')}"


def token_authorizer_event(request: HttpRequest, arrival: Arrival) -> JsonObject:
    """The input of a REST API's TOKEN authorizer."""
    expression = arrival.identity_sources[0] if arrival.identity_sources else DEFAULT_TOKEN_SOURCE
    return {
        "type": "TOKEN",
        "authorizationToken": identity_value(expression, request, arrival, context={}) or "",
        "methodArn": method_arn(request, arrival),
    }


def request_authorizer_event(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    """The input of a REST or WebSocket API's REQUEST authorizer: empty maps, where an integration's event has null."""
    if arrival.resource == "$connect":
        asked = websocket_event(request, arrival, now_ms=now_ms, random=random)
        del asked["isBase64Encoded"]
        asked = {**dict.fromkeys(_MAPS), **asked}
    else:
        asked = rest_request(request, arrival, now_ms=now_ms, random=random)
    for name in _MAPS:
        if asked[name] is None:
            asked[name] = {}
    return {"type": "REQUEST", "methodArn": method_arn(request, arrival), **asked}


def http_1_authorizer_event(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    """The input of an HTTP API's Lambda authorizer in format 1.0."""
    asked = http_1_request(request, arrival, now_ms=now_ms, random=random)
    for name in _MAPS:
        if asked[name] is None:
            asked[name] = {}
    told = ",".join(_identities(request, arrival, asked["requestContext"]))
    return {
        "version": asked.pop("version"),
        "type": "REQUEST",
        "methodArn": method_arn(request, arrival),
        "identitySource": told,
        "authorizationToken": told,
        **asked,
    }


def http_2_authorizer_event(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    """The input of an HTTP API's Lambda authorizer in format 2.0."""
    asked = http_2_request(request, arrival, now_ms=now_ms, random=random)
    told = _identities(request, arrival, asked["requestContext"])
    return {
        "version": asked.pop("version"),
        "type": "REQUEST",
        "routeArn": method_arn(request, arrival),
        "identitySource": told or None,
        **asked,
    }


def _identities(request: HttpRequest, arrival: Arrival, context: Json) -> list[str]:
    values = (identity_value(source, request, arrival, context=context) for source in arrival.identity_sources)
    return [value for value in values if value is not None]
