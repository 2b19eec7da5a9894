"""A page that takes the place of the event for a while: a caption, a way back, and what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from workbench.app.widgets.pane import Pane

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance


class Page(Pane):
    """The cross, or Esc in the window, goes back to the event."""

    closed = Signal()
    beside_results = False
    """Whether the response and the permissions stay in sight."""

    def __init__(self, caption: str, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(caption, appearance, parent=parent)
        self.back = QToolButton()
        self.back.setAccessibleName(f"Close {caption}")
        self.back.setToolTip("Back to the event (Esc)")
        self.back.clicked.connect(self.closed)
        self.header.addWidget(self.back)
        appearance.changed.connect(self._dress_back)
        self._dress_back()

    def add_to_header(self, widget: QWidget) -> None:
        """Put something between the caption and the way back."""
        self.header.insertWidget(self.header.count() - 1, widget)

    def focus_first(self) -> None:
        """Take the keyboard to where work begins."""
        self.back.setFocus()

    def may_close(self) -> bool:
        """Whether nothing would be lost."""
        return True

    def _dress_back(self) -> None:
        px = self._appearance.px
        self.back.setIcon(self._appearance.icon("cross", "muted", size=14))
        self.back.setIconSize(QSize(px(14), px(14)))
