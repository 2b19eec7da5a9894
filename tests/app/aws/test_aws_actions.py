"""The window with the sandbox: started, used by local functions, invoked, stopped; and what is asked before a run."""

from __future__ import annotations

import json

import pytest

from tests.deployed.endpoints import endpoint
from workbench.deployed.target import Account, DeployedFunction
from workbench.library.settings import Settings

SOON = 30_000


@pytest.fixture
def boxed(window, qtbot):
    """A window whose sandbox runs."""
    with qtbot.waitSignal(window.aws.sandbox.started, timeout=SOON):
        window.actions_["sandbox"].trigger()
    return window


def open_event(window, name):
    window.documents.open(next(event for event in window.files.events() if event.name == name))


def invoke(window, qtbot):
    with qtbot.waitSignal(window.controller.finished, timeout=SOON) as done:
        window.actions_["invoke"].trigger()
    return done.args[0]


def test_the_sandbox_says_where_it_runs_and_offers_its_functions(boxed):
    url = boxed.aws.sandbox.running.endpoint_url
    assert url.removeprefix("http://") in boxed.aws.button.text()
    assert boxed.aws.button.isVisible()
    assert boxed.actions_["sandbox"].isChecked()
    assert "sandbox:hello" in {target.name for target in boxed.aws.targets()}


def test_a_local_function_reads_and_writes_what_is_in_the_sandbox(boxed, qtbot):
    open_event(boxed, "orders/create")
    exchange = invoke(boxed, qtbot)
    assert exchange.function_kind == "local"
    assert exchange.reply.response.status == 201
    assert exchange.outcome.aws_calls[0].outcome == "ok"


def test_a_local_function_acts_as_a_role_of_the_sandbox(boxed, qtbot):
    boxed.run_choices.set_credentials("orders", "arn:aws:iam::123456789012:role/orders-role")
    open_event(boxed, "orders/list")
    exchange = invoke(boxed, qtbot)
    assert exchange.outcome.function_error is None
    assert exchange.outcome.aws_calls[0].outcome == "ok"


def test_a_function_of_the_sandbox_is_a_target_with_its_live_policies(boxed, qtbot):
    open_event(boxed, "hello")
    boxed.bar.set_target("sandbox:hello")
    assert boxed.bar.picker.chip.text.startswith("SANDBOX")
    exchange = invoke(boxed, qtbot)
    assert exchange.function_kind == "deployed"
    assert exchange.outcome.function_error is None
    assert exchange.invoke_permission.policy_name == "policy of hello"


def test_stopping_takes_everything_of_it_away(boxed, qtbot):
    with qtbot.waitSignal(boxed.aws.sandbox.stopped, timeout=SOON):
        boxed.actions_["sandbox"].trigger()
    assert not boxed.aws.button.isVisible()
    assert not boxed.actions_["sandbox"].isChecked()
    assert boxed.aws.deployed.targets() == ()
    assert boxed.workspace.notice.kind != "error"


def test_resetting_is_said(boxed, qtbot):
    with qtbot.waitSignal(boxed.aws.sandbox.was_reset, timeout=SOON):
        boxed.actions_["reset_sandbox"].trigger()
    assert "as it was at first" in boxed.workspace.notice.message


def test_a_sandbox_that_dies_is_said(boxed, qtbot):
    with qtbot.waitSignal(boxed.aws.sandbox.failed, timeout=SOON):
        boxed.aws.sandbox._process.kill()
    assert "has ended" in boxed.workspace.notice.message
    assert boxed.aws.deployed.targets() == ()


def test_without_its_extra_the_sandbox_says_how_to_add_it(window, monkeypatch):
    monkeypatch.setattr("workbench.sandbox.server.is_installed", lambda: False)
    window.actions_["sandbox"].trigger()
    assert "needs moto" in window.workspace.notice.message
    assert not window.actions_["sandbox"].isChecked()
    assert not window.aws.button.isVisible()


DEPLOYED = DeployedFunction(
    "billing", "live", Account(region="eu-central-1", endpoint_url="http://127.0.0.1:9"), "111122223333"
)


def test_a_deployed_target_says_account_region_and_alias(window):
    window.aws.use(DEPLOYED)
    assert window.bar.target().label == "billing:live"
    assert window.bar.target().place == "111122223333 · eu-central-1 · live"
    assert window.bar.picker.chip.kind == "accent"


def test_a_production_target_is_asked_for_before_each_run(window, qtbot):
    window.own_settings.write(Settings(production=(":live",)))
    window.aws.use(DEPLOYED)
    assert window.bar.picker.chip.kind == "error"
    window.dialogs.yes = False
    for _ in range(2):
        window.actions_["invoke"].trigger()
        assert not window.controller.running
    assert window.dialogs.asked.count("Run in production") == 2


