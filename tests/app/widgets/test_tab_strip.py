"""Tabs are words with counts; every tab can be reached by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QToolButton

from workbench.app.widgets.tab_strip import TabStrip


@pytest.fixture
def strip(qtbot, appearance):
    made = TabStrip("Views", appearance, closable=True)
    qtbot.addWidget(made)
    for name in ("One", "Two", "Three"):
        made.add(name)
    made.resize(400, 32)
    made.show()
    return made


def test_arrow_keys_change_the_tab(qtbot, strip):
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.currentIndex() == 1


def test_a_count_and_a_mark_are_said_and_shown(strip):
    before = strip.tabSizeHint(0).width()
    strip.set_count(0, 12)
    strip.set_marked(0, True)
    assert strip.count_of(0) == 12
    assert strip.is_marked(0)
    assert strip.accessibleTabName(0) == "One, 12, not saved"
    assert strip.tabSizeHint(0).width() > before


def test_the_cross_closes_its_own_tab(qtbot, strip):
    button = strip.tabButton(1, QTabBar.ButtonPosition.RightSide)
    assert isinstance(button, QToolButton)
    with qtbot.waitSignal(strip.tabCloseRequested) as told:
        button.click()
    assert told.args == [1]


def test_tabs_that_do_not_fit_scroll(strip):
    for number in range(20):
        strip.add(f"Tab number {number}")
    assert strip.minimumSizeHint().width() < 200
    assert strip.usesScrollButtons()
    assert not strip.grab().isNull()
