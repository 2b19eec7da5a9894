"""A theme is complete, readable, and reaches the application."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QPalette

from workbench.app.theme import Theme, apply_theme, load_theme, read_theme, stylesheet
from workbench.errors import InputError
from workbench.resource import resource

THEMES = ("light", "dark")
PAIRS = [
    *((ink, ground) for ink in ("text", "muted", "accent") for ground in ("window", "panel", "hover", "accent_soft")),
    *((kind, f"{kind}_soft") for kind in ("ok", "warning", "error", "unknown", "accent")),
    *(("text", f"{kind}_soft") for kind in ("ok", "warning", "error", "unknown")),
    *(("muted", f"{kind}_soft") for kind in ("ok", "warning", "error", "unknown")),
    *((kind, "panel") for kind in ("ok", "warning", "error", "unknown")),
    *((f"json_{token}", "panel") for token in ("key", "string", "number", "keyword")),
    *((f"json_{token}", "accent_soft") for token in ("key", "string", "number", "keyword")),
    ("on_accent", "accent"),
]
LINES = [("control", "panel"), ("control", "window"), ("accent", "panel"), ("accent", "window"), ("error", "panel")]


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: Theme, ink: str, ground: str) -> float:
    low, high = sorted((luminance(getattr(theme, ink)), luminance(getattr(theme, ground))))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_is_readable(name, ink, ground):
    assert contrast(load_theme(name), ink, ground) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), LINES)
def test_lines_that_carry_meaning_are_visible(name, ink, ground):
    assert contrast(load_theme(name), ink, ground) >= 3.0


@pytest.mark.parametrize("name", THEMES)
def test_words_are_readable_on_the_ground_that_the_stylesheet_gives_them(name):
    text = resource("themes/controls.qss").read_text()
    theme = load_theme(name)
    found = 0
    for rule in re.findall(r"\{([^}]*)\}", text.split("*/", 1)[1]):
        ground = re.search(r"(?<!-)background: @(\w+)", rule)
        ink = re.search(r"(?<![-\w])color: @(\w+)", rule)
        if ground and ink:
            found += 1
            assert contrast(theme, ink[1], ground[1]) >= 4.5, rule
    assert found > 10


@pytest.mark.parametrize("name", THEMES)
def test_the_stylesheet_leaves_no_placeholder(name):
    text = stylesheet(load_theme(name), scale=1.5)
    assert "@" not in text
    assert "dp" not in text.split("*/", 1)[1]
    for line in text.split("url(")[1:]:
        assert resource("themes/controls.qss").parent.joinpath(name, line.split('"')[1].rsplit("/", 1)[1]).is_file()


@pytest.mark.parametrize("name", THEMES)
def test_the_drawn_glyphs_have_the_colours_of_their_theme(name):
    theme = load_theme(name)
    for path in resource(f"themes/{name}").glob("*.svg"):
        text = path.read_text()
        assert theme.muted in text or theme.on_accent in text, path.name


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_reaches_the_application(qapp, name):
    theme = load_theme(name)
    apply_theme(qapp, theme)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == theme.window
    assert qapp.style().name() in {"fusion", "stylesheetstyle", "qstylesheetstyle", ""}


def test_a_theme_with_a_missing_token_names_it(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('name = "Mine"\ndark = false\n[tokens]\nwindow = "#000000"\n')
    with pytest.raises(InputError, match=r"mine\.toml.*accent"):
        read_theme(path)


def test_a_token_that_is_no_colour_is_named(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(resource("themes/light.toml").read_text().replace('"#2257C5"', '"blue"'))
    with pytest.raises(InputError, match="accent"):
        read_theme(path)
