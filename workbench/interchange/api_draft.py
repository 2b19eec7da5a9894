"""An API while a template is being read: its parts stand in many resources."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from workbench.gateway.api import Api, ApiKey, Authorizer, Cache, CustomDomain, Route, Throttle
from workbench.interchange.resource_names import ACCOUNT_ID, REGION

if TYPE_CHECKING:
    from workbench.events.arrival import EndpointType
    from workbench.events.json_value import Json, JsonObject
    from workbench.gateway.api import ApiType


@dataclass(slots=True)
class ApiDraft:
    """What is known so far of an API."""

    type: ApiType
    id: str
    name: str = "demo"
    region: str = REGION
    stage: str = "prod"
    endpoint_type: EndpointType = "REGIONAL"
    payload_format_version: Literal["1.0", "2.0"] = "2.0"
    custom_domain: CustomDomain | None = None
    binary_media_types: tuple[str, ...] = ()
    stage_variables: dict[str, str] = field(default_factory=dict)
    throttle: Throttle = field(default_factory=Throttle)
    cache: Cache = field(default_factory=Cache)
    api_keys: list[ApiKey] = field(default_factory=list)
    authorizers: dict[str, Authorizer] = field(default_factory=dict)
    routes: list[Route] = field(default_factory=list)
    mocks: list[Route] = field(default_factory=list)
    settings: JsonObject = field(default_factory=dict)
    default_authorizer: str | None = None
    """For routes that say nothing of their own."""
    api_key_required: bool = False
    """For routes that say nothing of their own."""

    @property
    def arn(self) -> str:
        """The part of the ARNs of its stages and authorizers that they share."""
        return f"arn:aws:execute-api:{self.region}:{ACCOUNT_ID}:{self.id}"

    def add_route(self, route: Route) -> None:
        """Add a route; a later one of the same key takes the place of the earlier."""
        self.routes = [each for each in self.routes if each.key != route.key] + [route]

    def add_mock(self, route: Route) -> None:
        """Add a route that a MOCK integration answers."""
        self.mocks = [each for each in self.mocks if each.key != route.key] + [route]

    def add_elsewhere(self, method: str, path: str, kind: str) -> str:
        """Add a route that leads to something else than a function, such as `HTTP_PROXY`; what is to be said of it."""
        route = Route(method, path, settings={"leads_to": kind})
        if self.type in {"REST", "HTTP"}:
            self.add_mock(route)
        return f"The integration of {route.key} is {kind}, not a Lambda proxy: what it answers is not simulated"

    def _shared(self, name: str) -> Json:
        """A setting that all routes have alike; None where they differ or lack it."""
        values = [route.settings.get(name) for route in self.routes]
        return values[0] if values and all(value == values[0] for value in values) else None

    def finish(self) -> Api:
        """The API; what all its routes say alike, it says itself."""
        version = self._shared("payload_format_version") or self.payload_format_version
        return Api(
            type=self.type,
            id=self.id,
            name=self.name,
            region=self.region,
            stage=self.stage,
            endpoint_type=self.endpoint_type,
            payload_format_version="1.0" if version == "1.0" else "2.0",
            integration_timeout_ms=self._shared("integration_timeout_ms"),
            multi_value_headers=bool(self._shared("multi_value_headers")),
            custom_domain=self.custom_domain,
            binary_media_types=self.binary_media_types,
            stage_variables=dict(self.stage_variables),
            throttle=self.throttle,
            cache=self.cache,
            api_keys=tuple(self.api_keys),
            authorizers=dict(self.authorizers),
            routes=tuple(self.routes),
            mocks=tuple(self.mocks),
            settings=dict(self.settings),
        )


def iam_authorizer(draft: ApiDraft) -> str:
    """The name of the draft's IAM authorizer, which AWS has built in."""
    draft.authorizers.setdefault("AWS_IAM", Authorizer("AWS_IAM", "IAM"))
    return "AWS_IAM"
