"""The whole task through the real window: compose, invoke, read both verdicts, change, save, come back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from workbench.app.palette import CommandPalette
from workbench.exchange.record import Exchange

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.app.document import Document
    from workbench.app.main_window import MainWindow
    from workbench.app.sidebar.tree import Row
    from workbench.events.http import HttpResponse

RUN_MS = 60_000


def invoke(qtbot: QtBot, window: MainWindow) -> Exchange:
    """Press Ctrl+Enter and wait for the answer; gives the exchange."""
    with qtbot.waitSignal(window.controller.finished, timeout=RUN_MS) as told:
        QTest.keyClick(window.bar.path, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    exchange = told.args[0]
    assert isinstance(exchange, Exchange)
    return exchange


def client_got(exchange: Exchange) -> HttpResponse:
    """The response of a run that has one."""
    assert exchange.reply is not None
    return exchange.reply.response


def open_event(window: MainWindow, name: str) -> Document:
    document = window.documents.open(next(event for event in window.files.events() if event.name == name))
    assert document is not None
    return document


def test_the_first_result_is_one_key_away(qtbot, window):
    assert window.area.current().name == "hello.json"
    exchange = invoke(qtbot, window)
    workspace = window.workspace
    assert client_got(exchange).status == 200
    assert workspace.response.chip.text == "200 OK"
    assert '"message": "Hello, me"' in workspace.response.client.code.toPlainText()
    assert workspace.permissions.chip.text == "All allowed"
    assert workspace.permissions.isVisible()
    assert workspace.response.isVisible()
    assert [button.accessibleName() for button in workspace.trace.buttons][-1] == "Response passed"


def test_an_edit_reaches_the_function_and_can_be_undone(qtbot, window):
    window.bar.path.setText("/test/hello?name=you")
    window.bar.path.textEdited.emit("/test/hello?name=you")
    invoke(qtbot, window)
    assert "Hello, you" in window.workspace.response.client.code.toPlainText()
    assert window.area.current().dirty
    window.actions_["undo"].trigger()
    invoke(qtbot, window)
    assert "Hello, me" in window.workspace.response.client.code.toPlainText()
    window.workspace.response.tabs.setCurrentIndex(3)
    window.workspace.response.diff.which.setCurrentIndex(1)
    assert '+   "message": "Hello, me",' in window.workspace.response.diff.code.toPlainText()


def test_an_event_that_is_not_edited_is_passed_unchanged(qtbot, window, demo):
    exchange = invoke(qtbot, window)
    assert exchange.event_text == (demo / "saved_events" / "hello.json").read_text()


def test_a_missing_permission_stands_beside_a_green_response(qtbot, window):
    open_event(window, "orders/update")
    exchange = invoke(qtbot, window)
    workspace = window.workspace
    assert client_got(exchange).status == 200
    assert workspace.permissions.chip.text == "1 denied"
    assert "In AWS a client would get 500" in workspace.response.client.effect.message
    row = workspace.permissions.rows[0]
    assert row.heading.accessibleName().startswith("Denied: lambda:InvokeFunction")
    row.allow.click()
    titles = [row.mend.tabs.tabText(index) for index in range(row.mend.tabs.count())]
    assert titles[0] == "AWS CLI"
    assert any("SAM" in title for title in titles)
    assert any("JSON" in title for title in titles)
    row.mend.copy.click()
    assert "aws lambda add-permission" in QApplication.clipboard().text()
    row.set_open(True)
    assert "✗" in row._text.text


@pytest.mark.parametrize(
    ("event", "function_says", "client_gets"),
    [
        ("trouble/fails", "KeyError: 'cocoa'", "502 Bad Gateway"),
        ("trouble/malformed", '"statusCode": 200', "502 Bad Gateway"),
        ("trouble/slow", "wait_for_the_supplier", "502 Bad Gateway"),
    ],
)
def test_the_client_s_view_stands_beside_the_function_s_own(qtbot, window, event, function_says, client_gets):
    open_event(window, event)
    invoke(qtbot, window)
    response = window.workspace.response
    assert response.chip.text == client_gets
    assert response.client.verdict.message
    assert function_says in response.function.code.toPlainText()
    open_event(window, "hello")
    assert client_got(invoke(qtbot, window)).status == 200


def test_a_run_is_cancelled_by_escape_and_the_next_works(qtbot, window):
    open_event(window, "trouble/slow")
    with qtbot.waitSignal(window.controller.logged, timeout=RUN_MS):
        qtbot.keyClick(window.bar.path, Qt.Key.Key_F5)
    assert window.bar.button.running
    with qtbot.waitSignal(window.controller.cancelled, timeout=RUN_MS):
        qtbot.keyClick(window.bar.path, Qt.Key.Key_Escape)
    assert not window.bar.button.running
    open_event(window, "hello")
    assert client_got(invoke(qtbot, window)).status == 200


def test_saving_replaces_the_file_and_a_new_name_asks_for_one(qtbot, window, demo):
    document = window.area.current()
    document.edit("Change", event={**document.event, "path": "/other"})
    qtbot.keyClick(window.bar.path, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not document.dirty
    assert json.loads((demo / "saved_events" / "hello.json").read_text())["path"] == "/other"
    window.dialogs.texts.append("mine/copy")
    window.actions_["save_as"].trigger()
    assert (demo / "saved_events" / "mine" / "copy.json").is_file()
    assert window.area.current().name == "copy.json"


def test_what_was_typed_comes_back_after_a_crash(qtbot, window, open_window, demo):
    document = window.area.current()
    document.edit("Change", event={**document.event, "path": "/typed"})
    window.drafts.close()  # as the system does when a window dies
    second = open_window(demo)
    restored = [each for each in second.area.documents() if each.dirty]
    assert [each.event["path"] for each in restored] == ["/typed"]
    assert "not saved" in second.workspace.notice.message


def test_two_windows_on_a_folder_leave_each_other_alone(window, open_window, demo):
    window.area.current().edit("Change", event={"one": 1})
    window.drafts.flush()
    second = open_window(demo)
    assert not [each for each in second.area.documents() if each.dirty]
    second.area.current().edit("Change", event={"two": 2})
    second.drafts.flush()
    window.actions_["save"].trigger()
    second.files.look()
    assert second.workspace.notice.message == "hello.json was changed outside, and here too."
    assert second.area.current().event == {"two": 2}
    second.actions_["save"].trigger()
    assert (demo / "saved_events" / "hello.json").read_text().strip().startswith('{\n  "one"')
    second.workspace.notice.act(1)
    second.actions_["save"].trigger()
    window.files.look()
    assert window.area.current().event == {"two": 2}


def test_a_change_outside_is_noticed_and_nothing_typed_is_lost(qtbot, window, demo):
    path = demo / "saved_events" / "hello.json"
    document = window.area.current()
    path.write_text('{"path": "/outside"}')
    window.files.look()
    assert document.event == {"path": "/outside"}
    document.edit("Change", event={"path": "/mine"})
    path.write_text('{"path": "/theirs"}')
    window.actions_["save"].trigger()
    assert "changed outside" in window.workspace.notice.message
    assert document.event == {"path": "/mine"}
    window.files.keep_mine(document)
    window.actions_["save"].trigger()
    assert json.loads(path.read_text()) == {"path": "/mine"}


def test_bad_json_is_named_with_its_place_and_not_sent(qtbot, window):
    document = window.area.current()
    document.set_text('{"path": }')
    window.actions_["invoke"].trigger()
    assert not window.controller.running
    notice = window.workspace.notice
    assert "not JSON" in notice.message
    assert "Line 1" in notice.accessibleName()
    assert document.text == '{"path": }'


def test_an_event_that_lambda_does_not_take_is_refused_with_its_size(qtbot, window):
    window.documents.new("x" * (6 * 1024 * 1024 - 1))  # and the two quotes: 6 MB and a byte
    window.bar.set_target("hello")
    with qtbot.waitSignal(window.controller.failed, timeout=RUN_MS):
        window.actions_["invoke"].trigger()
    assert "Lambda takes at most" in window.workspace.notice.message
    assert "S3" in window.workspace.notice.accessibleName()


def test_a_handler_that_is_gone_is_named_and_comes_back(qtbot, window, demo):
    source = demo / "src" / "hello.py"
    text = source.read_text()
    source.unlink()
    exchange = invoke(qtbot, window)
    assert exchange.outcome is not None
    assert exchange.outcome.error_type == "Runtime.ImportModuleError"
    assert "hello" in window.workspace.response.function.code.toPlainText()
    source.write_text(text)
    assert client_got(invoke(qtbot, window)).status == 200


def test_everything_is_found_from_the_palette(qtbot, window):
    qtbot.keyClick(window.bar.path, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(CommandPalette)
    palette.words.setText("orders/create")
    qtbot.keyClick(palette.words, Qt.Key.Key_Return)
    assert window.area.current().name == "create.json"
    assert window.bar.target().name == "orders"


def test_a_route_becomes_an_event_that_reaches_its_function(qtbot, window):
    window.finder.take(next(entry for entry in window.finder.entries() if entry.text == "GET /orders/{id}"))
    assert window.area.current().name == "get-orders-id.json"
    assert window.bar.target().name == "orders"
    exchange = invoke(qtbot, window)
    assert client_got(exchange).status == 200
    assert json.loads(client_got(exchange).body)["id"] == "1001"


def test_an_event_is_duplicated_renamed_deleted_and_brought_back(qtbot, window, demo):
    folder = demo / "saved_events"
    window.actions_["duplicate"].trigger()
    assert window.area.current().name == "hello copy.json"
    window.dialogs.texts.append("greeting")
    window.actions_["rename"].trigger()
    assert (folder / "greeting.json").is_file()
    window.actions_["delete"].trigger()
    assert not (folder / "greeting.json").exists()
    assert "trash" in window.workspace.notice.message
    window.workspace.notice.act(0)
    assert (folder / "greeting.json").is_file()


def test_a_window_opens_as_it_was_left_and_knows_its_history(qtbot, window, open_window, demo):
    open_event(window, "orders/read")
    invoke(qtbot, window)
    window.close()
    second = open_window(demo)
    assert [document.name for document in second.area.documents()] == ["hello.json", "read.json"]
    assert second.area.current().name == "read.json"
    past: list[Row] = []
    qtbot.waitUntil(lambda: bool(past_rows(second, past)), timeout=RUN_MS)
    assert past[0].text == "GET /orders/1001"
    second.workspace.sidebar.past_run_chosen.emit(past[0].value)
    assert second.area.current().event["path"] == "/orders/1001"
    assert second.bar.target().name == "orders"
    response = second.workspace.response
    assert response.chip.text == "200 OK"
    assert "Recorded at" in response.accessibleDescription()
    assert '"1001"' in response.client.code.toPlainText()
    assert len(second.workspace.trace.steps) > 3
    assert second.workspace.permissions.rows
    tabs = len(second.area.documents())
    second.workspace.sidebar.past_run_chosen.emit(past[0].value)
    assert len(second.area.documents()) == tabs


def past_rows(window: MainWindow, found: list[Row]) -> list[Row]:
    """The runs of earlier windows in the sidebar."""
    sidebar = window.workspace.sidebar
    rows = [sidebar.tree.row_of(item) for item in sidebar.items()]
    found[:] = [row for row in rows if row is not None and row.kind == "past"]
    return found


def test_a_call_that_the_role_forbids_can_be_denied(qtbot, window):
    window.actions_["enforce_deny"].trigger()
    assert window.actions_["enforce_deny"].isChecked()
    assert not window.actions_["enforce_warn"].isChecked()
    assert client_got(invoke(qtbot, window)).status == 200


def test_a_folder_that_was_open_before_is_offered_again(window, demo, tmp_path, qtbot):
    other = tmp_path / "other"
    other.mkdir()
    with qtbot.waitSignal(window.session.opened, timeout=RUN_MS):
        window.open_folder(other)
    window.window_actions.recent.fill()
    (action,) = window.window_actions.recent.menu.actions()
    with qtbot.waitSignal(window.session.opened, timeout=RUN_MS):
        action.trigger()
    assert window.session.folder == demo


def test_an_empty_folder_offers_the_demo(qtbot, open_window, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    window = open_window(empty)
    assert window.area.current() is None
    assert window.area.empty.isVisible()


def test_a_folder_without_rights_is_said_and_the_window_lives(qtbot, open_window, tmp_path):
    window = open_window(tmp_path / "gone", wait=False)
    qtbot.waitUntil(lambda: window.is_furnished and "gone" in window.workspace.notice.message, timeout=RUN_MS)


def test_looking_through_events_leaves_one_tab_and_what_is_edited_stays(qtbot, window):
    sidebar = window.workspace.sidebar

    def look_at(name: str) -> None:
        sidebar.event_previewed.emit(next(event for event in window.files.events() if event.name == name))

    look_at("orders/create")
    look_at("orders/list")
    assert [document.name for document in window.area.documents()] == ["hello.json", "list.json"]
    window.area.current().edit("Change", event={"a": 1})
    look_at("echo")
    assert [document.name for document in window.area.documents()] == ["hello.json", "list.json", "echo.json"]
    window.actions_["reopen"].trigger()
    assert window.workspace.notice.message == "Nothing was closed yet."


def test_the_history_of_another_folder_is_not_shown(qtbot, window, open_window, demo, tmp_path):
    invoke(qtbot, window)
    window.close()
    (tmp_path / "other").mkdir()
    other, same = open_window(tmp_path / "other"), open_window(demo)
    found: list[Row] = []
    qtbot.waitUntil(lambda: not other.history._reading.busy, timeout=RUN_MS)
    assert not past_rows(other, found)
    qtbot.waitUntil(lambda: bool(past_rows(same, found)), timeout=RUN_MS)
    assert len(found) == 1


def test_the_runs_of_a_folder_leave_the_sidebar_with_it(qtbot, window, demo, tmp_path):
    def runs() -> int:
        rows = [window.workspace.sidebar.tree.row_of(item) for item in window.workspace.sidebar.items()]
        return [row.kind for row in rows if row is not None].count("run")

    invoke(qtbot, window)
    with qtbot.waitSignal(window.session.opened, timeout=RUN_MS):
        window.actions_["reload_project"].trigger()
    assert runs() == 1
    (tmp_path / "other").mkdir()
    with qtbot.waitSignal(window.session.opened, timeout=RUN_MS):
        window.open_folder(tmp_path / "other")
    assert runs() == 0
