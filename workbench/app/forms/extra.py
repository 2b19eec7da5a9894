"""The keys that AWS does not send for this source: kept, and edited as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout

from workbench.app.forms.json_field import JsonField
from workbench.app.forms.tab import FormTab
from workbench.events.edit import ABSENT, pointer_of
from workbench.events.fields import Change
from workbench.events.source import Source

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workbench.app.appearance import Appearance
    from workbench.app.forms.edits import Edits
    from workbench.events.fields import EventFields
    from workbench.events.json_value import Json


class ExtraTab(FormTab):
    """Top-level keys beyond those of the source, as one JSON object."""

    title = "Extra"
    help = "Keys that AWS does not send for this source; they are kept and passed on"

    def __init__(self, edits: Edits, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(edits, appearance, parent=parent)
        self._shown: dict[str, Json] = {}
        self._json = JsonField("Extra keys as JSON", appearance, while_broken="The keys stay as they were.")
        self._hint = QLabel("Keys that AWS does not send for this source. They are kept and passed to the function.")
        self._hint.setProperty("role", "muted")
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, appearance.px(4), 0, 0)
        column.setSpacing(appearance.px(8))
        column.addWidget(self._json, 1)
        column.addWidget(self._hint)
        self.setFocusProxy(self._json)
        self._json.edited.connect(self._on_edited)
        self._json.editor.undo_exhausted.connect(self._edits.document.undo_stack.undo)
        self._json.editor.redo_exhausted.connect(self._edits.document.undo_stack.redo)
        self._json.editor.focus_left.connect(edits.document.seal)
        edits.document.settling.connect(self._json.editor.commit)

    @property
    def json(self) -> JsonField:
        """The keys as JSON."""
        return self._json

    @classmethod
    def applies(cls, source: Source) -> bool:
        return source != Source.OTHER

    @classmethod
    def count(cls, fields: EventFields) -> int | None:
        return len(fields.extra)

    @classmethod
    def places(cls, fields: EventFields) -> tuple[str, ...]:
        return tuple(pointer_of(key) for key in fields.extra)

    def show_fields(self, fields: EventFields) -> None:
        self._shown = dict(fields.extra)
        if not self._json.editor.waiting:
            self._json.show_value(self._shown)

    def _on_edited(self, value: Json) -> None:
        if not isinstance(value, dict):
            return
        gone = [Change(pointer_of(key), ABSENT) for key in self._shown if key not in value]
        self._edits.change_all(
            "Edit extra keys", [*gone, *(Change(pointer_of(key), each) for key, each in value.items())], merge="extra"
        )
