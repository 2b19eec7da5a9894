"""Who calls, as far as the connection and its signature tell: address, IAM, API key, client certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from workbench.app.forms.caller_choice import CallerChoice
from workbench.app.forms.field_list import Entry, FieldList, leaves
from workbench.app.forms.tab import FormTab
from workbench.errors import WorkbenchError
from workbench.events.caller import CallerKind, example_caller
from workbench.events.caller_in_event import caller_of, with_caller
from workbench.events.edit import value_at
from workbench.events.layout import layout_of
from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from workbench.app.appearance import Appearance
    from workbench.app.forms.edits import Edits
    from workbench.events.fields import EventFields

KINDS = frozenset({CallerKind.NONE, CallerKind.IAM, CallerKind.API_KEY, CallerKind.CLIENT_CERTIFICATE})
"""What this tab offers; claims and contexts are the tab Authorizer's."""
_AUTHENTICATION = "/requestContext/authentication"
_IAM = "/requestContext/authorizer/iam"


class IdentityTab(FormTab):
    """The kind of caller, which fills in what AWS sends for one, and every value of the identity."""

    title = "Identity"
    help = "Who calls: address, IAM, API key, client certificate"

    def __init__(self, edits: Edits, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(edits, appearance, parent=parent)
        self.choice = CallerChoice("Caller", "How the caller made itself known; fills in an example", appearance)
        """How the caller made itself known."""
        self.list = FieldList(edits, appearance)
        """The values."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(8))
        column.addWidget(self.choice)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.choice)
        self.choice.chosen.connect(self._on_chosen)
        self.list.pointed.connect(self.pointed)

    @classmethod
    def applies(cls, source: Source) -> bool:
        return source not in (Source.OTHER, Source.REST_TOKEN_AUTHORIZER)

    @classmethod
    def count(cls, _fields: EventFields) -> int | None:
        return None

    @classmethod
    def places(cls, fields: EventFields) -> tuple[str, ...]:
        layout = layout_of(fields.source)
        return (layout.identity, layout.source_ip, layout.user_agent, _AUTHENTICATION, _IAM)

    def show_fields(self, fields: EventFields) -> None:
        kind = caller_of(self._edits.document.event_object, fields.source).kind
        self.choice.show_kind(kind, fields.source, among=KINDS)
        self.list.show_entries(self._entries(fields), fields.overridden)
        self.choice.set_label_width(self.list.label_width)

    def show_pointer(self, pointer: str) -> None:
        self.list.reveal(pointer)

    def _entries(self, fields: EventFields) -> Iterator[Entry]:
        event, layout = self._edits.document.event_object, layout_of(fields.source)
        if fields.identity is not None:
            yield from leaves(fields.identity, layout.identity)
        else:
            for label, pointer in (("sourceIp", layout.source_ip), ("userAgent", layout.user_agent)):
                if pointer:
                    yield Entry(label, pointer, value_at(event, pointer))
        for pointer, group in ((_IAM, "IAM"), (_AUTHENTICATION, "Client certificate")):
            value = value_at(event, pointer)
            if isinstance(value, dict):
                yield from leaves(value, pointer, group=group)

    def _on_chosen(self, kind: CallerKind) -> None:
        document = self._edits.document
        try:
            event = with_caller(document.event_object, example_caller(kind), document.source)
        except WorkbenchError as error:
            self._edits.refused.emit(error)
            return
        self._edits.replace("Change caller", event)
