"""Whole events that AWS sent to a function behind an edge-optimized REST API, each against what is built for its URL.

The calls were made with python-requests to `/{proxy+}` or `/hardcoded` of a stage named `stage`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.conformance.events.asking import ANY, SHORT_ID, UUID, compare, event_of
from tests.conformance.row import Row
from workbench.events.edit import ABSENT, value_at
from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.events.json_value import Json

ORIGIN = "LocalStack test_apigateway_lambda.py::test_lambda_aws_proxy_integration, {}, recorded on AWS 2024-08"
BY_REQUESTS = (
    ("User-Agent", "python-requests/testing"),
    ("Accept-Encoding", "gzip, deflate"),
    ("Accept", "*/*"),
    ("Connection", "keep-alive"),
)
GET_SENT = (*BY_REQUESTS, ("tEsT-HEADeR", "aValUE"), ("authorization", "random-value"))
POST_SENT = (
    *BY_REQUESTS,
    ("Content-Type", "application/json;charset=utf-8"),
    ("aUThorization", "Bearer token123;API key456"),
    ("Content-Length", "26"),
)
NAMES = (
    "Accept", "Accept-Encoding", "Authorization", "CloudFront-Forwarded-Proto", "CloudFront-Is-Desktop-Viewer",
    "CloudFront-Is-Mobile-Viewer", "CloudFront-Is-SmartTV-Viewer", "CloudFront-Is-Tablet-Viewer",
    "CloudFront-Viewer-ASN", "CloudFront-Viewer-Country", "Host", "User-Agent", "Via", "X-Amz-Cf-Id",
    "X-Amzn-Trace-Id", "X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto",
)  # fmt: skip

EMAILS = "/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com"
ENCODED = (
    "dateTimeOffset=2023-06-12T18:05:10.123456+00:00&email=test%2Balias@gmail.com&plus=test+alias@gmail.com"
    "&url=https://www.google.com/&whitespace=foo%20bar&zhash=abort/"
)
DECODED = {
    "dateTimeOffset": "2023-06-12T18:05:10.123456 00:00",
    "email": "test+alias@gmail.com",
    "plus": "test alias@gmail.com",
    "url": "https://www.google.com/",
    "whitespace": "foo bar",
    "zhash": "abort/",
}

CASES: tuple[tuple[str, str, str, dict[str, Json]], ...] = (
    ("without-trailing-slash", "/proxy-value", "", {
        "/path": "/proxy-value", "/pathParameters": {"proxy": "proxy-value"},
        "/requestContext/path": "/stage/proxy-value",
    }),
    ("with-trailing-slash", "/proxy-value/", "", {
        "/path": "/proxy-value/", "/pathParameters": {"proxy": "proxy-value"},
        "/requestContext/path": "/stage/proxy-value/",
    }),
    ("with-double-slash", "/proxy-value//double-slash", "", {
        "/path": "/proxy-value//double-slash", "/pathParameters": {"proxy": "proxy-value//double-slash"},
        "/requestContext/path": "/stage/proxy-value//double-slash",
    }),
    ("with-prepended-slash", "//proxy-value", "", {
        "/path": "/proxy-value", "/pathParameters": {"proxy": "proxy-value"},
        "/requestContext/path": "/stage//proxy-value",
    }),
    ("without-trailing-slash-and-query-params", "/proxy-value", "urlparam=test", {
        "/path": "/proxy-value", "/queryStringParameters": {"urlparam": "test"},
        "/multiValueQueryStringParameters": {"urlparam": ["test"]},
    }),
    ("with-trailing-slash-and-query-params", "/proxy-value/", "urlparam=test", {
        "/path": "/proxy-value/", "/queryStringParameters": {"urlparam": "test"},
        "/multiValueQueryStringParameters": {"urlparam": ["test"]},
    }),
    ("with-path-encoded-email", EMAILS, "", {
        "/path": EMAILS, "/pathParameters": {"proxy": EMAILS[1:]}, "/requestContext/path": f"/stage{EMAILS}",
    }),
    ("with-params-encoding", "/proxy-value/api", ENCODED, {
        "/queryStringParameters": DECODED,
        "/multiValueQueryStringParameters": {name: [value] for name, value in DECODED.items()},
    }),
    ("with-params-encoding-multi", "/proxy-value", "category=electronics&category=books&price=10&price=20&price=30", {
        "/queryStringParameters": {"category": "books", "price": "30"},
        "/multiValueQueryStringParameters": {"category": ["electronics", "books"], "price": ["10", "20", "30"]},
    }),
    ("hardcoded", "//hardcoded", "", {
        "/resource": "/hardcoded", "/path": "/hardcoded", "/pathParameters": None,
        "/requestContext/path": "/stage//hardcoded", "/requestContext/resourcePath": "/hardcoded",
    }),
)  # fmt: skip
ALWAYS: dict[str, Json] = {
    "/isBase64Encoded": False,
    "/stageVariables": None,
    "/version": ABSENT,
    "/headers/Via": re.compile(r"1\.1 \w+\.cloudfront\.net \(CloudFront\)"),
    "/multiValueHeaders/Accept-Encoding": ["gzip, deflate"],
    "/requestContext/authorizer": ABSENT,
    "/requestContext/extendedRequestId": SHORT_ID,
    "/requestContext/identity/userAgent": "python-requests/testing",
    "/requestContext/protocol": "HTTP/1.1",
    "/requestContext/requestId": UUID,
    "/requestContext/resourceId": ANY,
    "/requestContext/stage": "stage",
}


def _check(path: str, query: str, values: dict[str, Json]) -> Callable[[], None]:
    def check() -> None:
        method = "POST" if query.startswith("category=") else "GET"
        is_hardcoded = values.get("/resource") == "/hardcoded"
        event = event_of(
            Source.REST,
            method=method,
            path=path,
            query=query,
            headers=POST_SENT if method == "POST" else GET_SENT,
            body=b'{"message": "hello world"}' if method == "POST" else None,
            endpoint_type="EDGE",
            stage="stage",
            resource="/hardcoded" if is_hardcoded else "/{proxy+}",
            path_parameters=() if is_hardcoded else (("proxy", path.lstrip("/")),),
        )
        names = sorted((*NAMES, "Content-Type" if method == "POST" else "tEsT-HEADeR"))
        assert sorted(event["headers"]) == names
        assert sorted(event["multiValueHeaders"]) == names
        of_method: dict[str, Json] = {
            "/httpMethod": method,
            "/requestContext/httpMethod": method,
            "/headers/Authorization": "Bearer token123;API key456" if method == "POST" else "random-value",
            "/body": '{"message": "hello world"}' if method == "POST" else None,
        }
        for pointer, expected in {**ALWAYS, **of_method, **values}.items():
            compare(value_at(event, pointer), expected)

    return check


ROWS: tuple[Row, ...] = tuple(
    Row(
        f"rest-api.recorded.{name}",
        Source.REST.value,
        f"The whole event of a request for /stage{path}{'?' * bool(query)}{query}.",
        ORIGIN.format(name),
        "recorded",
        _check(path, query, values),
    )
    for name, path, query, values in CASES
)
