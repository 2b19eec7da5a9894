"""The settings of a stage: throttling and caching, for all methods and for single ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.gateway.api import Cache
from workbench.interchange.document import mapping, sequence
from workbench.interchange.sam_auth import throttle_of
from workbench.interchange.template import truth, whole

if TYPE_CHECKING:
    from workbench.events.json_value import Json
    from workbench.gateway.api import Route, Throttle
    from workbench.interchange.api_draft import ApiDraft


def apply_method_settings(draft: ApiDraft, said: Json) -> None:
    """Apply the `MethodSettings` of a REST API's stage; call once all routes are there."""
    for each in sequence(said):
        setting = mapping(each)
        path = str(setting.get("ResourcePath", "/*")).replace("~1", "/")
        path = path[1:] if path.startswith("//") else path
        method = str(setting.get("HttpMethod", "*")).upper()
        throttle = throttle_of(setting.get("ThrottlingRateLimit"), setting.get("ThrottlingBurstLimit"))
        cache = _cache(setting)
        if path in {"/*", "*"} and method == "*":
            draft.throttle = throttle or draft.throttle
            draft.cache = cache or draft.cache
        else:
            draft.routes = [
                _changed(route, throttle, cache) if _meant(route, method, path) else route for route in draft.routes
            ]


def apply_route_settings(draft: ApiDraft, default: Json, by_key: Json) -> None:
    """Apply the route settings of an HTTP or WebSocket API's stage; call once all routes are there."""
    said = mapping(default)
    draft.throttle = throttle_of(said.get("ThrottlingRateLimit"), said.get("ThrottlingBurstLimit")) or draft.throttle
    for key, each in mapping(by_key).items():
        setting = mapping(each)
        throttle = throttle_of(setting.get("ThrottlingRateLimit"), setting.get("ThrottlingBurstLimit"))
        draft.routes = [_changed(route, throttle, None) if route.key == key else route for route in draft.routes]


def _cache(said: Json) -> Cache | None:
    if not any(key in said for key in ("CachingEnabled", "CacheTtlInSeconds", "CacheDataEncrypted")):
        return None
    return Cache(
        enabled=truth(said.get("CachingEnabled")),
        ttl_seconds=whole(said.get("CacheTtlInSeconds"), default=300) or 0,
        encrypted=truth(said.get("CacheDataEncrypted")),
    )


def _meant(route: Route, method: str, path: str) -> bool:
    return path in {"/*", "*", route.path} and method in {"*", route.method}


def _changed(route: Route, throttle: Throttle | None, cache: Cache | None) -> Route:
    return replace(route, throttle=throttle or route.throttle, cache=cache or route.cache)
