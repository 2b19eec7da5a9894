"""What only authorizer inputs have: the kind, the token, the ARN of the call, the identity source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from workbench.app.forms.field_list import Entry, FieldList
from workbench.app.forms.tab import FormTab
from workbench.events.edit import pointer_of
from workbench.events.layout import layout_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workbench.app.appearance import Appearance
    from workbench.app.forms.edits import Edits
    from workbench.events.fields import EventFields
    from workbench.events.source import Source

_KEYS = ("type", "methodArn", "routeArn", "identitySource", "authorizationToken")


class AuthorizerInputTab(FormTab):
    """The keys that an authorizer gets beside the request."""

    title = "Input"
    help = "What the authorizer is asked: token, identity source, ARN of the call"

    def __init__(self, edits: Edits, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(edits, appearance, parent=parent)
        self.list = FieldList(edits, appearance)
        """The values."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.list.pointed.connect(self.pointed)

    @classmethod
    def applies(cls, source: Source) -> bool:
        return bool(layout_of(source).arn)

    @classmethod
    def count(cls, _fields: EventFields) -> int | None:
        return None

    @classmethod
    def places(cls, _fields: EventFields) -> tuple[str, ...]:
        return tuple(pointer_of(key) for key in _KEYS)

    def show_fields(self, fields: EventFields) -> None:
        event = self._edits.document.event_object
        shown = (Entry(key, pointer_of(key), event[key]) for key in _KEYS if key in event)
        self.list.show_entries(shown, fields.overridden)

    def show_pointer(self, pointer: str) -> None:
        self.list.reveal(pointer)
