"""The event of an HTTP API's Lambda integration with payload format 1.0."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from workbench.events import identifiers
from workbench.events.body_encoding import as_base64, as_text, is_text
from workbench.events.header_fields import HOP_BY_HOP, add_forwarding, gathered, put
from workbench.events.query import all_values, decoded_pairs, last_values

if TYPE_CHECKING:
    from random import Random

    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json, JsonObject

RESPELLED_HEADERS = {
    "host": "Host",
    "content-length": "Content-Length",
    "user-agent": "User-Agent",
    "authorization": "Authorization",
    "accept": "accept",
    "accept-encoding": "accept-encoding",
}
"""Headers that come in this spelling, however the client spelled them; others keep the client's."""


def http_1_event(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    """The event that an HTTP API sends with payload format 1.0."""
    event = http_1_request(request, arrival, now_ms=now_ms, random=random)
    body: str | None = None
    is_base64 = False
    if request.body:
        is_base64 = not is_text(request.header("content-type"))
        body = as_base64(request.body) if is_base64 else as_text(request.body)
    event["body"] = body
    event["isBase64Encoded"] = is_base64
    return event


def http_1_request(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    """All of the event but the body: what integrations and authorizers share."""
    fields = gathered(request.headers, dropped=HOP_BY_HOP)
    if "host" not in fields:
        put(fields, "Host", arrival.domain)
    put(fields, "Content-Length", str(len(request.body or b"")))
    add_forwarding(fields, request, port="443", proto="https", now_ms=now_ms, random=random)
    named = {RESPELLED_HEADERS.get(key, spelling): values for key, (spelling, values) in fields.items()}
    names = sorted(named)
    query = decoded_pairs(request.raw_query)
    path = staged_path(arrival)
    return {
        "version": "1.0",
        "resource": arrival.resource,
        "path": path,
        "httpMethod": request.method,
        "headers": {name: named[name][-1] for name in names},
        "multiValueHeaders": {name: named[name] for name in names},
        "queryStringParameters": last_values(query) if query else None,
        "multiValueQueryStringParameters": all_values(query) if query else None,
        "requestContext": _request_context(request, arrival, path=unquote(path), now_ms=now_ms, random=random),
        "pathParameters": decoded_path_parameters(arrival) or None,
        "stageVariables": dict(arrival.stage_variables) or None,
    }


def staged_path(arrival: Arrival) -> str:
    """The path as spelled, behind a named stage where the client called the API's own endpoint."""
    if arrival.has_custom_domain or arrival.stage == "$default":
        return arrival.path
    return f"/{arrival.stage}{arrival.path}"


def decoded_path_parameters(arrival: Arrival) -> dict[str, str]:
    """Path parameters as HTTP APIs give them: percent-decoded, `+` untouched."""
    return {name: unquote(value) for name, value in arrival.path_parameters}


def anonymous_identity(request: HttpRequest) -> JsonObject:
    """`requestContext.identity` of a caller of whom nothing is known but the address and user agent."""
    return {
        "accessKey": None,
        "accountId": None,
        "caller": None,
        "cognitoAmr": None,
        "cognitoAuthenticationProvider": None,
        "cognitoAuthenticationType": None,
        "cognitoIdentityId": None,
        "cognitoIdentityPoolId": None,
        "principalOrgId": None,
        "sourceIp": request.client_address,
        "user": None,
        "userAgent": request.header("user-agent") or "",
        "userArn": None,
    }


def _request_context(request: HttpRequest, arrival: Arrival, *, path: str, now_ms: int, random: Random) -> JsonObject:
    request_id = identifiers.short_id(random)
    domain = arrival.domain
    identity = anonymous_identity(request)
    if arrival.identity:
        identity.update(arrival.identity)
    context: dict[str, Json] = {
        "accountId": arrival.account_id,
        "apiId": arrival.api_id,
        "domainName": domain,
        "domainPrefix": domain.partition(".")[0],
        "extendedRequestId": request_id,
        "httpMethod": request.method,
        "identity": identity,
        "path": path,
        "protocol": "HTTP/1.1",
        "requestId": request_id,
        "requestTime": identifiers.request_time(now_ms),
        "requestTimeEpoch": now_ms,
        "resourceId": arrival.route_key,
        "resourcePath": arrival.resource,
        "stage": arrival.stage,
    }
    if arrival.authorizer is not None:
        context["authorizer"] = dict(arrival.authorizer)
    if arrival.context:
        context.update(arrival.context)
    return context
