"""What stands beside an event on disk counts on the command line as it does in the window."""

from __future__ import annotations

import json
from argparse import Namespace

import pytest

from workbench.cli.event_case import event_case
from workbench.cli.main import run
from workbench.library.history import History
from workbench.library.own_folders import OwnFolders

HANDLER = """\
import os

def handler(event, context):
    seconds = context.get_remaining_time_in_millis() // 1000
    names = {name: os.environ.get(name) for name in ("TABLE", "MODE", "KEY")}
    custom = context.client_context.custom if context.client_context else None
    return {"event": event, "seconds": seconds, "memory": context.memory_limit_in_mb, "env": names, "custom": custom}
"""
CASE = """\
bindings:
  /headers/Authorization: "Bearer {{token}}"
  /table: "{{table}}"
environment: test
invoke: {timeout: 30, memory: 256, env: {TABLE: "{{table}}", MODE: fast}, client_context: {custom: {who: me}}}
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TOKEN", "s3cret-t0ken")
    (tmp_path / "app.py").write_text(HANDLER)
    (tmp_path / "workbench.yaml").write_text("environments:\n  test: {table: orders-test}\n  live: {table: orders}\n")
    (tmp_path / "saved_events").mkdir()
    (tmp_path / "saved_events" / "a.json").write_text('{"headers": {}}')
    (tmp_path / "saved_events" / "a.case.yaml").write_text(CASE)
    return tmp_path


def invoked(capsys, *words):
    status = run(["invoke", "app.handler", "--event", "saved_events/a.json", "--json", *words])
    out, err = capsys.readouterr()
    return json.loads(out)["result"]["payload"] if status == 0 else (status, err)


def test_bindings_variables_and_settings_of_the_case_are_used(project, capsys):
    payload = invoked(capsys)
    assert payload["event"] == {"headers": {"Authorization": "Bearer s3cret-t0ken"}, "table": "orders-test"}
    assert payload["env"] == {"TABLE": "orders-test", "MODE": "fast", "KEY": None}
    assert payload["seconds"] >= 20
    assert payload["memory"] == "256"
    assert payload["custom"] == {"who": "me"}


def test_options_win_over_the_case(project, capsys):
    (project / "context.json").write_text('{"custom": {"who": "you"}}')
    (project / ".env").write_text("KEY=k\nMODE=slow\n")
    words = ["--environment", "live", "--timeout", "9", "--memory", "512", "--env", "TABLE=mine", "--env-file", ".env"]
    payload = invoked(capsys, *words, "--client-context", "context.json")
    assert payload["event"]["table"] == "orders"
    assert payload["env"] == {"TABLE": "mine", "MODE": "slow", "KEY": "k"}
    assert payload["seconds"] <= 9
    assert payload["memory"] == "512"
    assert payload["custom"] == {"who": "you"}


def test_the_event_alone_is_passed_where_that_is_wanted_or_where_it_has_no_case(project, capsys):
    assert invoked(capsys, "--no-case")["event"] == {"headers": {}}
    (project / "saved_events" / "a.case.yaml").unlink()
    assert invoked(capsys)["event"] == {"headers": {}}


def test_every_target_gets_the_same_event(project, capsys):
    (project / "other.py").write_text("def handler(event, context):\n    return event['table']\n")
    run(["invoke", "app.handler", "--event", "saved_events/a.json", "--json", "--also", "other.handler"])
    assert '"orders-test"' in json.dumps(json.loads(capsys.readouterr().out)["also"])


def test_a_secret_is_kept_nowhere(project, capsys):
    assert invoked(capsys, "--history")["event"]["headers"]
    entry = History(OwnFolders.of_this_user().history).entries()[0]
    assert entry.label == "saved_events/a.json"
    written = b"".join(path.read_bytes() for path in project.rglob("*") if path.is_file())
    assert b"Bearer ***" in written or b'"***"' in written
    assert b"s3cret-t0ken" not in written


def test_a_secret_among_the_variables_is_not_shown(project, capsys):
    (project / "saved_events" / "a.case.yaml").write_text("invoke: {env: {MODE: 'x {{token}}'}}\n")
    run(["invoke", "app.handler", "--event", "saved_events/a.json", "--show-environment", "--json"])
    values = {each["name"]: each["value"] for each in json.loads(capsys.readouterr().out)["environment"]}
    assert values["MODE"] == "x ***"
    run(["invoke", "app.handler", "--event", "saved_events/a.json", "--show-environment"])
    assert "MODE=x ***  (saved_events/a.case.yaml)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("case", "words", "said"),
    [
        ("bindings: {/a: '{{nobody}}'}\n", [], "a.case.yaml: bindings /a: the variable nobody"),
        ("environment: staging\n", [], "there is no environment staging"),
        ("", ["--environment", "staging"], "there is no environment staging"),
        ("tags: smoke\n", [], "a.case.yaml:1:7"),
        ("bindings: {/headers/a/b: 1, /headers/a: 2, /headers/a/c: 3}\n", [], "/headers/a/c"),
    ],
)
def test_what_cannot_be_applied_is_one_line_that_names_the_place(project, capsys, case, words, said):
    (project / "saved_events" / "a.case.yaml").write_text(case)
    status, err = invoked(capsys, *words)
    assert status == 2
    assert said in err
    assert "Traceback" not in err


def test_an_environment_without_a_case_file_is_bad_usage(project, capsys):
    (project / "saved_events" / "a.case.yaml").unlink()
    assert invoked(capsys, "--environment", "test")[0] == 2


@pytest.mark.parametrize(
    ("function", "reference"),
    [
        ("aws:orders", "aws:orders:live"),
        ("aws:orders:7", "aws:orders:7"),
        (
            "arn:aws:lambda:us-east-1:123456789012:function:orders",
            "arn:aws:lambda:us-east-1:123456789012:function:orders:live",
        ),
        ("src/app.py:handler", "src/app.py:handler"),
    ],
)
def test_the_qualifier_of_the_case_goes_to_a_deployed_function_without_one(project, function, reference):
    (project / "saved_events" / "a.case.yaml").write_text("invoke: {qualifier: live}\n")
    options = Namespace(
        event="saved_events/a.json", case=None, environment=None, code=".", timeout=None, memory=None, env_file=None
    )
    case = event_case(options)
    assert case is not None
    assert case.reference(function) == reference
