from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.app import sample_exchanges
from workbench.app.permissions.policy_page import PolicyPage
from workbench.app.permissions.role_needs import RoleNeeds
from workbench.app.results.stack_text import Place
from workbench.exchange.record import RoleReview

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.app.main_window import MainWindow

NAME = "policies/orders.function-policy.json"


@pytest.fixture
def denied(qtbot, window):
    """A window after a run that API Gateway may not make."""
    window.documents.open(next(event for event in window.files.events() if event.name == "orders/update"))
    window.actions_["invoke"].trigger()
    qtbot.waitUntil(lambda: not window.controller.running, timeout=20_000)
    return window


def open_policies(window: MainWindow) -> PolicyPage:
    window.actions_["edit_policies"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, PolicyPage)
    return page


def write(qtbot: QtBot, window: MainWindow, text: str) -> None:
    page = open_policies(window)
    page.editor.selectAll()
    page.editor.insertPlainText(text)
    page.editor.commit()
    qtbot.waitUntil(lambda: not window.permissions.busy)


def mended(page: PolicyPage) -> str:
    return page.editor.text().replace("/*/GET/orders/*", "/*/*/orders/*")


def decision(window: MainWindow) -> str:
    return window.workspace.permissions.rows[0].answer.decision


def test_nobody_misses_that_a_green_run_would_fail_in_aws(denied):
    response = denied.workspace.response
    assert response.chip.text == "200 OK"
    assert "Would be 500 in AWS." in response.accessibleDescription()
    assert response.warnings.isVisible()


def test_a_change_is_judged_without_a_run_and_without_saving(qtbot, denied, demo):
    before = (demo / NAME).read_text()
    assert decision(denied) == "implicitly_denied"
    write(qtbot, denied, mended(open_policies(denied)))
    assert decision(denied) == "allowed"
    assert not denied.workspace.response.warnings.isVisible()
    assert denied.workspace.response.chip.text == "200 OK"
    assert (demo / NAME).read_text() == before
    assert open_policies(denied).chip.text == "Not saved, judged beside"


def test_what_is_given_up_is_judged_no_more(qtbot, denied):
    write(qtbot, denied, mended(open_policies(denied)))
    denied.dialogs.save = "discard"
    assert denied.workspace.stage.close_page()
    qtbot.waitUntil(lambda: not denied.permissions.busy)
    assert decision(denied) == "implicitly_denied"


def test_what_was_typed_in_a_policy_comes_back_after_a_crash(qtbot, denied, demo, open_window):
    write(qtbot, denied, mended(open_policies(denied)))
    denied.permissions.drafts.flush()
    denied.drafts.close()  # as the system does when a window dies
    again = open_window(demo)
    assert again.workspace.notice.message == f"{NAME} was not saved when the window closed last."
    again.workspace.notice.act(0)
    page = open_policies(again)
    assert page.unsaved.keys() == {NAME}
    assert "/*/*/orders/*" in page.editor.text()
    assert again.workspace.notice.message == f"What was typed in {NAME} and not saved is here again."
    again.dialogs.save = "discard"
    assert again.workspace.stage.close_page()
    assert open_policies(again).unsaved == {}


@pytest.mark.parametrize("answer", ["save", "discard"])
def test_what_was_saved_or_given_up_does_not_come_back(qtbot, denied, demo, open_window, answer):
    write(qtbot, denied, mended(open_policies(denied)))
    denied.permissions.drafts.flush()
    denied.dialogs.save = answer
    assert denied.workspace.stage.close_page()
    denied.drafts.close()
    again = open_window(demo)
    assert again.workspace.notice.isHidden()


def test_a_page_with_changes_can_be_kept_open(qtbot, denied):
    write(qtbot, denied, mended(open_policies(denied)))
    denied.dialogs.save = "cancel"
    assert not denied.workspace.stage.close_page()
    assert denied.workspace.stage.page is not None
    denied.dialogs.save = "discard"


def test_a_page_whose_policy_cannot_be_written_stays_with_what_was_typed(qtbot, denied, demo):
    write(qtbot, denied, mended(open_policies(denied)))
    (demo / NAME).unlink()
    (demo / NAME).mkdir()
    denied.dialogs.save = "save"
    assert not denied.workspace.stage.close_page()
    assert denied.workspace.notice.kind == "error"
    assert "/*/*/orders/*" in open_policies(denied).editor.text()


def test_the_policies_of_another_function_take_the_place_of_those_before(qtbot, denied):
    orders = open_policies(denied)
    hello = denied.session.entry("hello").function
    denied.workspace.sidebar.run_chosen.emit(replace(sample_exchanges.good(), function_arn=hello.arn))
    page = open_policies(denied)
    assert page is not orders
    assert page.editor.accessibleName() == "Policy policies/hello.function-policy.json"


