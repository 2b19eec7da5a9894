from __future__ import annotations

import json

import pytest

from workbench.errors import FunctionNotFound, UsageError
from workbench.runtime.function import LocalFunction

PYTHON_BOOTSTRAP = """#!/usr/bin/env python3
import os, urllib.request as u
base = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/invocation/"
while True:
    with u.urlopen(base + "next") as event:
        body, request_id = event.read(), event.headers["Lambda-Runtime-Aws-Request-Id"]
    print("cwd", os.getcwd(), flush=True)
    u.urlopen(base + request_id + "/response", data=b"[" + body + b"]").close()
"""


def custom(tmp_path, text: str, *, mode: int = 0o755) -> LocalFunction:
    (tmp_path / "bootstrap").write_text(text)
    (tmp_path / "bootstrap").chmod(mode)
    return LocalFunction("custom", "", str(tmp_path), kind="custom", timeout_s=20)


def test_runtime_that_was_started_early_is_started_anew_where_its_code_changed_since(runtime, tmp_path):
    function = custom(tmp_path, PYTHON_BOOTSTRAP)
    (tmp_path / "data.txt").write_text("one")
    runtime.prepare(function)
    (tmp_path / "data.txt").write_text("two, of another length")
    assert runtime.invoke(function, b"{}").restarted_because == str(tmp_path / "data.txt")


def test_executable_that_polls_the_runtime_api_is_a_runtime(runtime, tmp_path):
    function = custom(tmp_path, PYTHON_BOOTSTRAP)
    for _ in range(2):
        outcome = runtime.invoke(function, b'{"a":1}')
        assert outcome.payload == b'[{"a":1}]'
        assert f"cwd {tmp_path}" in outcome.log_text


def test_bootstrap_that_ends_is_an_exit_error(runtime, tmp_path):
    outcome = runtime.invoke(custom(tmp_path, "#!/bin/sh\nexit 5\n"), b"{}", request_id="r")
    assert json.loads(outcome.payload)["errorMessage"] == "RequestId: r Error: Runtime exited with error: exit status 5"


def test_error_that_is_no_json_at_all_is_passed_on(runtime, tmp_path):
    deep = PYTHON_BOOTSTRAP.replace('"/response", data=b"[" + body + b"]"', '"/error", data=b"[" * 100_000')
    outcome = runtime.invoke(custom(tmp_path, deep), b"1")
    assert (outcome.payload, outcome.function_error, outcome.error_type) == (b"[" * 100_000, "Unhandled", None)


def test_changed_bootstrap_is_noticed(runtime, tmp_path):
    function = custom(tmp_path, PYTHON_BOOTSTRAP)
    runtime.invoke(function, b"1")
    custom(tmp_path, PYTHON_BOOTSTRAP.replace('b"["', 'b"[0,"'))
    outcome = runtime.invoke(function, b"1")
    assert (outcome.payload, outcome.restarted_because) == (b"[0,1]", str(tmp_path / "bootstrap"))


def test_missing_and_forbidden_bootstraps_are_named(runtime, tmp_path):
    with pytest.raises(FunctionNotFound, match="no file bootstrap"):
        runtime.invoke(LocalFunction("custom", "", str(tmp_path), kind="custom"), b"{}")
    with pytest.raises(FunctionNotFound, match=r"not executable\. Make it so: chmod"):
        runtime.invoke(custom(tmp_path, "#!/bin/sh\n", mode=0o644), b"{}")
    with pytest.raises(UsageError, match="no debugger"):
        runtime.invoke(custom(tmp_path, PYTHON_BOOTSTRAP), b"{}", debug_port=0)
