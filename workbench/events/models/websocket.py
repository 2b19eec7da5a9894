"""The events of a WebSocket API."""

from typing import Any, Literal

from workbench.events.models.base import EventModel, ListMap, TextMap
from workbench.events.models.rest import Identity


class RequestContext(EventModel):
    """`requestContext` of a WebSocket API's event."""

    api_id: str | None = None
    authorizer: dict[str, Any] | None = None
    connected_at: int | None = None
    connection_id: str
    disconnect_reason: str | None = None
    disconnect_status_code: int | None = None
    domain_name: str | None = None
    event_type: Literal["CONNECT", "MESSAGE", "DISCONNECT"] | None = None
    extended_request_id: str | None = None
    identity: Identity | None = None
    message_direction: str | None = None
    message_id: str | None = None
    request_id: str | None = None
    request_time: str | None = None
    request_time_epoch: int | None = None
    route_key: str | None = None
    stage: str | None = None


class WebSocketEvent(EventModel):
    """The event of a handshake, a message, or the end of a connection."""

    request_context: RequestContext
    headers: TextMap | None = None
    multi_value_headers: ListMap | None = None
    query_string_parameters: TextMap | None = None
    multi_value_query_string_parameters: ListMap | None = None
    stage_variables: TextMap | None = None
    body: str | None = None
    is_base64_encoded: bool | None = None