def test_saving_writes_the_file_and_can_be_undone(qtbot, denied, demo):
    before = (demo / NAME).read_text()
    write(qtbot, denied, mended(open_policies(denied)))
    page = open_policies(denied)
    with qtbot.waitSignal(denied.session.opened):
        page.editor.setFocus()
        qtbot.keyClick(page.editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "/*/*/orders/*" in (demo / NAME).read_text()
    assert page.chip.text == "As in the file"
    assert decision(denied) == "allowed"
    with qtbot.waitSignal(denied.session.opened):
        denied.workspace.notice.act(0)
    qtbot.waitUntil(lambda: not denied.permissions.busy)
    assert (demo / NAME).read_text() == before
    assert decision(denied) == "implicitly_denied"


def test_a_file_that_changed_elsewhere_is_not_overwritten_unasked(qtbot, denied, demo):
    write(qtbot, denied, mended(open_policies(denied)))
    (demo / NAME).write_text("{}")
    denied.dialogs.yes = False
    open_policies(denied).save.click()
    assert denied.dialogs.asked == ["The file has changed"]
    assert (demo / NAME).read_text() == "{}"


def test_line_ends_of_a_file_stay_as_they_are(qtbot, denied, demo):
    write(qtbot, denied, mended(open_policies(denied)))
    crlf = (demo / NAME).read_text().replace("\n", "\r\n").encode()
    (demo / NAME).write_bytes(crlf)
    with qtbot.waitSignal(denied.session.opened):
        open_policies(denied).save.click()
    assert (demo / NAME).read_bytes() == crlf.replace(b"/*/GET/orders/*", b"/*/*/orders/*")


def test_esc_cancels_a_run_before_it_leaves_the_page(qtbot, denied):
    open_policies(denied)
    denied.documents.open(next(event for event in denied.files.events() if event.name == "trouble/slow"))
    page = open_policies(denied)
    denied.actions_["invoke"].trigger()
    assert denied.workspace.stage.page is page
    qtbot.keyClick(denied, Qt.Key.Key_Escape)
    assert not denied.controller.running
    assert denied.workspace.stage.page is page
    qtbot.keyClick(denied, Qt.Key.Key_Escape)
    assert denied.workspace.stage.page is None


def test_a_statement_of_a_verdict_is_shown_in_the_policys_own_text(denied, demo):
    denied.workspace.permissions.place_activated.emit(Place(demo / NAME, 19))
    page = denied.workspace.stage.page
    assert isinstance(page, PolicyPage)
    assert page.editor.line == 19
    assert page.comparison.heading.text() == "apigateway-read beside lambda:InvokeFunction, denied"
    assert page.comparison.table.text().splitlines()[-1] == "AWS:SourceArn\t…GET…\t…PUT…"
    assert denied.workspace.permissions.isVisible()


def test_mistakes_are_listed_with_their_place_and_lead_there(qtbot, denied):
    page = open_policies(denied)
    write(qtbot, denied, page.editor.text().replace("ArnLike", "ArnLke", 1))
    line = next(number for number, text in enumerate(page.editor.text().splitlines(), 1) if "ArnLke" in text)
    assert (
        page.findings.table.text().splitlines()[1].startswith(f"Error {line}:9\tThere is no condition operator ArnLke")
    )
    page.findings.table.row_activated.emit(0)
    assert page.editor.line == line


def test_a_text_that_is_no_policy_makes_the_verdict_unknown_and_breaks_nothing(qtbot, denied):
    write(qtbot, denied, "{ nothing")
    assert decision(denied) == "unknown"
    assert "not JSON" in open_policies(denied).findings.table.text()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_actions_are_completed_with_the_keyboard(qtbot, denied):
    page = open_policies(denied)
    editor = page.editor
    at = editor.text().index("lambda:InvokeFunction")
    editor.go_to(at + len("lambda:InvokeFunctionU") - 1)
    qtbot.keyClick(editor, Qt.Key.Key_U)
    assert editor.list.isVisible()
    qtbot.keyClick(editor.list, Qt.Key.Key_Return)
    assert editor.text()[at:].startswith("lambda:InvokeFunctionUrl")


def test_revert_brings_the_text_of_the_file_back(qtbot, denied):
    text = open_policies(denied).editor.text()
    write(qtbot, denied, "{}")
    page = open_policies(denied)
    page.revert.click()
    qtbot.waitUntil(lambda: not denied.permissions.busy)
    assert page.editor.text() == text
    assert decision(denied) == "implicitly_denied"


def test_policies_can_be_edited_before_any_run(window):
    page = open_policies(window)
    assert [page.tabs.tabText(at) for at in range(page.tabs.count())] == [
        "hello.function-policy",
        "basic-execution",
        "lambda-trust",
    ]


def test_a_function_without_policies_says_what_to_do(qtbot, window, demo):
    (demo / "workbench.yaml").unlink()
    with qtbot.waitSignal(window.session.opened):
        window.actions_["reload_project"].trigger()
    window.actions_["edit_policies"].trigger()
    assert window.workspace.stage.page is None
    assert window.workspace.notice.message == "No policy of this function is known."


def test_what_the_run_needed_is_offered_to_copy(qtbot, window, qapp):
    least = json.dumps({"Version": "2012-10-17", "Statement": []})
    review = RoleReview(least_privilege=least, unused=("s3:GetObject on * (role.json, line 4)",))
    window.runs.show_exchange(replace(sample_exchanges.good(), role=review))
    needs = window.workspace.permissions.findChild(RoleNeeds)
    needs.least_fold.set_open(True)
    needs.least.copy.click()
    assert qapp.clipboard().text() == least
    assert needs.unused_fold.isVisibleTo(needs)
    assert "s3:GetObject" in needs.unused.code.toPlainText()


def test_the_role_check_is_said_and_changed_beside_the_verdicts(window):
    switch = window.permissions.switch
    assert switch.text() == "Role check: warn"
    window.actions_["enforce_deny"].trigger()
    assert switch.text() == "Role check: deny"
    assert switch.accessibleName() == "Calls that the role forbids are denied"
