"""A field of one JSON value: a string as it is, other kinds as JSON, with null and no key told apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from workbench.app.json.text import TextError, compact, parse
from workbench.app.widgets.line_field import LineField
from workbench.events.edit import ABSENT
from workbench.events.layout import is_absent

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent

    from workbench.app.appearance import Appearance
    from workbench.events.json_value import Json

LONGEST_EDITED = 20_000
"""Characters; a longer value is edited in the JSON."""


class ValueField(LineField):
    """Shows and edits one value. Clearing a string leaves an empty string; the menu sets null or takes the key away."""

    value_edited = Signal(object)
    """The new value, or ABSENT."""

    def __init__(self, name: str, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(name, appearance, parent=parent)
        self._value: Json = ABSENT
        self._more = QAction("More", self)
        self._more.setToolTip(f"Set {name} to null, or leave it out")
        self._more.triggered.connect(self._on_more)
        self.addAction(self._more, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(self._on_text_edited)
        appearance.changed.connect(self._on_look_changed)
        self._on_look_changed()
        self._more.setVisible(False)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._more.setVisible(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._more.setVisible(self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._more.setVisible(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._more.setVisible(self.underMouse())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.addSeparator()
        menu.addAction("Null, empty or left out…", self._on_more)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def show_value(self, value: Json) -> None:
        """Show a value; while someone types a value that is the same, the text stays as typed."""
        if self.hasFocus() and _same(_read(self.text(), self._value), value):
            self._value = value
            return
        self._value = value
        absent = is_absent(value) or value is None
        text = "" if absent else value if isinstance(value, str) else compact(value)
        self.setReadOnly(len(text) > LONGEST_EDITED)
        self.show_text(text[:LONGEST_EDITED])
        self.setPlaceholderText("not sent" if is_absent(value) else "null" if value is None else "empty")
        self.setToolTip(text[:500] if len(text) > 24 else "")
        self._mark_wrong(wrong=False)

    def _on_text_edited(self, text: str) -> None:
        value = _read(text, self._value)
        wrong = isinstance(value, TextError)
        self._mark_wrong(wrong=wrong)
        if not wrong:
            self._value = value
            self.value_edited.emit(value)

    def _mark_wrong(self, *, wrong: bool) -> None:
        state = "true" if wrong else "false"
        if self.property("invalid") != state:
            self.setProperty("invalid", state)
            self.style().unpolish(self)
            self.style().polish(self)

    def _on_more(self) -> None:
        menu = QMenu(self)
        for words, value in (("Set to null", None), ("Set to an empty string", ""), ("Leave the key out", ABSENT)):
            action = menu.addAction(words)
            action.setData(json.dumps(value) if not is_absent(value) else "")
        chosen = menu.exec(self.mapToGlobal(self.rect().bottomRight()))
        menu.deleteLater()
        if chosen is not None:
            self.set_by_hand(json.loads(chosen.data()) if chosen.data() else ABSENT)

    def set_by_hand(self, value: Json) -> None:
        """Take a value that a person chose in the menu."""
        self.show_value(value)
        self.value_edited.emit(value)

    def _on_look_changed(self) -> None:
        self._more.setIcon(self._appearance.icon("more", "muted", size=14))


def _read(text: str, before: Json) -> Json | TextError:
    """What a text stands for, given what was there: a string stays a string, a number a number where it can."""
    if isinstance(before, str) or is_absent(before) or before is None:
        return text
    value = parse(text)
    if isinstance(before, dict | list):
        return value
    return text if isinstance(value, TextError) else value


def _same(one: Json, other: Json) -> bool:
    return type(one) is type(other) and bool(one == other)
