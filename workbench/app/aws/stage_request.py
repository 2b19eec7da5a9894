"""The request of an event as a deployed API is asked it: by the URL of a stage, or as a method's path."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.deployed.live_api import LiveApi, LiveRoute, LiveStage
    from workbench.deployed.target import Account
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import JsonObject

Way = Literal["plain", "signed", "test"]
WAYS: dict[Way, tuple[str, str]] = {
    "plain": ("To the stage's URL", "As any client sends it: authorizers, keys and throttles apply."),
    "signed": (
        "To the stage's URL, signed",
        "With your credentials' signature, which IAM authorization asks for. Authorizers, keys and throttles apply.",
    ),
    "test": (
        "As the console tests a method",
        "TestInvokeMethod: no stage, authorizer, API key or throttle; with an execution log. REST APIs only.",
    ),
}
"""Each way to call, and what it is."""
_THROUGH_AN_API = frozenset({Source.REST, Source.HTTP_1, Source.HTTP_2})


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

    def to(self, url: str) -> HttpRequest:
        """The request to another URL."""
        return replace(self.request, url=url)


def stage_request(event: JsonObject) -> StageRequest | None:
    """The request behind an event of a REST or HTTP API; None for every other event."""
    from workbench.events.recover import recover

    found = recover(event)
    if found is None or found[1].source not in _THROUGH_AN_API:
        return None
    request, arrival = found
    query = f"?{request.raw_query}" if request.raw_query else ""
    path = arrival.path.removeprefix(f"/{arrival.base_path}") if arrival.base_path else arrival.path
    return StageRequest(request, arrival.api_id, arrival.stage, arrival.account_id, f"{path or '/'}{query}")


def stage_url(api_id: str, stage: str, path: str, *, account: Account, region: str) -> str:
    """Where a stage answers: at AWS by its own host, at an endpoint that stands in for AWS by the path."""
    if account.endpoint_url:
        return f"{account.endpoint_url.rstrip('/')}/restapis/{api_id}/{stage}/_user_request_{path}"
    prefix = "" if stage == "$default" else f"/{stage}"
    return f"https://{api_id}.execute-api.{region}.amazonaws.com{prefix}{path}"


def route_of(api: LiveApi, stage: LiveStage | None, asked: StageRequest, *, region: str) -> LiveRoute | None:
    """The route that takes the request; None where no route with a function does."""
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
