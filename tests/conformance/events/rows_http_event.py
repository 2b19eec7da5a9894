"""What is known of the events of HTTP APIs, payloads 1.0 and 2.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.conformance.events.asking import ANY, SHORT_ID, event_of, row, says
from workbench.events.caller import Caller, CallerKind, example_caller
from workbench.events.caller_overlay import overlay_of
from workbench.events.edit import ABSENT
from workbench.events.source import Source

if TYPE_CHECKING:
    from tests.conformance.row import Row
    from workbench.events.json_value import Json

DEFAULT = "$default"
ENCODED = "/pets/caf%C3%A9%20x"
TWICE = (("X-One", "1"), ("X-One", "2"))


def one(rule: str, case: str, values: dict[str, Json], **asked: Any) -> Row:
    return says(Source.HTTP_1, f"1.{rule}", case, values, **{"stage": DEFAULT, **asked})


def two(rule: str, case: str, values: dict[str, Json], **asked: Any) -> Row:
    return says(Source.HTTP_2, f"2.{rule}", case, values, **{"stage": DEFAULT, **asked})


def told(caller: Caller, source: Source) -> dict[str, Any]:
    overlay = overlay_of(caller, source)
    return {"identity": overlay.identity, "authorizer": overlay.authorizer, "context": overlay.context}


def typed(content_type: str, body: bytes = b"{}") -> dict[str, Any]:
    return {"method": "POST", "headers": (("Content-Type", content_type),), "body": body}


def _no_more_keys() -> None:
    event = event_of(Source.HTTP_2, stage=DEFAULT, resource="$default", path="/")
    wanted = ["version", "routeKey", "rawPath", "rawQueryString", "headers", "requestContext", "isBase64Encoded"]
    assert sorted(event) == sorted(wanted)


def _all_lower() -> None:
    headers = event_of(Source.HTTP_2, headers=(("X-One", "1"), ("Accept", "*/*"), ("tEsT", "1")))["headers"]
    assert [name for name in headers if name != name.lower()] == []


def _capitals_first() -> None:
    names = list(event_of(Source.HTTP_1, headers=(("Accept", "*/*"), ("x-two", "2"), ("X-One", "1")))["headers"])
    assert names == sorted(names)
    assert "accept" in names


def _ids_equal() -> None:
    context = event_of(Source.HTTP_1)["requestContext"]
    assert context["requestId"] == context["extendedRequestId"]


ROWS_1: tuple[Row, ...] = (
    one("version", "1.0", {"/version": "1.0"}),
    one("path-encoded", "path", {"/path": ENCODED}, path=ENCODED),
    one("path-encoded", "context path", {"/requestContext/path": "/pets/café x"}, path=ENCODED),
    one("path-encoded", "path parameter", {"/pathParameters/id": "café x"}, path=ENCODED),
    one("path-encoded", "a plus stays", {"/pathParameters/id": "a+b"}, path="/pets/a+b"),
    one("named-stage", "in both paths", {"/path": "/dev/pets/7", "/requestContext/path": "/dev/pets/7"}, stage="dev"),
    one("named-stage", "not the default stage", {"/path": "/pets/7", "/requestContext/path": "/pets/7"}),
    one("named-stage", "path parameters are without it", {"/pathParameters/id": "7"}, stage="dev"),
    one("query-last-value", "single", {"/queryStringParameters/t": "b c"}, query="t=a&t=b%20c"),
    one("query-last-value", "multi", {"/multiValueQueryStringParameters/t": ["a", "b c"]}, query="t=a&t=b%20c"),
    one("content-length", "without a body", {"/headers/Content-Length": "0"}),
    one("content-length", "with a body", {"/headers/Content-Length": "2"}, **typed("text/plain", b"hi")),
    *(
        one("title-case", name, {f"/headers/{name}": ANY, f"/multiValueHeaders/{name}": ANY})
        for name in ("Content-Length", "Host", "X-Amzn-Trace-Id", "X-Forwarded-For", "X-Forwarded-Port",
                     "X-Forwarded-Proto")
    ),
    one("accept-lower", "accept", {"/headers/accept": "*/*"}, headers=(("Accept", "*/*"),)),
    one("accept-lower", "accept-encoding", {"/headers/accept-encoding": "gzip"},
        headers=(("Accept-Encoding", "gzip"),)),
    row(Source.HTTP_1, "1.accept-lower", "capitals first", _capitals_first),
    one("cookie-header", "one header", {"/headers/Cookie": "a=1; b=2", "/cookies": ABSENT},
        headers=(("Cookie", "a=1; b=2"),)),
    one("resource-id", "a route", {"/requestContext/resourceId": "GET /pets/{id}"}, route_method="GET"),
    one("resource-id", "any method", {"/requestContext/resourceId": "ANY /pets/{id}"}),
    one("resource-id", "the default route", {
        "/requestContext/resourceId": "$default", "/resource": "$default"}, resource="$default"),
    row(Source.HTTP_1, "1.request-ids-equal", "both", _ids_equal),
    one("request-ids-equal", "the form", {"/requestContext/requestId": SHORT_ID}),
    one("user-agent-empty", "not sent", {"/requestContext/identity/userAgent": ""}),
    one("identity", "cognitoAmr", {"/requestContext/identity/cognitoAmr": None}),
    one("identity", "no API key", {"/requestContext/identity/apiKey": ABSENT}),
    *(
        one("null-not-absent", name, {f"/{name}": None}, resource="$default", path="/")
        for name in ("body", "queryStringParameters", "multiValueQueryStringParameters", "pathParameters",
                     "stageVariables")
    ),
    one("jwt", "claims and scopes", {
        "/requestContext/authorizer/claims/username": "alice", "/requestContext/authorizer/scopes": ["openid"],
    }, **told(example_caller(CallerKind.JWT), Source.HTTP_1)),
    one("custom-domain-path", "base path", {"/path": "/v1/pets/7"}, path="/v1/pets/7",
        domain_name="api.example.com", base_path="v1"),
    one("body", "JSON is text", {"/body": "{}", "/isBase64Encoded": False}, **typed("application/json")),
    one("body", "a form is base64", {"/body": "YT0x", "/isBase64Encoded": True},
        **typed("application/x-www-form-urlencoded", b"a=1")),
)  # fmt: skip
ROWS_2: tuple[Row, ...] = (
    row(Source.HTTP_2, "2.version", "the least", _no_more_keys),
    two("version", "2.0", {"/version": "2.0", "/isBase64Encoded": False}),
    two("path-decoded", "raw path", {"/rawPath": "/pets/café x"}, path=ENCODED),
    two("path-decoded", "http path", {"/requestContext/http/path": "/pets/café x"}, path=ENCODED),
    two("path-decoded", "path parameter", {"/pathParameters/id": "café x"}, path=ENCODED),
    two("path-decoded", "a slash", {"/rawPath": "/pets/a/b"}, path="/pets/a%2Fb"),
    two("path-decoded", "a plus stays", {"/rawPath": "/pets/a+b"}, path="/pets/a+b"),
    two("path-cut", "at a question mark", {"/rawPath": "/pets/a"}, path="/pets/a%3Fb"),
    two("named-stage", "in both paths", {
        "/rawPath": "/dev/pets/7", "/requestContext/http/path": "/dev/pets/7", "/requestContext/stage": "dev",
    }, stage="dev"),
    two("named-stage", "not the default stage", {"/rawPath": "/pets/7"}),
    two("custom-domain-path", "base path", {"/rawPath": "/pets/7"}, path="/v1/pets/7",
        domain_name="api.example.com", base_path="v1"),
    two("query-joined", "twice", {"/queryStringParameters/t": "a,b"}, query="t=a&t=b"),
    two("query-joined", "decoded", {"/queryStringParameters/q": "a b"}, query="q=a%20b"),
    two("query-joined", "an empty value", {"/queryStringParameters/q": ""}, query="q="),
    two("raw-query", "keeps its encoding", {"/rawQueryString": "q=a%20b&t=1&t=2"}, query="q=a%20b&t=1&t=2"),
    two("raw-query", "keeps a plus", {"/rawQueryString": "q=a+b"}, query="q=a+b"),
    two("raw-query", "empty", {"/rawQueryString": ""}),
    row(Source.HTTP_2, "2.headers-lower", "all of them", _all_lower),
    *(
        two("headers-lower", name, {f"/headers/{name}": ANY})
        for name in ("host", "x-amzn-trace-id", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto")
    ),
    two("headers-joined", "twice", {"/headers/x-one": "1,2"}, headers=TWICE),
    two("cookies", "moved", {"/cookies": ["a=1", "b=2"], "/headers/cookie": ABSENT},
        headers=(("Cookie", "a=1; b=2"),)),
    two("cookies", "from several headers", {"/cookies": ["a=1", "b=2"]},
        headers=(("cookie", "a=1"), ("cookie", "b=2"))),
    two("cookies", "one", {"/cookies": ["a=1"]}, headers=(("Cookie", "a=1"),)),
    two("no-multi-value", "absent", {"/multiValueHeaders": ABSENT, "/multiValueQueryStringParameters": ABSENT},
        query="t=1&t=2", headers=TWICE),
    *(
        two("absent-not-null", name, {f"/{name}": ABSENT}, resource="$default", path="/")
        for name in ("cookies", "queryStringParameters", "pathParameters", "stageVariables", "body")
    ),
    two("absent-not-null", "an empty body", {"/body": ABSENT, "/isBase64Encoded": False}, method="POST", body=b""),
    two("content-length", "without a body", {"/headers/content-length": "0"}),
    two("content-length", "with a body", {"/headers/content-length": "2"}, **typed("text/plain", b"hi")),
    *(
        two("body-text", kind, {"/body": "{}", "/isBase64Encoded": False}, **typed(kind))
        for kind in ("text/plain", "text/html; charset=utf-8", "application/json", "application/json; charset=utf-8",
                     "application/javascript", "application/xml")
    ),
    *(
        two("body-base64", kind, {"/body": "e30=", "/isBase64Encoded": True}, **typed(kind))
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "image/png",
                     "application/pdf")
    ),
    two("body-base64", "no Content-Type", {"/body": "aGk=", "/isBase64Encoded": True}, method="POST", body=b"hi"),
    two("body-octets", "octets", {"/body": "AAECAw==", "/isBase64Encoded": True},
        **typed("application/octet-stream", b"\x00\x01\x02\x03")),
    two("user-agent-empty", "not sent", {"/requestContext/http/userAgent": ""}),
    two("user-agent-empty", "sent", {"/requestContext/http/userAgent": "curl/8"}, headers=(("User-Agent", "curl/8"),)),
    two("route-key", "a route", {"/routeKey": "GET /pets/{id}", "/requestContext/routeKey": "GET /pets/{id}"},
        route_method="GET"),
    two("route-key", "any method", {"/routeKey": "ANY /pets/{id}"}, method="PUT"),
    two("route-key", "the default route", {"/routeKey": "$default"}, resource="$default"),
    two("request-id", "the form", {"/requestContext/requestId": SHORT_ID}),
    two("time", "as text", {"/requestContext/time": "02/Aug/2024:10:11:12 +0000"}),
    two("time", "in milliseconds", {"/requestContext/timeEpoch": 1_722_593_472_123}),
    two("jwt", "claims and scopes", {
        "/requestContext/authorizer/jwt/claims/username": "alice",
        "/requestContext/authorizer/jwt/scopes": ["openid"],
    }, **told(example_caller(CallerKind.JWT), Source.HTTP_2)),
    two("jwt", "no scopes", {"/requestContext/authorizer/jwt/scopes": None},
        **told(Caller(CallerKind.JWT, claims={"sub": "a"}), Source.HTTP_2)),
    *(
        two("iam", key, {f"/requestContext/authorizer/iam/{key}": ANY},
            **told(example_caller(CallerKind.IAM), Source.HTTP_2))
        for key in ("accessKey", "accountId", "callerId", "cognitoIdentity", "principalOrgId", "userArn", "userId")
    ),
    two("lambda-authorizer", "types are kept", {"/requestContext/authorizer/lambda": {"n": 1, "ok": True}},
        **told(Caller(CallerKind.LAMBDA_AUTHORIZER, context={"n": 1, "ok": True}), Source.HTTP_2)),
    two("client-certificate", "its subject", {"/requestContext/authentication/clientCert/subjectDN": ANY},
        **told(example_caller(CallerKind.CLIENT_CERTIFICATE), Source.HTTP_2)),
)  # fmt: skip
ROWS: tuple[Row, ...] = (*ROWS_1, *ROWS_2)
