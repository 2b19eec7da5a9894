from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from workbench.cli.early_start import EarlyStart
from workbench.runtime.function import LocalFunction
from workbench.runtime.local import LocalRuntime

if TYPE_CHECKING:
    from pathlib import Path

INVOCATION = """
import os, sys
at_first, at_spawn, spawn = set(sys.modules), [], os.posix_spawn

def noted(*arguments, **settings):
    at_spawn.extend(set(sys.modules) - at_first)
    return spawn(*arguments, **settings)

os.posix_spawn = noted
from workbench.cli.main import run
run(["invoke", "app.py:handler", "--event", "event.json"])
ever = set(sys.modules) - at_first

import json

print(json.dumps([sorted(at_spawn), sorted(ever)]))
"""
SLOW = {
    "argparse", "asyncio", "collections", "contextlib", "dataclasses", "enum", "functools", "importlib", "inspect",
    "json", "logging", "operator", "pathlib", "pydantic", "re", "select", "shutil", "signal", "socket", "subprocess",
    "tempfile", "threading", "types", "typing", "urllib", "warnings",
}  # fmt: skip
NEEDED_LATER = {"collections", "enum", "functools", "operator", "select", "threading", "types"}
"""What an invocation needs, and imports while the function's process starts."""
NEEDED_THERE = {"importlib", "warnings"}
"""What the function's process needs: its stack traces show importlib as AWS's do."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text(
        "import sys\n"
        "modules = sorted(sys.modules)\n"
        "with open('imported', 'a') as file:\n    file.write('once\\n')\n"
        "def handler(event, context):\n    return modules\n"
    )
    (tmp_path / "event.json").write_text("1")
    return tmp_path


def printed(program: str, folder: Path) -> Any:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=folder)
    return json.loads(done.stdout.splitlines()[-1])


def test_an_invocation_imports_little_before_the_spawn_and_nothing_that_it_can_do_without_after_it(folder):
    at_spawn, ever = printed(INVOCATION, folder)
    assert SLOW.intersection(at_spawn) == set()
    rooms = {name.split(".")[1] for name in at_spawn if name.startswith("workbench.")}
    assert rooms == {"cli", "errors", "library", "runtime", "value"}
    assert SLOW.intersection(ever) <= NEEDED_LATER


def test_the_functions_process_imports_little_before_the_handler(folder):
    with LocalRuntime() as runtime:
        outcome = runtime.invoke(LocalFunction("app", "app.handler", str(folder), interpreter=sys.executable), b"1")
    bare = printed("import sys; bare = sorted(sys.modules); import json; print(json.dumps(bare))", folder)
    assert SLOW.intersection(json.loads(outcome.payload)) - set(bare) <= NEEDED_THERE


def test_the_runtime_uses_the_process_that_was_started(folder):
    function = LocalFunction("app", "app.handler", str(folder))
    with EarlyStart() as early:
        early.start(function)
        with LocalRuntime() as runtime:
            early.hand_over(runtime)
            assert runtime.invoke(function, b"1").function_error is None
            assert runtime.invoke(function, b"2").function_error is None
    assert (folder / "imported").read_text() == "once\n"


def test_a_process_that_nobody_took_is_ended(folder):
    with EarlyStart() as early:
        early.start(LocalFunction("app", "app.handler", str(folder)))
        assert early._environment is not None
        process = early._environment._prepared
    assert process is not None
    with pytest.raises(ProcessLookupError):
        os.kill(process.child.pid, 0)
