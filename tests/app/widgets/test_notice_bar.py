"""A notice says what happened and offers what to do next."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from workbench.app.widgets.chip import KIND_ICONS, Chip
from workbench.app.widgets.notice_bar import NoticeBar
from workbench.errors import InputError


@pytest.fixture
def bar(qtbot, appearance):
    made = NoticeBar(appearance)
    qtbot.addWidget(made)
    return made


def test_an_error_shows_place_and_mend(bar):
    bar.say_error(InputError("not JSON", place="a.json:3:4", mend="Close the string."))
    assert bar.message == "a.json:3:4: not JSON"
    assert bar.accessibleName() == "a.json:3:4: not JSON Close the string."
    assert bar.kind == "error"


def test_actions_are_buttons_and_the_next_notice_has_its_own(qtbot, bar):
    done: list[str] = []
    bar.say("warning", "Changed outside.", actions=[("Take the file", lambda: done.append("theirs"))])
    bar.act(0)
    bar.say("warning", "Changed again.", actions=[("Keep mine", lambda: done.append("mine"))])
    bar.act(0)
    assert done == ["theirs", "mine"]
    qtbot.waitUntil(
        lambda: [each.text() for each in bar.findChildren(QPushButton) if each.isVisible()] == ["Keep mine"]
    )


def test_nothing_to_say_takes_no_room(bar):
    bar.say("ok", "Saved.")
    bar.clear()
    assert bar.isHidden()
    assert bar.message == ""


def test_a_long_path_is_never_cut_off(qtbot, appearance):
    column = QWidget()
    qtbot.addWidget(column)
    layout = QVBoxLayout(column)
    bar = NoticeBar(appearance)
    layout.addWidget(bar)
    layout.addStretch(1)
    column.resize(260, 500)
    column.show()
    bar.say("error", "/a/very/long/path/without/any/space" * 6, actions=[("Go there", bar.clear)])
    qtbot.waitUntil(lambda: bar.height() > 100)


def test_every_kind_but_neutral_has_an_icon(qtbot, appearance):
    for kind, icon in KIND_ICONS.items():
        chip = Chip(appearance, kind, "Word")
        qtbot.addWidget(chip)
        assert chip.accessibleName() == "Word"
        assert bool(icon) == (kind != "neutral")
