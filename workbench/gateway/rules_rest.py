"""Rules of a REST API's Lambda proxy responses: what is taken, what is malformed, and what the gateway changes."""

from __future__ import annotations

from workbench.gateway.verdict import Rule

_FORMAT = "LocalStack test_apigateway_lambda.py::test_aws_proxy_response_payload_format_validation, recorded 2024-11"
_SHAPES = "LocalStack test_apigateway_lambda.py::test_lambda_aws_proxy_response_format, recorded 2024-02"
_BINARY = "LocalStack test_apigateway_lambda.py::test_aws_proxy_binary_response, recorded 2025-01"
_DOTNET = "aws-lambda-dotnet LambdaTestTool-v2 snapshot"

OK = Rule(
    "rest.proxy-response",
    "A REST API takes an object with statusCode, headers, multiValueHeaders, body and isBase64Encoded, all optional.",
    _FORMAT,
    "recorded",
)
NOT_JSON = Rule(
    "rest.not-json",
    "A result that is not JSON is a malformed Lambda proxy response: 502.",
    "API Gateway developer guide, set-up-lambda-proxy-integrations",
    "documented",
)
NOT_AN_OBJECT = Rule("rest.not-an-object", "A result that is not a JSON object is malformed: 502.", _SHAPES, "recorded")
UNKNOWN_KEY = Rule(
    "rest.unknown-key", "Any top-level key beyond the known five makes the result malformed: 502.", _FORMAT, "recorded"
)
STATUS_NOT_A_NUMBER = Rule(
    "rest.status-not-a-number", "A statusCode that is not a number is malformed: 502.", _SHAPES, "recorded"
)
STATUS_ZERO = Rule(
    "rest.status-zero", "A statusCode of 0 is malformed: 502.", f"{_DOTNET} V1_HandlesZeroStatusCodeRest", "recorded"
)
STATUS_RANGE = Rule(
    "rest.status-range",
    "A statusCode outside 100 to 599 is malformed: 502.",
    "API Gateway API reference, PutMethodResponse statusCode pattern [1-5]\\d\\d",
    "inferred",
)
STATUS_TEXT = Rule(
    "rest.status-text", "A statusCode that is a number in quotes is taken as the number.", _SHAPES, "recorded"
)
STATUS_DEFAULT = Rule("rest.status-default", "A result without statusCode is answered with 200.", _FORMAT, "recorded")
HEADERS_NOT_A_MAP = Rule(
    "rest.headers-not-a-map",
    "headers and multiValueHeaders must be objects: else 502.",
    "LocalStack execute_api/integrations/aws.py, response validation",
    "inferred",
)
HEADER_BOOLEAN = Rule("rest.header-boolean", "A header value true or false is sent as that text.", _FORMAT, "recorded")
HEADER_NOT_TEXT = Rule(
    "rest.header-not-text",
    "A header value that is neither text nor boolean is malformed: 502.",
    "LocalStack execute_api/integrations/aws.py, response validation",
    "inferred",
)
MULTI_NOT_A_LIST = Rule(
    "rest.multi-value-not-a-list", "Each value of multiValueHeaders must be a list: else 502.", _FORMAT, "recorded"
)
BODY_NOT_TEXT = Rule(
    "rest.body-not-text",
    "A body that is not text is a malformed Lambda proxy response: 502.",
    "Users' reports of 'Malformed Lambda proxy response' (lambda-proxy issue 59)",
    "inferred",
)
FLAG_NOT_BOOLEAN = Rule(
    "rest.flag-not-boolean",
    "isBase64Encoded must be true or false: else 502.",
    "AWS SAM CLI local_apigw_service.py",
    "inferred",
)
MERGED = Rule(
    "rest.headers-merged",
    "Where headers and multiValueHeaders name one header, the values of the multi map come first, in its casing.",
    f"{_DOTNET} V1_CombinesSingleAndMultiValueHeadersRest; {_FORMAT}",
    "recorded",
)
SAME_PAIR = Rule(
    "rest.same-pair",
    "A name and value that stand in both maps are sent once.",
    "API Gateway developer guide, set-up-lambda-proxy-integrations, multiValueHeaders",
    "documented",
)
CONTENT_TYPE = Rule(
    "rest.content-type",
    "Without a Content-Type the gateway sends application/json.",
    f"{_DOTNET} V1_DefaultsToCorrectContentTYpeRest",
    "recorded",
)
REMAPPED = Rule(
    "rest.remapped",
    "Headers that belong to the gateway are renamed to x-amzn-Remapped-….",
    "API Gateway developer guide, api-gateway-known-issues; LocalStack header tests, recorded 2024-12",
    "recorded",
)
DROPPED = Rule(
    "rest.dropped",
    "Transfer-Encoding, TE and Keep-Alive describe one connection and are not passed on.",
    "API Gateway developer guide, api-gateway-known-issues",
    "inferred",
)
EDGE = Rule(
    "rest.edge",
    "Behind an edge-optimised endpoint CloudFront adds X-Cache, Via, X-Amz-Cf-Pop and X-Amz-Cf-Id.",
    f"{_FORMAT}, headers of every response",
    "recorded",
)
ADDED = Rule(
    "rest.added",
    "The gateway adds Content-Length, x-amzn-RequestId, x-amz-apigw-id and X-Amzn-Trace-Id.",
    f"{_DOTNET} V1_APIHeadersRest",
    "recorded",
)
MOCK = Rule(
    "rest.mock",
    "A MOCK integration answers by itself: the status of its request template chooses the integration response.",
    "API Gateway developer guide, how-to-mock-integration",
    "documented",
)
DECODED = Rule(
    "rest.base64-decoded",
    "A flagged body is decoded where the first type that Accept names is a binary media type of the API.",
    _BINARY,
    "recorded",
)
DECODED_ANY = Rule(
    "rest.base64-decoded-any",
    "With the binary media type */* every flagged body is decoded, also without Accept.",
    "aws-lambda-dotnet ApiGatewayResponseExtensionsAdditionalTests, recorded; guide lambda-proxy-binary-media",
    "recorded",
)
NOT_DECODED = Rule(
    "rest.base64-kept",
    "A flagged body is sent as its base64 text where the first type that Accept names is no binary media type.",
    _BINARY,
    "recorded",
)
NOT_DECODED_NO_ACCEPT = Rule(
    "rest.base64-kept-no-accept",
    "Without an Accept header a flagged body is decoded only where */* is a binary media type.",
    "Reasoning from LocalStack test_aws_proxy_binary_response; not recorded",
    "inferred",
)
INVALID_BASE64 = Rule(
    "rest.invalid-base64",
    "A flagged body that is not base64, where it would be decoded, gives 500.",
    _BINARY,
    "recorded",
)
FUNCTION_ERROR = Rule(
    "rest.function-error",
    'A function that fails or times out gives the client 502 {"message": "Internal server error"}.',
    "AWS Lambda developer guide, services-apigateway; aws-sam-cli issue 522",
    "documented",
)
INTEGRATION_TIMEOUT = Rule(
    "rest.integration-timeout",
    "After the integration timeout the client gets 504 and the function runs on.",
    "API Gateway developer guide, limits and supported-gateway-response-types, INTEGRATION_TIMEOUT",
    "documented",
)
TOO_LARGE = Rule(
    "rest.response-too-large",
    "A result beyond 6,291,556 bytes is a function error, and 502 for the client.",
    "LocalStack lambda snapshot of Function.ResponseSizeTooLarge, recorded; azul issue 8258",
    "recorded",
)
NO_PERMISSION = Rule(
    "rest.no-permission",
    "Without the permission to invoke the function the client gets 500.",
    "AWS knowledge centre, 'Invalid permissions on Lambda function'",
    "documented",
)
