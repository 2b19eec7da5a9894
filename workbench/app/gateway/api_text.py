"""An API in words: what stands in front of its functions, as chips and as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.app.widgets.row_table import Cell
from workbench.exchange.route_permissions import routes_of

if TYPE_CHECKING:
    from workbench.app.theme import Kind
    from workbench.gateway.api import Api, Authorizer, Cache, Route, Throttle

TYPES = {
    "REST": "REST API",
    "HTTP": "HTTP API",
    "WEBSOCKET": "WebSocket API",
    "FUNCTION_URL": "Function URL",
    "ALB": "Load balancer",
}
ROUTE_HEADINGS = ("Method", "Path", "Function", "Authorizer", "API key", "Throttle", "Cache")
AUTHORIZER_HEADINGS = ("Authorizer", "Type", "Function", "Identity", "Settings")


def facts(api: Api) -> list[tuple[Kind, str]]:
    """What holds for the whole stage."""
    found: list[tuple[Kind, str]] = [
        ("accent", TYPES[api.type]),
        ("neutral", f"{api.id} in {api.region}"),
    ]
    if api.type != "ALB":
        found.insert(1, ("neutral", f"stage {api.stage}"))
    if api.type not in {"FUNCTION_URL", "ALB"}:
        found.append(("neutral", throttle_words(api.throttle)))
    if api.type == "HTTP":
        found.append(("neutral", f"payload {api.payload_format_version}"))
    if api.cache.enabled:
        found.append(("neutral", cache_words(api.cache)))
    if api.custom_domain is not None:
        found.append(("neutral", f"{api.custom_domain.name}/{api.custom_domain.base_path}".rstrip("/")))
    found.append(("neutral", f"timeout {api.timeout_ms / 1000:g} s"))
    return found


def throttle_words(throttle: Throttle) -> str:
    """A token bucket in words."""
    return f"{throttle.rate_limit:,g} a second, {throttle.burst_limit:,} at once"


def cache_words(cache: Cache) -> str:
    """A cache in words."""
    return f"cached for {cache.ttl_seconds} s" if cache.enabled else "not cached"


def route_rows(api: Api) -> list[tuple[Cell, ...]]:
    """One row a route."""
    return [_route_row(route) for route in routes_of(api)]


def authorizer_rows(api: Api) -> list[tuple[Cell, ...]]:
    """One row an authorizer."""
    return [_authorizer_row(each) for each in api.authorizers.values()]


def _route_row(route: Route) -> tuple[Cell, ...]:
    return (
        Cell("" if route.path.startswith("$") else route.method, "neutral"),
        Cell(route.path + _conditions(route), mono=True),
        Cell(route.function or "the chosen one", mono=bool(route.function), muted=not route.function),
        Cell(route.authorizer or "none", muted=not route.authorizer),
        Cell("required" if route.api_key_required else "no", muted=not route.api_key_required),
        Cell(throttle_words(route.throttle) if route.throttle else "as the stage", muted=not route.throttle),
        Cell(cache_words(route.cache) if route.cache else "as the stage", muted=not route.cache),
    )


def _conditions(route: Route) -> str:
    """What else a rule of a load balancer asks of a request, `, host-header www.example.com`."""
    return "".join(
        f", {each.get('name') or each['field']} {' or '.join(each['values'])}"
        for each in route.settings.get("conditions") or ()
    )


def _authorizer_row(authorizer: Authorizer) -> tuple[Cell, ...]:
    settings = ", ".join(f"{name} {_shown(value)}" for name, value in authorizer.settings.items())
    return (
        Cell(authorizer.name),
        Cell(authorizer.type),
        Cell(authorizer.function or "", mono=True),
        Cell(", ".join(authorizer.identity_source), mono=True),
        Cell(settings, muted=True),
    )


def _shown(value: object) -> str:
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)
