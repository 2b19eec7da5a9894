from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.runtime.conftest import when
from workbench.errors import FunctionNotFound, RuntimeUnavailable
from workbench.runtime import host
from workbench.runtime.host import HostedRuntime

if TYPE_CHECKING:
    from workbench.events.outcome import LogLine


@pytest.fixture
def hosted():
    with HostedRuntime() as made:
        yield made


def test_invocation_log_and_decision_cross_the_process_boundary(hosted, function):
    source = "import os\ndef handler(event, context):\n    print('out')\n    return os.getppid()"
    lines: list[LogLine] = []
    outcome = hosted.invoke(function(source), b"{}", on_log=lines.append)
    assert int(outcome.payload) not in (0, os.getpid())
    assert [line.text for line in lines] == [line.text for line in outcome.log]
    calls = function(
        "import boto3\ndef handler(event, context): boto3.client('sts').get_caller_identity()", timeout_s=60
    )
    denied = hosted.invoke(calls, b"{}", decide=lambda call: f"no {call.operation}")
    assert "no GetCallerIdentity" in denied.payload_text
    assert denied.aws_calls[0].outcome == "denied"


def test_errors_keep_their_mend(hosted, function):
    gone = function("x = 1")
    Path(gone.code, "app.py").unlink()
    Path(gone.code).rmdir()
    with pytest.raises(FunctionNotFound, match="Name the folder with --code"):
        hosted.invoke(gone, b"{}")


def test_interpreter_that_may_not_be_executed_is_said_with_its_place(hosted, function, monkeypatch, tmp_path):
    refused = tmp_path / "python"
    refused.write_text("#!/bin/sh\n")
    monkeypatch.setattr(sys, "executable", str(refused))
    with pytest.raises(RuntimeUnavailable, match="cannot be started: Permission denied") as told:
        hosted.invoke(function("def handler(event, context): ..."), b"{}")
    assert told.value.place == str(refused)


def test_cancelling_reaches_the_function(hosted, function):
    cancelled = threading.Event()
    sleeps = function("import time\ndef handler(event, context):\n    print('on')\n    time.sleep(60)", timeout_s=60)
    outcome = hosted.invoke(sleeps, b"{}", cancelled=cancelled, on_log=when("on", cancelled.set))
    assert outcome.error_type == "Workbench.Cancelled"


def test_helper_that_is_killed_is_said_and_replaced_and_its_functions_end(hosted, function, tmp_path):
    source = f"""
    import os, time
    def handler(event, context):
        if event:
            open({str(tmp_path / "pid")!r}, "w").write(str(os.getpid()))
            os.kill(os.getppid(), 9)
            time.sleep(60)
        return "alive"
    """
    dies = function(source, timeout_s=30)
    with pytest.raises(RuntimeUnavailable, match="helper process"):
        hosted.invoke(dies, b"1")
    pid = int((tmp_path / "pid").read_text())
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            break
        if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":  # reaped by whoever adopted it
            break
    else:
        os.kill(pid, signal.SIGKILL)
        pytest.fail("the function outlived its helper")
    assert hosted.invoke(dies, b"0").payload == b'"alive"'


def test_prepare_and_warmth(hosted, function):
    counts = function("n = 0\ndef handler(event, context):\n    global n\n    n += 1\n    return n")
    hosted.prepare(counts)
    assert [hosted.invoke(counts, b"{}").payload for _ in range(2)] == [b"1", b"2"]


def test_helper_that_was_killed_while_idle_is_replaced_without_a_word(hosted, function):
    says = function("import os\ndef handler(event, context): return os.getppid()")
    os.kill(first := int(hosted.invoke(says, b"{}").payload), signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert int(hosted.invoke(says, b"{}").payload) != first


def test_helper_that_does_not_cancel_is_given_up(hosted, function, monkeypatch):
    monkeypatch.setattr(host, "_CANCEL_S", 0.0)
    monkeypatch.setattr(host, "_END_S", 0.0)
    cancelled = threading.Event()
    source = """
    import os, time
    def handler(event, context):
        if event:
            print("on", flush=True)
            time.sleep(60)
        return os.getppid()
    """
    hangs = function(source, timeout_s=60)
    helper = int(hosted.invoke(hangs, b"0").payload)

    def stop() -> None:
        os.kill(helper, signal.SIGSTOP)
        cancelled.set()

    with pytest.raises(RuntimeUnavailable, match="helper process"):
        hosted.invoke(hangs, b"1", cancelled=cancelled, on_log=when("on", stop))
    assert int(hosted.invoke(hangs, b"0").payload) != helper
