"""Gateway responses: what a REST API answers by itself in place of a function, customised where the API says so."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from workbench.events.http import HttpResponse
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json
    from workbench.gateway.api import Api
    from workbench.gateway.verdict import Rule

ResponseType = Literal[
    "ACCESS_DENIED", "API_CONFIGURATION_ERROR", "AUTHORIZER_CONFIGURATION_ERROR", "AUTHORIZER_FAILURE",
    "BAD_REQUEST_PARAMETERS", "BAD_REQUEST_BODY", "EXPIRED_TOKEN", "INTEGRATION_FAILURE", "INTEGRATION_TIMEOUT",
    "INVALID_API_KEY", "INVALID_SIGNATURE", "MISSING_AUTHENTICATION_TOKEN", "QUOTA_EXCEEDED", "REQUEST_TOO_LARGE",
    "RESOURCE_NOT_FOUND", "THROTTLED", "UNAUTHORIZED", "UNSUPPORTED_MEDIA_TYPE", "WAF_FILTERED",
    "DEFAULT_4XX", "DEFAULT_5XX",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standard:
    """A gateway response as AWS sends it where nobody customised it."""

    status: int
    message: str | None
    error_type: str
    body: str = ""
    """The exact body, where it is not the plain template."""

    @property
    def text(self) -> str:
        """The body, to the byte."""
        return self.body or f'{{"message":{json.dumps(self.message)}}}'


STANDARD: Mapping[str, Standard] = {
    "ACCESS_DENIED": Standard(
        403,
        "User is not authorized to access this resource",
        "AccessDeniedException",
        '{"Message":"User is not authorized to access this resource"}',
    ),
    "API_CONFIGURATION_ERROR": Standard(
        500, "Internal server error", "InternalServerErrorException", '{"message": "Internal server error"}'
    ),
    "AUTHORIZER_CONFIGURATION_ERROR": Standard(500, None, "AuthorizerConfigurationException"),
    "AUTHORIZER_FAILURE": Standard(500, None, "AuthorizerFailureException"),
    "BAD_REQUEST_PARAMETERS": Standard(400, "Missing required request parameters: []", "BadRequestException"),
    "BAD_REQUEST_BODY": Standard(
        400, "Invalid request body", "BadRequestException", '{"message": "Invalid request body"}'
    ),
    "EXPIRED_TOKEN": Standard(403, "The security token included in the request is expired", "ExpiredTokenException"),
    "INTEGRATION_FAILURE": Standard(
        504, "Internal server error", "InternalServerErrorException", '{"message": "Internal server error"}'
    ),
    "INTEGRATION_TIMEOUT": Standard(
        504, "Endpoint request timed out", "InternalServerErrorException", '{"message": "Endpoint request timed out"}'
    ),
    "INVALID_API_KEY": Standard(403, "Forbidden", "ForbiddenException"),
    "INVALID_SIGNATURE": Standard(
        403,
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access "
        "Key and signing method. Consult the service documentation for details.",
        "InvalidSignatureException",
    ),
    "MISSING_AUTHENTICATION_TOKEN": Standard(
        403, "Missing Authentication Token", "MissingAuthenticationTokenException"
    ),
    "QUOTA_EXCEEDED": Standard(429, "Limit Exceeded", "LimitExceededException"),
    "REQUEST_TOO_LARGE": Standard(413, "Request Too Long", "RequestTooLargeException"),
    "RESOURCE_NOT_FOUND": Standard(404, "Not Found", "ResourceNotFoundException"),
    "THROTTLED": Standard(429, "Too Many Requests", "TooManyRequestsException"),
    "UNAUTHORIZED": Standard(401, "Unauthorized", "UnauthorizedException"),
    "UNSUPPORTED_MEDIA_TYPE": Standard(415, "Unsupported Media Type", "BadRequestException"),
    "WAF_FILTERED": Standard(403, "Forbidden", "ForbiddenException"),
    "DEFAULT_4XX": Standard(403, "Forbidden", "ForbiddenException"),
    "DEFAULT_5XX": Standard(
        502, "Internal server error", "InternalServerErrorException", '{"message": "Internal server error"}'
    ),
}
"""By response type. Statuses: API Gateway developer guide, supported-gateway-response-types."""

_FIXED = frozenset({"REQUEST_TOO_LARGE"})
"""Answered before the API is known; customising them changes nothing."""

_VARIABLE = re.compile(r"\$(?:\{)?(context|stageVariables)\.([A-Za-z0-9_.\-]+)\}?")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One answer that the gateway gives by itself: its type, why, and what its template may name."""

    type: ResponseType
    code: str
    """The verdict's code."""
    reason: str
    """What happened, for a person."""
    rule: Rule
    message: str | None = ""
    """`$context.error.message` where it is not the standard one."""
    body: str = ""
    """The exact default body, where it is not the standard one."""
    validation: str = ""
    """`$context.error.validationErrorString`."""
    context: Mapping[str, Json] = field(default_factory=dict)
    """`requestContext`, as far as it is known."""
    status: int | None = None
    """The default status, where it is not the standard one."""
    headers: tuple[tuple[str, str], ...] = ()
    """Headers beside the standard ones."""


