"""The APIs in front of a deployed function, as facts: each route with its stages and what stands before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.app.widgets.fact_rows import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.deployed.live_api import LiveApi, LiveRoute
    from workbench.deployed.session import AwsSession
    from workbench.errors import ServiceError

_PLAIN_ARN_PARTS = 7


@dataclass(frozen=True, slots=True)
class ApisInFront:
    """What leads to a function. For worker threads to read."""

    function_arn: str
    """Without a qualifier."""
    apis: tuple[LiveApi, ...]
    error: ServiceError | None = None
    """Why there may be more."""


def read_apis_in_front(session: AwsSession, function_arn: str) -> ApisInFront:
    """Every API of the Region with a route to the function, whatever the qualifier."""
    from workbench.deployed.apis import list_apis
    from workbench.deployed.live_api import leads_to
    from workbench.errors import ServiceError

    plain = ":".join(function_arn.split(":")[:_PLAIN_ARN_PARTS])
    found: list[LiveApi] = []  # what was read before a refusal stays in it
    error: ServiceError | None = None
    try:
        found.extend(api for api in list_apis(session) if any(leads_to(route, plain) for route in api.routes))
    except ServiceError as refused:
        error = refused
    return ApisInFront(plain, tuple(found), error)


def facts_in_front(found: ApisInFront) -> tuple[Fact, ...]:
    """One group an API, one fact a route; one that says so where no API leads to the function."""
    facts = tuple(fact for api in found.apis for fact in _facts(api, found.function_arn))
    if facts or found.error is not None:
        return facts
    return (Fact("None", "No API of this Region leads to the function", group="APIs in front"),)


def _facts(api: LiveApi, function_arn: str) -> Iterator[Fact]:
    from workbench.deployed.live_api import leads_to

    group = f"{api.name} · {api.type} {api.id}"
    settings = "\n".join(f"{stage.name}: {words}" for stage in api.stages if (words := stage.settings.words))
    yield Fact("Stages", ", ".join(stage.name for stage in api.stages) or "none", note=settings, group=group)
    for route in api.routes:
        if leads_to(route, function_arn):
            yield Fact(route.method, route.path, note=_before(api, route), mono=True, group=group)


def _before(api: LiveApi, route: LiveRoute) -> str:
    """What a request meets before the function, and as whom the API invokes it."""
    authorizer = next((each for each in api.authorizers if each.id == route.authorizer_id), None)
    if authorizer is not None:
        parts = [f"Authorizer: {authorizer.name} ({authorizer.type})"]
    else:
        parts = ["No authorizer" if route.authorization == "NONE" else f"Authorization: {route.authorization}"]
    if route.api_key_required:
        parts.append("API key required")
    as_whom = f"Credentials: {route.credentials}" if route.credentials else "Invoked by the function's own policy"
    own = [f"{stage.name}: {found.words or 'no cache'}" for stage in api.stages if (found := stage.of(route))]
    return "\n".join((" · ".join(parts), as_whom, *own))
