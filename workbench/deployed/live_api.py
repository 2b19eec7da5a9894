"""The APIs in front of functions as they stand in AWS: stages, routes, integrations, authorizers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json, JsonObject

_FUNCTION_IN_URI = re.compile(r"functions/(?P<arn>arn:[^/]+|[^/]+)/(?:invocations|response-streaming-invocations)")
LiveApiType = Literal["REST", "HTTP", "WEBSOCKET", "FUNCTION_URL"]
_SOURCE = {"REST": Source.REST, "WEBSOCKET": Source.WEBSOCKET, "FUNCTION_URL": Source.FUNCTION_URL}
READ_ACTION = "apigateway:GET"
"""The one IAM action of every read in API Gateway."""


@dataclass(frozen=True, slots=True)
class LiveRoute:
    """One method or route with a Lambda integration."""

    method: str
    path: str
    """The route key of a WebSocket API; `$default` for the catch-all of an HTTP API."""
    function_arn: str
    """As the integration names it; may hold a stage variable."""
    resource_id: str = ""
    credentials: str = ""
    authorizer_id: str = ""
    authorization: str = "NONE"
    api_key_required: bool = False
    payload_format_version: str = ""
    timeout_ms: int | None = None
    cache_key_parameters: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    request_parameters: Mapping[str, bool] = field(default_factory=dict)
    """By the name of the parameter, whether it is required."""
    request_models: Mapping[str, str] = field(default_factory=dict)
    """By media type, the name of the model."""
    validates_body: bool = False
    validates_parameters: bool = False
    mock: JsonObject = field(default_factory=dict)
    """The MOCK integration that answers in place of a function, as AWS writes it."""


@dataclass(frozen=True, slots=True)
class LiveSettings:
    """What a stage sets for its methods, or for one of them; None is AWS's default."""

    rate_limit: float | None = None
    burst_limit: int | None = None
    cache_enabled: bool = False
    cache_ttl_seconds: int = 300
    cache_encrypted: bool = False
    invalidation_needs_permission: bool = False
    """Whether a client needs execute-api:InvalidateCache to invalidate an entry of the cache."""
    unauthorized_invalidation: str = ""
    """What an invalidation without that permission comes to, in AWS's own word."""

    @property
    def words(self) -> str:
        """What differs from AWS's defaults, for a person; empty where nothing does."""
        limits = (
            f"{self.rate_limit:,g} requests a second" if self.rate_limit is not None else "",
            f"burst {self.burst_limit:,}" if self.burst_limit is not None else "",
        )
        throttle = ", ".join(filter(None, limits))
        return " · ".join(
            filter(None, (throttle, f"cached for {self.cache_ttl_seconds} s" if self.cache_enabled else ""))
        )


@dataclass(frozen=True, slots=True)
class LiveStage:
    """One stage with what is set for all of its methods."""

    name: str
    variables: Mapping[str, str]
    settings: LiveSettings = LiveSettings()
    of_routes: Mapping[str, LiveSettings] = field(default_factory=dict)
    """By `METHOD /path` or route key, what differs from the rest; a path or method may be `*`."""

    def of(self, route: LiveRoute) -> LiveSettings | None:
        """What is set for this route: for its own key before every method of its path; None where nothing is."""
        key = route.path if route.path.startswith("$") else f"{route.method} {route.path}"
        return self.of_routes.get(key) or self.of_routes.get(f"* {route.path}") or self.of_routes.get(route.path)


@dataclass(frozen=True, slots=True)
class LiveAuthorizer:
    """One authorizer."""

    id: str
    name: str
    type: str
    function_arn: str = ""
    identity_source: tuple[str, ...] = ()
    ttl_seconds: int | None = None
    issuer: str = ""
    audience: tuple[str, ...] = ()
    credentials: str = ""
    validation_expression: str = ""
    payload_format_version: str = ""
    simple_responses: bool = False
    user_pools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LiveApi:
    """One API with its routes."""

    type: LiveApiType
    id: str
    name: str
    endpoint_type: str
    stages: tuple[LiveStage, ...]
    routes: tuple[LiveRoute, ...]
    authorizers: tuple[LiveAuthorizer, ...]
    binary_media_types: tuple[str, ...] = ()
    api_key_source: str = ""
    cors: Mapping[str, Any] = field(default_factory=dict)
    """As AWS writes it, `AllowOrigins` and so on; HTTP APIs only."""
    route_selection_expression: str = ""
    url: str = ""
    """Where clients reach it, as AWS says; function URLs only."""
    invoke_mode: str = ""
    """BUFFERED or RESPONSE_STREAM; function URLs only."""
    mocks: tuple[LiveRoute, ...] = ()
    """The methods that a MOCK integration answers; REST APIs only."""
    gateway_responses: Mapping[str, JsonObject] = field(default_factory=dict)
    """Those that are customised, by type; REST APIs only."""
    models: Mapping[str, Json] = field(default_factory=dict)
    """By name, the JSON Schema, where a method validates bodies; REST APIs only."""
    other_routes: tuple[str, ...] = ()
    """The routes that lead to something else than a function."""
    not_read: tuple[str, ...] = ()
    """The IAM actions that were missing to read the rest."""

    def source_of(self, route: LiveRoute) -> Source:
        """The kind of event that the function gets by a route."""
        if self.type == "HTTP":
            return Source.HTTP_1 if route.payload_format_version == "1.0" else Source.HTTP_2
        return _SOURCE[self.type]


def leads_to(route: LiveRoute, function_arn: str) -> bool:
    """Whether a route leads to the function, whatever the qualifier."""
    return route.function_arn == function_arn or route.function_arn.startswith(f"{function_arn}:")


def function_in(uri: str) -> str:
    """The function that an integration or authorizer URI names; empty where it names none."""
    found = _FUNCTION_IN_URI.search(uri)
    return found["arn"] if found else ""
