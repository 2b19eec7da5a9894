"""What is known of REST gateway responses: status, error type and body of each, and how they are customised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.conformance.gateway.asking import HOST, REQUEST_ID, Table, same
from workbench.events.http import HttpRequest
from workbench.gateway.api import Api
from workbench.gateway.gateway_responses import Refusal, refuse
from workbench.gateway.rules_routing import REST_NO_ROUTE

if TYPE_CHECKING:
    from workbench.events.rule import Confidence

TYPES = "API Gateway developer guide, supported-gateway-response-types"
CUSTOM = "API Gateway developer guide, api-gateway-gatewayResponse-definition"
TEMPLATE = "API Gateway developer guide, api-gateway-mapping-template-reference"
REQUEST = HttpRequest("GET", f"{HOST}/prod/pets?a=1", (("Origin", "https://x.com"),), client_address="192.0.2.1")
table = Table("gateway-response", "rest-api")


def _refused(kind: Any, settings: Any = None, **more: Any) -> Any:
    api = Api(settings={"gateway_responses": settings} if settings else {}, stage_variables={"who": "me"})
    refusal = Refusal(kind, "code", "Why.", REST_NO_ROUTE, context={"requestId": REQUEST_ID}, **more)
    return refuse(api, REQUEST, refusal)


STANDARD: tuple[tuple[Any, int, str, str, Confidence], ...] = (
    (
        "ACCESS_DENIED",
        403,
        "AccessDeniedException",
        '{"Message":"User is not authorized to access this resource"}',
        "inferred",
    ),
    (
        "API_CONFIGURATION_ERROR",
        500,
        "InternalServerErrorException",
        '{"message": "Internal server error"}',
        "inferred",
    ),
    ("AUTHORIZER_CONFIGURATION_ERROR", 500, "AuthorizerConfigurationException", '{"message":null}', "inferred"),
    ("AUTHORIZER_FAILURE", 500, "AuthorizerFailureException", '{"message":null}', "inferred"),
    ("BAD_REQUEST_BODY", 400, "BadRequestException", '{"message": "Invalid request body"}', "documented"),
    ("INTEGRATION_FAILURE", 504, "InternalServerErrorException", '{"message": "Internal server error"}', "documented"),
    (
        "INTEGRATION_TIMEOUT",
        504,
        "InternalServerErrorException",
        '{"message": "Endpoint request timed out"}',
        "documented",
    ),
    ("INVALID_API_KEY", 403, "ForbiddenException", '{"message":"Forbidden"}', "documented"),
    (
        "MISSING_AUTHENTICATION_TOKEN",
        403,
        "MissingAuthenticationTokenException",
        '{"message":"Missing Authentication Token"}',
        "documented",
    ),
    ("QUOTA_EXCEEDED", 429, "LimitExceededException", '{"message":"Limit Exceeded"}', "documented"),
    ("REQUEST_TOO_LARGE", 413, "RequestTooLargeException", '{"message":"Request Too Long"}', "inferred"),
    ("RESOURCE_NOT_FOUND", 404, "ResourceNotFoundException", '{"message":"Not Found"}', "inferred"),
    ("THROTTLED", 429, "TooManyRequestsException", '{"message":"Too Many Requests"}', "documented"),
    ("UNAUTHORIZED", 401, "UnauthorizedException", '{"message":"Unauthorized"}', "documented"),
    ("UNSUPPORTED_MEDIA_TYPE", 415, "BadRequestException", '{"message":"Unsupported Media Type"}', "documented"),
    ("WAF_FILTERED", 403, "ForbiddenException", '{"message":"Forbidden"}', "inferred"),
)
for kind, status, error_type, body, confidence in STANDARD:

    def _standard(kind: Any = kind, status: Any = status, error_type: Any = error_type, body: Any = body) -> None:
        headers = {"x-amzn-ErrorType": error_type, "Content-Type": "application/json", "x-amzn-RequestId": REQUEST_ID}
        same(_refused(kind), status=status, body=body.encode(), headers=headers)

    table.add(f"{kind} is {status} {error_type}", TYPES, confidence, _standard)


def _status() -> None:
    same(_refused("UNAUTHORIZED", {"UNAUTHORIZED": {"status": 418}}), status=418, body=b'{"message":"Unauthorized"}')


def _template() -> None:
    template = '{"error":$context.error.messageString,"id":"$context.requestId","type":"$context.error.responseType"}'
    reply = _refused("THROTTLED", {"THROTTLED": {"templates": {"application/json": template}}})
    assert json.loads(reply.response.body) == {"error": "Too Many Requests", "id": REQUEST_ID, "type": "THROTTLED"}


def _message_without_quotes() -> None:
    reply = _refused("UNAUTHORIZED", {"UNAUTHORIZED": {"templates": {"text/plain": "No: $context.error.message"}}})
    same(reply, status=401, body=b"No: Unauthorized", headers={"Content-Type": "text/plain"})


def _headers() -> None:
    said = {
        "Access-Control-Allow-Origin": "'*'",
        "x-origin": "method.request.header.Origin",
        "x-stage": "context.stage",
        "x-who": "stageVariables.who",
    }
    reply = _refused("UNAUTHORIZED", {"DEFAULT_4XX": {"headers": said}})
    same(reply, status=401, headers={
        "Access-Control-Allow-Origin": "*", "x-origin": "https://x.com", "x-stage": "prod", "x-who": "me",
    })  # fmt: skip


def _server_fallback() -> None:
    reply = _refused("INTEGRATION_TIMEOUT", {"DEFAULT_5XX": {"status": 503}, "DEFAULT_4XX": {"status": 400}})
    same(reply, status=503, body=b'{"message": "Endpoint request timed out"}')


def _own_first() -> None:
    same(_refused("THROTTLED", {"THROTTLED": {"status": 503}, "DEFAULT_4XX": {"status": 400}}), status=503)


def _not_customisable() -> None:
    same(_refused("REQUEST_TOO_LARGE", {"REQUEST_TOO_LARGE": {"status": 400}}), status=413)


def _validation() -> None:
    template = '{"why":"$context.error.validationErrorString"}'
    reply = _refused(
        "BAD_REQUEST_BODY", {"BAD_REQUEST_BODY": {"templates": {"application/json": template}}}, validation="[no name]"
    )
    same(reply, status=400, body=b'{"why":"[no name]"}')


def _unknown_variable() -> None:
    reply = _refused("UNAUTHORIZED", {"UNAUTHORIZED": {"templates": {"application/json": '"$context.nothing.here"'}}})
    same(reply, status=401, body=b'""')


def _by_accept() -> None:
    templates = {"application/json": "{}", "text/html": "<p>"}
    api = Api(settings={"gateway_responses": {"UNAUTHORIZED": {"templates": templates}}})
    request = HttpRequest("GET", HOST, (("Accept", "text/html,*/*"),))
    reply = refuse(api, request, Refusal("UNAUTHORIZED", "code", "Why.", REST_NO_ROUTE))
    same(reply, status=401, body=b"<p>", headers={"Content-Type": "text/html"})


table.add("a status may be set", CUSTOM, "documented", _status)
table.add("a template names message, type and request id", TEMPLATE, "documented", _template)
table.add("error.message is the text without quotes", TEMPLATE, "documented", _message_without_quotes)
table.add("headers are texts, context, stage variables or request headers", CUSTOM, "documented", _headers)
table.add("DEFAULT_5XX stands for every 5xx", TYPES, "documented", _server_fallback)
table.add("a response of the type goes before the default", TYPES, "documented", _own_first)
table.add("REQUEST_TOO_LARGE cannot be customised", TYPES, "inferred", _not_customisable)
table.add("validationErrorString says what is wrong with a body", TEMPLATE, "documented", _validation)
table.add("an unknown variable is empty", TEMPLATE, "inferred", _unknown_variable)
table.add("the template is chosen by Accept", CUSTOM, "documented", _by_accept)
ROWS = tuple(table.rows)
