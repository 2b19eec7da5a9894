"""Pages are there for whoever does not see them, and leave nothing behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QTabBar, QToolButton

from tests.app.test_accessibility import focusable


@pytest.fixture(params=["flood", "open_api", "edit_policies"])
def page(request, qtbot, window):
    window.actions_[request.param].trigger()
    shown = window.workspace.stage.page
    if request.param == "flood":
        shown.form.send.click()
    if request.param != "edit_policies":
        qtbot.waitUntil(lambda: not shown.busy)
    return shown


def test_every_widget_that_takes_the_focus_has_a_name(page):
    nameless = []
    for widget in focusable(page):
        found = QAccessible.queryAccessibleInterface(widget)
        if found is None or not found.text(QAccessible.Text.Name).strip():
            nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert not nameless


def test_every_button_without_words_has_a_tooltip(page):
    buttons = [each for each in page.findChildren(QToolButton) if not isinstance(each.parent(), QTabBar)]
    assert not [each.accessibleName() for each in buttons if not each.text() and not each.toolTip()]


def test_the_keyboard_begins_where_work_does(qtbot, page, window):
    qtbot.waitUntil(lambda: window.focusWidget() is not None and page.isAncestorOf(window.focusWidget()))


def test_esc_goes_back_to_the_event(qtbot, page, window):
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert window.workspace.stage.page is None
    assert window.area.isVisible()
    assert window.workspace.results.isVisible()


def test_a_page_can_be_drawn_at_the_largest_zoom(page, window):
    window.appearance.set_zoom(250)
    assert not window.grab().isNull()
