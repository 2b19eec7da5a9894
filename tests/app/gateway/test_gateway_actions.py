from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.app.gateway.api_page import ApiPage
from workbench.app.gateway.burst_page import BurstPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workbench.app.main_window import MainWindow
    from workbench.exchange.record import Exchange

THROTTLED = """type: REST
id: wt6mne2s9k
name: demo
account_id: "123456789012"
region: us-west-2
stage: test
cache: {enabled: true, ttl_seconds: 300}
throttle: {rate_limit: 0.001, burst_limit: 2}
authorizers:
  gate: {type: TOKEN, function: src/gate.py:handler, identity_source: [method.request.header.Authorization]}
routes:
  - {method: GET, path: "/{proxy+}", function: src/hello.py:handler}
  - {method: GET, path: "/secret", function: src/hello.py:handler, authorizer: gate}
"""
GATE = """def handler(event, context):
    effect = "Allow" if event["authorizationToken"] == "letmein" else "Deny"
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": event["methodArn"]}
    return {"principalId": "me", "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}}
"""


def open_demo(open_window: Callable[[Path], MainWindow], demo: Path) -> MainWindow:
    (demo / "api.yaml").write_text(THROTTLED)
    (demo / "src" / "gate.py").write_text(GATE)
    return open_window(demo)


def invoke(qtbot: QtBot, window: MainWindow) -> Exchange:
    window.actions_["invoke"].trigger()
    qtbot.waitUntil(lambda: not window.controller.running, timeout=20_000)
    exchange = window.workspace.response.exchange
    assert exchange is not None
    return exchange


def names(exchange: Exchange) -> list[tuple[str, str]]:
    return [(step.name, step.outcome) for step in exchange.steps]


def test_a_composed_event_is_passed_on_until_someone_asks_for_the_gateway(qtbot, window):
    exchange = invoke(qtbot, window)
    assert "throttle" not in dict(names(exchange))
    window.actions_["through_gateway"].trigger()
    assert window.gateway.switch.text() == "Through the gateway"
    assert ("throttle", "ok") in names(invoke(qtbot, window))


def test_throttle_and_cache_stand_on_the_trace_and_are_emptied_on_demand(qtbot, open_window, demo):
    window = open_demo(open_window, demo)
    window.gateway.switch.click()
    assert window.actions_["through_gateway"].isChecked()
    assert ("cache", "miss") in names(invoke(qtbot, window))
    second = invoke(qtbot, window)
    assert ("cache", "hit") in names(second)
    assert second.outcome is None
    assert ("throttle", "refused") in names(invoke(qtbot, window))
    window.actions_["refill_gateway"].trigger()
    assert names(invoke(qtbot, window))[:3] == [("route", "ok"), ("throttle", "ok"), ("cache", "miss")]


def test_an_authorizer_of_the_project_is_asked(qtbot, open_window, demo):
    window = open_demo(open_window, demo)
    document = window.area.current()
    assert document is not None
    event = json.loads(document.text)
    event["path"] = "/secret"
    event["requestContext"]["path"] = "/test/secret"
    event["headers"] = {**(event["headers"] or {}), "Authorization": "wrong"}
    event["multiValueHeaders"] = {**(event.get("multiValueHeaders") or {}), "Authorization": ["wrong"]}
    document.set_text(json.dumps(event))
    window.gateway.set_through(True)
    exchange = invoke(qtbot, window)
    assert "authorizer" in dict(names(exchange))
    assert exchange.reply is not None
    assert exchange.reply.response.status == 403


def test_an_event_that_no_client_sends_is_not_sent_through_the_gateway(qtbot, window):
    window.documents.new({"Records": []})
    window.gateway.set_through(True)
    window.actions_["invoke"].trigger()
    assert "No client sends this event" in window.workspace.notice.message


def test_the_burst_view_opens_on_the_route_of_the_event_and_esc_goes_back(qtbot, window):
    window.actions_["flood"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, BurstPage)
    assert page.form.route.currentText() == "GET /{proxy+}"
    assert not window.workspace.results.isVisible()
    page.closed.emit()
    assert window.workspace.stage.page is None
    assert window.workspace.results.isVisible()


def test_invoking_brings_the_results_back(qtbot, window):
    window.actions_["flood"].trigger()
    invoke(qtbot, window)
    assert window.workspace.stage.page is None


def test_an_api_of_the_sidebar_opens_as_a_page_and_composes_a_request(qtbot, window):
    entry = window.session.project.apis[0]
    window.workspace.sidebar.api_opened.emit(entry)
    page = window.workspace.stage.page
    assert isinstance(page, ApiPage)
    qtbot.waitUntil(lambda: not page.busy)
    page.routes.choose(4)
    page.compose.click()
    assert window.workspace.stage.page is None
    assert window.area.current().name == "put-orders-id.json"


def test_opening_an_event_leaves_the_page(qtbot, window):
    window.actions_["open_api"].trigger()
    assert window.workspace.stage.page is not None
    window.documents.open(next(event for event in window.files.events() if event.name == "orders/list"))
    assert window.workspace.stage.page is None
