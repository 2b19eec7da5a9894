"""What is known of REST APIs: which results they take, and what the client gets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tests.conformance.gateway.asking import MALFORMED_REST, Table, reply_to, same, values
from workbench.gateway.api import Api

if TYPE_CHECKING:
    from workbench.events.rule import Confidence

REST = Api()
FORMAT = "LocalStack test_apigateway_lambda.py::test_aws_proxy_response_payload_format_validation"
SHAPES = "LocalStack test_apigateway_lambda.py::test_lambda_aws_proxy_response_format"
BINARY = "LocalStack test_apigateway_lambda.py::test_aws_proxy_binary_response"
DOTNET = "aws-lambda-dotnet LambdaTestTool-v2 snapshot"
REMAP = "LocalStack apigateway header tests; API Gateway developer guide, api-gateway-known-issues"
PUBLIC = "users' reports of malformed Lambda proxy responses"

table = Table("rest-response", "rest-api")


def _malformed(result: Any) -> None:
    reply = reply_to(result, REST)
    same(reply, status=502, body=MALFORMED_REST, code="malformed_proxy_response")
    same(reply, status=502, headers={"x-amzn-ErrorType": "InternalServerErrorException"}, absent=("X-Amzn-Trace-Id",))


def _accepted(result: Any, status: Any = 200, body: Any = b"") -> None:
    same(reply_to(result, REST), status=status, body=body, code="ok")


FINE: tuple[tuple[str, Any], ...] = (
    ("{} is 200 with an empty body", {}),
    ("only headers is 200", {"headers": {"a": "b"}}),
    ("only a statusCode is 200", {"statusCode": 200}),
    ("headers: null is 200", {"statusCode": 200, "headers": None}),
    ("multiValueHeaders: null is 200", {"statusCode": 200, "multiValueHeaders": None}),
    ("body: null is an empty body", {"statusCode": 200, "body": None}),
)
for fact, result in FINE:
    table.add(fact, FORMAT, "recorded", partial(_accepted, result))
table.add(
    "statusCode in quotes is taken as a number", SHAPES, "recorded", partial(_accepted, {"statusCode": "201"}, 201)
)

BROKEN: tuple[tuple[str, str, Confidence, Any], ...] = (
    ("statusCode that is no number is malformed", SHAPES, "recorded", {"statusCode": "test"}),
    ("statusCode 0 is malformed", f"{DOTNET} V1_HandlesZeroStatusCodeRest", "recorded", {"statusCode": 0}),
    ("an unknown top-level key is malformed", FORMAT, "recorded", {"statusCode": 200, "wrongKey": "x"}),
    ("an unknown key alone is malformed", FORMAT, "recorded", {"wrongValue": "value"}),
    ("a JSON string is malformed", SHAPES, "recorded", "hello"),
    ("a multi value that is no list is malformed", FORMAT, "recorded", {"multiValueHeaders": {"a": "b"}}),
    ("a body that is an object is malformed", PUBLIC, "inferred", {"statusCode": 200, "body": {"a": 1}}),
    ("a body that is a list is malformed", PUBLIC, "inferred", {"statusCode": 200, "body": [1]}),
    (
        "a header value that is a number is malformed",
        "LocalStack integrations/aws.py",
        "inferred",
        {"headers": {"a": 1}},
    ),
    (
        "a header value that is null is malformed",
        "LocalStack integrations/aws.py",
        "inferred",
        {"headers": {"a": None}},
    ),
    ("null is malformed", PUBLIC, "inferred", None),
    ("a list is malformed", PUBLIC, "inferred", [1]),
    ("a number is malformed", PUBLIC, "inferred", 3),
    (
        "text that is no JSON is malformed",
        "API Gateway developer guide, set-up-lambda-proxy-integrations",
        "documented",
        b"<html>",
    ),
    ("headers that are a list are malformed", "LocalStack integrations/aws.py", "inferred", {"headers": ["a"]}),
    ("a negative statusCode is malformed", "API reference, statusCode pattern", "inferred", {"statusCode": -1}),
    ("a statusCode of 600 is malformed", "API reference, statusCode pattern", "inferred", {"statusCode": 600}),
    ("a statusCode with a fraction is malformed", PUBLIC, "inferred", {"statusCode": 200.5}),
)
for fact, origin, confidence, result in BROKEN:
    table.add(fact, origin, confidence, partial(_malformed, result))

table.add(
    "a header value true is sent as text",
    FORMAT,
    "recorded",
    lambda: same(reply_to({"headers": {"x": True}}, REST), status=200, headers={"x": "true"}),
)
table.add(
    "a header value false is sent as text",
    FORMAT,
    "recorded",
    lambda: same(reply_to({"headers": {"x": False}}, REST), status=200, headers={"x": "false"}),
)
table.add(
    "without Content-Type it is application/json",
    f"{DOTNET} V1_DefaultsToCorrectContentTYpeRest",
    "recorded",
    lambda: same(reply_to({"body": "x"}, REST), status=200, headers={"Content-Type": "application/json"}),
)
table.add(
    "a content type in any casing is kept",
    f"{DOTNET} V1_HandlesHeadersCorrectlyRest",
    "recorded",
    lambda: same(
        reply_to({"headers": {"content-TYPE": "text/x"}}, REST), status=200, headers={"content-TYPE": "text/x"}
    ),
)
table.add(
    "header casing is preserved",
    f"{DOTNET} V1_HandlesHeadersCorrectlyRest",
    "recorded",
    lambda: same(
        reply_to({"headers": {"myheader": "a", "MyOther": "b"}}, REST),
        status=200,
        headers={"myheader": "a", "MyOther": "b"},
    ),
)


def _merged() -> None:
    result = {"headers": {"x": "single"}, "multiValueHeaders": {"x": ["one", "two"]}}
    assert values(reply_to(result, REST), "x") == ["one", "two", "single"]


def _casing() -> None:
    result = {"headers": {"x-own": "c"}, "multiValueHeaders": {"X-Own": ["a", "b"]}}
    reply = reply_to(result, REST)
    assert [pair for pair in reply.response.headers if pair[0].lower() == "x-own"] == [
        ("X-Own", "a"), ("X-Own", "b"), ("X-Own", "c"),
    ]  # fmt: skip


def _once() -> None:
    result = {"headers": {"x": "one"}, "multiValueHeaders": {"x": ["one", "two"]}}
    assert values(reply_to(result, REST), "x") == ["one", "two"]


def _cookies() -> None:
    result = {"multiValueHeaders": {"Set-Cookie": ["a=1", "b=2"]}}
    assert values(reply_to(result, REST), "Set-Cookie") == ["a=1", "b=2"]


table.add(
    "multi values come before the single one",
    f"{DOTNET} V1_CombinesSingleAndMultiValueHeadersRest",
    "recorded",
    _merged,
)
table.add("on a clash of casing the multi map's wins", FORMAT, "recorded", _casing)
table.add(
    "the same name and value in both maps is sent once",
    "API Gateway developer guide, set-up-lambda-proxy-integrations",
    "documented",
    _once,
)
table.add(
    "several cookies need multiValueHeaders",
    "API Gateway developer guide, set-up-lambda-proxy-integrations",
    "documented",
    _cookies,
)

for name in (
    "Authorization", "Connection", "Content-Length", "Content-MD5", "Date", "Expect", "Host", "Max-Forwards",
    "Proxy-Authenticate", "Server", "Trailer", "Upgrade", "User-Agent", "WWW-Authenticate",
):  # fmt: skip

    def _remapped(name: Any = name) -> None:
        same(reply_to({"headers": {name: "v"}}, REST), status=200, headers={f"x-amzn-Remapped-{name}": "v"})

    table.add(f"{name} is renamed", REMAP, "recorded", _remapped)

table.add(
    "x-amzn-RequestId is added",
    f"{DOTNET} V1_APIHeadersRest",
    "recorded",
    lambda: same(reply_to({}, REST), status=200, headers={"x-amzn-RequestId": "4f0e9f0a-6b7a-4e0a-9d53-0123456789ab"}),
)
for name in ("x-amz-apigw-id", "X-Amzn-Trace-Id", "Content-Length"):

    def _added(name: Any = name) -> None:
        assert values(reply_to({}, REST), name)

    table.add(f"{name} is added", f"{DOTNET} V1_APIHeadersRest", "recorded", _added)

table.add(
    "a malformed result is 36 bytes of JSON with a space",
    f"{DOTNET} V1_HandlesZeroStatusCodeRest",
    "recorded",
    lambda: same(reply_to({"statusCode": 0}, REST), status=502, headers={"Content-Length": "36"}),
)
table.add(
    "a function that raises gives 502",
    "aws-sam-cli issue 522",
    "inferred",
    lambda: same(
        reply_to({"errorMessage": "x"}, REST, function_error="Unhandled"),
        status=502,
        body=MALFORMED_REST,
        code="function_error",
    ),
)
table.add(
    "a function that times out gives 502",
    "AWS Lambda developer guide, services-apigateway",
    "documented",
    lambda: same(
        reply_to(
            {"errorType": "Sandbox.Timedout", "errorMessage": "Task timed out after 3.00 seconds"},
            REST,
            function_error="Unhandled",
        ),
        status=502,
        body=MALFORMED_REST,
        code="function_error",
    ),
)
table.add(
    "the integration timeout gives 504 and 41 bytes",
    "azul issue 6284, LambStatus issue 36",
    "inferred",
    lambda: same(
        reply_to({}, REST, elapsed_ms=29_001),
        status=504,
        body=b'{"message": "Endpoint request timed out"}',
        code="integration_timeout",
        headers={"Content-Length": "41"},
    ),
)
table.add(
    "29 s exactly is in time",
    "API Gateway developer guide, limits",
    "documented",
    lambda: same(reply_to({}, REST, elapsed_ms=29_000), status=200),
)
table.add(
    "a Regional API's timeout may be raised",
    "API Gateway developer guide, limits (since June 2024)",
    "documented",
    lambda: same(reply_to({}, Api(integration_timeout_ms=60_000), elapsed_ms=59_000), status=200),
)
table.add(
    "a result beyond 6,291,556 bytes gives 502",
    "azul issue 8258; LocalStack Function.ResponseSizeTooLarge",
    "recorded",
    lambda: same(reply_to(b'"' + b"x" * 6_291_555 + b'"', REST), status=502, code="response_too_large"),
)
table.add(
    "a result of 6,291,556 bytes passes",
    "LocalStack Function.ResponseSizeTooLarge",
    "recorded",
    lambda: same(reply_to(b'{"body": "' + b"x" * (6_291_556 - 12) + b'"}', REST), status=200, code="ok"),
)

for name in ("X-Cache", "Via", "X-Amz-Cf-Pop", "X-Amz-Cf-Id"):

    def _edge(name: Any = name) -> None:
        assert values(reply_to({}, Api(endpoint_type="EDGE")), name)
        assert not values(reply_to({}, REST), name)

    table.add(f"{name} is added at the edge", FORMAT, "recorded", _edge)

PNG = Api(binary_media_types=("image/png",))
WILD = Api(binary_media_types=("application/*",))
LEFT = Api(binary_media_types=("*/test",))
ALL = Api(binary_media_types=("*/*",))
FLAGGED = {"body": "aGVsbG8=", "isBase64Encoded": True}


def _binary(api: Any, accept: Any, body: Any, result: Any = FLAGGED, status: Any = 200) -> None:
    headers = (("Accept", accept),) if accept else ()
    same(reply_to(result, api, headers=headers), status=status, body=body)


BINARIES: tuple[tuple[str, str, Confidence, Any], ...] = (
    (
        "a flagged body is decoded where Accept names a binary type",
        BINARY,
        "recorded",
        partial(_binary, PNG, "image/png", b"hello"),
    ),
    (
        "the first type of Accept counts, and matches",
        BINARY,
        "recorded",
        partial(_binary, PNG, "image/png,*/*", b"hello"),
    ),
    (
        "the first type of Accept counts, and does not match",
        BINARY,
        "recorded",
        partial(_binary, PNG, "text/html,image/png", b"aGVsbG8="),
    ),
    (
        "parameters of the first type are ignored",
        BINARY,
        "recorded",
        partial(_binary, PNG, "image/png;q=0.5", b"hello"),
    ),
    ("application/* takes application/pdf", BINARY, "recorded", partial(_binary, WILD, "application/pdf", b"hello")),
    ("*/test takes nothing", BINARY, "recorded", partial(_binary, LEFT, "text/test", b"aGVsbG8=")),
    ("Accept: */* is no binary type by itself", BINARY, "recorded", partial(_binary, PNG, "*/*", b"aGVsbG8=")),
    (
        "with */* a flagged body is decoded without Accept",
        "aws-lambda-dotnet ApiGatewayResponseExtensionsAdditionalTests",
        "recorded",
        partial(_binary, ALL, "", b"hello"),
    ),
    (
        "with */* any Accept decodes",
        "API Gateway developer guide, lambda-proxy-binary-media",
        "documented",
        partial(_binary, ALL, "text/html", b"hello"),
    ),
    (
        "a body that is not flagged stays text",
        BINARY,
        "recorded",
        partial(_binary, PNG, "image/png", b"aGVsbG8=", {"body": "aGVsbG8="}),
    ),
    (
        "the response's Content-Type does not matter",
        BINARY,
        "recorded",
        partial(_binary, PNG, "image/png", b"hello", {**FLAGGED, "headers": {"Content-Type": "text/html"}}),
    ),
    (
        "without binary types the base64 text is sent",
        BINARY,
        "recorded",
        partial(_binary, REST, "image/png", b"aGVsbG8="),
    ),
    (
        "base64Encoded counts before isBase64Encoded",
        "AWS SAM CLI local_apigw_service.py, pull request 2941",
        "inferred",
        partial(
            _binary,
            PNG,
            "image/png",
            b"aGVsbG8=",
            {"body": "aGVsbG8=", "isBase64Encoded": True, "base64Encoded": False},
        ),
    ),
    (
        "a flagged body that is no base64 gives 500",
        BINARY,
        "recorded",
        partial(_binary, PNG, "image/png", MALFORMED_REST, {"body": "not base64!", "isBase64Encoded": True}, 500),
    ),
)
for fact, origin, confidence, check in BINARIES:
    table.add(fact, origin, confidence, check)
ROWS = tuple(table.rows)
