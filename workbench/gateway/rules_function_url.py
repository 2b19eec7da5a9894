"""Rules of a function URL's responses."""

from __future__ import annotations

from workbench.gateway.verdict import Rule

_RECORDED = "LocalStack test_lambda.py::TestLambdaURL::test_lambda_url_invocation, recorded"
_GUIDE = "AWS Lambda developer guide, urls-invocation"

OK = Rule(
    "url.response",
    "A function URL takes an object with statusCode, and headers, body, cookies, isBase64Encoded.",
    _GUIDE,
    "documented",
)
INFERRED_FORMAT = Rule(
    "url.inferred-format",
    "Without statusCode: 200, application/json, and the whole result, printed compactly, is the body.",
    _RECORDED,
    "recorded",
)
STRING_UNQUOTED = Rule(
    "url.string-unquoted", "A result that is one JSON string is sent without its quotes.", _RECORDED, "recorded"
)
CONTENT_TYPE = Rule("url.content-type", "Without a Content-Type the URL sends application/json.", _RECORDED, "recorded")
FUNCTION_ERROR = Rule(
    "url.function-error",
    "A function that fails gives the client 502 and the text Internal Server Error.",
    "LocalStack test_lambda.py::TestLambdaURL::test_lambda_url_invocation_exception, recorded",
    "recorded",
)
MALFORMED = Rule(
    "url.malformed", "A result that the URL cannot read gives the client 502.", f"{_GUIDE}; by analogy", "inferred"
)
TOO_LARGE = Rule(
    "url.response-too-large",
    "A result beyond 6 MB gives the client 502.",
    "AWS Lambda developer guide, quotas",
    "inferred",
)
TIMEOUT = Rule(
    "url.timeout",
    "The URL waits as long as the function may run, 15 minutes at most.",
    f"{_GUIDE}, timeouts",
    "inferred",
)
HEADER_AS_TEXT = Rule(
    "url.header-as-text", "A header value that is a number or boolean is sent as its text.", _GUIDE, "inferred"
)
COOKIES = Rule("url.cookies", "Each entry of cookies becomes a Set-Cookie header.", _GUIDE, "documented")
UNKNOWN_KEY = Rule("url.unknown-key", "Keys that the response format does not know are ignored.", _GUIDE, "inferred")
STATUS_TEXT = Rule(
    "url.status-text", "A statusCode that is a number in quotes is taken as the number.", _GUIDE, "inferred"
)
DECODED = Rule("url.base64-decoded", "A flagged body is always decoded.", _GUIDE, "documented")
REMAPPED = Rule(
    "url.remapped",
    "Headers that belong to the service are renamed to x-amzn-Remapped-….",
    "Users' reports of x-amzn-Remapped-www-authenticate behind a function URL",
    "inferred",
)
DROPPED = Rule("url.dropped", "Headers of one connection are not passed on.", _GUIDE, "inferred")
ADDED = Rule(
    "url.added",
    "The URL adds Content-Length, x-amzn-RequestId and X-Amzn-Trace-Id.",
    "Responses of deployed function URLs",
    "inferred",
)
NO_PERMISSION = Rule(
    "url.no-permission",
    "Without the permission to invoke through the URL the client gets 403 AccessDeniedException.",
    "AWS Lambda developer guide, urls-auth",
    "documented",
)
CORS = Rule(
    "url.cors",
    "With a CORS configuration the URL adds its own CORS headers.",
    "AWS Lambda developer guide, urls-configuration, cross-origin resource sharing",
    "documented",
)
