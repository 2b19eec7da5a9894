"""The two fonts of the window: the system's interface font, and JetBrains Mono, which ships with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase

from workbench.resource import resource

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_GENERIC = {"", "Sans Serif", "Sans", "sans-serif", "DejaVu Sans", "Helvetica"}
"""What a platform without a desktop's own settings calls its interface font."""
_GOOD = ("Inter", "Cantarell", "Ubuntu", "Noto Sans", "Open Sans", "Segoe UI", "Liberation Sans", "DejaVu Sans")


class Fonts:
    """The fonts of one application, in every size that the window asks for."""

    def __init__(self, app: QApplication) -> None:
        self._base = QFont(app.font())
        if self._base.family() in _GENERIC:
            known = set(QFontDatabase.families())
            self._base.setFamily(next((family for family in _GOOD if family in known), self._base.family()))
        self._mono = ""

    def interface(self, size: float, *, semibold: bool = False) -> QFont:
        """The interface font; figures have one width, so that times and sizes do not jump."""
        font = QFont(self._base)
        font.setPixelSize(max(1, round(size)))
        if semibold:
            font.setWeight(QFont.Weight.DemiBold)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def caption(self, size: float) -> QFont:
        """The interface font as captions are set."""
        font = self.interface(size, semibold=True)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 104)
        return font

    def mono(self, size: float, *, bold: bool = False) -> QFont:
        """The fixed-width font, loaded when it is first asked for."""
        if not self._mono:
            loaded = QFontDatabase.addApplicationFont(str(resource("fonts/JetBrainsMono-Regular.ttf")))
            QFontDatabase.addApplicationFont(str(resource("fonts/JetBrainsMono-Bold.ttf")))
            families = QFontDatabase.applicationFontFamilies(loaded)
            self._mono = families[0] if families else "monospace"
        font = QFont(self._mono)
        font.setPixelSize(max(1, round(size)))
        font.setBold(bold)
        font.setStyleHint(QFont.StyleHint.Monospace)
        # Ligatures would draw `=>` and `!=` as one sign; what is shown must be what is typed.
        font.setFeature(QFont.Tag("calt"), 0)
        return font
