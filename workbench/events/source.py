"""The kinds of event a function can receive, by the names that files and the command line use."""

from __future__ import annotations

from enum import StrEnum


class Source(StrEnum):
    """What an event comes from. The value is the name in case files and in `workbench event sources`."""

    REST = "rest-api"
    HTTP_1 = "http-api-1.0"
    HTTP_2 = "http-api-2.0"
    FUNCTION_URL = "function-url"
    ALB = "alb"
    WEBSOCKET = "websocket"
    REST_TOKEN_AUTHORIZER = "rest-authorizer-token"
    REST_REQUEST_AUTHORIZER = "rest-authorizer-request"
    HTTP_1_AUTHORIZER = "http-authorizer-1.0"
    HTTP_2_AUTHORIZER = "http-authorizer-2.0"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The name a person reads, AWS's own term."""
        return _TITLES[self]

    @property
    def is_http(self) -> bool:
        """Whether an HTTP client waits for the function's result."""
        return self in _HTTP


_TITLES = {
    Source.REST: "REST API",
    Source.HTTP_1: "HTTP API, payload 1.0",
    Source.HTTP_2: "HTTP API, payload 2.0",
    Source.FUNCTION_URL: "Function URL",
    Source.ALB: "Application Load Balancer",
    Source.WEBSOCKET: "WebSocket API",
    Source.REST_TOKEN_AUTHORIZER: "REST API authorizer, TOKEN",
    Source.REST_REQUEST_AUTHORIZER: "REST API authorizer, REQUEST",
    Source.HTTP_1_AUTHORIZER: "HTTP API authorizer, payload 1.0",
    Source.HTTP_2_AUTHORIZER: "HTTP API authorizer, payload 2.0",
    Source.OTHER: "Other event",
}
_HTTP = frozenset({Source.REST, Source.HTTP_1, Source.HTTP_2, Source.FUNCTION_URL, Source.ALB, Source.WEBSOCKET})
