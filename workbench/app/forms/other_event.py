"""What the form says of an event that comes from no HTTP request: what it is, and where to edit it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.app.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.events.json_value import Json

_SERVICES = {
    "aws:s3": "An S3 event", "aws:sqs": "An SQS event", "aws:sns": "An SNS event",
    "aws:dynamodb": "A DynamoDB stream event", "aws:kinesis": "A Kinesis event", "aws:ses": "An SES event",
    "aws:kafka": "A Kafka event", "aws:events": "A scheduled event",
}  # fmt: skip


class OtherEvent(QWidget):
    """A friendly note in place of the tabs."""

    json_wanted = Signal()

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = EmptyState(appearance, icon="event", title="An event of your own")
        self._state.add_button("Edit as JSON", self.json_wanted.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._state)

    def show_event(self, event: Json) -> None:
        """Say what the event is."""
        self._state.set_text(
            title_of(event), "It comes from no HTTP request, so there is no form for it. The JSON has all of it."
        )


def title_of(event: Json) -> str:
    """What an event is, in three words."""
    if not isinstance(event, dict):
        return "A value that is no object"
    records = event.get("Records")
    first = records[0] if isinstance(records, list) and records and isinstance(records[0], dict) else {}
    name = first.get("eventSource") or first.get("EventSource") or event.get("eventSource") or event.get("source")
    if isinstance(name, str) and name in _SERVICES:
        return _SERVICES[name]
    if "detail-type" in event:
        return f"An EventBridge event: {event['detail-type']}"
    return "An event of your own" if event else "An empty event"
