from __future__ import annotations

import base64
import json
import sys

import pytest

from tests.sandbox.packages import deploy
from workbench.sandbox.interpreters import OWN, Interpreters

OTHER = "python3.9" if OWN != "python3.9" else "python3.10"
SOURCE = """
import os, boto3
def handler(event, context):
    return [os.environ.get("STOOD_IN", ""), boto3.__name__]
"""


@pytest.fixture
def on_path(tmp_path, monkeypatch):
    """Puts a program on PATH that says which version it is, and then runs this interpreter."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def put(version: str, *, status: int = 0) -> str:
        program = tmp_path / OTHER
        whole = f'echo "{version} {program}"; exit {status}'
        parts = f"echo {version.replace('.', ' ')}; exit"
        asked = f'case "$1$2" in -c*executable*) {whole};; -c*) {parts};; esac'
        program.write_text(f'#!/bin/sh\n{asked}\nSTOOD_IN=yes exec {sys.executable} "$@"\n')
        program.chmod(0o755)
        return str(program)

    return put


def test_the_runtime_of_the_box_itself_needs_no_other(tmp_path):
    assert Interpreters(tmp_path).find(OWN) == ""


def test_an_interpreter_of_the_version_is_found_on_path(tmp_path, on_path):
    program = on_path(OTHER.removeprefix("python"))
    assert Interpreters(tmp_path / "box").find(OTHER) == program


@pytest.mark.parametrize(("version", "status"), [("2.7", 0), ("", 0), (OTHER.removeprefix("python"), 127)])
def test_a_program_that_is_another_or_fails_is_not_taken(tmp_path, on_path, version, status):
    on_path(version, status=status)
    assert Interpreters(tmp_path / "box").find(OTHER) == ""


def test_none_on_path_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Interpreters(tmp_path).find(OTHER) == ""


def test_a_function_runs_in_the_version_that_it_names_and_has_the_sdk(functions, on_path):
    on_path(OTHER.removeprefix("python"))
    deploy(functions, "named-version", SOURCE, Runtime=OTHER, Timeout=30)
    answer = functions.invoke(FunctionName="named-version", LogType="Tail")
    assert json.load(answer["Payload"]) == ["yes", "boto3"]
    assert "Runs in" not in base64.b64decode(answer["LogResult"]).decode()


def test_a_version_that_is_not_here_is_said_once_in_the_log(functions, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    deploy(functions, "no-such-version", "def handler(event, context):\n    pass\n", Runtime="python3.8")
    logs = [
        base64.b64decode(functions.invoke(FunctionName="no-such-version", LogType="Tail")["LogResult"]).decode()
        for _ in range(2)
    ]
    assert logs[0].startswith(f"Runs in {OWN}; the function says python3.8, and there is no python3.8 on PATH\n")
    assert "Runs in" not in logs[1]
