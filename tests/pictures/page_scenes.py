"""Pictures of the pages that take the editor's place: gateway, permissions, functions, targets, debugging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.pictures.run_scenes import LOGS, denied
from tests.pictures.scene import BOTH, Scene, open_event, wait_for
from workbench.app.gateway.api_page import ApiPage
from workbench.app.gateway.burst_page import BurstPage
from workbench.app.permissions.actions_page import ActionsPage
from workbench.app.permissions.policy_page import PolicyPage
from workbench.app.results.stack_text import Place
from workbench.app.runtime.function_page import FunctionPage
from workbench.app.runtime.matrix_page import MatrixPage

if TYPE_CHECKING:
    from workbench.app.main_window import MainWindow

ORDERS = "policies/orders.function-policy.json"
FULL_CASE = """\
name: Create an order
description: |
  What a *client of the shop* sends. The token is that of the chosen environment.
tags: [smoke, orders]
function: orders
bindings:
  /headers/Authorization: "Bearer {{token}}"
  /headers/X-Greeting: "{{greeting}}"
environment: local
invoke: {timeout: 10, env: {TABLE: orders}}
expect:
  - {that: status, equals: 201}
"""
TABLE = "arn:aws:dynamodb:us-west-2:123456789012:table/orders"


def _burst(window: MainWindow) -> BurstPage:
    window.actions_["flood"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, BurstPage)
    return page


def _flood(window: MainWindow, tab: int = 0) -> None:
    page = _burst(window)
    page.form.send.click()
    wait_for(lambda: not page.busy)
    page.tabs.setCurrentIndex(tab)


def _api(window: MainWindow, tab: int = 0) -> ApiPage:
    window.actions_["open_api"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, ApiPage)
    wait_for(lambda: not page.busy)
    page.tabs.setCurrentIndex(tab)
    return page


def _matrix(window: MainWindow) -> None:
    _api(window).show_permissions()


def _policies(window: MainWindow) -> PolicyPage:
    denied(window)
    folder = window.session.folder
    assert folder is not None
    window.permissions.show_place(Place(folder / ORDERS, 19))
    page = window.workspace.stage.page
    assert isinstance(page, PolicyPage)
    return page


def _judged(window: MainWindow) -> None:
    page = _policies(window)
    page.editor.selectAll()
    page.editor.insertPlainText(page.editor.text().replace("/*/GET/orders/*", "/*/*/orders/*"))
    page.editor.commit()
    wait_for(lambda: not window.permissions.busy)
    page.show_place(ORDERS, 19)


def _policy_mistake(window: MainWindow) -> None:
    page = _policies(window)
    page.editor.selectAll()
    page.editor.insertPlainText(
        page.editor.text().replace("ArnLike", "ArnLke", 1).replace("InvokeFunction", "Invok", 1)
    )
    page.editor.commit()
    wait_for(lambda: not window.permissions.busy)
    page.show_place(ORDERS, 5)


def _completion(window: MainWindow) -> None:
    page = _policies(window)
    at = page.editor.text().index("lambda:InvokeFunction")
    page.editor.go_to(at + len("lambda:Inv"))
    page.editor.offer()


def _actions(window: MainWindow, lines: str) -> None:
    window.bar.set_target("orders")
    window.actions_["check_actions"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, ActionsPage)
    wait_for(lambda: not window.permissions.list.busy)
    if lines:
        page.editor.setPlainText(lines)
        wait_for(lambda: len(page.table.cells) == len(lines.splitlines()) and not window.permissions.list.busy)
        page.table.choose(1)


def _details(window: MainWindow) -> None:
    window.bar.set_target("orders")
    window.actions_["details"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, FunctionPage)
    wait_for(lambda: len(page.environment.cells) > 0)


def _debugging(window: MainWindow) -> None:
    open_event(window, "hello")
    window.actions_["debug"].trigger()
    wait_for(lambda: (window.workspace.response.tabs.count_of(LOGS) or 0) > 0)
    window.debugging.show_page()


def _targets(window: MainWindow) -> None:
    open_event(window, "orders/list")
    window.actions_["run_against"].trigger()
    assert isinstance(window.workspace.stage.page, MatrixPage)


def _about_event(window: MainWindow) -> None:
    folder = window.session.folder
    assert folder is not None
    (folder / "saved_events/orders/create.case.yaml").write_text(FULL_CASE)
    open_event(window, "orders/create")
    window.actions_["about_event"].trigger()


SCENES = (
    Scene("about_event", _about_event, BOTH),
    Scene("flood_waiting", _burst),
    Scene("flood", _flood, BOTH, quick=False),
    Scene("flood_table", lambda window: _flood(window, 1), BOTH),
    Scene("flood_refused", lambda window: _flood(window, 2), quick=False),
    Scene("api", _api, BOTH),
    Scene("matrix", _matrix, BOTH),
    Scene("api_authorizers", lambda window: _api(window, 2)),
    Scene("api_not_understood", lambda window: _api(window, 3)),
    Scene("policies", _policies, BOTH),
    Scene("judged", _judged),
    Scene("policy_mistake", _policy_mistake, BOTH),
    Scene("completion", _completion),
    Scene("actions_waiting", lambda window: _actions(window, "")),
    Scene(
        "actions",
        lambda window: _actions(
            window, f"dynamodb:GetItem {TABLE}\ndynamodb:PutItem {TABLE}\nlogs:PutLogEvents\nsomething else\n"
        ),
        BOTH,
    ),
    Scene("details", _details, BOTH),
    Scene("debugging", _debugging, BOTH, quick=False),
    Scene("targets_waiting", _targets),
)
