"""Calls through deployed APIs from the window, against the sandbox and endpoints that misbehave."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QObject, Qt

from tests.deployed.endpoints import endpoint
from workbench.app.aws.answer_view import LOG
from workbench.app.aws.call_page import CallPage
from workbench.app.aws.gateway_caller import GatewayCaller
from workbench.app.aws.stage_request import stage_request
from workbench.deployed.target import Account, DeployedFunction
from workbench.events.samples import sample
from workbench.events.source import Source
from workbench.library.settings import Settings
from workbench.sandbox.seed import REST_API_ID

SOON = 30_000
ECHO = sample(Source.REST) | {
    "httpMethod": "GET", "path": "/echo", "resource": "/echo", "body": None, "stageVariables": None,
}  # fmt: skip


@pytest.fixture
def caller(qapp, sessions):
    parent = QObject()
    made = GatewayCaller(sessions, parent)
    yield made
    made.stop()
    parent.deleteLater()


@pytest.fixture
def open_page(caller, appearance, qtbot):
    def open_on(account, *, event=ECHO, may_call=lambda _functions: True, target=None):
        asked = stage_request(event)
        assert asked is not None
        page = CallPage(caller, asked, account, may_call=may_call, appearance=appearance, target=target)
        qtbot.addWidget(page)
        page.resize(1000, 640)
        page.show()
        return page

    return open_on


@pytest.fixture
def read(open_page, account, qtbot):
    """A page that knows the APIs of the sandbox."""

    def open_on(**more):
        page = open_page(account, **more)
        with qtbot.waitSignal(page._caller.read, timeout=SOON):
            page.read.click()
        page.api.setCurrentIndex(page.api.findText(REST_API_ID, flags=Qt.MatchFlag.MatchContains))
        return page

    return open_on


def choose(page, way):
    page.way.setCurrentIndex(page.way.findData(way))


def send(page, qtbot):
    with qtbot.waitSignal(page._caller.answered, timeout=SOON):
        page.send.click()
    return page.answer.answer


def test_the_apis_of_the_account_are_offered_with_stage_route_and_function(read):
    page = read()
    facts = {fact.name: fact.value for fact in page.facts.facts}
    assert facts["Account"] == "123456789012 · us-west-2"
    assert facts["Route"] == "ANY /echo"
    assert facts["Function"] == "echo"
    assert page.stage.currentText() == "test"
    assert f"/restapis/{REST_API_ID}/test/_user_request_/echo" in page.url.text()


@pytest.mark.parametrize("way", ["plain", "signed"])
def test_a_request_to_a_stage_gets_what_a_client_gets(read, qtbot, way):
    page = read()
    choose(page, way)
    answer = send(page, qtbot)
    assert (answer.way, answer.response.status) == (way, 200)
    assert page.answer.status.text == "200 OK"
    assert page.answer.client.toPlainText().startswith("HTTP/1.1 200 OK")
    assert not page.answer.tabs.isTabEnabled(LOG)
    assert page.send.text() == "Send"


def test_a_test_of_the_method_gives_the_execution_log(read, qtbot):
    page = read()
    choose(page, "test")
    assert page.url.text().startswith("/echo")
    facts = {fact.name: fact.value for fact in page.facts.facts}
    assert facts["Stage variables"] == "stageVarName=stageVarValue"
    answer = send(page, qtbot)
    assert answer.response.status == 200
    assert json.loads(answer.response.body)["stageVariables"] == {"stageVarName": "stageVarValue"}
    page.answer.tabs.setCurrentIndex(LOG)
    assert "Method completed with status: 200" in page.answer.text_to_copy()


@pytest.mark.parametrize("way", ["plain", "signed"])
def test_the_url_of_the_target_is_called(open_page, account, qtbot, way):
    target = DeployedFunction("echo", account=account)
    page = open_page(account, event=sample(Source.FUNCTION_URL), target=target)
    with qtbot.waitSignal(page._caller.read, timeout=SOON):
        page.read.click()
    choose(page, way)
    facts = {fact.name: fact.value for fact in page.facts.facts}
    assert (facts["Function"], facts["Authorization"]) == ("echo", "None")
    assert ".lambda-url.us-west-2.localhost:" in page.url.text()
    assert (page.way.count(), page.stage.isVisible()) == (2, False)
    event = json.loads(send(page, qtbot).response.body)
    assert event["requestContext"]["domainName"].endswith(".lambda-url.us-west-2.on.aws")


def test_a_target_without_a_url_is_said(open_page, account, qtbot):
    page = open_page(account, event=sample(Source.FUNCTION_URL), target=DeployedFunction("hello", account=account))
    with qtbot.waitSignal(page._caller.read, timeout=SOON):
        page.read.click()
    assert page.notice.message == "hello has no function URL."
    assert page.chosen_api is None


def test_a_method_is_tested_only_where_there_is_one(read):
    page = read()
    choose(page, "test")
    page.api.setCurrentIndex(0)
    page.send.click()
    assert "No method to test" in page.notice.message


def test_enter_in_the_url_sends(read, qtbot):
    page = read()
    with qtbot.waitSignal(page._caller.answered, timeout=SOON):
        qtbot.keyClick(page.url, Qt.Key.Key_Return)
    assert page.answer.answer.response.status == 200


def test_what_runs_is_asked_about_before_anything_is_sent(read):
    asked = []
    page = read(may_call=lambda functions: asked.append(functions))
    page.send.click()
    assert not page._caller.calling
    assert {"echo", "orders", "", "hello"} <= {function.name for function in asked[0]}
    assert {function.account_id for function in asked[0]} == {"123456789012"}


def test_a_signed_call_learns_first_whose_account_it_is(open_page, account, qtbot):
    asked = []

    def may_call(functions):
        asked.append(functions)
        return True

    page = open_page(account, may_call=may_call)
    choose(page, "signed")
    with qtbot.waitSignal(page._caller.answered, timeout=SOON):
        page.send.click()
    assert asked[0][0].account_id == "123456789012"


def test_the_account_of_the_event_is_asked_about_though_nobody_is_signed_in(open_page):
    asked = []
    page = open_page(Account(), may_call=lambda functions: asked.append(functions))
    page.send.click()
    account_id = ECHO["requestContext"]["accountId"]
    assert account_id in {function.account_id for function in asked[0]}
    assert not page._caller.calling


def test_an_account_that_cannot_be_asked_is_said(open_page, keys, qtbot):
    page = open_page(Account(region="us-west-2", endpoint_url="http://127.0.0.1:9"))
    with qtbot.waitSignal(page._caller.read_failed, timeout=SOON):
        page.read.click()
    assert "cannot be reached" in page.notice.message
    assert page.read.isEnabled()


def test_waiting_can_be_ended(open_page, keys):
    def silent(connection):
        while connection.recv(65536):
            pass

    with endpoint(silent) as url:
        page = open_page(Account(region="us-west-2"))
        page.url.setText(f"{url}/test/echo")
        page.send.click()
        assert page.send.text() == "Stop waiting"
        page.send.click()
        assert "No longer waiting" in page.notice.message
        assert page.send.text() == "Send"


def test_the_window_opens_it_for_the_request_of_the_event(window):
    window.documents.open(next(event for event in window.files.events() if event.name == "hello"))
    window.actions_["call_gateway"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, CallPage)
    assert page.chosen_api is None
    assert page.url.text().startswith("https://")


def test_an_event_that_cannot_be_sent_is_said_with_why(window):
    window.documents.new(sample(Source.ALB))
    window.actions_["call_gateway"].trigger()
    assert "through an API" in window.workspace.notice.message
    assert "its own DNS name" in window.workspace.notice.accessibleName()


def test_production_is_asked_for_before_a_call(window):
    window.own_settings.write(Settings(production=("111122223333", "billing")))
    window.dialogs.yes = False
    calls = window.aws.calls
    assert not calls.may_call([DeployedFunction("", account_id="111122223333")])
    assert not calls.may_call([DeployedFunction(""), DeployedFunction("billing")])
    assert window.dialogs.asked.count("Call in production") == 2
    assert calls.may_call([DeployedFunction("other", account_id="444455556666")])
