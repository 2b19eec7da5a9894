"""What is known of the events of function URLs, load balancers and WebSocket APIs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.conformance.events.asking import ANY, NOW_MS, SHORT_ID, UUID, event_of, row, says
from workbench.events.caller import CallerKind, example_caller
from workbench.events.caller_overlay import overlay_of
from workbench.events.connection import Connection
from workbench.events.edit import ABSENT
from workbench.events.source import Source

if TYPE_CHECKING:
    from tests.conformance.row import Row
    from workbench.events.json_value import Json

TWICE = (("X-One", "1"), ("X-One", "2"))
MESSAGE = Connection("MESSAGE", id="abc=", connected_at_ms=NOW_MS - 1, message=b'{"a": 1}')
END = Connection("DISCONNECT", id="abc=", connected_at_ms=NOW_MS - 1, disconnect_code=1005)


def url(rule: str, case: str, values: dict[str, Json], **asked: Any) -> Row:
    return says(Source.FUNCTION_URL, rule, case, values, **{"stage": "$default", "resource": "$default", **asked})


def alb(rule: str, case: str, values: dict[str, Json], **asked: Any) -> Row:
    return says(Source.ALB, rule, case, values, **{"stage": "$default", "resource": "/", **asked})


def socket(rule: str, case: str, values: dict[str, Json], **asked: Any) -> Row:
    return says(Source.WEBSOCKET, rule, case, values, **{"path": "/", "resource": "$connect", **asked})


def message(rule: str, case: str, values: dict[str, Json], **asked: Any) -> Row:
    return socket(rule, case, values, **{"resource": "send", "connection": MESSAGE, **asked})


def end(rule: str, case: str, values: dict[str, Json], **asked: Any) -> Row:
    return socket(rule, case, values, **{"resource": "$disconnect", "connection": END, **asked})


def typed(content_type: str, *more: tuple[str, str]) -> dict[str, Any]:
    return {"method": "POST", "headers": (("Content-Type", content_type), *more), "body": b"{}"}


def _ids() -> None:
    context = event_of(Source.WEBSOCKET, path="/", resource="$connect")["requestContext"]
    assert context["requestId"] == context["extendedRequestId"] != context["connectionId"]


def _only_elb() -> None:
    assert list(event_of(Source.ALB, resource="/")["requestContext"]) == ["elb"]


IAM = overlay_of(example_caller(CallerKind.IAM), Source.FUNCTION_URL)
ROWS_URL: tuple[Row, ...] = (
    url("shape", "version", {"/version": "2.0", "/requestContext/http/method": "GET"}),
    url("route", "key and stage", {"/routeKey": "$default", "/requestContext/routeKey": "$default",
                                   "/requestContext/stage": "$default"}),
    url("anonymous", "account", {"/requestContext/accountId": "anonymous", "/requestContext/authorizer": ABSENT}),
    url("iam", "account and caller", {
        "/requestContext/accountId": "123456789012", "/requestContext/authorizer/iam/cognitoIdentity": None,
        "/requestContext/authorizer/iam/userArn": ANY,
    }, authorizer=IAM.authorizer),
    url("domain", "of the URL", {
        "/requestContext/domainName": "a1b2c3d4e5.lambda-url.us-east-1.on.aws",
        "/requestContext/domainPrefix": "a1b2c3d4e5", "/headers/host": "a1b2c3d4e5.lambda-url.us-east-1.on.aws",
    }),
    url("path-encoded", "a space", {"/rawPath": "/a%20b", "/requestContext/http/path": "/a%20b"}, path="/a%20b"),
    url("request-id", "a UUID", {"/requestContext/requestId": UUID}),
    url("query", "twice", {"/queryStringParameters/t": "a,b c", "/rawQueryString": "t=a&t=b%20c"}, query="t=a&t=b%20c"),
    url("cookies", "moved", {"/cookies": ["a=1", "b=2"], "/headers/cookie": ABSENT}, headers=(("Cookie", "a=1; b=2"),)),
    *(
        url("absent", name, {f"/{name}": ABSENT})
        for name in ("cookies", "queryStringParameters", "pathParameters", "stageVariables", "body")
    ),
    url("no-path-parameters", "none", {"/pathParameters": ABSENT, "/stageVariables": ABSENT},
        path_parameters=(("id", "7"),), stage_variables={"a": "1"}),
    url("headers", "lower case", {"/headers/x-one": "1,2", "/headers/X-One": ABSENT}, headers=TWICE),
    *(
        url("headers", name, {f"/headers/{name}": ANY})
        for name in ("x-forwarded-for", "x-forwarded-port", "x-forwarded-proto", "x-amzn-trace-id",
                     "x-amzn-tls-version", "x-amzn-tls-cipher-suite")
    ),
    url("body", "JSON is text", {"/body": "{}", "/isBase64Encoded": False}, **typed("application/json")),
    url("body", "a form is base64", {"/body": "e30=", "/isBase64Encoded": True},
        **typed("application/x-www-form-urlencoded")),
)  # fmt: skip
ROWS_ALB: tuple[Row, ...] = (
    alb("single-value", "headers", {"/headers/x-one": "2", "/multiValueHeaders": ABSENT}, headers=TWICE),
    alb("single-value", "query", {"/queryStringParameters/t": "b", "/multiValueQueryStringParameters": ABSENT},
        query="t=a&t=b"),
    alb("multi-value", "headers", {"/multiValueHeaders/x-one": ["1", "2"], "/headers": ABSENT}, headers=TWICE,
        multi_value_headers=True),
    alb("multi-value", "query", {"/multiValueQueryStringParameters/t": ["a", "b"], "/queryStringParameters": ABSENT},
        query="t=a&t=b", multi_value_headers=True),
    alb("query-encoded", "a value", {"/queryStringParameters/q": "a%20b"}, query="q=a%20b"),
    alb("query-encoded", "a name", {"/queryStringParameters": {"a%5Bb%5D": "1"}}, query="a%5Bb%5D=1"),
    alb("query-encoded", "a plus", {"/queryStringParameters/q": "a+b"}, query="q=a+b"),
    alb("query-encoded", "multi", {"/multiValueQueryStringParameters/q": ["a%20b"]}, query="q=a%20b",
        multi_value_headers=True),
    alb("query-empty", "single", {"/queryStringParameters": {}}),
    alb("query-empty", "multi", {"/multiValueQueryStringParameters": {}}, multi_value_headers=True),
    alb("headers-lower", "a client's", {"/headers/x-one": "2"}, headers=TWICE),
    alb("headers-lower", "host", {"/headers/host": ANY}),
    alb("body-empty", "none", {"/body": "", "/isBase64Encoded": False}),
    *(
        alb("body-text", kind, {"/body": "{}", "/isBase64Encoded": False}, **typed(kind))
        for kind in ("text/plain", "application/json", "application/javascript", "application/xml")
    ),
    *(
        alb("body-base64", kind, {"/body": "e30=", "/isBase64Encoded": True}, **typed(kind))
        for kind in ("image/png", "application/x-www-form-urlencoded", "application/octet-stream")
    ),
    alb("body-base64", "compressed text", {"/body": "e30=", "/isBase64Encoded": True},
        **typed("text/plain", ("Content-Encoding", "gzip"))),
    row(Source.ALB, "context", "only elb", _only_elb),
    alb("context", "the ARN", {
        "/requestContext/elb/targetGroupArn": re.compile(
            r"arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/[\w-]+/\w+"
        ),
    }),
    *(
        alb("no-route", name, {f"/{name}": ABSENT})
        for name in ("pathParameters", "stageVariables", "resource", "version", "requestContext/identity")
    ),
    alb("path-encoded", "a space", {"/path": "/a%20b"}, path="/a%20b"),
    alb("forwarded", "https", {
        "/headers/x-forwarded-for": "198.51.100.7", "/headers/x-forwarded-port": "443",
        "/headers/x-forwarded-proto": "https", "/headers/x-amzn-trace-id": ANY,
    }),
    alb("forwarded", "http", {"/headers/x-forwarded-port": "80", "/headers/x-forwarded-proto": "http"}, scheme="http"),
    alb("trace-self", "behind Self", {
        "/headers/x-amzn-trace-id": re.compile(r"Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-a-b"),
    }, headers=(("X-Amzn-Trace-Id", "Root=1-a-b"),)),
)  # fmt: skip
ROWS_WEBSOCKET: tuple[Row, ...] = (
    socket("connect", "headers", {"/headers/Host": ANY, "/multiValueHeaders/Host": ANY, "/isBase64Encoded": False}),
    socket("connect", "a query", {
        "/queryStringParameters": {"room": "b"}, "/multiValueQueryStringParameters": {"room": ["a", "b"]},
    }, query="room=a&room=b"),
    socket("connect", "no query", {"/queryStringParameters": ABSENT, "/multiValueQueryStringParameters": ABSENT}),
    socket("connect", "no body", {"/body": ABSENT}),
    socket("connect-context", "type and route", {
        "/requestContext/eventType": "CONNECT", "/requestContext/routeKey": "$connect"}),
    message("message", "body", {"/body": '{"a": 1}', "/isBase64Encoded": False}),
    message("message", "no headers", {
        "/headers": ABSENT, "/multiValueHeaders": ABSENT, "/queryStringParameters": ABSENT}, query="room=a"),
    message("message", "type and route", {
        "/requestContext/eventType": "MESSAGE", "/requestContext/routeKey": "send"}),
    message("message-id", "there", {"/requestContext/messageId": SHORT_ID}),
    socket("message-id", "not on connect", {"/requestContext/messageId": ABSENT}),
    end("message-id", "not on disconnect", {"/requestContext/messageId": ABSENT}),
    end("disconnect", "code and reason", {
        "/requestContext/disconnectStatusCode": 1005,
        "/requestContext/disconnectReason": "Client-side close frame status not set",
        "/requestContext/eventType": "DISCONNECT", "/requestContext/routeKey": "$disconnect",
    }),
    socket("disconnect", "not on connect", {"/requestContext/disconnectStatusCode": ABSENT}),
    end("disconnect-headers", "four", {
        "/headers/Host": ANY, "/headers/x-api-key": "", "/headers/X-Forwarded-For": "", "/headers/x-restapi": "",
        "/multiValueHeaders/x-restapi": [""],
    }),
    socket("direction", "connect", {"/requestContext/messageDirection": "IN"}),
    message("direction", "message", {"/requestContext/messageDirection": "IN"}),
    row(Source.WEBSOCKET, "ids", "equal and another", _ids),
    socket("ids", "request id", {"/requestContext/requestId": SHORT_ID}),
    socket("ids", "connection id", {"/requestContext/connectionId": SHORT_ID}),
    message("ids", "a connection goes on", {"/requestContext/connectionId": "abc="}),
    *(
        make("no-http", f"{name} on {case}", {f"/{name}": ABSENT})
        for make, case in ((socket, "connect"), (message, "message"), (end, "disconnect"))
        for name in ("httpMethod", "path", "resource")
    ),
    socket("connected-at", "now", {"/requestContext/connectedAt": NOW_MS}),
    message("connected-at", "earlier", {
        "/requestContext/connectedAt": NOW_MS - 1, "/requestContext/requestTimeEpoch": NOW_MS}),
    socket("identity", "address", {"/requestContext/identity": {"sourceIp": "198.51.100.7"}}),
    socket("identity", "user agent", {"/requestContext/identity/userAgent": "curl/8"},
           headers=(("User-Agent", "curl/8"),)),
    message("binary", "base64", {"/body": "/w==", "/isBase64Encoded": True},
            connection=Connection("MESSAGE", id="abc=", message=b"\xff")),
)  # fmt: skip
ROWS: tuple[Row, ...] = (*ROWS_URL, *ROWS_ALB, *ROWS_WEBSOCKET)
