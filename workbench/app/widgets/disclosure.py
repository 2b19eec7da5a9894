"""A line that unfolds what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from workbench.app.appearance import Appearance


class Disclosure(QWidget):
    """A heading with a chevron; Space or a click shows and hides `content`."""

    toggled = Signal(bool)

    def __init__(
        self, text: str, content: QWidget, appearance: Appearance, *, open_: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._content = content
        self._button = QToolButton()
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setCheckable(True)
        self._button.setChecked(open_)
        self._button.setProperty("role", "disclosure")
        self._button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._button.toggled.connect(self._on_toggled)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._button)
        layout.addWidget(content)
        content.setVisible(open_)
        self.set_text(text)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    @property
    def is_open(self) -> bool:
        """Whether the content is shown."""
        return self._button.isChecked()

    def set_text(self, text: str) -> None:
        """Say something else in the heading."""
        self._button.setText(text)
        self._describe()

    def set_open(self, open_: bool) -> None:
        """Show or hide the content."""
        self._button.setChecked(open_)

    def _describe(self) -> None:
        self._button.setAccessibleName(f"{self._button.text()}, {'open' if self.is_open else 'folded'}")

    def _on_toggled(self, checked: bool) -> None:
        self._content.setVisible(checked)
        self._describe()
        self._on_appearance_changed()
        self.toggled.emit(checked)

    def _on_appearance_changed(self) -> None:
        px = self._appearance.px
        name = "chevron-down" if self.is_open else "chevron-right"
        self._button.setIcon(self._appearance.icon(name, "muted", size=14))
        self._button.setIconSize(QSize(px(14), px(14)))
        self._button.setFont(self._appearance.text(12, semibold=True))
