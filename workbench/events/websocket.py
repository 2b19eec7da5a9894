"""The events of a WebSocket API: the handshake, a message, and the end of a connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events import identifiers
from workbench.events.body_encoding import as_base64
from workbench.events.connection import Connection
from workbench.events.header_fields import add_forwarding, gathered, put
from workbench.events.query import all_values, decoded_pairs, last_values

if TYPE_CHECKING:
    from random import Random

    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json, JsonObject

CLOSE_REASONS = {
    1000: "",
    1001: "Going away",
    1005: "Client-side close frame status not set",
    1006: "Connection Closed Abnormally",
    1009: "Message too long",
}
"""What API Gateway says for a close code where the client gave no reason of its own."""

DROPPED_HEADERS = frozenset({"connection", "upgrade", "content-length", "transfer-encoding", "te", "trailer"})


def websocket_event(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    """The event of a moment of a connection; `request` is that of its handshake."""
    connection = arrival.connection or Connection()
    event: dict[str, Json] = {}
    if connection.event_type == "CONNECT":
        event.update(_handshake(request, arrival, now_ms=now_ms, random=random))
    elif connection.event_type == "DISCONNECT":
        host = request.header("host") or arrival.domain
        known = {"Host": host, "x-api-key": "", "X-Forwarded-For": "", "x-restapi": ""}
        event["headers"] = known
        event["multiValueHeaders"] = {name: [value] for name, value in known.items()}
    if arrival.stage_variables:
        event["stageVariables"] = dict(arrival.stage_variables)
    event["requestContext"] = _request_context(request, arrival, connection, now_ms=now_ms, random=random)
    is_base64 = False
    if connection.event_type == "MESSAGE":
        try:
            event["body"] = connection.message.decode("utf-8")
        except UnicodeDecodeError:
            event["body"] = as_base64(connection.message)
            is_base64 = True
    event["isBase64Encoded"] = is_base64
    return event


def _handshake(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    fields = gathered(request.headers, dropped=DROPPED_HEADERS)
    if "host" not in fields:
        put(fields, "Host", arrival.domain)
    add_forwarding(fields, request, port="443", proto="https", now_ms=now_ms, random=random)
    names = sorted(fields)
    handshake: dict[str, Json] = {
        "headers": {fields[key][0]: fields[key][1][-1] for key in names},
        "multiValueHeaders": {fields[key][0]: fields[key][1] for key in names},
    }
    query = decoded_pairs(request.raw_query)
    if query:
        handshake["queryStringParameters"] = last_values(query)
        handshake["multiValueQueryStringParameters"] = all_values(query)
    return handshake


def _request_context(
    request: HttpRequest, arrival: Arrival, connection: Connection, *, now_ms: int, random: Random
) -> JsonObject:
    request_id = identifiers.short_id(random)
    connection_id = connection.id or identifiers.short_id(random)
    route_key = {"CONNECT": "$connect", "DISCONNECT": "$disconnect"}.get(connection.event_type, arrival.route_key)
    context: dict[str, Json] = {"routeKey": route_key}
    if connection.event_type == "MESSAGE":
        context["messageId"] = identifiers.short_id(random)
    elif connection.event_type == "DISCONNECT":
        context["disconnectStatusCode"] = connection.disconnect_code
    if arrival.authorizer is not None:
        context["authorizer"] = dict(arrival.authorizer)
    context["eventType"] = connection.event_type
    context["extendedRequestId"] = request_id
    context["requestTime"] = identifiers.request_time(now_ms)
    context["messageDirection"] = "IN"
    if connection.event_type == "DISCONNECT":
        reason = connection.disconnect_reason
        context["disconnectReason"] = CLOSE_REASONS.get(connection.disconnect_code, "") if reason is None else reason
    context["stage"] = arrival.stage
    context["connectedAt"] = now_ms if connection.connected_at_ms is None else connection.connected_at_ms
    context["requestTimeEpoch"] = now_ms
    context["identity"] = _identity(request, arrival)
    context["requestId"] = request_id
    context["domainName"] = arrival.domain
    context["connectionId"] = connection_id
    context["apiId"] = arrival.api_id
    if arrival.context:
        context.update(arrival.context)
    return context


def _identity(request: HttpRequest, arrival: Arrival) -> JsonObject:
    agent = request.header("user-agent")
    identity: dict[str, Json] = {} if agent is None else {"userAgent": agent}
    identity["sourceIp"] = request.client_address
    identity.update(arrival.identity)
    return identity
