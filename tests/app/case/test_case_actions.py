"""The page about an event in the window: opened, typed on, written, followed, and what it changes about a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.app.test_accessibility import focusable
from workbench.app.case.case_page import CasePage
from workbench.app.focus_order import stops_in
from workbench.app.widgets.row import Row
from workbench.deployed.target import Account, DeployedFunction
from workbench.library.history import History
from workbench.library.settings import Settings

if TYPE_CHECKING:
    from workbench.app.main_window import MainWindow
    from workbench.library.event_tree import SavedEvent

RUN_MS = 60_000


def saved(window: MainWindow, name: str) -> SavedEvent:
    return next(event for event in window.files.events() if event.name == name)


def about(window: MainWindow, name: str = "hello") -> CasePage:
    window.cases.open_for(saved(window, name))
    page = window.workspace.stage.page
    assert isinstance(page, CasePage)
    return page


def type_into(page: CasePage, key: str, text: str) -> None:
    page.form.lines[key].setText(text)


@pytest.fixture
def plain(demo):
    """An event without a case file."""
    path = demo / "saved_events" / "plain.json"
    path.write_text('{"httpMethod": "GET", "path": "/hello", "requestContext": {"resourcePath": "/hello"}}')
    return path


def test_the_page_opens_by_key_takes_the_keyboard_and_says_the_file(window):
    QTest.keyClick(window.bar.path, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    page = window.workspace.stage.page
    assert isinstance(page, CasePage)
    assert QApplication.focusWidget() is page.form.lines["name"]
    assert page.form.fields().name == "Say hello"
    assert page.expect.toPlainText().startswith("- {that: status, equals: 200}")
    assert page.expect.isReadOnly()
    assert page.chip.text == "As in the file"
    assert window.workspace.response.isVisible()
    QTest.keyClick(page.form.lines["name"], Qt.Key.Key_Escape)
    assert window.workspace.stage.page is None


def test_a_change_is_saved_by_key_and_all_else_stays_as_it_is_written(window, demo):
    path = demo / "saved_events" / "hello.case.yaml"
    path.write_text(path.read_text() + "x_team: shop   # ours\n")
    window.files.look()
    page = about(window)
    type_into(page, "name", "Good morning")
    assert page.chip.text == "Not saved"
    QTest.keyClick(page.form.lines["name"], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.chip.text == "As in the file"
    lines = path.read_text().splitlines()
    assert lines[0] == "name: Good morning"
    assert lines[-1] == "x_team: shop   # ours"
    assert not window.area.current().dirty


def test_an_event_without_a_case_file_gets_one_when_something_is_entered(open_window, demo, plain):
    window = open_window(demo)
    page = about(window, "plain")
    assert page.chip.text == "No case file yet"
    window.cases.save_page()
    assert not plain.with_name("plain.case.yaml").exists()
    type_into(page, "tags", "smoke, plain")
    window.cases.save_page()
    assert plain.with_name("plain.case.yaml").read_text() == "tags:\n  - smoke\n  - plain\n"
    type_into(page, "tags", "")
    window.cases.save_page()
    assert not plain.with_name("plain.case.yaml").exists()


def test_a_new_event_is_given_a_name_first(window):
    window.window_actions.new()
    window.dialogs.texts = ["fresh"]
    window.actions_["about_event"].trigger()
    assert isinstance(window.workspace.stage.page, CasePage)
    assert saved(window, "fresh").path.exists()


def test_what_does_not_fit_is_said_as_it_is_typed_and_never_written(window, demo):
    before = (demo / "saved_events" / "hello.case.yaml").read_text()
    page = about(window)
    type_into(page, "timeout", "soon")
    assert page.notice.message.startswith("Timeout: ")
    window.cases.save_page()
    assert (demo / "saved_events" / "hello.case.yaml").read_text() == before
    type_into(page, "timeout", "7")
    assert page.notice.isHidden()


def test_bindings_of_the_page_reach_the_next_run_and_the_secret_is_kept_nowhere(qtbot, monkeypatch, window, tmp_path):
    monkeypatch.setenv("TOKEN", "s3cret-t0ken")
    page = about(window)
    page.form.bindings.set_rows([Row("/queryStringParameters/name", "{{greeting}} {{token}}")])
    page.form.edited.emit()
    chips = [chip.text for chip in page.form.known.findChildren(type(page.chip))]
    assert chips == ["greeting is not known", "token: process environment"]
    page.form.environment.setCurrentIndex(page.form.environment.findData("local"))
    window.cases.save_page()
    assert window.bar.environment_name() == "local"
    with qtbot.waitSignal(window.controller.finished, timeout=RUN_MS) as told:
        window.actions_["invoke"].trigger()
    assert "Hello, Hello s3cret-t0ken" in told.args[0].reply.response.body.decode()
    window.history.close()
    kept = b"".join(path.read_bytes() for path in (tmp_path / "own").rglob("*") if path.is_file())
    assert History(tmp_path / "own" / "history").entries()
    assert b"Hello, Hello ***" in kept
    for folder in (tmp_path / "own", tmp_path / "demo"):
        assert not [path for path in folder.rglob("*") if path.is_file() and b"s3cret-t0ken" in path.read_bytes()]


def test_a_run_is_refused_while_a_variable_or_the_environment_is_not_known(window, demo):
    path = demo / "saved_events" / "hello.case.yaml"
    path.write_text('bindings: {/body: "{{nobody_has_it}}"}\n')
    window.actions_["invoke"].trigger()
    assert window.workspace.notice.message.startswith("hello.case.yaml: bindings /body: the variable nobody_has_it")
    path.write_text("environment: staging\n")
    window.files.look()
    window.documents.open(saved(window, "echo"))
    window.area.close_document(window.area.documents()[0])
    window.documents.open(saved(window, "hello"))
    assert window.bar.environment.currentText() == "staging (missing)"
    window.actions_["invoke"].trigger()
    assert "there is no environment staging" in window.workspace.notice.message


def test_a_case_file_that_cannot_be_read_is_said_and_refuses_the_run(window, demo):
    (demo / "saved_events" / "hello.case.yaml").write_text("name: x\ntags: smoke\n")
    window.actions_["about_event"].trigger()
    assert window.workspace.stage.page is None
    assert "hello.case.yaml:2:7" in window.workspace.notice.message
    window.workspace.notice.clear()
    window.actions_["invoke"].trigger()
    assert "hello.case.yaml:2:7" in window.workspace.notice.message
    assert not window.controller.running


def choose_environment(window: MainWindow, name: str) -> None:
    index = window.bar.environment.findData(name)
    window.bar.environment.setCurrentIndex(index)
    window.bar.environment.activated.emit(index)


def test_the_environment_of_an_event_goes_before_the_chosen_one_and_leaves_that_alone(qtbot, window, demo):
    (demo / "workbench.yaml").write_text((demo / "workbench.yaml").read_text() + "  test: {greeting: Hi}\n")
    (demo / "saved_events" / "echo.case.yaml").write_text("function: echo\nenvironment: test\n")
    choose_environment(window, "local")
    with qtbot.waitSignal(window.session.opened, timeout=RUN_MS):
        window.window_actions.reload_project()
    assert window.bar.environment_name() == "local"
    window.documents.open(saved(window, "echo"))
    assert window.bar.environment_name() == "test"
    choose_environment(window, "")
    window.documents.open(saved(window, "hello"))
    assert window.bar.environment_name() == "local"
    window.documents.open(saved(window, "echo"))
    assert window.bar.environment_name() == ""


def test_the_chosen_environment_is_there_the_next_time(open_window, demo):
    window = open_window(demo)
    choose_environment(window, "local")
    window.close()
    assert open_window(demo).bar.environment_name() == "local"


def test_the_function_that_is_entered_becomes_the_target(window):
    page = about(window)
    page.form.function.setEditText("echo")
    window.cases.save_page()
    assert window.bar.target().name == "echo"
    page.form.function.setEditText("nowhere.py:handler")
    window.cases.save_page()
    assert page.notice.message.startswith("Saved. Function: ")


def test_a_change_outside_is_followed_and_one_on_both_sides_is_asked_about(window, demo):
    path = demo / "saved_events" / "hello.case.yaml"
    page = about(window)
    path.write_text("name: Theirs\n")
    window.files.look()
    assert page.form.fields().name == "Theirs"
    type_into(page, "name", "Mine")
    path.write_text("name: Theirs again\n")
    window.files.look()
    assert page.form.fields().name == "Mine"
    window.cases.save_page()
    assert "changed outside" in page.notice.message
    assert path.read_text() == "name: Theirs again\n"
    page.notice.act(1)
    assert path.read_text() == "name: Mine\n"


def test_leaving_asks_and_what_is_typed_comes_back_after_a_crash(open_window, demo):
    window = open_window(demo)
    page = about(window)
    type_into(page, "name", "Typed and")
    type_into(page, "timeout", "not good yet")
    window.cases.close()
    window.drafts.close()  # as the system does when a window dies
    again = open_window(demo)
    assert again.workspace.notice.message.startswith("What was entered about hello was not saved")
    again.workspace.notice.act(0)
    other = again.workspace.stage.page
    assert isinstance(other, CasePage)
    assert (other.form.fields().name, other.form.fields().timeout) == ("Typed and", "not good yet")
    again.dialogs.save = "cancel"
    again.workspace.stage.close_page()
    assert again.workspace.stage.page is other
    again.dialogs.save = "discard"
    again.workspace.stage.close_page()
    assert about(again).form.fields().name == "Say hello"
    window.dialogs.save = "discard"
    window.workspace.stage.close_page()


def test_undo_on_the_page_never_reaches_the_event_behind_it(window):
    document = window.area.current()
    document.edit("Change", event={"a": 1})
    about(window)
    window.actions_["undo"].trigger()
    assert document.event == {"a": 1}


def test_the_note_reads_as_markdown(window):
    page = about(window)
    page.form.description.editor.setPlainText("A *good* note\n\n- one\n- two")
    page.form.description.toggle.click()
    assert page.form.description.read.toPlainText() == "A good note\none\ntwo"


def test_json_pointers_of_the_event_are_offered(window):
    about(window)
    assert "/queryStringParameters/name" in window.cases._pointers()


def test_going_to_another_event_asks_once_and_may_be_given_up(window):
    page = about(window)
    type_into(page, "name", "Mine")
    window.dialogs.save = "cancel"
    window.workspace.sidebar.event_previewed.emit(saved(window, "echo"))
    assert window.dialogs.asked == ["save hello.case.yaml"]
    assert window.area.current().name == "hello.json"
    assert window.workspace.stage.page is page
    window.dialogs.save = "save"
    window.workspace.sidebar.event_previewed.emit(saved(window, "echo"))
    assert window.area.current().name == "echo.json"
    assert saved(window, "hello").case_path.read_text().startswith("name: Mine\n")


def test_a_qualifier_of_the_case_counts_for_what_production_asks(window, demo):
    window.own_settings.write(Settings(production=(":live",)))
    (demo / "saved_events" / "hello.case.yaml").write_text("invoke: {qualifier: live}\n")
    window.aws.use(DeployedFunction("billing", account=Account(region="eu-central-1"), account_id="111122223333"))
    window.dialogs.yes = False
    window.actions_["invoke"].trigger()
    assert window.dialogs.asked == ["Run in production"]
    assert not window.controller.running


def test_what_was_said_of_an_event_goes_with_it(window, demo):
    (demo / "saved_events" / "broken.json").write_text("{")
    window.files.look()
    window.documents.open(saved(window, "broken"))
    window.actions_["invoke"].trigger()
    assert window.workspace.notice.message == "Not invoked: broken.json is not JSON."
    window.documents.open(saved(window, "echo"))
    assert window.workspace.notice.isHidden()


def test_everything_on_the_page_has_a_name_and_is_reached_by_tab(window):
    page = about(window, "orders/create")
    page.form.settings.set_open(True)
    nameless = [
        type(widget).__name__
        for widget in focusable(page)
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]
    assert not nameless
    form = page.form
    wanted = [
        page.back, form.lines["name"], form.description.editor, form.description.toggle, form.lines["tags"],
        form.function, form.environment, form.source, form.bindings.view, form.lines["timeout"], form.lines["memory"],
        form.lines["qualifier"], form.context.editor, form.variables.view, page.save, page.open_file,
    ]  # fmt: skip
    type_into(page, "name", "x")
    stops = [stop for stop in stops_in(page) if stop in wanted]
    assert stops == wanted


def test_an_event_that_is_renamed_takes_its_page_along(window, demo):
    page = about(window)
    type_into(page, "name", "Mine")
    window.dialogs.texts = ["greeting"]
    window.documents.rename(saved(window, "hello"))
    assert page.where.text() == "greeting, in greeting.case.yaml"
    window.cases.save_page()
    assert (demo / "saved_events" / "greeting.case.yaml").read_text().startswith("name: Mine\n")
    assert not (demo / "saved_events" / "hello.case.yaml").exists()


def test_another_folder_asks_about_the_page_first(qtbot, window, tmp_path):
    page = about(window)
    type_into(page, "name", "Mine")
    (tmp_path / "other").mkdir()
    window.dialogs.save = "cancel"
    window.open_folder(tmp_path / "other")
    assert page.isVisible()
    window.dialogs.save = "discard"
    with qtbot.waitSignal(window.session.opened, timeout=RUN_MS):
        window.open_folder(tmp_path / "other")
    assert window.workspace.stage.page is None
    assert window.session.folder == tmp_path / "other"


def test_a_page_that_stays_keeps_the_window_before_anything_is_given_up(window):
    page = about(window)
    type_into(page, "name", "Typed")
    document = window.area.current()
    document.edit("Change", event={**document.event_object, "path": "/typed"})
    window.dialogs.save = "cancel"
    assert not window.close()
    assert window.dialogs.asked == ["save hello.case.yaml"]
    assert page.form.fields().name == "Typed"


def test_what_a_case_file_says_counts_as_soon_as_someone_changes_it_outside(window, demo):
    assert window.bar.target().label == "hello"
    (demo / "saved_events" / "hello.case.yaml").write_text("function: orders\nenvironment: local\n")
    window.files.look()
    assert window.bar.target().label == "orders"
    assert window.bar.environment_name() == "local"
    (demo / "saved_events" / "hello.case.yaml").unlink()
    window.files.look()
    assert window.bar.target().label == "hello"
    assert window.bar.environment_name() == ""


def test_the_key_that_closes_takes_what_is_in_sight(window):
    page = about(window)
    QTest.keyClick(page.form.lines["name"], Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.stage.page is None
    assert window.area.current().name == "hello.json"
