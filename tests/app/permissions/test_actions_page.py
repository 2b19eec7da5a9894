"""Actions that a person lists, judged by the role of the target, and IAM's simulator beside them."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt

from tests.deployed.endpoints import answer, endpoint
from workbench.app.permissions.actions_page import ActionsPage
from workbench.deployed.target import Account, DeployedFunction
from workbench.errors import ServiceError
from workbench.exchange.order import ExecutionRole, Order
from workbench.exchange.record import PermissionAnswer
from workbench.exchange.simulated import SimulatedRow

SOON = 30_000
TABLE = "arn:aws:dynamodb:us-west-2:123456789012:table/orders"
PUT = PermissionAnswer("implicitly_denied", "No statement allows it.", "dynamodb:PutItem", TABLE, "simulated")
SIMULATED = f"""<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
<SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults><member>
<EvalActionName>dynamodb:PutItem</EvalActionName><EvalResourceName>{TABLE}</EvalResourceName>
<EvalDecision>allowed</EvalDecision></member></EvaluationResults></SimulatePrincipalPolicyResult>
<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></SimulatePrincipalPolicyResponse>"""
REFUSED = b"""<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type>
<Code>AccessDenied</Code><Message>User: arn:aws:iam::123456789012:user/me is not authorized to perform:
iam:SimulatePrincipalPolicy</Message></Error><RequestId>1</RequestId></ErrorResponse>"""


@pytest.fixture
def keys(monkeypatch, tmp_path):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))


@pytest.fixture
def page(window, qtbot):
    """The list for the demo's orders, whose role may read and not write."""
    window.bar.set_target("orders")
    window.actions_["check_actions"].trigger()
    made = window.workspace.stage.page
    assert isinstance(made, ActionsPage)
    qtbot.waitUntil(lambda: not window.permissions.list.busy)
    return made


def write(page, text, qtbot, window):
    with qtbot.waitSignal(window.permissions.list._judging.finished, timeout=SOON):
        page.editor.setPlainText(text)
        page._pause.setInterval(0)
        page._pause.start()
    qtbot.waitUntil(lambda: not window.permissions.list.busy)


def words(page):
    return [row[0].text for row in page.table.cells]


def test_each_line_gets_a_verdict_as_one_types(page, qtbot, window):
    write(page, f"dynamodb:Scan {TABLE}\ndynamodb:PutItem {TABLE}\nnonsense\n", qtbot, window)
    assert words(page)[1:] == ["Denied", "Not asked"]
    assert words(page)[0] in {"Allowed", "Denied"}
    page.table.choose(2)
    assert "SERVICE:ACTION" in page.reason.text()
    assert "denied" in page.chip.text
    assert not page.ask.isVisible()


def test_what_would_allow_a_denied_action_is_copied(page, qtbot, window, qapp):
    write(page, f"dynamodb:PutItem {TABLE}\nlogs:PutLogEvents\n", qtbot, window)
    assert page.copy.isVisible()
    page.copy.click()
    statement = json.loads(qapp.clipboard().text())
    assert (statement["Action"], statement["Resource"]) == ("dynamodb:PutItem", TABLE)
    page.table.choose(1)
    assert words(page)[1] == "Allowed"
    assert not page.copy.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_actions_of_a_service_are_offered(page, qtbot):
    qtbot.keyClicks(page.editor, "dynamodb:PutI")
    assert page.editor.list.model().index(0, 0).data() == "dynamodb:PutItem"
    assert page.editor.list.model().rowCount() == 1
    page.editor.complete("dynamodb:PutItem")
    assert page.text == "dynamodb:PutItem "
    page.editor.list.hide()


def test_an_action_that_does_not_exist_is_marked(page, qtbot, window):
    write(page, f"dynamodb:PutItems {TABLE}", qtbot, window)
    assert page.table.cells[0][1].kind == "warning"
    page.table.choose(0)
    assert "dynamodb:PutItem" in page.reason.text()


def test_the_list_survives_the_page(page, qtbot, window):
    write(page, "s3:GetObject arn:aws:s3:::b/k", qtbot, window)
    window.workspace.stage.close_page()
    window.actions_["check_actions"].trigger()
    assert window.workspace.stage.page.text == "s3:GetObject arn:aws:s3:::b/k"
    qtbot.waitUntil(lambda: not window.permissions.list.busy)


def test_a_function_without_a_known_role_is_unknown_never_denied(page, qtbot, window):
    list_ = window.permissions.list
    list_._order = Order(list_._order.function, event=b"{}")
    write(page, f"dynamodb:PutItem {TABLE}", qtbot, window)
    assert words(page) == ["Unknown"]


def deployed_page(window, url):
    function = DeployedFunction("orders", account=Account(region="us-west-2", endpoint_url=url), account_id="1" * 12)
    window.aws.use(function)
    list_ = window.permissions.list
    window.actions_["check_actions"].trigger()
    list_._judging.cancel()
    list_._order = Order(function, event=b"{}", role=ExecutionRole("arn:aws:iam::111111111111:role/r", ()))
    page = window.workspace.stage.page
    page.show_rows([(_asked(), PUT)])
    return page


def _asked():
    from workbench.app.permissions.action_list import read_actions

    return read_actions(f"dynamodb:PutItem {TABLE}")[0]


def test_iams_simulator_stands_beside_ours_and_a_difference_is_said(window, keys, qtbot):
    with endpoint(answer("200 OK", SIMULATED.encode(), ("Content-Type: text/xml",))) as url:
        page = deployed_page(window, url)
        assert page.ask.isVisible()
        with qtbot.waitSignal(window.permissions.list._asking.finished, timeout=SOON):
            qtbot.mouseClick(page.ask, Qt.MouseButton.LeftButton)
    assert [cell.text for cell in page.table.cells[0]] == ["Denied", "dynamodb:PutItem", TABLE, "Allowed"]
    assert "says otherwise: dynamodb:PutItem" in page.notice.message
    assert "the simulator says allowed" in page.reason.text()


def test_a_simulator_that_may_not_be_asked_says_which_permission_is_missing(window, keys, qtbot):
    with endpoint(answer("403 Forbidden", REFUSED, ("Content-Type: text/xml",))) as url:
        page = deployed_page(window, url)
        with qtbot.waitSignal(window.permissions.list._asking.failed, timeout=SOON):
            page.ask.click()
    assert "iam:SimulatePrincipalPolicy" in page.notice.message
    assert page.ask.isEnabled()
    assert page.table.isColumnHidden(3)


def test_agreement_is_said_too(appearance, qtbot):
    page = ActionsPage("orders", "", appearance, deployed=True)
    qtbot.addWidget(page)
    page.show_rows([(_asked(), PUT)])
    page.show_simulated([SimulatedRow(PUT.action, PUT.resource, PUT.decision, "implicitly_denied")])
    page.show()
    assert "says the same" in page.notice.message
    page.show_error(ServiceError("no"))
    assert page.notice.kind == "error"
