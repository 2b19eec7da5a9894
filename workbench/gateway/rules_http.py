"""Rules of an HTTP API's responses, payload 1.0 and 2.0: what is taken, what is refused and what is changed."""

from __future__ import annotations

from workbench.gateway.verdict import Rule

_DOTNET = "aws-lambda-dotnet LambdaTestTool-v2 snapshot"
_GUIDE = "API Gateway developer guide, http-api-develop-integrations-lambda"
_SAM = "AWS SAM CLI local_apigw_service.py, comments on trials against AWS"

OK_1 = Rule(
    "http1.proxy-response",
    "Payload 1.0 takes an object with statusCode, and headers, multiValueHeaders, body, isBase64Encoded.",
    _GUIDE,
    "documented",
)
OK_2 = Rule(
    "http2.proxy-response",
    "Payload 2.0 takes an object with statusCode, and headers, body, cookies, isBase64Encoded.",
    _GUIDE,
    "documented",
)
INFERRED_FORMAT = Rule(
    "http2.inferred-format",
    "Payload 2.0 without statusCode: 200, application/json, and the whole result is the body.",
    _GUIDE,
    "documented",
)
STRING_UNQUOTED = Rule(
    "http2.string-unquoted",
    "A result that is one JSON string is sent without its quotes.",
    "aws-lambda-dotnet InvokeResponseExtensions; the same is recorded of function URLs",
    "inferred",
)
NOT_JSON = Rule("http.not-json", "A result that is not JSON gives the client 500.", _GUIDE, "inferred")
NOT_AN_OBJECT = Rule(
    "http1.not-an-object", "Payload 1.0 takes only an object; anything else gives the client 500.", _GUIDE, "inferred"
)
STATUS_MISSING = Rule(
    "http1.status-missing",
    "Payload 1.0 requires statusCode; without it the client gets 500.",
    "AWS knowledge centre, HTTP API internal server errors",
    "documented",
)
STATUS_INVALID = Rule(
    "http.status-invalid",
    "A statusCode that is not a whole number gives the client 500.",
    _DOTNET + " (asserted)",
    "inferred",
)
STATUS_ZERO = Rule(
    "http.status-zero",
    "A statusCode of 0 gives the client 500.",
    f"{_DOTNET} V1_HandlesZeroStatusCodeHttpV1, V2_HandlesZeroStatusCode",
    "recorded",
)
STATUS_TEXT = Rule(
    "http.status-text", "A statusCode that is a number in quotes is taken as the number.", _SAM, "inferred"
)
HEADERS_NOT_A_MAP = Rule(
    "http.headers-not-a-map", "headers must be an object; else the client gets 500.", _GUIDE, "inferred"
)
HEADER_NOT_TEXT = Rule(
    "http.header-not-text", "A header value that is a list, an object or null gives the client 500.", _GUIDE, "inferred"
)
HEADER_AS_TEXT = Rule(
    "http.header-as-text", "A header value that is a number or boolean is sent as its text.", _GUIDE, "inferred"
)
MULTI_NOT_A_LIST = Rule(
    "http1.multi-value-not-a-list",
    "Each value of multiValueHeaders must be a list; else the client gets 500.",
    _GUIDE,
    "inferred",
)
COOKIES_NOT_A_LIST = Rule(
    "http2.cookies-not-a-list", "cookies must be a list of text; else the client gets 500.", _GUIDE, "inferred"
)
BODY_NOT_TEXT = Rule("http.body-not-text", "A body that is not text gives the client 500.", _GUIDE, "inferred")
FLAG_NOT_BOOLEAN = Rule(
    "http.flag-not-boolean", "isBase64Encoded must be true or false; else the client gets 500.", _SAM, "inferred"
)
UNKNOWN_KEY = Rule("http.unknown-key", "Keys that the payload format does not know are ignored.", _SAM, "inferred")
COOKIES = Rule("http2.cookies", "Each entry of cookies becomes a Set-Cookie header.", _GUIDE, "documented")
MERGED = Rule(
    "http1.headers-merged",
    "Where headers and multiValueHeaders name one header, the single value comes first.",
    f"{_DOTNET} V1_CombinesSingleAndMultiValueHeadersHttpV1",
    "recorded",
)
CASING = Rule(
    "http.header-casing",
    "Header names are sent in title case.",
    f"{_DOTNET} V1_HandlesHeadersCorrectlyHttpV1, V2_HandlesHeadersCorrectly",
    "recorded",
)
CONTENT_TYPE = Rule(
    "http.content-type",
    "With a statusCode and without a Content-Type the gateway sends text/plain; charset=utf-8.",
    f"{_DOTNET} V1_DefaultsToCorrectContentTYpeHttpV1, V2_DefaultsToTextPlainContentType",
    "recorded",
)
DROPPED = Rule(
    "http.dropped",
    "Headers of one connection, and Content-Length, are the gateway's own and not passed on.",
    "API Gateway developer guide, api-gateway-known-issues",
    "inferred",
)
ADDED = Rule(
    "http.added", "The gateway adds Content-Length and Apigw-Requestid.", f"{_DOTNET} V1_APIHeadersHttpV1", "recorded"
)
DECODED = Rule(
    "http.base64-decoded",
    "A flagged body is always decoded.",
    f"{_DOTNET} V2_SetsBodyBase64; ApiGatewayResponseExtensionsAdditionalTests",
    "recorded",
)
INVALID_BASE64 = Rule(
    "http.invalid-base64",
    "A flagged body that is not base64 gives the client 500.",
    "Reasoning; not recorded",
    "inferred",
)
FUNCTION_ERROR = Rule(
    "http.function-error",
    'A function that fails or times out gives the client 500 {"message":"Internal Server Error"}.',
    "aws-sam-cli issue 2590 (curl of a deployed API); guide http-api-troubleshooting-lambda",
    "documented",
)
INTEGRATION_TIMEOUT = Rule(
    "http.integration-timeout",
    "After the integration timeout the client gets 503 and the function runs on.",
    "API Gateway developer guide, limits; cortex issue 1225",
    "documented",
)
TOO_LARGE = Rule(
    "http.response-too-large",
    "A result beyond 6,291,556 bytes is a function error, and 500 for the client.",
    "LocalStack lambda snapshot of Function.ResponseSizeTooLarge; status by analogy with a function error",
    "inferred",
)
CORS = Rule(
    "http.cors",
    "With a CORS configuration the API's own CORS headers replace those of the function.",
    "API Gateway developer guide, http-api-cors",
    "documented",
)
NO_PERMISSION = Rule(
    "http.no-permission",
    "Without the permission to invoke the function the client gets 500.",
    "API Gateway developer guide, http-api-troubleshooting-lambda",
    "documented",
)