def test_settings_that_cannot_be_read_unmark_nothing(window):
    window.aws.use(DEPLOYED)
    folder = window.own.settings
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.json").write_text("{nonsense")
    window.actions_["invoke"].trigger()
    assert not window.controller.running
    assert window.workspace.notice.kind == "error"
    assert "settings.json" in window.workspace.notice.message


def test_a_deployed_run_at_a_dead_endpoint_ends_in_words(window, qtbot, keys):
    window.aws.use(DEPLOYED)
    with qtbot.waitSignal(window.controller.failed, timeout=SOON):
        window.actions_["invoke"].trigger()
    assert "cannot be reached" in window.workspace.notice.message


def test_cancelling_a_deployed_run_says_that_the_function_goes_on(window, qtbot, keys):
    def silent(connection):
        while connection.recv(65536):
            pass

    with endpoint(silent) as url:
        account = Account(region="eu-central-1", endpoint_url=url)
        window.aws.use(DeployedFunction("billing", account=account, account_id="111122223333"))
        window.actions_["invoke"].trigger()
        qtbot.waitUntil(lambda: " s" in window.bar.button.text(), timeout=SOON)
        with qtbot.waitSignal(window.controller.cancelled, timeout=SOON):
            window.actions_["cancel"].trigger()
        assert "billing may go on running" in window.workspace.notice.message
        window.close()


def test_test_events_need_a_deployed_function(window):
    window.actions_["test_events"].trigger()
    assert "belong to a function in AWS" in window.workspace.notice.message


def test_a_shareable_test_event_goes_there_and_comes_back(boxed, qtbot):
    from workbench.app.aws.shareable_events_dialog import ShareableEventsDialog

    open_event(boxed, "hello")
    sent = json.loads(boxed.area.current().payload)
    boxed.bar.set_target("sandbox:hello")
    boxed.dialogs.texts = ["from-the-window"]
    boxed.actions_["test_events"].trigger()
    dialog = boxed.findChild(ShareableEventsDialog)
    with qtbot.waitSignal(dialog._lane.finished, timeout=SOON):
        pass
    with qtbot.waitSignal(dialog._lane.finished, timeout=SOON):
        dialog.save.click()
    assert [each.name for each in dialog.events] == ["from-the-window"]
    with qtbot.waitSignal(dialog.opened, timeout=SOON):
        dialog.open_.click()
    assert boxed.area.current().name == "from-the-window.json"
    assert boxed.area.current().event == sent
    assert "Save in AWS" in boxed.dialogs.asked


def test_the_end_of_a_long_log_is_said_and_the_whole_can_be_fetched(boxed, qtbot):
    import boto3

    url = boxed.aws.sandbox.running.endpoint_url
    session = boto3.Session("k", "s", region_name="us-west-2")
    client = session.client("lambda", endpoint_url=url)
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "loud.py", "def handler(event, context):\n    for n in range(400): print('line', n, 'x' * 20)\n"
        )
    role = client.get_function(FunctionName="hello")["Configuration"]["Role"]
    client.create_function(
        FunctionName="loud",
        Runtime="python3.12",
        Role=role,
        Handler="loud.handler",
        Code={"ZipFile": packed.getvalue()},
    )
    client.close()
    account = Account(region="us-west-2", endpoint_url=url)
    boxed.aws.use(DeployedFunction("loud", account=account, account_id="123456789012"))
    invoke(boxed, qtbot)
    logs = boxed.workspace.response.logs
    assert "last 4 KB" in logs.notice.message
    assert "line 0 " not in logs.text_to_copy()
    with qtbot.waitSignal(boxed.aws.log.read, timeout=SOON):
        logs.notice.act(0)
    assert "line 0 " in logs.text_to_copy()
    assert "whole log" in logs.notice.message


def test_actions_are_checked_against_the_role_as_it_stands_in_the_account(boxed, qtbot):
    table = "arn:aws:dynamodb:us-west-2:123456789012:table/orders"
    boxed.bar.set_target("sandbox:orders")
    boxed.permissions.list._text = f"dynamodb:Scan {table}\ndynamodb:CreateTable {table}\n"
    with qtbot.waitSignal(boxed.permissions.list._judging.finished, timeout=SOON):
        boxed.actions_["check_actions"].trigger()
    page = boxed.workspace.stage.page
    assert [row[0].text for row in page.table.cells] == ["Allowed", "Denied"]
    with qtbot.waitSignal(boxed.permissions.list._asking.failed, timeout=SOON):
        page.ask.click()
    assert page.notice.kind == "error"
