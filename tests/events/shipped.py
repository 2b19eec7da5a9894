"""The events that ship with the project, as the builders make them; files in saved_events/ are held against these."""

from __future__ import annotations

from dataclasses import replace

from workbench.events.arrival import Arrival
from workbench.events.caller import CallerKind
from workbench.events.connection import Connection
from workbench.events.rest import TEST_STAGE
from workbench.events.samples import Sample
from workbench.events.source import Source

AGENT = ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36")
JSON = (("Accept", "application/json"), ("Content-Type", "application/json"), AGENT)
TOKEN = (*JSON[:1], ("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.EXAMPLE.EXAMPLE"), AGENT)
NEW_PET = b'{"name": "Rex", "kind": "dog"}'
CONNECTED = Connection(id="d4uG9fLmoAMCJ8w=", connected_at_ms=1_779_999_940_123)
MESSAGE = replace(CONNECTED, event_type="MESSAGE", message=b'{"action": "sendMessage", "text": "Hello"}')
END = replace(CONNECTED, event_type="DISCONNECT", disconnect_code=1001)

MORE = (
    Sample("create-a-pet", Source.REST, "POST", "/pets", "/pets", "", NEW_PET, JSON),
    Sample("cognito-user", Source.REST, headers=TOKEN, caller=CallerKind.COGNITO_USER_POOL),
    Sample("edge-optimized", Source.REST, arrival=Arrival(Source.REST, endpoint_type="EDGE")),
    Sample("console-test", Source.REST, query="", headers=(), arrival=Arrival(Source.REST, stage=TEST_STAGE)),
    Sample("create-a-pet", Source.HTTP_2, "POST", "/pets", "/pets", "", NEW_PET, JSON),
    Sample("jwt-user", Source.HTTP_2, headers=TOKEN, caller=CallerKind.JWT),
    Sample("signed-post", Source.FUNCTION_URL, "POST", "/pets", "$default", "", NEW_PET, JSON, CallerKind.IAM),
    Sample("multi-value-headers", Source.ALB, resource="/", arrival=Arrival(Source.ALB, multi_value_headers=True)),
    Sample(
        "health-check",
        Source.ALB,
        path="/",
        resource="/",
        query="",
        headers=(("User-Agent", "ELB-HealthChecker/2.0"),),
    ),
    Sample(
        "message",
        Source.WEBSOCKET,
        path="/",
        resource="sendMessage",
        query="",
        arrival=Arrival(Source.WEBSOCKET, connection=MESSAGE),
    ),
    Sample(
        "disconnect",
        Source.WEBSOCKET,
        path="/",
        resource="$disconnect",
        query="",
        arrival=Arrival(Source.WEBSOCKET, connection=END),
    ),
)
FIRST = {
    Source.REST: "get-a-pet",
    Source.HTTP_1: "get-a-pet",
    Source.HTTP_2: "get-a-pet",
    Source.FUNCTION_URL: "anonymous-get",
    Source.ALB: "single-value-headers",
    Source.WEBSOCKET: "connect",
    Source.REST_TOKEN_AUTHORIZER: "rest-token",
    Source.REST_REQUEST_AUTHORIZER: "rest-request",
    Source.HTTP_1_AUTHORIZER: "http-1.0",
    Source.HTTP_2_AUTHORIZER: "http-2.0",
}
"""The file of each source's own sample."""


def folder_of(source: Source) -> str:
    """The folder of saved_events/ in which events of a source are."""
    return "authorizers" if "authorizer" in source.value else source.value
