"""Text in the interface font that wraps anywhere: ARNs and paths have no spaces, and nothing may be cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

from workbench.app.widgets.code_block import CodeBlock

if TYPE_CHECKING:
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QWidget

    from workbench.app.appearance import Appearance


class Prose(CodeBlock):
    """A paragraph that can be selected and copied; no stop for the Tab key."""

    margin = 0

    def __init__(
        self,
        text: str,
        appearance: Appearance,
        *,
        color: str = "text",
        size: float = 13,
        semibold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._color, self._size, self._semibold = color, size, semibold
        super().__init__("", appearance, parent=parent)
        self.setProperty("role", "prose")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.set_text(text)

    def text(self) -> str:
        """What it says."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Say something else."""
        self.setAccessibleName(text)
        if text != self.toPlainText():
            self.setPlainText(text)
        self._fit()

    def _text_font(self) -> QFont:
        return self._appearance.text(self._size, semibold=self._semibold)

    def _on_appearance_changed(self) -> None:
        super()._on_appearance_changed()
        colors = QPalette(self.palette())
        colors.setColor(QPalette.ColorRole.Text, self._appearance.theme.color(self._color))
        self.setPalette(colors)
        self.setStyleSheet(f"color: {getattr(self._appearance.theme, self._color)};")
