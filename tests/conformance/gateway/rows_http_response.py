"""What is known of HTTP APIs: which results they take with each payload format, and what the client gets."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.conformance.gateway.asking import FAILED_HTTP, Table, reply_to, same, values
from workbench.gateway.api import Api, Route

ONE = Api(type="HTTP", payload_format_version="1.0")
TWO = Api(type="HTTP")
DOTNET = "aws-lambda-dotnet LambdaTestTool-v2 snapshot"
GUIDE = "API Gateway developer guide, http-api-develop-integrations-lambda"
SAM = "AWS SAM CLI local_apigw_service.py, comments on trials"
PUBLIC = "users' reports of HTTP API internal server errors"

one = Table("http1-response", "http-api-1.0")
two = Table("http2-response", "http-api-2.0")


def _failed(api: Any, result: Any) -> None:
    reply = reply_to(result, api)
    same(
        reply,
        status=500,
        body=FAILED_HTTP,
        code="malformed_proxy_response",
        headers={"Content-Type": "application/json"},
    )
    assert len(reply.response.body) == 35


def _taken(api: Any, result: Any, status: Any = 200, body: Any = b"", headers: Any = None) -> None:
    same(reply_to(result, api), status=status, body=body, code="ok", headers=headers)


for table, api, name in ((one, ONE, "V1_HandlesZeroStatusCodeHttpV1"), (two, TWO, "V2_HandlesZeroStatusCode")):
    table.add("statusCode 0 gives 500", f"{DOTNET} {name}", "recorded", partial(_failed, api, {"statusCode": 0}))
    table.add(
        "statusCode 200.5 gives 500", DOTNET + " (asserted)", "inferred", partial(_failed, api, {"statusCode": 200.5})
    )
    table.add(
        "statusCode that is no number gives 500", PUBLIC, "inferred", partial(_failed, api, {"statusCode": "test"})
    )
    table.add(
        "a body that is an object gives 500", PUBLIC, "inferred", partial(_failed, api, {"statusCode": 200, "body": {}})
    )
    table.add(
        "headers that are no object give 500",
        PUBLIC,
        "inferred",
        partial(_failed, api, {"statusCode": 200, "headers": []}),
    )
    table.add("text that is no JSON gives 500", GUIDE, "inferred", partial(_failed, api, b"<html>"))
    table.add(
        "unknown keys are ignored",
        SAM,
        "inferred",
        partial(_taken, api, {"statusCode": 200, "own": 1, "body": "x"}, 200, b"x"),
    )
    table.add(
        "base64Encoded is ignored",
        SAM,
        "inferred",
        partial(_taken, api, {"statusCode": 200, "base64Encoded": True, "body": "aGk="}, 200, b"aGk="),
    )
    table.add(
        "null for headers is harmless", DOTNET, "recorded", partial(_taken, api, {"statusCode": 200, "headers": None})
    )
    table.add(
        "statusCode in quotes is taken as a number", SAM, "inferred", partial(_taken, api, {"statusCode": "201"}, 201)
    )
    table.add(
        "a flagged body is always decoded",
        f"{DOTNET} V2_SetsBodyBase64; additional tests",
        "recorded",
        partial(_taken, api, {"statusCode": 200, "isBase64Encoded": True, "body": "aGk="}, 200, b"hi"),
    )
    table.add(
        "with statusCode the default is text/plain; charset=utf-8",
        f"{DOTNET} V1_DefaultsToCorrectContentTYpeHttpV1, V2_DefaultsToTextPlainContentType",
        "recorded",
        partial(
            _taken, api, {"statusCode": 200, "body": "x"}, 200, b"x", {"Content-Type": "text/plain; charset=utf-8"}
        ),
    )
    table.add(
        "header names are sent in title case",
        f"{DOTNET} V1_HandlesHeadersCorrectlyHttpV1, V2_HandlesHeadersCorrectly",
        "recorded",
        partial(
            _taken,
            api,
            {"statusCode": 200, "headers": {"myheader": "a", "x-other-name": "b"}},
            200,
            b"",
            {"Myheader": "a", "X-Other-Name": "b"},
        ),
    )
    table.add(
        "a content type in lower case is known as one",
        f"{DOTNET} V2_HandlesHeadersCorrectly",
        "recorded",
        partial(
            _taken,
            api,
            {"statusCode": 200, "headers": {"content-type": "text/html"}},
            200,
            b"",
            {"Content-Type": "text/html"},
        ),
    )

    def _ids(api: Any = api) -> None:
        reply = reply_to({"statusCode": 200}, api)
        assert len(values(reply, "Apigw-Requestid")) == 1
        for name in ("x-amzn-RequestId", "x-amz-apigw-id", "X-Amzn-Trace-Id"):
            assert not values(reply, name)

    table.add("only Apigw-Requestid names the request", f"{DOTNET} V1_APIHeadersHttpV1", "recorded", _ids)

    def _raised(api: Any = api) -> None:
        reply = reply_to({"errorMessage": "x", "errorType": "KeyError"}, api, function_error="Unhandled")
        same(reply, status=500, body=FAILED_HTTP, code="function_error")

    table.add("a function that raises gives 500", "aws-sam-cli issue 2590", "inferred", _raised)

    def _function_timeout(api: Any = api) -> None:
        error = {
            "errorType": "Sandbox.Timedout",
            "errorMessage": "RequestId: x Error: Task timed out after 3.00 seconds",
        }
        same(reply_to(error, api, function_error="Unhandled"), status=500, body=FAILED_HTTP)

    table.add("a function's own timeout gives 500", "deno_registry2 issue 87", "inferred", _function_timeout)

    def _timeout(api: Any = api) -> None:
        reply = reply_to({"statusCode": 200}, api, elapsed_ms=30_001)
        same(reply, status=503, body=b'{"message":"Service Unavailable"}', code="integration_timeout")
        assert len(reply.response.body) == 33

    table.add("the integration timeout gives 503", "cortex issue 1225", "inferred", _timeout)

    def _in_time(api: Any = api) -> None:
        same(reply_to({"statusCode": 200}, api, elapsed_ms=29_900), status=200)

    table.add("the integration timeout is 30 s", "API Gateway developer guide, limits", "documented", _in_time)

    def _invalid(api: Any = api) -> None:
        same(reply_to({"statusCode": 200, "isBase64Encoded": True, "body": "no!"}, api), status=500, body=FAILED_HTTP)

    table.add("a flagged body that is no base64 gives 500", "reasoning; not recorded", "inferred", _invalid)

    def _large(api: Any = api) -> None:
        same(reply_to(b'"' + b"x" * 6_291_556 + b'"', api), status=500, code="response_too_large")

    table.add(
        "a result beyond 6,291,556 bytes gives 500",
        "LocalStack Function.ResponseSizeTooLarge; by analogy",
        "inferred",
        _large,
    )

one.add(
    "without statusCode it is 500",
    "AWS knowledge centre, HTTP API internal server errors",
    "documented",
    partial(_failed, ONE, {"body": "x"}),
)
one.add("{} is 500", "AWS knowledge centre, HTTP API internal server errors", "documented", partial(_failed, ONE, {}))
one.add("a bare string is 500", GUIDE, "inferred", partial(_failed, ONE, "hello"))
one.add(
    "a multi value that is no list is 500",
    GUIDE,
    "inferred",
    partial(_failed, ONE, {"statusCode": 200, "multiValueHeaders": {"a": "b"}}),
)


def _merged() -> None:
    result = {"statusCode": 200, "headers": {"x-a": "single"}, "multiValueHeaders": {"x-a": ["one", "two"]}}
    assert values(reply_to(result, ONE), "x-a") == ["single", "one", "two"]


def _multi_cookies() -> None:
    result = {"statusCode": 200, "multiValueHeaders": {"set-cookie": ["a=1", "b=2"]}}
    assert values(reply_to(result, ONE), "Set-Cookie") == ["a=1", "b=2"]


one.add(
    "the single value comes before the multi values",
    f"{DOTNET} V1_CombinesSingleAndMultiValueHeadersHttpV1",
    "recorded",
    _merged,
)
one.add("multiValueHeaders may set several cookies", GUIDE, "documented", _multi_cookies)

for fact, result, body in (
    ("an object without statusCode is the body", b'{"a": 1}', b'{"a": 1}'),
    ("a list is the body", b'["hello", 3, true]', b'["hello", 3, true]'),
    ("a number is the body", b"3", b"3"),
    ("true is the body", b"true", b"true"),
    ("null is the body", b"null", b"null"),
    ("{} is the body", b"{}", b"{}"),
):
    two.add(
        f"without statusCode {fact}, 200, application/json",
        GUIDE,
        "documented",
        partial(_taken, TWO, result, 200, body, {"Content-Type": "application/json"}),
    )
two.add(
    "a string is sent without its quotes",
    "aws-lambda-dotnet InvokeResponseExtensions",
    "inferred",
    partial(_taken, TWO, "Hello", 200, b"Hello", {"Content-Type": "application/json"}),
)


def _cookies() -> None:
    result = {"statusCode": 200, "cookies": ["a=1; Secure", "b=2"]}
    assert values(reply_to(result, TWO), "Set-Cookie") == ["a=1; Secure", "b=2"]


def _ignored_multi() -> None:
    result = {"statusCode": 200, "multiValueHeaders": {"x-a": ["1"]}}
    assert not values(reply_to(result, TWO), "x-a")


def _own_format() -> None:
    same(reply_to("hello", TWO, own=Route(path="$default", settings={"payload_format_version": "1.0"})), status=500)


def _cors() -> None:
    api = Api(type="HTTP", settings={"cors": {"allow_origins": ["https://example.com"]}})
    result = {"statusCode": 200, "headers": {"Access-Control-Allow-Origin": "*"}}
    reply = reply_to(result, api, headers=(("Origin", "https://example.com"),))
    assert values(reply, "Access-Control-Allow-Origin") == ["https://example.com"]


two.add("each entry of cookies is a Set-Cookie", GUIDE, "documented", _cookies)
two.add("cookies: null is harmless", DOTNET, "recorded", partial(_taken, TWO, {"statusCode": 200, "cookies": None}))
two.add(
    "cookies that are no list give 500", GUIDE, "inferred", partial(_failed, TWO, {"statusCode": 200, "cookies": "a=1"})
)
two.add("multiValueHeaders are not of this format", GUIDE, "documented", _ignored_multi)
two.add("an integration may have the other format", GUIDE, "documented", _own_format)
two.add(
    "a CORS configuration replaces the function's CORS headers",
    "API Gateway developer guide, http-api-cors",
    "documented",
    _cors,
)
ROWS = (*one.rows, *two.rows)
