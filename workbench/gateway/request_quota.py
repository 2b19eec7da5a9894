"""The size quotas of a request: body, headers, URL, WebSocket message, and the event that Lambda takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events.http import HttpResponse
from workbench.gateway.gateway_responses import Refusal, refuse
from workbench.gateway.own_answers import http_api_answer, load_balancer_answer
from workbench.gateway.rules_admission import EVENT, HEADERS, MESSAGE, PAYLOAD, PAYLOAD_ALB, URL
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json
    from workbench.gateway.api import Api
    from workbench.gateway.verdict import Rule

MAX_BODY = 10 * 1024 * 1024
MAX_BODY_ALB = 1024 * 1024
MAX_HEADERS = 10_240
MAX_URL = 10_240
MAX_URL_EDGE = 8_192
MAX_EVENT = 6 * 1024 * 1024
MAX_MESSAGE = 128 * 1024


def refuse_request(api: Api, request: HttpRequest, *, context: Mapping[str, Json]) -> Reply | None:
    """The refusal of a request that is too large for this kind of API; None where its size is right."""
    size = len(request.body or b"")
    if api.type == "ALB":
        if size > MAX_BODY_ALB:
            why = f"The body has {size:,} bytes; a load balancer passes on at most {MAX_BODY_ALB:,} to a function."
            return load_balancer_answer(413, Verdict("request_too_large", why, PAYLOAD_ALB))
        return None
    if size > MAX_BODY:
        why = f"The body has {size:,} bytes; API Gateway takes at most {MAX_BODY:,}."
        return _too_large(api, request, why, rule=PAYLOAD, context=context)
    if api.type == "FUNCTION_URL":
        return None
    sent = sum(len(name) + len(value) + 4 for name, value in request.headers)
    if api.type == "REST":
        most = MAX_URL_EDGE if api.endpoint_type == "EDGE" else MAX_URL
        if len(request.url) > most:
            why = f"The URL has {len(request.url):,} characters; at most {most:,} are taken."
            return _plain(414, "uri_too_long", why, URL, message="Request-URI Too Long")
    else:
        sent += len(request.method) + len(request.url) + len(request.http_version) + 4
    if sent > MAX_HEADERS:
        what = "The headers" if api.type == "REST" else "The request line and headers"
        why = f"{what} have {sent:,} bytes; at most {MAX_HEADERS:,} are taken."
        return _plain(431, "headers_too_large", why, HEADERS, message="Request Header Fields Too Large")
    return None


def refuse_event(api: Api, request: HttpRequest, event: bytes, *, context: Mapping[str, Json]) -> Reply | None:
    """The refusal of a request whose event is larger than Lambda takes; None where it is not."""
    if len(event) <= MAX_EVENT:
        return None
    why = f"The event has {len(event):,} bytes; Lambda takes at most {MAX_EVENT:,}."
    if api.type == "ALB":
        return load_balancer_answer(413, Verdict("request_too_large", why, EVENT))
    return _too_large(api, request, why, rule=EVENT, context=context)


def refuse_message(message: bytes) -> Reply | None:
    """The end of a WebSocket connection whose message is too large; None where it is not."""
    if len(message) <= MAX_MESSAGE:
        return None
    why = f"The message has {len(message):,} bytes; at most {MAX_MESSAGE:,} are taken. The connection closes with 1009."
    return Reply(HttpResponse(413), Verdict("request_too_large", why, MESSAGE))


def _too_large(api: Api, request: HttpRequest, why: str, *, rule: Rule, context: Mapping[str, Json]) -> Reply:
    if api.type == "REST":
        return refuse(api, request, Refusal("REQUEST_TOO_LARGE", "request_too_large", why, rule, context=context))
    verdict = Verdict("request_too_large", why, rule)
    return http_api_answer(
        413, verdict, message="Request Entity Too Large", request_id=str(context.get("requestId") or "")
    )


def _plain(status: int, code: str, why: str, rule: Rule, *, message: str) -> Reply:
    return http_api_answer(status, Verdict(code, why, rule), message=message)
