"""What Lambda authorizers receive."""

from typing import Literal

from workbench.events.models.base import EventModel
from workbench.events.models.http_2 import Request2
from workbench.events.models.rest import RequestContext, RequestMaps


class TokenAuthorizerEvent(EventModel):
    """The input of a REST API's TOKEN authorizer."""

    type: Literal["TOKEN"]
    authorization_token: str
    method_arn: str


class RequestAuthorizerEvent(RequestMaps):
    """The input of a REST or WebSocket API's REQUEST authorizer."""

    type: Literal["REQUEST"]
    method_arn: str
    resource: str | None = None
    path: str | None = None
    http_method: str | None = None
    request_context: RequestContext | None = None


class Http1AuthorizerEvent(RequestAuthorizerEvent):
    """The input of an HTTP API's Lambda authorizer, format 1.0."""

    version: Literal["1.0"]
    identity_source: str | None = None
    authorization_token: str | None = None


class Http2AuthorizerEvent(Request2):
    """The input of an HTTP API's Lambda authorizer, format 2.0."""

    type: Literal["REQUEST"]
    route_arn: str
    identity_source: list[str] | None = None
