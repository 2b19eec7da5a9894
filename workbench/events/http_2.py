"""The event of an HTTP API's Lambda integration with payload format 2.0."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from workbench.events import identifiers
from workbench.events.body_encoding import as_base64, as_text, is_text
from workbench.events.header_fields import HOP_BY_HOP, Fields, add_forwarding, gathered, lower_joined, put
from workbench.events.http_1 import decoded_path_parameters
from workbench.events.query import decoded_pairs, joined_values

if TYPE_CHECKING:
    from random import Random

    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json, JsonObject


def http_2_event(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    """The event that an HTTP API sends with payload format 2.0."""
    event = http_2_request(request, arrival, now_ms=now_ms, random=random)
    put_body(event, request)
    return event


def http_2_request(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    """All of the event but the body: what integrations and authorizers share."""
    fields = gathered(request.headers, dropped=HOP_BY_HOP)
    if "host" not in fields:
        put(fields, "host", arrival.domain)
    put(fields, "content-length", str(len(request.body or b"")))
    add_forwarding(fields, request, port="443", proto="https", now_ms=now_ms, random=random)
    cookies = taken_cookies(fields)
    raw_query = request.raw_query
    query = decoded_pairs(raw_query)
    path = decoded_path(arrival)
    event: dict[str, Json] = {
        "version": "2.0",
        "routeKey": arrival.route_key,
        "rawPath": path,
        "rawQueryString": raw_query,
    }
    if cookies:
        event["cookies"] = cookies
    event["headers"] = lower_joined(fields)
    if query:
        event["queryStringParameters"] = joined_values(query)
    event["requestContext"] = _request_context(request, arrival, path=path, now_ms=now_ms, random=random)
    if arrival.path_parameters:
        event["pathParameters"] = decoded_path_parameters(arrival)
    if arrival.stage_variables:
        event["stageVariables"] = dict(arrival.stage_variables)
    return event


def put_body(event: JsonObject, request: HttpRequest) -> None:
    """Put in body and isBase64Encoded: no body, no key."""
    is_base64 = False
    if request.body:
        is_base64 = not is_text(request.header("content-type"))
        event["body"] = as_base64(request.body) if is_base64 else as_text(request.body)
    event["isBase64Encoded"] = is_base64


def taken_cookies(fields: Fields) -> list[str]:
    """Move the cookies out of the headers, one string for each."""
    found = fields.pop("cookie", None)
    if found is None:
        return []
    return [cookie for value in found[1] for part in value.split(";") if (cookie := part.strip())]


def decoded_path(arrival: Arrival) -> str:
    """The path as payload 2.0 gives it: decoded, cut at a decoded `?`, behind a named stage, without a base path."""
    path = arrival.path
    prefix = f"/{arrival.base_path}"
    if arrival.base_path and (path == prefix or path.startswith(f"{prefix}/")):
        path = path[len(prefix) :] or "/"
    if "%" in path:
        path = unquote(path).partition("?")[0]
    return path if arrival.stage == "$default" else f"/{arrival.stage}{path}"


def _request_context(request: HttpRequest, arrival: Arrival, *, path: str, now_ms: int, random: Random) -> JsonObject:
    domain = arrival.domain
    context: dict[str, Json] = {"accountId": arrival.account_id, "apiId": arrival.api_id}
    if arrival.authorizer is not None:
        context["authorizer"] = dict(arrival.authorizer)
    context["domainName"] = domain
    context["domainPrefix"] = domain.partition(".")[0]
    context["http"] = http_block(request, path)
    context["requestId"] = identifiers.short_id(random)
    context["routeKey"] = arrival.route_key
    context["stage"] = arrival.stage
    context["time"] = identifiers.request_time(now_ms)
    context["timeEpoch"] = now_ms
    if arrival.context:
        context.update(arrival.context)
    return context


def http_block(request: HttpRequest, path: str) -> JsonObject:
    """`requestContext.http`."""
    return {
        "method": request.method,
        "path": path,
        "protocol": "HTTP/1.1",
        "sourceIp": request.client_address,
        "userAgent": request.header("user-agent") or "",
    }
