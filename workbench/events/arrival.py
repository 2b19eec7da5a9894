"""What the gateway knows of a request when it hands it to a function, beside the HTTP message itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json
    from workbench.events.source import Source

EndpointType = Literal["REGIONAL", "EDGE", "PRIVATE"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """The facts of a matched request that its event is built from, in the gateway's own terms."""

    source: Source
    api_id: str = "a1b2c3d4e5"
    account_id: str = "123456789012"
    region: str = "us-east-1"
    stage: str = "prod"
    endpoint_type: EndpointType = "REGIONAL"
    route_method: str = "ANY"
    """The method of the matched route as configured; may be `ANY`."""
    resource: str = "/{proxy+}"
    """The path template of the matched route as configured; `$default` for the catch-all of an HTTP API."""
    path: str = "/"
    """The path as the client spelled it, without the stage; with a custom domain it carries the base path."""
    path_parameters: tuple[tuple[str, str], ...] = ()
    """As spelled by the client; decoding is the event source's matter."""
    stage_variables: Mapping[str, str] = field(default_factory=dict)
    domain_name: str = ""
    """Empty: the default endpoint of the API."""
    base_path: str = ""
    """The base path of a custom domain, without slashes; empty where there is none."""
    binary_media_types: tuple[str, ...] = ()
    multi_value_headers: bool = False
    """ALB only: which pair of maps the target group sends."""
    identity: Mapping[str, Json] = field(default_factory=dict)
    """Keys of `requestContext.identity` (REST, HTTP 1.0) that differ from an anonymous caller's."""
    authorizer: Mapping[str, Json] | None = None
    """`requestContext.authorizer` in the shape of this source; None where the route has no authorizer."""
    context: Mapping[str, Json] = field(default_factory=dict)
    """Further keys of `requestContext`, such as `connectionId` of a WebSocket."""

    @property
    def route_key(self) -> str:
        """The route key of an HTTP API: `GET /pets/{id}` or `$default`."""
        return self.resource if self.resource.startswith("$") else f"{self.route_method} {self.resource}"
