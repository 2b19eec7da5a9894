"""The look follows the system or the person, and zooms within limits."""

from __future__ import annotations

import pytest

from workbench.app.appearance import LARGEST_ZOOM, SMALLEST_ZOOM, Appearance


def test_an_unknown_scheme_of_the_system_is_light(qapp):
    look = Appearance(qapp)
    assert look.choice == "system"
    assert not look.theme.dark
    look.deleteLater()


def test_a_choice_is_told_once(qtbot, appearance):
    told: list[bool] = []
    appearance.changed.connect(lambda: told.append(appearance.theme.dark))
    appearance.set_choice("dark")
    appearance.set_choice("dark")
    assert told == [True]


@pytest.mark.parametrize(("wanted", "got"), [(10, SMALLEST_ZOOM), (1000, LARGEST_ZOOM), (130, 130)])
def test_the_zoom_stays_within_limits(appearance, wanted, got):
    appearance.set_zoom(wanted)
    assert appearance.zoom == got
    assert appearance.px(100) == got


def test_steps_lead_up_and_down_to_the_limits(appearance):
    for _ in range(20):
        appearance.zoom_in()
    assert appearance.zoom == LARGEST_ZOOM
    for _ in range(20):
        appearance.zoom_out()
    assert appearance.zoom == SMALLEST_ZOOM


def test_paths_and_json_have_the_bundled_font_and_figures_one_width(appearance):
    assert appearance.mono().family() == "JetBrains Mono"
    assert appearance.text(13).pixelSize() == 13
