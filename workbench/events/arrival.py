"""What the gateway knows of a request when it hands it to a function, beside the HTTP message itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.connection import Connection
    from workbench.events.json_value import Json

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
    """Further keys of `requestContext`, or values in place of made-up ones, such as `requestId` or `operationName`."""
    connection: Connection | None = None
    """WebSocket only; None is the `$connect` of a new connection."""
    identity_sources: tuple[str, ...] = ()
    """Authorizer inputs only: what identifies the caller, as configured: `$request.header.Authorization`."""

    @property
    def route_key(self) -> str:
        """The route key of an HTTP or WebSocket API: `GET /pets/{id}`, `$default`, `sendMessage`."""
        return f"{self.route_method} {self.resource}" if self.resource.startswith("/") else self.resource

    @property
    def domain(self) -> str:
        """The domain name that the request came to: a custom domain, or the API's own endpoint."""
        if self.domain_name:
            return self.domain_name
        if self.source == Source.FUNCTION_URL:
            return f"{self.api_id}.lambda-url.{self.region}.on.aws"
        if self.source == Source.ALB:
            return f"{self.api_id}.{self.region}.elb.amazonaws.com"
        return f"{self.api_id}.execute-api.{self.region}.{self.endpoint_suffix}"

    @property
    def endpoint_suffix(self) -> str:
        """`amazonaws.com`, or that of China's Regions."""
        return "amazonaws.com.cn" if self.region.startswith("cn-") else "amazonaws.com"

    @property
    def partition(self) -> str:
        """The partition of this Region, as ARNs have it: `aws`, `aws-cn` or `aws-us-gov`."""
        if self.region.startswith("cn-"):
            return "aws-cn"
        return "aws-us-gov" if self.region.startswith("us-gov-") else "aws"

    @property
    def has_custom_domain(self) -> bool:
        """Whether the client called a domain of the user's own, where the stage is not part of the URL."""
        return bool(self.base_path) or (bool(self.domain_name) and not is_aws_domain(self.domain_name))


def is_aws_domain(domain: str) -> bool:
    """Whether a domain name is an endpoint that AWS gave out, as against one of the user's own."""
    return domain.endswith((".amazonaws.com", ".amazonaws.com.cn", ".on.aws", ".testDomainName"))
