"""Every icon that is asked for is there, in the colours of both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import workbench.app
from workbench.app.icons import icon
from workbench.app.theme import load_theme
from workbench.resource import resource

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_the_colour_of_the_theme(qapp, name):
    for theme in (load_theme("light"), load_theme("dark")):
        image = icon(name, theme, color="accent", size=16).pixmap(16).toImage()
        pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        strongest = max(pixels, key=lambda pixel: pixel.alpha())
        assert strongest.alpha() > 60
        wanted = theme.color("accent")
        assert abs(strongest.red() - wanted.red()) < 8
        assert abs(strongest.blue() - wanted.blue()) < 8


def test_the_family_is_one():
    for name in NAMES:
        text = resource(f"icons/{name}.svg").read_text()
        assert 'viewBox="0 0 16 16"' in text
        assert 'stroke-width="1.5"' in text


def test_every_icon_named_in_the_code_is_there():
    source = "\n".join(path.read_text() for path in Path(workbench.app.__file__).parent.rglob("*.py"))
    wanted = set(re.findall(r'(?:icon=|\.icon\()"([a-z-]+)"', source))
    assert wanted <= set(NAMES)
    assert wanted
