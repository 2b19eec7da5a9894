"""The Tab key goes through the window as one reads it, whatever was made first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tests.app import sample_exchanges
from workbench.app.focus_order import move_focus, stops_in


@pytest.fixture
def page(qtbot):
    """Two rows of two fields, made from the last to the first."""
    page = QWidget()
    qtbot.addWidget(page)
    fields = {name: QLineEdit() for name in ("four", "three", "two", "one")}
    column = QVBoxLayout(page)
    for left, right in (("one", "two"), ("three", "four")):
        row = QHBoxLayout()
        row.addWidget(fields[left])
        row.addWidget(fields[right])
        column.addLayout(row)
    for name, field in fields.items():
        field.setAccessibleName(name)
    page.show()
    return page


def names(page: QWidget) -> list[str]:
    return [stop.accessibleName() for stop in stops_in(page)]


def test_stops_are_in_the_order_of_reading(page):
    assert names(page) == ["one", "two", "three", "four"]


def test_what_cannot_take_the_focus_is_passed_over(page):
    one, two, three, _ = stops_in(page)
    one.setEnabled(False)
    two.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    three.hide()
    assert names(page) == ["four"]


def test_the_focus_goes_on_and_round_in_both_directions(page):
    stops = list(stops_in(page))
    stops[3].setFocus()
    assert move_focus(page, forward=True)
    assert page.focusWidget() is stops[0]
    assert move_focus(page, forward=False)
    assert page.focusWidget() is stops[3]


def test_a_focus_that_is_elsewhere_is_left_alone(page):
    other = QPushButton(page)
    assert not move_focus(other, forward=True)


def test_the_window_is_walked_pane_by_pane(window):
    window.runs.show_exchange(sample_exchanges.denied())
    window.workspace.trace.buttons[0].click()
    window.bar.request.source.setFocus()
    panes = [
        window.bar, window.workspace.sidebar, window.area, window.workspace.response, window.workspace.permissions,
        window.workspace.step, window.workspace.trace,
    ]  # fmt: skip
    met: list[QWidget] = []
    count = len(list(stops_in(window.centralWidget())))
    for _ in range(count):
        pane = next(pane for pane in panes if pane.isAncestorOf(window.focusWidget()))
        if not met or met[-1] is not pane:
            met.append(pane)
        window.focusNextChild()
    assert met == panes
    assert window.focusWidget() is window.bar.request.source
