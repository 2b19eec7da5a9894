"""One event against several targets: run one after the other, compared with the first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from workbench.app.runtime.matrix_page import MatrixPage
from workbench.deployed.target import Account, DeployedFunction

SOON = 30_000


def open_event(window, name):
    window.documents.open(next(event for event in window.files.events() if event.name == name))


def opened(window, *targets):
    window.actions_["run_against"].trigger()
    page = window.workspace.stage.page
    assert isinstance(page, MatrixPage)
    for row, target in enumerate(page._targets):
        ticked = target.name in targets
        page.targets.item(row).setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    return page


def ran(window, qtbot, *targets):
    page = opened(window, *targets)
    page.run.click()
    qtbot.waitUntil(lambda: not page._running, timeout=SOON)
    return page


def test_the_same_code_here_and_in_the_sandbox_answers_the_same(window, qtbot):
    with qtbot.waitSignal(window.aws.sandbox.started, timeout=SOON):
        window.actions_["sandbox"].trigger()
    open_event(window, "orders/list")
    page = ran(window, qtbot, "orders", "sandbox:orders")
    assert page.words == ["Baseline", "Same"]


def test_where_answers_differ_is_shown(window, qtbot):
    open_event(window, "hello")
    page = ran(window, qtbot, "hello", "echo")
    assert page.words[0] == "Baseline"
    assert "difference" in page.words[1]
    page.table.choose(1)
    assert "/body" in page.code.toPlainText()


def test_a_target_that_cannot_be_run_says_why_and_the_others_go_on(window, qtbot, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "k")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s")
    dead = Account(region="us-east-1", endpoint_url="http://127.0.0.1:9")
    window.aws.deployed.add(DeployedFunction("hello", account=dead, account_id="111122223333"))
    open_event(window, "hello")
    page = ran(window, qtbot, "hello", window.aws.deployed.targets()[0].name, "echo")
    said = " ".join(page.words)
    assert "Baseline" in said
    assert "cannot be reached" in said
    assert "difference" in said


def test_one_target_alone_is_not_run(window):
    open_event(window, "hello")
    page = opened(window, "hello")
    assert not page.run.isEnabled()
    assert "two targets" in page.run.toolTip()


def test_runs_can_be_stopped(window, qtbot):
    open_event(window, "trouble/slow")
    page = opened(window, "slow", "hello")
    page.run.click()
    assert page.run.text() == "Stop"
    page.run.click()
    assert page.run.text() == "Run"


def test_enter_on_a_row_shows_the_run_in_the_panes(window, qtbot):
    open_event(window, "hello")
    page = ran(window, qtbot, "hello", "echo")
    page.table.row_activated.emit(0)
    assert window.workspace.stage.page is None
    assert window.workspace.response.exchange is not None


def test_production_asks_before_a_matrix_too(window, qtbot):
    from workbench.library.settings import Settings

    window.own_settings.write(Settings(production=("hello",)))
    dead = Account(region="us-east-1", endpoint_url="http://127.0.0.1:9")
    window.aws.deployed.add(DeployedFunction("hello", account=dead, account_id="111122223333"))
    window.dialogs.yes = False
    open_event(window, "hello")
    page = opened(window, "hello", window.aws.deployed.targets()[0].name)
    page.run.click()
    assert "Run in production" in window.dialogs.asked
    assert page.run.text() == "Run"


@pytest.mark.parametrize("name", ["Targets", "Answers", "Where the answers differ"])
def test_its_parts_have_names(window, name):
    open_event(window, "hello")
    page = opened(window)
    assert name in {page.targets.accessibleName(), page.table.accessibleName(), page.code.accessibleName()}
