"""The details of a function, and what a person chooses there for the session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.app.runtime.function_facts import configured_facts, look_up, why_interpreter
from workbench.app.runtime.function_page import FunctionPage
from workbench.runtime.function import EnvironmentValue, LocalFunction

SOON = 20_000


@pytest.fixture
def page(window, qtbot):
    window.bar.set_target("orders")
    window.actions_["details"].trigger()
    made = window.workspace.stage.page
    assert isinstance(made, FunctionPage)
    qtbot.waitUntil(lambda: made._surroundings is not None, timeout=SOON)
    return made


def cells(page):
    return {row[0].text: (row[1].text, row[2].text) for row in page.environment._rows.rows}


def test_it_says_where_the_function_runs_and_why(page, demo):
    facts = {fact.name: fact for fact in page.facts.facts}
    assert facts["Handler"].value == "src/microservice.handler"
    assert facts["Code folder"].value == str(demo)
    assert facts["Interpreter"].note
    assert facts["Timeout"].value == "30 s"


def test_every_variable_says_where_it_comes_from_with_the_function_s_own_first(page):
    assert cells(page)["TABLE"] == ("orders", "workbench.yaml")
    assert cells(page)["AWS_LAMBDA_FUNCTION_NAME"] == ("orders", "Lambda")
    assert next(iter(cells(page))) == "TABLE"


def test_credentials_are_none_until_a_profile_is_chosen_and_only_for_the_session(page, window, qtbot):
    assert page.credentials.currentText() == "None"
    assert "no account is touched" in page.words.text()
    page.credentials.setEditText("dev")
    page.credentials.lineEdit().editingFinished.emit()
    assert "real account" in page.words.text()
    qtbot.waitUntil(lambda: "AWS_PROFILE" in cells(page), timeout=SOON)
    applied = window.run_choices.applied(window.session.entry("orders").function)
    assert applied.credentials.kind == "profile"
    assert applied.credentials.profile == "dev"
    page.credentials.setEditText("None")
    page.credentials.lineEdit().editingFinished.emit()
    assert window.run_choices.applied(window.session.entry("orders").function).credentials.kind == "none"


def test_a_role_can_be_named_to_act_as(page, window):
    role = "arn:aws:iam::123456789012:role/orders-role"
    page.credentials.setEditText(role)
    page.credentials.lineEdit().editingFinished.emit()
    assert "this role" in page.words.text()
    applied = window.run_choices.applied(window.session.entry("orders").function)
    assert applied.credentials.role == role
    assert not applied.credentials.access_key_id


def test_secrets_are_hidden_until_asked_for(window, qtbot, tmp_path):
    from dataclasses import replace

    entry = window.session.entry("hello")
    secret = EnvironmentValue("API_TOKEN", "hunter2", ".env")
    page = FunctionPage(
        replace(entry, function=replace(entry.function, environment=(secret,))), window.run_choices, window.appearance
    )
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page._surroundings is not None, timeout=SOON)
    assert cells(page)["API_TOKEN"] == ("hidden", ".env")
    page.reveal.setChecked(True)
    assert cells(page)["API_TOKEN"] == ("hunter2", ".env")
    page.may_close()


def test_the_interpreter_s_reason(tmp_path):
    function = LocalFunction("app", "app.handler", str(tmp_path))
    assert "workbench" in why_interpreter(function)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\n")
    python.chmod(0o755)
    assert "virtual environment" in why_interpreter(function)


def test_a_function_that_cannot_run_says_why(tmp_path):
    found = look_up(LocalFunction("app", "app.handler", str(tmp_path / "gone")))
    assert found.error is not None
    assert "not there" in found.error.message


def test_a_double_click_in_the_sidebar_shows_the_details(window):
    sidebar = window.workspace.sidebar
    item = next(
        each for each in sidebar.items() if (row := sidebar.tree.row_of(each)) is not None and row.kind == "function"
    )
    sidebar.tree.itemDoubleClicked.emit(item, 0)
    assert isinstance(window.workspace.stage.page, FunctionPage)


def test_a_changed_file_is_named_after_the_run(window, qtbot, demo):
    window.documents.open(next(event for event in window.files.events() if event.name == "hello"))
    for _ in range(2):
        with qtbot.waitSignal(window.controller.finished, timeout=SOON):
            window.actions_["invoke"].trigger()
        file = demo / "src" / "hello.py"
        file.write_text(file.read_text() + "\n# changed\n")
    with qtbot.waitSignal(window.controller.finished, timeout=SOON):
        window.actions_["invoke"].trigger()
    assert "restarted" in window.workspace.response.figures.text()
    assert "hello.py" in window.workspace.response.figures.toolTip()
    report = window.workspace.response.logs.report
    assert any("hello.py changed" in chip.text for chip in report._widgets)


def test_extensions_of_the_layers_are_named(window, tmp_path):
    (tmp_path / "extensions").mkdir()
    for name in ("agent", "collector"):
        (tmp_path / "extensions" / name).touch()
    entry = window.session.entry("orders")
    facts = {
        fact.name: fact.value for fact in configured_facts(entry, replace(entry.function, layers=(str(tmp_path),)))
    }
    assert (facts["Layers"], facts["Extensions"]) == (str(tmp_path), "agent\ncollector")
