"""What HTTP APIs, load balancers and WebSocket APIs answer by themselves: fixed bodies that nobody can customise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.events.http import HttpResponse
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.http import Headers
    from workbench.events.json_value import Json
    from workbench.gateway.verdict import Rule


def http_api_answer(
    status: int, verdict: Verdict, *, message: str, request_id: str = "", headers: Headers = ()
) -> Reply:
    """An HTTP API's own answer: JSON without a space, as `{"message":"Not Found"}`."""
    body = f'{{"message":{json.dumps(message)}}}'.encode()
    sent = [("Content-Type", "application/json"), ("Content-Length", str(len(body))), *headers]
    if request_id:
        sent.append(("Apigw-Requestid", request_id))
    return Reply(HttpResponse(status, tuple(sent), body), verdict)


def load_balancer_answer(status: int, verdict: Verdict) -> Reply:
    """A load balancer's own page, in the words of its fixed HTML."""
    title = f"{status} {HttpResponse(status).status_text}"
    lines = (
        "<html>",
        f"<head><title>{title}</title></head>",
        "<body>",
        f"<center><h1>{title}</h1></center>",
        "</body>",
        "</html>",
        "",
    )
    body = "\r\n".join(lines).encode()
    headers = (("Server", "awselb/2.0"), ("Content-Type", "text/html"), ("Content-Length", str(len(body))))
    return Reply(HttpResponse(status, headers, body), verdict)


def websocket_frame(status: int, verdict: Verdict, *, message: str, context: Mapping[str, Json]) -> Reply:
    """An error frame of a WebSocket API. A frame has no status; the one here is that of the words in it."""
    said = {
        "message": message,
        "connectionId": str(context.get("connectionId", "")),
        "requestId": str(context.get("requestId", "")),
    }
    body = json.dumps(said, separators=(", ", ":")).encode()
    body = body.replace(b'{"message":', b'{"message": ', 1)
    return Reply(HttpResponse(status, (("Content-Type", "application/json"),), body), verdict)


def forbidden_answer(rule: Rule, reason: str, *, context: Mapping[str, Json]) -> Reply:
    """The edge's own 403, for a host, stage or base path that leads to no API."""
    body = b'{"message":"Forbidden"}'
    headers = [
        ("Content-Type", "application/json"),
        ("x-amzn-ErrorType", "ForbiddenException"),
        ("Content-Length", str(len(body))),
    ]
    told = (("x-amzn-RequestId", "requestId"), ("x-amz-apigw-id", "extendedRequestId"))
    headers += [(name, str(context[key])) for name, key in told if context.get(key)]
    return Reply(HttpResponse(403, tuple(headers), body), Verdict("forbidden", reason, rule))
