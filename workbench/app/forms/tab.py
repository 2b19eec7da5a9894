"""What every tab of the form is: a view of the event's fields that asks for changes and never makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.events.edit import steps_of

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.app.forms.edits import Edits
    from workbench.events.fields import EventFields
    from workbench.events.source import Source


class FormTab(QWidget):
    """The base of the tabs: one title, one way to show fields, one way to tell which lines of the JSON it is about."""

    title = ""
    """The word on the tab."""
    help = ""
    """What the tab is about, for its tooltip."""
    pointed = Signal(object)
    """JSON Pointers of the field that has the cursor; empty for none."""

    def __init__(self, edits: Edits, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = edits
        self._appearance = appearance

    @classmethod
    def applies(cls, source: Source) -> bool:
        """Whether events of a source have this at all."""
        raise NotImplementedError

    @classmethod
    def count(cls, fields: EventFields) -> int | None:
        """The figure on the tab; None for none."""
        raise NotImplementedError

    def show_fields(self, fields: EventFields) -> None:
        """Show the event. Nothing is emitted, and a field in which someone types is left alone."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        """Let the tab be looked at only, while the JSON cannot be read."""
        self.setEnabled(not read_only)

    @classmethod
    def places(cls, fields: EventFields) -> tuple[str, ...]:
        """The JSON Pointers that the tab shows."""
        raise NotImplementedError

    @classmethod
    def holds(cls, pointer: str, fields: EventFields) -> bool:
        """Whether a value belongs to this tab."""
        steps = steps_of(pointer)
        return any(place and steps[: len(steps_of(place))] == steps_of(place) for place in cls.places(fields))

    def show_pointer(self, pointer: str) -> None:
        """Bring the field of a value into view, without taking the focus."""
