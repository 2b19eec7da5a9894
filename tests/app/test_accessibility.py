"""Whoever does not see the window, or does not use a mouse, gets everything too."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLineEdit,
    QListView,
    QMenuBar,
    QTabBar,
    QToolButton,
    QWidget,
)

from tests.app import sample_exchanges
from workbench.app.actions import entries


def focusable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(widget, QMenuBar)
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QAbstractScrollArea)
        and not isinstance(widget.parent(), QTabBar)
        and not isinstance(widget, QListView)  # of a drop-down, which says the name of its box
    ]


@pytest.fixture
def busy_window(window):
    """A window with something in every pane."""
    window.runs.show_exchange(sample_exchanges.denied())
    for row in window.workspace.permissions.rows:
        row.set_open(True)
        if row.answer.mends:
            row.allow.click()
    window.workspace.trace.buttons[0].click()
    window.area.show_view("both")
    return window


def test_every_widget_that_takes_the_focus_has_a_name(busy_window):
    nameless = []
    for widget in focusable(busy_window):
        found = QAccessible.queryAccessibleInterface(widget)
        if found is None or not found.text(QAccessible.Text.Name).strip():
            nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert not nameless


def test_every_button_without_words_has_a_tooltip(busy_window):
    silent = [
        type(button.parent()).__name__
        for button in busy_window.findChildren(QToolButton)
        if not button.text() and not button.toolTip() and not isinstance(button.parent(), (QTabBar, QLineEdit))
        and not button.objectName().startswith("qt_")
    ]  # fmt: skip
    assert not silent


def test_no_two_actions_share_a_key(busy_window):
    keys = Counter(
        sequence.toString() for action in busy_window.findChildren(QAction) for sequence in action.shortcuts()
    )
    assert not [key for key, count in keys.items() if key and count > 1]


def test_every_action_of_the_table_does_something(busy_window):
    assert {entry.id for entry in entries()} == set(busy_window.window_actions.known)


def test_the_tab_key_reaches_every_pane(busy_window):
    window = busy_window
    window.bar.path.setFocus()
    seen = set()
    for _ in range(200):
        window.focusNextChild()
        widget = window.focusWidget()
        while widget is not None:
            seen.add(widget)
            widget = widget.parentWidget()
    workspace = window.workspace
    for pane in (window.bar, workspace.sidebar, window.area, workspace.response, workspace.permissions):
        assert pane in seen, type(pane).__name__
    assert workspace.trace in seen
    assert workspace.step in seen


def test_a_verdict_is_said_in_words_not_only_in_colour(busy_window):
    for row in busy_window.workspace.permissions.rows:
        assert row.heading.accessibleName().split(":")[0] in {"Allowed", "Denied", "Unknown"}
    for button in busy_window.workspace.trace.findChildren(QAbstractButton):
        assert button.accessibleName()


@pytest.mark.parametrize("zoom", [80, 150, 250])
def test_the_window_can_be_zoomed(busy_window, zoom):
    busy_window.appearance.set_zoom(zoom)
    assert busy_window.font().pixelSize() == -1 or busy_window.appearance.text().pixelSize() == round(13 * zoom / 100)
    assert not busy_window.grab().isNull()


def test_the_window_fits_on_a_small_screen(busy_window):
    assert busy_window.minimumSizeHint().width() <= 1024
    assert busy_window.minimumSizeHint().height() <= 640
