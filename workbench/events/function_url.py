"""The event of a Lambda function URL: payload 2.0 with the differences that were seen on AWS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events import identifiers
from workbench.events.header_fields import HOP_BY_HOP, add_forwarding, gathered, lower_joined, put
from workbench.events.http_2 import http_block, put_body, taken_cookies
from workbench.events.query import decoded_pairs, joined_values

if TYPE_CHECKING:
    from random import Random

    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json, JsonObject


def function_url_event(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    """The event that a function URL sends."""
    fields = gathered(request.headers, dropped=HOP_BY_HOP)
    if "host" not in fields:
        put(fields, "host", arrival.domain)
    put(fields, "x-amzn-tls-cipher-suite", "ECDHE-RSA-AES128-GCM-SHA256")
    put(fields, "x-amzn-tls-version", "TLSv1.2")
    add_forwarding(fields, request, port="443", proto="https", now_ms=now_ms, random=random)
    cookies = taken_cookies(fields)
    raw_query = request.raw_query
    query = decoded_pairs(raw_query)
    event: dict[str, Json] = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": arrival.path,
        "rawQueryString": raw_query,
    }
    if cookies:
        event["cookies"] = cookies
    event["headers"] = lower_joined(fields)
    if query:
        event["queryStringParameters"] = joined_values(query)
    event["requestContext"] = _request_context(request, arrival, now_ms=now_ms, random=random)
    put_body(event, request)
    return event


def _request_context(request: HttpRequest, arrival: Arrival, *, now_ms: int, random: Random) -> JsonObject:
    domain = arrival.domain
    is_anonymous = arrival.authorizer is None
    context: dict[str, Json] = {
        "accountId": "anonymous" if is_anonymous else arrival.account_id,
        "apiId": arrival.api_id,
    }
    if arrival.authorizer is not None:
        context["authorizer"] = dict(arrival.authorizer)
    context["domainName"] = domain
    context["domainPrefix"] = domain.partition(".")[0]
    context["http"] = http_block(request, arrival.path)
    context["requestId"] = identifiers.request_id(random)
    context["routeKey"] = "$default"
    context["stage"] = "$default"
    context["time"] = identifiers.request_time(now_ms)
    context["timeEpoch"] = now_ms
    if arrival.context:
        context.update(arrival.context)
    return context
