"""A worked example and a blank of every source, to start an event from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from workbench.events.arrival import Arrival
from workbench.events.build import build_event
from workbench.events.caller import CallerKind, example_caller
from workbench.events.caller_overlay import overlay_of
from workbench.events.http import HttpRequest
from workbench.events.layout import layout_of
from workbench.events.pair_maps import headers_of, with_headers
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject

_AT_MS = 1_780_000_000_123
_AGENT = ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36")
_CLIENT = "203.0.113.24"


@dataclass(frozen=True, slots=True)
class Sample:
    """A worked example: its name as a file, and how to make it."""

    name: str
    source: Source
    method: str = "GET"
    path: str = "/pets/42"
    resource: str = "/pets/{id}"
    query: str = "include=owner&include=visits"
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = (("Accept", "application/json"), _AGENT)
    caller: CallerKind = CallerKind.NONE
    arrival: Arrival | None = None
    """Further facts of the arrival: endpoint type, stage, connection, header mode."""

    def event(self) -> JsonObject:
        """The event, the same every time."""
        told = self.arrival or Arrival(self.source)
        stage = "$default" if self.source in _DEFAULT_STAGE else told.stage
        overlay = overlay_of(example_caller(self.caller), self.source)
        arrival = replace(
            told,
            source=self.source,
            stage=stage,
            resource=self.resource,
            route_method=self.method,
            path=self.path,
            path_parameters=(("id", self.path.rpartition("/")[2]),) if self.resource == "/pets/{id}" else (),
            identity=overlay.identity,
            authorizer=overlay.authorizer,
            context=overlay.context,
        )
        query = f"?{self.query}" if self.query else ""
        prefix = "" if stage == "$default" or self.source in (Source.ALB, Source.WEBSOCKET) else f"/{stage}"
        request = HttpRequest(
            self.method,
            f"https://{arrival.domain}{prefix}{self.path}{query}",
            (*self.headers, *overlay.headers),
            self.body,
            client_address=_CLIENT,
        )
        return build_event(request, arrival, now_ms=_AT_MS, random=Random(self.name))


_DEFAULT_STAGE = frozenset({Source.HTTP_1, Source.HTTP_2, Source.HTTP_1_AUTHORIZER, Source.HTTP_2_AUTHORIZER})
_JSON = (("Accept", "application/json"), ("Content-Type", "application/json"), _AGENT)
_TOKEN = (*_JSON[:1], ("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.EXAMPLE.EXAMPLE"), _AGENT)
_SOCKET = (
    ("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits"),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ("Sec-WebSocket-Version", "13"),
    _AGENT,
)


def _identified(source: Source) -> Arrival:
    return Arrival(source, identity_sources=("$request.header.Authorization",))


_SAMPLES = {
    each.source: each
    for each in (
        Sample("get-a-pet", Source.REST),
        Sample("get-a-pet", Source.HTTP_1),
        Sample("get-a-pet", Source.HTTP_2, headers=(*_JSON, ("Cookie", "session=8f3a; theme=dark"))),
        Sample("anonymous-get", Source.FUNCTION_URL, resource="$default"),
        Sample("single-value-headers", Source.ALB, resource="/"),
        Sample("connect", Source.WEBSOCKET, path="/", resource="$connect", query="room=lobby", headers=_SOCKET),
        Sample("rest-token", Source.REST_TOKEN_AUTHORIZER, headers=_TOKEN),
        Sample("rest-request", Source.REST_REQUEST_AUTHORIZER, headers=_TOKEN),
        Sample("http-1.0", Source.HTTP_1_AUTHORIZER, headers=_TOKEN, arrival=_identified(Source.HTTP_1_AUTHORIZER)),
        Sample("http-2.0", Source.HTTP_2_AUTHORIZER, headers=_TOKEN, arrival=_identified(Source.HTTP_2_AUTHORIZER)),
    )
}

_SCHEDULED: JsonObject = {
    "version": "0",
    "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
    "detail-type": "Scheduled Event",
    "source": "aws.events",
    "account": "123456789012",
    "time": "2026-05-28T20:26:40Z",
    "region": "us-east-1",
    "resources": ["arn:aws:events:us-east-1:123456789012:rule/every-morning"],
    "detail": {},
}


def sample(source: Source) -> JsonObject:
    """A worked example of a source; of `OTHER`, the event of a schedule."""
    found = _SAMPLES.get(source)
    return dict(_SCHEDULED) if found is None else found.event()


def blank(source: Source) -> JsonObject:
    """The least that a source sends: GET of the root, no query, no body, no header but Host; `{}` of `OTHER`."""
    if source == Source.OTHER:
        return {}
    resource = {Source.WEBSOCKET: "$connect", Source.FUNCTION_URL: "$default"}.get(source, "/")
    event = Sample("blank", source, path="/", resource=resource, query="", headers=()).event()
    layout = layout_of(source)
    host = tuple(header for header in headers_of(event, layout) if header[0].lower() == "host")
    return with_headers(event, host, layout)
