"""The policies of a deployed function in the editor: a copy is changed and judged, and nothing is written to AWS."""

from __future__ import annotations

import pytest

from tests.deployed.endpoints import answer, endpoint
from workbench.app.permissions.policy_page import PolicyPage
from workbench.deployed.target import Account, DeployedFunction

SOON = 30_000
REFUSED = b'{"Message": "User: arn:aws:iam::1:user/u is not authorized to perform: lambda:GetPolicy on resource: f"}'


@pytest.fixture
def boxed(window, account):
    """A window with a function of the sandbox chosen."""
    window.documents.open(next(event for event in window.files.events() if event.name == "hello"))
    window.aws.use(DeployedFunction("hello", account=account, account_id="123456789012"))
    return window


def opened(window, qtbot) -> PolicyPage:
    with qtbot.waitSignal(window.permissions.live.read, timeout=SOON):
        window.actions_["edit_policies"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, PolicyPage)
    return page


def try_out(page, window, qtbot, text) -> None:
    page.editor.selectAll()
    page.editor.insertPlainText(text)
    page.editor.commit()
    qtbot.waitUntil(lambda: not window.permissions.busy, timeout=SOON)


def decision(window):
    return window.workspace.permissions.rows[0].answer.decision


def test_a_copy_of_a_live_policy_is_changed_and_the_run_is_judged_by_it(boxed, qtbot, qapp):
    with qtbot.waitSignal(boxed.controller.finished, timeout=SOON):
        boxed.actions_["invoke"].trigger()
    assert decision(boxed) == "allowed"
    page = opened(boxed, qtbot)
    assert page.editor.accessibleName() == "Policy policy of hello"
    assert page.chip.text == "As it is in AWS"
    assert not page.save.isVisibleTo(page)
    try_out(page, boxed, qtbot, page.editor.text().replace("lambda:InvokeFunction", "lambda:GetFunction"))
    assert decision(boxed) == "implicitly_denied"
    assert page.chip.text == "What if, judged beside"
    page.copy.click()
    assert "lambda:GetFunction" in qapp.clipboard().text()
    page.revert.click()
    qtbot.waitUntil(lambda: decision(boxed) == "allowed", timeout=SOON)
    assert page.chip.text == "As it is in AWS"


def test_what_was_tried_is_given_up_knowingly_and_judged_no_more(boxed, qtbot, monkeypatch):
    with qtbot.waitSignal(boxed.controller.finished, timeout=SOON):
        boxed.actions_["invoke"].trigger()
    page = opened(boxed, qtbot)
    try_out(page, boxed, qtbot, '{"Version": "2012-10-17", "Statement": []}')
    assert decision(boxed) == "implicitly_denied"
    asked: list[str] = []

    def refuse(title, text, do):
        asked.append(text)
        return False

    monkeypatch.setattr(boxed.dialogs, "confirm", refuse)
    assert not page.may_close()
    assert "policy of hello" in asked[0]
    monkeypatch.setattr(boxed.dialogs, "confirm", lambda title, text, do: True)
    boxed.workspace.stage.close_page()
    qtbot.waitUntil(lambda: decision(boxed) == "allowed", timeout=SOON)


def test_live_policies_are_opened_before_any_run(boxed, qtbot):
    page = opened(boxed, qtbot)
    assert page.tabs.tabText(0) == "policy of hello"
    assert page.chip.text == "As it is in AWS"


def test_what_may_not_be_read_says_which_permissions_are_needed(window, keys, qtbot):
    with endpoint(answer("403 Forbidden", REFUSED, ("x-amzn-ErrorType: AccessDeniedException",))) as url:
        function = DeployedFunction("f", account=Account(region="us-west-2", endpoint_url=url), account_id="1" * 12)
        window.aws.use(function)
        with qtbot.waitSignal(window.permissions.live.read, timeout=SOON):
            window.actions_["edit_policies"].trigger()
    assert not isinstance(window.workspace.stage.page, PolicyPage)
    assert window.workspace.notice.message == "No policy of this function is known."
