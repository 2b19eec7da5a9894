"""The rest of the request context: stage, ids, times, domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from workbench.app.forms.add_key import AddKey
from workbench.app.forms.field_list import FieldList, leaves
from workbench.app.forms.tab import FormTab
from workbench.events.edit import pointer_of, value_at
from workbench.events.layout import layout_of
from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from workbench.app.appearance import Appearance
    from workbench.app.forms.edits import Edits
    from workbench.app.forms.field_list import Entry
    from workbench.events.fields import EventFields

CONTEXT = "/requestContext"
_ELSEWHERE = {"authentication"}
"""Keys of the context that the tab Identity shows."""


class ContextTab(FormTab):
    """`requestContext` without identity and authorizer."""

    title = "Context"
    help = "Request context: stage, ids, times, domain"

    def __init__(self, edits: Edits, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(edits, appearance, parent=parent)
        self._list = FieldList(edits, appearance)
        self._add = AddKey("Add a key to the request context", appearance)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(8))
        column.addWidget(self._list, 1)
        column.addWidget(self._add)
        self._list.pointed.connect(self.pointed)
        self._add.added.connect(self._on_added)

    @property
    def list(self) -> FieldList:
        """The fields."""
        return self._list

    @classmethod
    def applies(cls, source: Source) -> bool:
        return source not in (Source.OTHER, Source.REST_TOKEN_AUTHORIZER)

    @classmethod
    def count(cls, _fields: EventFields) -> int | None:
        return None

    @classmethod
    def places(cls, _fields: EventFields) -> tuple[str, ...]:
        return (CONTEXT,)

    def show_fields(self, fields: EventFields) -> None:
        self._list.show_entries(self._entries(fields), fields.overridden)

    def show_pointer(self, pointer: str) -> None:
        self._list.reveal(pointer)

    def _entries(self, fields: EventFields) -> Iterator[Entry]:
        context = {key: value for key, value in fields.context.items() if key not in _ELSEWHERE}
        yield from leaves(context, CONTEXT)
        layout = layout_of(fields.source)
        http = value_at(self._edits.document.event_object, f"{CONTEXT}/http")
        if isinstance(http, dict):
            shown_elsewhere = {layout.source_ip, layout.user_agent, layout.method}
            for entry in leaves(http, f"{CONTEXT}/http", before="http."):
                if entry.pointer not in shown_elsewhere:
                    yield entry

    def _on_added(self, name: str) -> None:
        self._edits.change("Add a key", CONTEXT + pointer_of(name), "")
