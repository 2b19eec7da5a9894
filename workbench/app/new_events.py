"""The events that someone begins with: a blank one, or one that a route of an API would send."""

from __future__ import annotations

import random
import re
import time
from typing import TYPE_CHECKING

from workbench.events.http import HttpRequest
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.http import Headers
    from workbench.events.json_value import JsonObject
    from workbench.gateway.api import Api, Route

_PARAMETER = re.compile(r"\{([^}+]+)(\+?)\}")
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


def blank_event(source: Source = Source.REST) -> JsonObject:
    """An event of a source with nothing in it but what every such event has."""
    from workbench.events.samples import blank

    return blank(source)


def request_for(api: Api, route: Route) -> HttpRequest:
    """A request that a route of an API takes, its parameters filled with their names."""
    path = "/" if route.path.startswith("$") else _PARAMETER.sub(_filled, route.path)
    stage = "" if api.stage == "$default" else f"/{api.stage}"
    method = "GET" if route.method == "ANY" else route.method
    host = f"{api.id}.execute-api.{api.region}.amazonaws.com"
    body = b"{}" if method in _WITH_BODY else None
    headers: Headers = (("Host", host), ("Accept", "application/json"), ("User-Agent", "lambda-event-workbench"))
    if body is not None:
        headers += (("Content-Type", "application/json"),)
    return HttpRequest(method, f"https://{host}{stage}{path}", headers, body)


def event_for(api: Api, route: Route) -> JsonObject:
    """An event as a route of an API would send it, its parameters filled with their names."""
    from workbench.events.build import build_event
    from workbench.gateway.routing import Match
    from workbench.gateway.routing import route as route_of

    request = request_for(api, route)
    matched = route_of(api, request)
    if not isinstance(matched, Match):
        return blank_event(api.source)
    return build_event(request, matched.arrival, now_ms=int(time.time() * 1000), random=random.Random())


def name_for(route: Route) -> str:
    """A file name for a new event of a route: `get-orders-id.json`."""
    words = re.findall(r"[A-Za-z0-9]+", route.path) or ["root"]
    return "-".join([route.method.lower(), *(word.lower() for word in words)]) + ".json"


def _filled(found: re.Match[str]) -> str:
    return "1001" if found[1] in {"id", "key"} or found[1].endswith(("Id", "_id")) else found[1]
