"""An empty place teaches as much as there is room for."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from workbench.app.widgets.empty_state import EmptyState


@pytest.fixture
def place(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 1000)
    return made


@pytest.fixture
def empty(place, appearance):
    made = EmptyState(
        appearance,
        icon="play",
        title="No response yet",
        text="Invoke, and see it here.",
        keys=[("F5", "Invoke")],
        parent=place,
    )
    place.show()
    return made


def parts(empty):
    return [part.isVisible() for part in (empty._icon, empty._key_parts[0], empty._text, empty._title)]


@pytest.mark.parametrize("zoom", [80, 100, 250])
def test_a_low_place_keeps_the_title_and_says_the_rest_in_its_tooltip(appearance, empty, zoom):
    appearance.set_zoom(zoom)
    empty.resize(600, 900)
    assert parts(empty) == [True, True, True, True]
    empty.resize(600, appearance.px(24))
    assert parts(empty) == [False, False, False, True]
    assert empty._title.toolTip() == "Invoke, and see it here."
    empty.resize(600, 901)
    assert parts(empty) == [True, True, True, True]
