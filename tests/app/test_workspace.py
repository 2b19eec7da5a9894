"""How the panes make room in a small window, and with large text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from workbench.app.window_state import WindowState
from workbench.app.workspace import Workspace


@pytest.fixture
def workspace(qtbot, appearance):
    made = Workspace(QLineEdit(), appearance)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    yield made
    appearance.set_zoom(100)


def test_the_sidebar_makes_room_for_large_text_and_comes_back(workspace, appearance, qtbot):
    with qtbot.waitSignal(workspace.sidebar_shown) as hidden:
        appearance.set_zoom(200)
    assert hidden.args == [False]
    assert workspace.sidebar_wanted
    with qtbot.waitSignal(workspace.sidebar_shown) as back:
        appearance.set_zoom(100)
    assert back.args == [True]
    assert workspace.sidebar.isVisible()


def test_a_sidebar_that_was_hidden_by_hand_stays_hidden(workspace, appearance):
    workspace.show_sidebar(False)
    appearance.set_zoom(200)
    appearance.set_zoom(100)
    assert not workspace.sidebar.isVisible()
    assert not workspace.sidebar_wanted


def test_a_sidebar_that_is_asked_for_in_a_narrow_window_is_shown(workspace, appearance):
    appearance.set_zoom(200)
    workspace.show_sidebar(True)
    assert workspace.sidebar.isVisible()


def test_the_results_stand_below_the_event_where_it_is_very_narrow(workspace, appearance):
    workspace.resize(1024, 500)
    appearance.set_zoom(250)
    assert workspace.columns.orientation() == Qt.Orientation.Vertical
    assert workspace.columns.height() > workspace.height()
    workspace.response.tabs.setFocus()
    workspace.reveal_response()
    appearance.set_zoom(100)
    assert workspace.columns.orientation() == Qt.Orientation.Horizontal


def test_the_trace_is_never_pushed_out_of_a_low_window(workspace, appearance):
    appearance.set_zoom(250)
    workspace.resize(1000, 400)
    trace = workspace.trace
    assert trace.geometry().bottom() <= workspace.rect().bottom()


def test_columns_follow_the_window_until_someone_moves_them(workspace, appearance):
    before = workspace.columns.sizes()
    workspace.resize(1900, 720)
    sidebar, editor, results = workspace.columns.sizes()
    assert before[0] < sidebar <= 280
    assert editor > before[1]
    assert results > before[2]
    workspace.resize(1280, 720)
    assert workspace.columns.sizes() == before
    workspace.columns.moveSplitter(300, 1)
    workspace.columns.splitterMoved.emit(300, 1)
    moved = workspace.columns.sizes()[0]
    workspace.resize(1281, 720)
    assert abs(workspace.columns.sizes()[0] - moved) <= 1


def test_only_columns_that_were_moved_are_kept(workspace, appearance, qtbot, tmp_path):
    state = WindowState(tmp_path / "window.ini")
    workspace.keep(state)
    assert state.bytes_of("columns") is None
    workspace.columns.moveSplitter(300, 1)
    workspace.columns.splitterMoved.emit(300, 1)
    workspace.keep(state)
    other = Workspace(QLineEdit(), appearance)
    qtbot.addWidget(other)
    other.restore(state)
    other.resize(1280, 720)
    other.show()
    assert abs(other.columns.sizes()[0] - workspace.columns.sizes()[0]) <= 2
