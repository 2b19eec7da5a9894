"""A request that someone pastes, and the event that it makes in place of the one being edited."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.events.arrival import Arrival
from workbench.events.fields import Change
from workbench.events.http import HttpRequest
from workbench.events.path_template import path_parameters
from workbench.events.query import decoded_pairs, raw_pairs
from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from workbench.events.fields import EventFields
    from workbench.events.json_value import JsonObject

_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_REQUEST = re.compile(r"\s*((?:[$%] +)?curl(?:\.exe)?\s|\{|[A-Z]+ \S+ HTTP/)")
_STAGED_HOST = re.compile(r"[a-z0-9]+\.execute-api\.[a-z0-9-]+\.amazonaws\.com", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A request out of a pasted text, and what of the text it does not carry."""

    request: HttpRequest
    ignored: tuple[str, ...] = ()


def is_url(text: str) -> bool:
    """Whether a text is one absolute URL."""
    return _URL.fullmatch(text.strip()) is not None


def is_request(text: str) -> bool:
    """Whether a text looks like a whole request: cURL, HAR or raw HTTP."""
    return _REQUEST.match(text) is not None


def read_pasted(text: str) -> Pasted:
    """The request in a pasted text.

    Raises:
        InputError: it cannot be read; names line and column.
    """
    if text.lstrip(" $%").startswith("curl"):
        from workbench.interchange.curl import request_from_curl

        # A pasted command must not read files of this machine: `folder=None` refuses `@file`.
        found = request_from_curl(text, name="pasted command", folder=None)
        return Pasted(found.request, found.ignored)
    from workbench.interchange.request_file import read_request

    return Pasted(read_request(text, name="pasted request"))


def event_of(request: HttpRequest, event: JsonObject, *, now_ms: int, random: Random) -> JsonObject:
    """The event that this request makes, arriving as the one before did: same source, API, stage and identity."""
    from workbench.events.build import build_event
    from workbench.events.recover import recover

    recovered = recover(event)
    arrival = recovered[1] if recovered is not None else Arrival(Source.REST)
    if arrival.source == Source.WEBSOCKET:
        arrival = Arrival(Source.REST)
    return build_event(request, _arriving(arrival, request), now_ms=now_ms, random=random)


def url_changes(url: str, fields: EventFields) -> Sequence[Change]:
    """The edits that put a URL's path, query and host into an event."""
    request = HttpRequest("GET", url.strip())
    _, path = _stage_and_path(request)
    pairs = raw_pairs(request.raw_query) if fields.source == Source.ALB else decoded_pairs(request.raw_query)
    headers = tuple((name, request.host if name.lower() == "host" else value) for name, value in fields.headers)
    return [Change("path", path), Change("query", tuple(pairs)), Change("headers", headers)]


def _stage_and_path(request: HttpRequest) -> tuple[str, str]:
    """The stage that a default endpoint's URL names first, and the path behind it."""
    if not _STAGED_HOST.fullmatch(request.host):
        return "", request.raw_path
    stage, _, rest = request.raw_path.lstrip("/").partition("/")
    return stage, f"/{rest}"


def _arriving(arrival: Arrival, request: HttpRequest) -> Arrival:
    stage, path = _stage_and_path(request)
    if not stage or arrival.source not in (Source.REST, Source.REST_REQUEST_AUTHORIZER):
        stage, path = arrival.stage, request.raw_path
    arrival = replace(arrival, stage=stage, path=path)
    if arrival.resource.startswith("$"):
        return replace(arrival, path_parameters=())
    found = path_parameters(arrival.resource, path)
    if found is not None:
        return replace(arrival, path_parameters=found)
    rest = path.strip("/")
    return replace(
        arrival,
        route_method="ANY",
        resource="/{proxy+}" if rest else "/",
        path_parameters=(("proxy", rest),) if rest else (),
    )
