from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from workbench.cli.main import run
from workbench.resource import resource

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_S = 20


@contextmanager
def started(*words: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """`workbench sandbox` in a process of its own, and what it printed."""
    command = [sys.executable, "-m", "workbench", "sandbox", "--port", "0", "--json", *words]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        try:
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


def folders_of(pid: int) -> list[Path]:
    return list(Path(tempfile.gettempdir()).glob(f"workbench-sandbox-{pid}-*"))


def invoke(where: dict[str, Any], name: str) -> object:
    client = boto3.client(
        "lambda",
        endpoint_url=where["endpoint_url"],
        region_name=where["region"],
        aws_access_key_id="sandbox",
        aws_secret_access_key="sandbox",
    )
    answer = json.load(client.invoke(FunctionName=name, Payload=b"{}")["Payload"])
    client.close()
    return answer


def children_of(pid: int) -> list[int]:
    found = [int(one) for task in Path(f"/proc/{pid}/task").glob("*/children") for one in task.read_text().split()]
    return found + [below for child in found for below in children_of(child)]


def ends(pids: list[int]) -> bool:
    """Whether processes end, seen from outside."""
    for pid in pids:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        ended, _, _ = select.select([handle], [], [], PATIENCE_S)
        os.close(handle)
        if not ended:
            return False
    return True


def test_it_says_where_it_is_and_ends_with_standard_input():
    with started("--until-stdin-closes") as (process, where):
        assert where["functions"] == ["echo", "fails", "hello", "malformed", "orders", "slow"]
        assert where["account_id"] == "123456789012"
        assert invoke(where, "echo")
        children = children_of(process.pid)
        assert len(folders_of(process.pid)) == 1
        process.stdin.close()
        assert process.wait(PATIENCE_S) == 0
        assert process.stderr.read() == ""
    assert folders_of(process.pid) == []
    assert ends(children)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_and_leaves_nothing(number):
    with started() as (process, where):
        invoke(where, "echo")
        children = children_of(process.pid)
        process.send_signal(number)
        assert process.wait(PATIENCE_S) == 0
        assert "Traceback" not in process.stderr.read()
    assert folders_of(process.pid) == []
    assert ends(children)


def test_one_that_was_killed_leaves_no_process_and_the_next_removes_its_files():
    with started() as (process, where):
        invoke(where, "echo")
        children = children_of(process.pid)
        process.kill()
        process.wait(PATIENCE_S)
    assert ends(children)
    assert len(folders_of(process.pid)) == 1
    with started("--empty"):
        assert folders_of(process.pid) == []


def test_a_project_of_one_s_own_runs_in_the_box(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "app.py").write_text("import part\ndef handler(event, context):\n    return part.WORD\n")
    (tmp_path / "src" / "part.py").write_text("WORD = 'mine'\n")
    (tmp_path / "workbench.yaml").write_text("functions:\n  mine: {code: src, handler: app.handler}\n")
    (tmp_path / "api.yaml").write_text(
        "type: HTTP\nid: abc123\nroutes:\n  - {method: GET, path: /mine, function: mine}\n"
        "  - {method: GET, path: /other, function: other}\n"
    )
    with started("--project", str(tmp_path)) as (process, where):
        assert where["functions"] == ["mine"]
        assert invoke(where, "mine") == "mine"
        gateway = boto3.client(
            "apigatewayv2",
            endpoint_url=where["endpoint_url"],
            region_name=where["region"],
            aws_access_key_id="sandbox",
            aws_secret_access_key="sandbox",
        )
        api_id = gateway.get_apis()["Items"][0]["ApiId"]
        assert [row["RouteKey"] for row in gateway.get_routes(ApiId=api_id)["Items"]] == ["GET /mine"]
        gateway.close()
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_S)
        assert "left out: api.yaml: GET /other, whose function other is none of the project" in process.stderr.read()


def test_the_demo_seeds_as_a_project_too():
    with started("--project", str(resource("demo"))) as (_, where):
        assert where["region"] == "us-west-2"
        assert invoke(where, "hello")


def test_a_folder_without_a_function_is_said(tmp_path, capsys):
    assert run(["sandbox", "--project", str(tmp_path), "--port", "0"]) == 2
    assert "the project has no function" in capsys.readouterr().err


def test_a_reset_from_the_command_line(capsys):
    with started() as (_, where):
        assert run(["sandbox", "--reset", str(where["endpoint_url"])]) == 0
    assert run(["sandbox", "--reset", "http://127.0.0.1:9"]) == 2
    assert "no sandbox answers" in capsys.readouterr().err


def test_a_taken_port_is_said_in_one_line(capsys):
    with started("--empty") as (_, where):
        port = str(where["endpoint_url"]).rpartition(":")[2]
        assert run(["sandbox", "--port", port]) == 2
    said = capsys.readouterr().err
    assert f"port {port} of this machine cannot be used" in said
    assert len(said.splitlines()) == 1


def test_a_function_that_is_still_running_does_not_hold_it_up(tmp_path):
    touched = tmp_path / "started"
    body = f"    pathlib.Path({str(touched)!r}).touch()\n    time.sleep(600)\n"
    (tmp_path / "app.py").write_text(f"import pathlib, time\ndef handler(event, context):\n{body}")
    said = "functions:\n  sleeps: {handler: app.handler, timeout: 900}\n"
    (tmp_path / "workbench.yaml").write_text(said)
    with started("--project", str(tmp_path)) as (process, where):
        client = boto3.client(
            "lambda",
            endpoint_url=where["endpoint_url"],
            region_name=where["region"],
            aws_access_key_id="sandbox",
            aws_secret_access_key="sandbox",
        )
        client.invoke(FunctionName="sleeps", InvocationType="Event")
        client.close()
        while not touched.exists():
            select.select([], [], [], 0.02)
        children = children_of(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
    assert ends(children)
    assert folders_of(process.pid) == []


def test_without_the_extra_it_says_how_to_add_it(monkeypatch, capsys):
    monkeypatch.setattr("workbench.sandbox.server.is_installed", lambda: False)
    assert run(["sandbox"]) == 2
    assert "pip install 'lambda-event-workbench[sandbox]'" in capsys.readouterr().err
