"""The mark of a derived value that someone has overridden, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from workbench.app.json.text import compact
from workbench.app.widgets.chip import Chip
from workbench.events.layout import is_absent

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance
    from workbench.events.derived import Override

LONGEST_TOLD = 300


class OverrideMark(QWidget):
    """A chip and a button; hidden while the value follows its sources."""

    follow_asked = Signal(str)
    """The JSON Pointer that is to follow its sources again."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pointer = ""
        self._chip = Chip(appearance, "warning", "Overridden", icon="")
        self._button = QPushButton("Follow again")
        self._button.setProperty("kind", "link")
        self._button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(appearance.px(6))
        row.addWidget(self._chip)
        row.addWidget(self._button)
        self.hide()

    def set_override(self, override: Override | None) -> None:
        """Mark a value, or mark none."""
        self.setVisible(override is not None)
        if override is None:
            return
        self._pointer = override.pointer
        derived = "it would be left out" if is_absent(override.derived) else f"it would be {compact(override.derived)}"
        self._chip.setToolTip(f"{override.pointer} was set by hand. Following its sources {derived}"[:LONGEST_TOLD])
        self._button.setToolTip(f"Let {override.pointer} follow its sources: {derived}"[:LONGEST_TOLD])
        self._button.setAccessibleName(f"Let {override.pointer} follow again")

    def _on_clicked(self) -> None:
        self.follow_asked.emit(self._pointer)
