"""One moment in the life of a WebSocket connection: its beginning, a message on it, or its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Connection:
    """What a WebSocket event says beside the handshake. Values left empty are made up in AWS's format."""

    event_type: Literal["CONNECT", "MESSAGE", "DISCONNECT"] = "CONNECT"
    id: str = ""
    connected_at_ms: int | None = None
    """None: at the time of the event."""
    message: bytes = b""
    """Of a MESSAGE."""
    route_key: str = ""
    """Of a MESSAGE: instead of the one that the route selection expression chooses."""
    disconnect_code: int = 1005
    """Of a DISCONNECT: the close code (RFC 6455, 7.4)."""
    disconnect_reason: str | None = None
    """None: the text that API Gateway gives for the code."""
