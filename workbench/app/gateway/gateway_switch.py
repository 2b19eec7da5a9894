"""Says before the trace which way the next run goes, and changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt

from workbench.app.widgets.menu_word import MenuWord

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workbench.app.appearance import Appearance

WORDS = {False: "As composed", True: "Through the gateway"}
_TIPS = {
    False: "The event goes to the function byte for byte. Ctrl+G sends the request through the gateway instead: "
    "API key, throttles, authorizer, validation and cache.",
    True: "The request that the event stands for goes through API key, throttles, authorizer, validation and cache. "
    "Ctrl+G passes the event on as composed.",
}


class GatewaySwitch(MenuWord):
    """A word that is pressed where requests go through the gateway."""

    def __init__(self, appearance: Appearance, *, parent: QWidget | None = None) -> None:
        super().__init__(appearance, glyph_after=False, parent=parent)
        self._through = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        appearance.changed.connect(self._dress)
        self.set_through(False)

    def set_through(self, through: bool) -> None:
        """Show the way that requests go."""
        self._through = through
        self.setChecked(through)
        self.setText(WORDS[through])
        self.setAccessibleName(f"Way of the next run: {WORDS[through]}")
        self.setAccessibleDescription(_TIPS[through])
        self.setToolTip(_TIPS[through])
        self._dress()

    def _dress(self) -> None:
        px = self._appearance.px
        self.setFont(self._appearance.text(12, semibold=self._through))
        self.setIcon(self._appearance.icon("api" if self._through else "event", "accent" if self._through else "muted"))
        self.setIconSize(QSize(px(14), px(14)))
        self.updateGeometry()
