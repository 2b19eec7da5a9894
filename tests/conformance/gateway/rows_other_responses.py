"""What is known of function URLs, load balancers and WebSocket APIs: what their clients get for a result."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from tests.conformance.gateway.asking import Table, reply_to, same, values
from workbench.gateway.api import Api, Route

URL = Api(type="FUNCTION_URL")
ALB = Api(type="ALB")
MULTI = Api(type="ALB", multi_value_headers=True)
SOCKET = Api(type="WEBSOCKET")
RECORDED = "LocalStack test_lambda.py::TestLambdaURL::test_lambda_url_invocation"
ELB = "Elastic Load Balancing user guide, lambda-functions"
TROUBLE = "Elastic Load Balancing user guide, load-balancer-troubleshooting"
CONNECT = "API Gateway developer guide, apigateway-websocket-api-route-keys-connect-disconnect"
ROUTE_RESPONSE = "API Gateway developer guide, apigateway-websocket-api-route-response"
JSON = {"Content-Type": "application/json"}

url = Table("url-response", "function-url")
alb = Table("alb-response", "alb")
socket = Table("websocket-response", "websocket")


def _taken(api: Any, result: Any, status: Any = 200, body: Any = b"", headers: Any = None) -> None:
    same(reply_to(result, api), status=status, body=body, code="ok", headers=headers)


for fact, result, body in (
    ("an object is printed compactly", b'{"hello": "world"}', b'{"hello":"world"}'),
    ("a list is printed compactly", b'["hello", 3, true]', b'["hello",3,true]'),
    ("a string loses its quotes", b'"hello"', b"hello"),
    ("an integer is printed", b"3", b"3"),
    ("a fraction is printed", b"3.1", b"3.1"),
    ("a boolean is printed", b"true", b"true"),
):
    url.add(
        f"without statusCode {fact}, 200, application/json",
        RECORDED,
        "recorded",
        partial(_taken, URL, result, 200, body, JSON),
    )
url.add(
    "with statusCode the default is application/json too",
    RECORDED,
    "recorded",
    partial(_taken, URL, {"statusCode": 200, "body": "body123"}, 200, b"body123", JSON),
)
url.add(
    "a body of JSON text is passed on as it is",
    RECORDED,
    "recorded",
    partial(_taken, URL, {"statusCode": 200, "body": '{"hello": "world"}'}, 200, b'{"hello": "world"}', JSON),
)


def _url_raised() -> None:
    reply = reply_to({"errorMessage": "x"}, URL, function_error="Unhandled")
    same(reply, status=502, body=b"Internal Server Error", code="function_error")


def _url_cookies() -> None:
    assert values(reply_to({"statusCode": 200, "cookies": ["a=1", "b=2"]}, URL), "Set-Cookie") == ["a=1", "b=2"]


def _url_ids() -> None:
    reply = reply_to({"statusCode": 200}, URL)
    assert values(reply, "x-amzn-RequestId")
    assert values(reply, "X-Amzn-Trace-Id")


url.add(
    "a function that fails gives 502 and plain words",
    "LocalStack TestLambdaURL::test_lambda_url_invocation_exception",
    "recorded",
    _url_raised,
)
url.add(
    "each entry of cookies is a Set-Cookie", "AWS Lambda developer guide, urls-invocation", "documented", _url_cookies
)
url.add(
    "a flagged body is decoded",
    "AWS Lambda developer guide, urls-invocation",
    "documented",
    partial(_taken, URL, {"statusCode": 200, "isBase64Encoded": True, "body": "aGk="}, 200, b"hi"),
)
url.add("request and trace ids are added", "responses of deployed function URLs", "inferred", _url_ids)
url.add(
    "www-authenticate is renamed",
    "users' reports of x-amzn-Remapped-www-authenticate",
    "inferred",
    lambda: same(
        reply_to({"statusCode": 401, "headers": {"www-authenticate": "Bearer"}}, URL),
        status=401,
        headers={"x-amzn-Remapped-www-authenticate": "Bearer"},
    ),
)


def _bad_gateway(result: Any, code: Any = "malformed_proxy_response", api: Any = ALB) -> None:
    reply = reply_to(result, api)
    same(reply, status=502, code=code, headers={"Server": "awselb/2.0", "Content-Type": "text/html"})
    assert b"<title>502 Bad Gateway</title>" in reply.response.body


def _alb_error() -> None:
    same(reply_to({}, ALB, function_error="Unhandled"), status=502, code="function_error")


def _reason() -> None:
    reply = reply_to({"statusCode": 200, "statusDescription": "200 Fine"}, ALB)
    assert reply.response.status_text == "Fine"


def _hop_by_hop() -> None:
    reply = reply_to({"statusCode": 200, "headers": {"Connection": "close", "x-a": "b"}}, ALB)
    same(reply, status=200, headers={"x-a": "b"}, absent=("Connection",))


def _length() -> None:
    reply = reply_to({"statusCode": 200, "headers": {"Content-Length": "99"}, "body": "hello"}, ALB)
    assert values(reply, "Content-Length") == ["5"]


def _multi_mode() -> None:
    reply = reply_to({"statusCode": 200, "multiValueHeaders": {"set-cookie": ["a=1", "b=2"]}}, MULTI)
    assert values(reply, "set-cookie") == ["a=1", "b=2"]


alb.add(
    "a result of the documented shape is taken",
    ELB,
    "documented",
    partial(
        _taken,
        ALB,
        {
            "statusCode": 200,
            "statusDescription": "200 OK",
            "isBase64Encoded": False,
            "headers": {"Content-Type": "text/html"},
            "body": "<h1>",
        },
        200,
        b"<h1>",
    ),
)
alb.add("the status description is the reason phrase", ELB, "documented", _reason)
alb.add("without statusCode it is 502", TROUBLE, "documented", partial(_bad_gateway, {"body": "x"}))
alb.add("a bare string is 502", TROUBLE, "documented", partial(_bad_gateway, "hello"))
alb.add("text that is no JSON is 502", TROUBLE, "documented", partial(_bad_gateway, b"<html>"))
alb.add("a function that fails gives 502", TROUBLE, "documented", _alb_error)
alb.add(
    "a result beyond 1 MB is 502",
    ELB,
    "documented",
    partial(_bad_gateway, {"statusCode": 200, "body": "x" * 1024 * 1024}, "response_too_large"),
)
alb.add("hop-by-hop headers are ignored", ELB, "documented", _hop_by_hop)
alb.add("Content-Length is computed", ELB, "documented", _length)
alb.add(
    "a flagged body is decoded",
    ELB,
    "documented",
    partial(_taken, ALB, {"statusCode": 200, "isBase64Encoded": True, "body": "aGk="}, 200, b"hi"),
)
alb.add(
    "in single mode multiValueHeaders are ignored",
    ELB,
    "documented",
    lambda: same(reply_to({"statusCode": 200, "multiValueHeaders": {"x-a": ["1"]}}, ALB), status=200, absent=("x-a",)),
)
alb.add(
    "in multi mode headers are ignored",
    ELB,
    "documented",
    lambda: same(reply_to({"statusCode": 200, "headers": {"x-a": "1"}}, MULTI), status=200, absent=("x-a",)),
)
alb.add("in multi mode several cookies are set", ELB, "documented", _multi_mode)
alb.add(
    "the 502 page has 122 bytes",
    "captures of load balancers' pages",
    "inferred",
    lambda: same(reply_to({}, ALB), status=502, headers={"Content-Length": "122"}),
)

SAY = Route(path="say", settings={"route_response": True})
MUTE = Route(path="say")


def _frame(reply: Any, message: Any) -> None:
    assert json.loads(reply.response.body)["message"] == message
    assert set(json.loads(reply.response.body)) == {"message", "connectionId", "requestId"}


def _message_raised() -> None:
    reply = reply_to({}, SOCKET, function_error="Unhandled", own=SAY)
    assert reply.verdict.code == "function_error"
    _frame(reply, "Internal server error")


def _message_late() -> None:
    reply = reply_to({"statusCode": 200}, SOCKET, elapsed_ms=29_001, own=SAY)
    assert reply.verdict.code == "integration_timeout"
    _frame(reply, "Endpoint request timed out")


for status in (200, 204, 299):
    socket.add(
        f"a $connect result of {status} opens the connection",
        CONNECT,
        "documented",
        partial(_taken, SOCKET, {"statusCode": status}, 101, b""),
    )
for status in (401, 403, 500):
    socket.add(
        f"a $connect result of {status} fails the handshake with it",
        CONNECT,
        "documented",
        lambda status=status: same(reply_to({"statusCode": status}, SOCKET), status=status, code="connection_refused"),
    )
socket.add(
    "a $connect result without statusCode is 502",
    CONNECT,
    "inferred",
    lambda: same(reply_to({}, SOCKET), status=502, code="malformed_proxy_response"),
)
socket.add(
    "a $connect function that fails is 502",
    CONNECT,
    "inferred",
    lambda: same(reply_to({}, SOCKET, function_error="Unhandled"), status=502, code="function_error"),
)
socket.add(
    "a subprotocol is returned on $connect",
    "API Gateway developer guide, websocket-connect-route-subprotocol",
    "documented",
    partial(
        _taken,
        SOCKET,
        {"statusCode": 200, "headers": {"Sec-WebSocket-Protocol": "chat"}},
        101,
        b"",
        {"Sec-WebSocket-Protocol": "chat"},
    ),
)
socket.add(
    "a message without route response is answered with nothing",
    ROUTE_RESPONSE,
    "documented",
    lambda: same(reply_to({"statusCode": 200, "body": "x"}, SOCKET, own=MUTE), status=200, body=b"", code="ok"),
)
socket.add(
    "with a route response the body is sent back",
    ROUTE_RESPONSE,
    "documented",
    lambda: same(reply_to({"statusCode": 200, "body": "x"}, SOCKET, own=SAY), status=200, body=b"x", code="ok"),
)
socket.add("a failing message gets an error frame", "captures of error frames", "inferred", _message_raised)
socket.add("a slow message gets an error frame", "captures of error frames", "inferred", _message_late)
socket.add(
    "nobody gets the result of $disconnect",
    CONNECT,
    "documented",
    lambda: same(
        reply_to({}, SOCKET, function_error="Unhandled", own=Route(path="$disconnect")), status=200, body=b"", code="ok"
    ),
)
ROWS = (*url.rows, *alb.rows, *socket.rows)