def refuse(api: Api, request: HttpRequest | None, refusal: Refusal) -> Reply:
    """The reply of a REST API that answers by itself."""
    standard = STANDARD[refusal.type]
    message = refusal.message if refusal.message != "" else standard.message
    body = refusal.body or (standard.text if message == standard.message else _plain(message))
    status = refusal.status or standard.status
    kept = {"Content-Type": "application/json", "x-amzn-ErrorType": standard.error_type, **dict(refusal.headers)}
    custom = _customised(api, refusal.type, status)
    if custom:
        variables = _variables(api, request, refusal, message)
        status = custom.status or status
        accept = (request.header("Accept") if request else None) or ""
        mime, template = custom.template(accept)
        if template is not None:
            kept["Content-Type"], body = mime, _VARIABLE.sub(lambda m: variables.value(m[1], m[2]), template)
        for name, spelled in custom.headers:
            kept[name] = variables.mapped(spelled)
    return Reply(_with_ids(status, kept, body, refusal.context), Verdict(refusal.code, refusal.reason, refusal.rule))


def _plain(message: str | None) -> str:
    return f'{{"message":{json.dumps(message)}}}'


def _with_ids(status: int, kept: Mapping[str, str], body: str, context: Mapping[str, Json]) -> HttpResponse:
    data = body.encode("utf-8", "replace")
    headers = [*kept.items(), ("Content-Length", str(len(data)))]
    if request_id := context.get("requestId"):
        headers.append(("x-amzn-RequestId", str(request_id)))
    if extended := context.get("extendedRequestId"):
        headers.append(("x-amz-apigw-id", str(extended)))
    return HttpResponse(status, tuple(headers), data)


@dataclass(frozen=True, slots=True)
class _Custom:
    status: int | None
    headers: tuple[tuple[str, str], ...]
    templates: tuple[tuple[str, str], ...]

    def template(self, accept: str) -> tuple[str, str | None]:
        """The template of the media type that the client asked for, else the first."""
        wanted = [part.partition(";")[0].strip() for part in accept.split(",")]
        for mime, text in self.templates:
            if mime in wanted:
                return mime, text
        return self.templates[0] if self.templates else ("", None)


def _customised(api: Api, kind: str, status: int) -> _Custom | None:
    said = api.settings.get("gateway_responses")
    if not isinstance(said, dict) or kind in _FIXED:
        return None
    found = said.get(kind) or said.get("DEFAULT_4XX" if status < 500 else "DEFAULT_5XX")
    if not isinstance(found, dict):
        return None
    return _Custom(found.get("status"), _texts(found.get("headers")), _texts(found.get("templates")))


def _texts(found: Json) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in found.items()) if isinstance(found, dict) else ()


@dataclass(frozen=True, slots=True)
class _Variables:
    context: Mapping[str, Json]
    stage_variables: Mapping[str, str]
    request: HttpRequest | None

    def value(self, root: str, path: str) -> str:
        """The text of `$context.…` or `$stageVariables.…`; empty where it is not known."""
        value: Json = self.stage_variables if root == "stageVariables" else self.context
        for part in path.split("."):
            if not hasattr(value, "get"):
                return ""
            value = value.get(part)
        if isinstance(value, str):
            return value
        return "" if value is None else json.dumps(value)

    def mapped(self, spelled: str) -> str:
        """The value of a header: `'static'`, `context.…`, `stageVariables.…` or `method.request.header.…`."""
        if len(spelled) > 1 and spelled[0] == spelled[-1] == "'":
            return spelled[1:-1]
        root, _, path = spelled.partition(".")
        if root in ("context", "stageVariables"):
            return self.value(root, path)
        if spelled.startswith("method.request.header.") and self.request is not None:
            return self.request.header(spelled.removeprefix("method.request.header.")) or ""
        return spelled


def _variables(api: Api, request: HttpRequest | None, refusal: Refusal, message: str | None) -> _Variables:
    error = {
        "message": message,
        "messageString": json.dumps(message),
        "responseType": refusal.type,
        "validationErrorString": refusal.validation,
    }
    known: dict[str, Json] = {"apiId": api.id, "accountId": api.account_id, "stage": api.stage}
    if request is not None:
        identity = {"sourceIp": request.client_address, "userAgent": request.header("User-Agent")}
        known |= {"httpMethod": request.method, "path": request.raw_path, "identity": identity}
    return _Variables({**known, **refusal.context, "error": error}, api.stage_variables, request)
