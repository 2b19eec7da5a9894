"""A row of tabs shows whole words, the one in front always; the rest is behind More."""

from __future__ import annotations

import pytest

from workbench.app.widgets.tab_row import TabRow

NAMES = ("Query", "Headers", "Body", "Path", "Stage", "Identity", "Authorizer", "Context", "Extra")


@pytest.fixture
def row(qtbot, appearance):
    made = TabRow("Parts", appearance, closable=True)
    qtbot.addWidget(made)
    for name in NAMES:
        made.add(name)
    made.resize(900, 32)
    made.show()
    return made


def shown(row):
    return [name for index, name in enumerate(NAMES) if row.strip.isTabVisible(index)]


def cut(row):
    strip = row.strip
    boxes = [strip.tabRect(index) for index in range(strip.count()) if strip.isTabVisible(index)]
    return [box for box in boxes if box.left() < 0 or box.right() > strip.width()]


@pytest.mark.parametrize("current", range(len(NAMES)))
@pytest.mark.parametrize("width", [900, 500, 320, 200, 150])
def test_no_shown_tab_is_cut_and_the_current_one_is_shown(qtbot, row, current, width):
    row.set_current(current)
    row.resize(width, 32)
    qtbot.waitUntil(lambda: row.strip.width() <= width and not cut(row))
    assert NAMES[current] in shown(row)
    assert len(shown(row)) + len(row.behind_more()) == len(NAMES)


def test_a_tab_that_grows_sends_another_behind_more(qtbot, row):
    row.resize(row.strip.sizeHint().width() + 10, 32)
    qtbot.waitUntil(lambda: not row.behind_more())
    row.strip.set_marked(0, True)
    assert row.behind_more()


def test_what_is_closed_makes_room(qtbot, row):
    row.resize(500, 32)
    qtbot.waitUntil(lambda: bool(row.behind_more()))
    hidden = len(row.behind_more())
    row.strip.removeTab(0)
    assert len(row.behind_more()) < hidden


def test_a_long_name_is_elided_with_all_of_it_in_the_tooltip(qtbot, appearance):
    row = TabRow("Events", appearance, closable=True)
    qtbot.addWidget(row)
    index = row.add("a-very-long-name-" * 10, tooltip="the whole path")
    row.resize(180, 32)
    row.show()
    qtbot.waitUntil(lambda: row.strip.tabRect(index).right() <= row.strip.width())
    assert row.strip.tabToolTip(index) == "the whole path"


def test_an_unavailable_tab_is_neither_shown_nor_behind_more(row):
    row.set_available(1, False)
    row.resize(200, 32)
    assert "Headers" not in shown(row)
    assert 1 not in row.behind_more()
