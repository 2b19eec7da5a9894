"""What every widget asks for how to look: the theme, the zoom, fonts and icons, and when any of them changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from workbench.app.fonts import Fonts
from workbench.app.icons import icon
from workbench.app.theme import Theme, ThemeChoice, ThemeName, apply_theme, load_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QIcon
    from PySide6.QtWidgets import QApplication

SMALLEST_ZOOM, LARGEST_ZOOM = 80, 250
ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200, 225, 250)


class Appearance(QObject):
    """The look of one application; handed to every widget that draws in colours of its own.

    Whoever keeps a colour, font or icon connects to `changed` and takes them anew.
    """

    changed = Signal()

    def __init__(self, app: QApplication, *, choice: ThemeChoice = "system", zoom: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._fonts = Fonts(app)
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._choice = choice
        self._zoom = _within(zoom)
        self._theme = load_theme(self._wanted())
        self._apply()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice:
        """What the user set: the system's scheme, light or dark."""
        return self._choice

    @property
    def zoom(self) -> int:
        """The size of text and controls in per cent."""
        return self._zoom

    def set_choice(self, choice: ThemeChoice) -> None:
        """Follow the system, or stay light or dark."""
        self._choice = choice
        self._load()

    def set_zoom(self, per_cent: int) -> None:
        """Draw everything larger or smaller, within 80 and 250 per cent."""
        if (zoom := _within(per_cent)) != self._zoom:
            self._zoom = zoom
            self._apply()
            self.changed.emit()

    def zoom_in(self) -> None:
        """The next larger step."""
        self.set_zoom(next((step for step in ZOOM_STEPS if step > self._zoom), LARGEST_ZOOM))

    def zoom_out(self) -> None:
        """The next smaller step."""
        self.set_zoom(next((step for step in reversed(ZOOM_STEPS) if step < self._zoom), SMALLEST_ZOOM))

    def px(self, length: float) -> int:
        """A length of the design in pixels at this zoom."""
        return round(length * self._zoom / 100)

    def icon(self, name: str, color: str = "muted", *, size: int = 16) -> QIcon:
        """An icon of the family, tinted with a token of the theme."""
        key = (name, color, size)
        if key not in self._icons:
            self._icons[key] = icon(name, self._theme, color=color, size=self.px(size))
        return self._icons[key]

    def mono(self, size: float = 12.5, *, bold: bool = False) -> QFont:
        """The font of paths, JSON and logs."""
        return self._fonts.mono(size * self._zoom / 100, bold=bold)

    def text(self, size: float = 13, *, semibold: bool = False) -> QFont:
        """The interface font, figures of one width."""
        return self._fonts.interface(size * self._zoom / 100, semibold=semibold)

    def caption(self) -> QFont:
        """The font of captions: small, semi-bold, a little tracking."""
        return self._fonts.caption(11 * self._zoom / 100)

    def _wanted(self) -> ThemeName:
        if self._choice != "system":
            return self._choice
        # Offscreen and under bare X servers the scheme stays Unknown: light then.
        scheme = QGuiApplication.styleHints().colorScheme()
        return "dark" if scheme == Qt.ColorScheme.Dark else "light"

    def _on_system_changed(self) -> None:
        if self._choice == "system":
            self._load()

    def _load(self) -> None:
        theme = load_theme(self._wanted())
        if theme != self._theme:
            self._theme = theme
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        self._icons.clear()
        self._app.setFont(self.text())
        apply_theme(self._app, self._theme, scale=self._zoom / 100)


def _within(zoom: int) -> int:
    return max(SMALLEST_ZOOM, min(LARGEST_ZOOM, zoom))
