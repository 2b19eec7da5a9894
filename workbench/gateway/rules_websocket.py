"""Rules of a WebSocket API's answers: to the handshake, and to a message."""

from __future__ import annotations

from workbench.gateway.verdict import Rule

_CONNECT = "API Gateway developer guide, apigateway-websocket-api-route-keys-connect-disconnect"
_ROUTE_RESPONSE = "API Gateway developer guide, apigateway-websocket-api-route-response"

CONNECTED = Rule(
    "websocket.connected", "A $connect result with a statusCode of 2xx opens the connection.", _CONNECT, "documented"
)
REFUSED = Rule(
    "websocket.refused",
    "A $connect result with any other statusCode fails the handshake with it.",
    _CONNECT,
    "documented",
)
STATUS_MISSING = Rule(
    "websocket.status-missing",
    "A $connect result without a readable statusCode fails the handshake with 502.",
    _CONNECT,
    "inferred",
)
CONNECT_FAILED = Rule(
    "websocket.connect-failed", "A $connect function that fails fails the handshake with 502.", _CONNECT, "inferred"
)
SUBPROTOCOL = Rule(
    "websocket.subprotocol",
    "Of the $connect result's headers only Sec-WebSocket-Protocol reaches the client.",
    "API Gateway developer guide, websocket-connect-route-subprotocol",
    "documented",
)
NO_ROUTE_RESPONSE = Rule(
    "websocket.no-route-response",
    "Without a route response the client hears nothing of a message's result.",
    _ROUTE_RESPONSE,
    "documented",
)
ROUTE_RESPONSE = Rule(
    "websocket.route-response",
    "With a route response the result's body is sent back as a frame.",
    _ROUTE_RESPONSE,
    "documented",
)
MESSAGE_FAILED = Rule(
    "websocket.message-failed",
    'A message whose function fails gets an error frame, "Internal server error".',
    "Users' captures of error frames",
    "inferred",
)
TIMEOUT = Rule(
    "websocket.timeout",
    'A message whose function is not done in 29 s gets an error frame, "Endpoint request timed out".',
    "Users' captures of error frames; API Gateway developer guide, limits",
    "inferred",
)
TOO_LARGE = Rule(
    "websocket.response-too-large",
    "A result beyond 6 MB is a function error; a frame carries at most 128 KB.",
    "API Gateway developer guide, limits",
    "documented",
)
DISCONNECTED = Rule(
    "websocket.disconnected",
    "The result of $disconnect reaches nobody: the connection is closed.",
    _CONNECT,
    "documented",
)
