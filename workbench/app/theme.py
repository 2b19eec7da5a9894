"""The colours of the window: a theme as a value, read from a file, and what puts it on an application."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from workbench.errors import InputError
from workbench.resource import resource

if TYPE_CHECKING:
    from pathlib import Path

ThemeName = Literal["light", "dark"]
ThemeChoice = Literal["system", "light", "dark"]
Kind = Literal["ok", "warning", "error", "unknown", "neutral", "accent"]
"""What a chip, a bar or a step says; each has a text colour and a soft ground."""

_LENGTH = re.compile(r"\b(\d+)dp\b")
_TOKEN = re.compile(r"@(\w+)")


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour that the window uses, by what it is for. Values are `#RRGGBB`."""

    name: str
    dark: bool
    window: str
    panel: str
    line: str
    control: str
    """The edge of a field or check box."""
    hover: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    """The ground of what is selected."""
    ok: str
    ok_soft: str
    warning: str
    warning_soft: str
    error: str
    error_soft: str
    unknown: str
    unknown_soft: str
    json_key: str
    json_string: str
    json_number: str
    json_keyword: str

    def color(self, token: str) -> QColor:
        """A token as Qt's colour."""
        return QColor(str(getattr(self, token)))

    def ink(self, kind: Kind) -> str:
        """The text colour of a kind of message."""
        return self.muted if kind == "neutral" else str(getattr(self, kind))

    def ground(self, kind: Kind) -> str:
        """The soft ground behind a kind of message."""
        return self.unknown_soft if kind == "neutral" else str(getattr(self, f"{kind}_soft"))


def load_theme(name: ThemeName) -> Theme:
    """A theme that is shipped with the program."""
    return read_theme(resource(f"themes/{name}.toml"))


def read_theme(path: Path) -> Theme:
    """A theme from a TOML file.

    Raises:
        InputError: a token is missing, unknown or no colour.
    """
    import tomllib

    document = tomllib.loads(path.read_text(encoding="utf-8"))
    tokens: dict[str, str] = document["tokens"]
    wanted = {field.name for field in fields(Theme)} - {"name", "dark"}
    if wrong := sorted(wanted ^ tokens.keys()):
        message = f"Tokens missing or unknown in a theme: {', '.join(wrong)}"
        raise InputError(message, place=path.name, mend="Copy the list of tokens from light.toml.")
    if wrong := sorted(name for name, value in tokens.items() if not re.fullmatch(r"#[0-9A-Fa-f]{6}", value)):
        message = f"Not a colour in a theme: {', '.join(wrong)}"
        raise InputError(message, place=path.name, mend="Write it as #RRGGBB.")
    return Theme(name=document["name"], dark=document["dark"], **tokens)


def apply_theme(app: QApplication, theme: Theme, *, scale: float = 1.0) -> None:
    """Put a theme on an application: Fusion, our own palette, one small stylesheet."""
    if app.style().name() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet(theme, scale=scale))


def palette(theme: Theme) -> QPalette:
    """A theme as Qt's palette."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    colors = QPalette(theme.color("panel"), theme.color("window"))
    for each, token in (
        (role.Window, "window"), (role.WindowText, "text"), (role.Base, "panel"), (role.AlternateBase, "window"),
        (role.Text, "text"), (role.Button, "panel"), (role.ButtonText, "text"), (role.BrightText, "error"),
        (role.Highlight, "accent_soft"), (role.HighlightedText, "text"), (role.Link, "accent"),
        (role.LinkVisited, "accent"), (role.PlaceholderText, "muted"), (role.ToolTipBase, "text"),
        (role.ToolTipText, "panel"), (role.Accent, "accent"), (role.Mid, "line"), (role.Midlight, "line"),
        (role.Dark, "control"), (role.Light, "panel"), (role.Shadow, "line"),
    ):  # fmt: skip
        colors.setColor(each, theme.color(token))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        colors.setColor(group.Disabled, each, theme.color("control"))
    return colors


def stylesheet(theme: Theme, *, scale: float = 1.0) -> str:
    """The stylesheet in a theme's colours: `@token` is a colour, `12dp` a length that follows the zoom."""
    text = resource("themes/controls.qss").read_text(encoding="utf-8")
    glyphs = resource(f"themes/{'dark' if theme.dark else 'light'}").as_posix()
    text = _TOKEN.sub(lambda found: glyphs if found[1] == "glyphs" else str(getattr(theme, found[1])), text)
    return _LENGTH.sub(lambda found: f"{round(int(found[1]) * scale)}px", text)
