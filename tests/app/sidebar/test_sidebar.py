"""The sidebar lists what there is, keeps its shape, and says what someone wants with a row."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.app import sample_exchanges
from workbench.app.sidebar.sidebar import Sidebar
from workbench.gateway.api import Api, Route
from workbench.library.event_tree import event_tree
from workbench.library.project import ApiEntry, FunctionEntry
from workbench.runtime.function import LocalFunction


@pytest.fixture
def folder(tmp_path):
    for name in ("hello", "orders/create", "orders/list"):
        path = tmp_path / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text("{}")
    return tmp_path


@pytest.fixture
def sidebar(qtbot, appearance, folder):
    made = Sidebar(appearance)
    qtbot.addWidget(made)
    made.resize(220, 600)
    made.show_events([event_tree(folder)])
    made.show_functions([FunctionEntry("hello", LocalFunction("hello", "app.handler", "/code"))])
    made.show_apis([ApiEntry("api.yaml", Api(routes=(Route("GET", "/a", "app.handler"),)), Path("/api.yaml"))])
    made.show()
    return made


def rows(sidebar: Sidebar) -> list[str]:
    return [row.text for item in sidebar.items() if (row := sidebar.tree.row_of(item)) is not None]


def choose(sidebar: Sidebar, text: str) -> None:
    item = next(item for item in sidebar.items() if (row := sidebar.tree.row_of(item)) is not None and row.text == text)
    sidebar.tree.setCurrentItem(item)


def test_everything_is_listed_under_its_section(sidebar):
    assert rows(sidebar) == [
        "Events", "orders", "create", "list", "hello", "Functions", "hello", "APIs", "api.yaml", "GET /a",
    ]  # fmt: skip


def test_a_filter_finds_in_every_section(sidebar):
    sidebar.filter.setText("creat")
    assert rows(sidebar) == ["Events", "orders", "create"]
    sidebar.filter.setText("/a")
    assert rows(sidebar) == ["APIs", "api.yaml", "GET /a"]
    sidebar.filter.clear()
    assert len(rows(sidebar)) == 10


def test_a_row_is_opened_by_keyboard(qtbot, sidebar):
    choose(sidebar, "create")
    with qtbot.waitSignal(sidebar.event_opened) as told:
        qtbot.keyClick(sidebar.tree, Qt.Key.Key_Return)
    assert told.args[0].name == "orders/create"
    with qtbot.waitSignal(sidebar.event_renamed):
        qtbot.keyClick(sidebar.tree, Qt.Key.Key_F2)
    with qtbot.waitSignal(sidebar.event_deleted):
        qtbot.keyClick(sidebar.tree, Qt.Key.Key_Delete)


def test_a_click_looks_at_an_event_and_a_double_click_keeps_it(qtbot, sidebar):
    choose(sidebar, "create")
    place = sidebar.tree.visualItemRect(sidebar.tree.currentItem()).center()
    viewport = sidebar.tree.viewport()
    with qtbot.waitSignal(sidebar.event_previewed) as told, qtbot.assertNotEmitted(sidebar.event_opened):
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert told.args[0].name == "orders/create"
    with qtbot.waitSignal(sidebar.event_opened) as told:
        qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert told.args[0].name == "orders/create"


def test_a_route_says_its_api(qtbot, sidebar):
    choose(sidebar, "GET /a")
    with qtbot.waitSignal(sidebar.route_chosen) as told:
        qtbot.keyClick(sidebar.tree, Qt.Key.Key_Return)
    assert told.args[0].label == "api.yaml"
    assert told.args[1].key == "GET /a"


def test_folders_keep_their_shape_over_a_refresh(sidebar, folder):
    orders = next(item for item in sidebar.items() if sidebar.tree.row_of(item).text == "orders")
    orders.setExpanded(False)
    sidebar.show_events([event_tree(folder)])
    orders = next(item for item in sidebar.items() if sidebar.tree.row_of(item).text == "orders")
    assert not orders.isExpanded()


def test_runs_stand_in_the_history_newest_first(qtbot, sidebar):
    sidebar.add_run(sample_exchanges.good())
    sidebar.add_run(sample_exchanges.malformed())
    assert rows(sidebar)[-2:] == ["malformed", "hello"]
    choose(sidebar, "malformed")
    with qtbot.waitSignal(sidebar.run_chosen):
        qtbot.keyClick(sidebar.tree, Qt.Key.Key_Return)


def test_a_menu_offers_what_can_be_done(sidebar):
    choose(sidebar, "create")
    menu = sidebar.menu_for(sidebar.tree.row_of(sidebar.tree.currentItem()))
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["Open", "About this event…", "Duplicate", "Rename…", "Move to trash", "New event"]
    menu.deleteLater()


def test_an_empty_project_says_how_to_begin(qtbot, appearance):
    empty = Sidebar(appearance)
    qtbot.addWidget(empty)
    assert "No saved event yet. Ctrl+N begins one." in rows(empty)
