"""The request of an event as a deployed API is asked it: by the URL of a stage or function, or as a method's path."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.deployed.live_api import LiveApi, LiveRoute, LiveStage
    from workbench.deployed.target import Account
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import JsonObject

Way = Literal["plain", "signed", "test"]
_SIGNED = "With your credentials' signature, which IAM authorization asks for."
WAYS: dict[Way, tuple[str, str]] = {
    "plain": ("To the stage's URL", "As any client sends it: authorizers, keys and throttles apply."),
    "signed": ("To the stage's URL, signed", f"{_SIGNED} Authorizers, keys and throttles apply."),
    "test": (
        "As the console tests a method",
        "TestInvokeMethod: no stage, authorizer, API key or throttle; with an execution log. REST APIs only.",
    ),
}
"""Each way to call an API, and what it is."""
URL_WAYS: dict[Way, tuple[str, str]] = {
    "plain": ("To the function URL", "As any client sends it: CORS and the function's own policy apply."),
    "signed": ("To the function URL, signed", f"{_SIGNED} The function's own policy applies."),
}
"""Each way to call a function URL, and what it is."""
_CALLED = frozenset({Source.REST, Source.HTTP_1, Source.HTTP_2, Source.FUNCTION_URL})
_NOT_CALLED = {
    Source.ALB: "A load balancer has its own DNS name, often inside its network only: call it with an HTTP client.",
    Source.WEBSOCKET: "A client of a WebSocket API keeps a connection open: call it with a WebSocket client.",
}


@dataclass(frozen=True, slots=True)
class StageRequest:
    """A client's request with the part of its URL that is the same on every stage."""

    request: HttpRequest
    api_id: str
    stage: str
    account_id: str
    """The account that the event came from."""
    path: str
    """Path and query without the stage, and without the base path of a custom domain."""
    source: Source = Source.REST
    stage_variables: Mapping[str, str] = field(default_factory=dict)
    """Those that the event has."""

    @property
    def is_to_url(self) -> bool:
        """Whether a function URL is called rather than an API."""
        return self.source == Source.FUNCTION_URL

    @property
    def ways(self) -> dict[Way, tuple[str, str]]:
        """Each way to send it, and what it is."""
        return URL_WAYS if self.is_to_url else WAYS

    def variables(self, stage: LiveStage | None) -> dict[str, str]:
        """The stage variables for a method's test, which has no stage: the event's own, else those of a stage."""
        return dict(self.stage_variables or (stage.variables if stage is not None else {}))

    def to(self, url: str) -> HttpRequest:
        """The request to another URL."""
        return replace(self.request, url=url)


def stage_request(event: JsonObject) -> StageRequest | None:
    """The request behind an event of a REST or HTTP API or a function URL; None for every other event."""
    from workbench.events.recover import recover

    found = recover(event)
    if found is None or found[1].source not in _CALLED:
        return None
    request, arrival = found
    query = f"?{request.raw_query}" if request.raw_query else ""
    path = arrival.path.removeprefix(f"/{arrival.base_path}") if arrival.base_path else arrival.path
    return StageRequest(
        request,
        arrival.api_id,
        arrival.stage,
        arrival.account_id,
        f"{path or '/'}{query}",
        arrival.source,
        dict(arrival.stage_variables),
    )


def why_not_called(event: JsonObject) -> str:
    """Why an event is not sent through AWS, and what to do instead."""
    from workbench.events.recognise import source_of

    return _NOT_CALLED.get(source_of(event), "Choose an event of a REST or HTTP API, or of a function URL.")


def called_url(api: LiveApi, stage: LiveStage, asked: StageRequest, *, account: Account, region: str) -> str:
    """Where the request goes: to a function's own URL, or to a stage."""
    if api.type == "FUNCTION_URL":
        return f"{api.url.rstrip('/')}{asked.path}"
    return stage_url(api.id, stage.name, asked.path, account=account, region=region)


def stage_url(api_id: str, stage: str, path: str, *, account: Account, region: str) -> str:
    """Where a stage answers: at AWS by its own host, at an endpoint that stands in for AWS by the path."""
    if account.endpoint_url:
        return f"{account.endpoint_url.rstrip('/')}/restapis/{api_id}/{stage}/_user_request_{path}"
    prefix = "" if stage == "$default" else f"/{stage}"
    return f"https://{api_id}.execute-api.{region}.amazonaws.com{prefix}{path}"


def route_of(api: LiveApi, stage: LiveStage | None, asked: StageRequest, *, region: str) -> LiveRoute | None:
    """The route that takes the request; None where no route with a function does."""
    if api.type == "FUNCTION_URL":
        return api.routes[0]
    from workbench.deployed.live_api import LiveStage
    from workbench.exchange.live_api import staged
    from workbench.gateway.routing import Match, route

    chosen = stage or LiveStage("test-invoke-stage", {})
    known = staged(api, chosen, region=region, account_id="").api
    prefix = "" if chosen.name == "$default" else f"/{chosen.name}"
    url = f"https://{api.id}.execute-api.{region}.amazonaws.com{prefix}{asked.path}"
    matched = route(known, asked.to(url))
    if not isinstance(matched, Match):
        return None
    wanted = (matched.arrival.route_method, matched.arrival.resource)
    return next((each for each in api.routes if wanted in ((each.method, each.path), ("ANY", each.path))), None)
