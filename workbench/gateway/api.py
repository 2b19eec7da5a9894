"""The API definition: what stands in front of a function, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.arrival import EndpointType
    from workbench.events.json_value import Json

ApiType = Literal["REST", "HTTP", "WEBSOCKET", "FUNCTION_URL", "ALB"]
AuthorizerType = Literal["TOKEN", "REQUEST", "JWT", "COGNITO", "IAM"]
Period = Literal["DAY", "WEEK", "MONTH"]
InvalidationStrategy = Literal["FAIL_WITH_403", "SUCCEED_WITH_RESPONSE_HEADER", "SUCCEED_WITHOUT_RESPONSE_HEADER"]


@dataclass(frozen=True, slots=True)
class Throttle:
    """A token bucket: requests a second, and how many may come at once."""

    rate_limit: float = 10000
    burst_limit: int = 5000


@dataclass(frozen=True, slots=True)
class Quota:
    """How many requests a usage plan allows in a period."""

    limit: int
    period: Period = "DAY"


@dataclass(frozen=True, slots=True)
class UsagePlan:
    """The throttle and quota of an API key; None is no limit of its own."""

    throttle: Throttle | None = None
    quota: Quota | None = None
    methods: Mapping[str, Throttle] = field(default_factory=dict)
    """By route key, such as `GET /pets/{id}`: a throttle of this key's own on one method."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An API key and its usage plan."""

    name: str
    value: str
    usage_plan: UsagePlan = UsagePlan()


@dataclass(frozen=True, slots=True)
class Cache:
    """The response cache of a stage or route."""

    enabled: bool = False
    ttl_seconds: int = 300
    encrypted: bool = False
    require_authorization: bool = False
    """Whether a client needs execute-api:InvalidateCache to invalidate an entry."""
    unauthorized_strategy: InvalidationStrategy = "SUCCEED_WITH_RESPONSE_HEADER"
    """What an invalidation without that permission comes to."""


@dataclass(frozen=True, slots=True)
class CustomDomain:
    """A domain name of the user's own, and the base path that maps to the stage."""

    name: str
    base_path: str = ""


@dataclass(frozen=True, slots=True)
class Authorizer:
    """Who decides whether a request may pass."""

    name: str
    type: AuthorizerType
    function: str | None = None
    """A function reference, for TOKEN and REQUEST."""
    identity_source: tuple[str, ...] = ()
    settings: Mapping[str, Json] = field(default_factory=dict)
    """What only this type has, by the names of the API file: `ttl_seconds`, `issuer`, `audience`, `jwks`, …"""


@dataclass(frozen=True, slots=True)
class Route:
    """A method and path, or a route key, mapped to a function."""

    method: str = "ANY"
    path: str = "/{proxy+}"
    """`$default` for the catch-all of an HTTP API; the route key of a WebSocket API."""
    function: str | None = None
    """A function reference; None is the function of the command."""
    authorizer: str | None = None
    api_key_required: bool = False
    throttle: Throttle | None = None
    cache: Cache | None = None
    cache_key_parameters: tuple[str, ...] = ()
    credentials: str | None = None
    """The ARN of a role that the integration assumes; None: the function's resource policy decides."""
    settings: Mapping[str, Json] = field(default_factory=dict)
    """Further settings by the names of the API file: `request_parameters`, `request_model`, …"""

    @property
    def key(self) -> str:
        """How AWS names the route: `GET /pets/{id}`, `$default`, `$connect`."""
        return self.path if self.path.startswith("$") or not self.path.startswith("/") else f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Api:
    """What stands in front of a function. Every field has AWS's default."""

    type: ApiType = "REST"
    id: str = "a1b2c3d4e5"
    name: str = "demo"
    account_id: str = "123456789012"
    region: str = "us-east-1"
    stage: str = ""
    """Left empty, it becomes the default of the type: `$default` for HTTP APIs and function URLs, else `prod`."""
    endpoint_type: EndpointType = "REGIONAL"
    payload_format_version: Literal["1.0", "2.0"] = "2.0"
    multi_value_headers: bool = False
    custom_domain: CustomDomain | None = None
    binary_media_types: tuple[str, ...] = ()
    stage_variables: Mapping[str, str] = field(default_factory=dict)
    integration_timeout_ms: int | None = None
    throttle: Throttle = Throttle()
    cache: Cache = Cache()
    api_keys: tuple[ApiKey, ...] = ()
    authorizers: Mapping[str, Authorizer] = field(default_factory=dict)
    routes: tuple[Route, ...] = ()
    """Empty: the one catch-all that the API type has by default."""
    mocks: tuple[Route, ...] = ()
    """Routes without a function: what a MOCK integration answers is in `settings["mock"]`, with `status`, `headers` and
    `body`; `settings["leads_to"]` names an integration that is not simulated."""
    settings: Mapping[str, Json] = field(default_factory=dict)
    """Further settings by the names of the API file: `gateway_responses`, `cors`, `request_models`, `rate_rule`, …"""

    def __post_init__(self) -> None:
        if not self.stage:
            object.__setattr__(self, "stage", _DEFAULT_STAGE.get(self.type, "prod"))

    @property
    def source(self) -> Source:
        """The kind of event that this API sends to its functions."""
        if self.type == "HTTP":
            return Source.HTTP_1 if self.payload_format_version == "1.0" else Source.HTTP_2
        return _SOURCE[self.type]

    def source_of(self, route: Route | None) -> Source:
        """The kind of event that a route sends: that of the API, where the route has no payload format of its own."""
        own = route.settings.get("payload_format_version") if route is not None else None
        if own is None or self.type != "HTTP":
            return self.source
        return Source.HTTP_1 if own == "1.0" else Source.HTTP_2

    @property
    def timeout_ms(self) -> int:
        """How long the client's connection is held for a function: the one set, else the quota of the type."""
        return self.integration_timeout_ms or _TIMEOUT_MS[self.type]


_DEFAULT_STAGE: Mapping[ApiType, str] = {"HTTP": "$default", "FUNCTION_URL": "$default"}
_SOURCE: Mapping[ApiType, Source] = {
    "REST": Source.REST,
    "WEBSOCKET": Source.WEBSOCKET,
    "FUNCTION_URL": Source.FUNCTION_URL,
    "ALB": Source.ALB,
}
_TIMEOUT_MS: Mapping[ApiType, int] = {
    "REST": 29_000,
    "HTTP": 30_000,
    "WEBSOCKET": 29_000,
    "FUNCTION_URL": 900_000,
    "ALB": 900_000,
}
