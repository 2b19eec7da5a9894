"""Our runtime against AWS's own emulator with AWS's own client behind it, where its binary is at hand.

The emulator says a timeout in words of its own and answers an exit at import with nothing, so these are not compared.
"""

from __future__ import annotations

import json
import sys

import pytest

from tests.benchmarks.emulator import Emulator, emulator_program
from workbench.runtime.function import LocalFunction
from workbench.runtime.local import LocalRuntime

BODIES = [
    "return event",
    "return {'statusCode': 200, 'body': 'é'}",
    "return None",
    "return float('nan')",
    "return b'raw'",
    "raise ValueError('no')",
    "return {1}",
    "{}['missing']",
    "sys.exit(0)",
    "sys.exit(1)",
    "os._exit(3)",
    "raise BaseException('b')",
    "raise KeyboardInterrupt",
    "ctypes.string_at(0)",
    "os.kill(os.getpid(), 9)",
]


PROGRAM = emulator_program()
__test__ = PROGRAM is not None


@pytest.mark.parametrize("body", BODIES)
def test_both_answer_the_same(tmp_path, body):
    (tmp_path / "app.py").write_text(f"import ctypes, os, sys\n\n\ndef handler(event, context):\n    {body}\n")
    function = LocalFunction("f", "app.handler", str(tmp_path), interpreter=sys.executable)
    assert PROGRAM is not None
    with Emulator(PROGRAM, function) as emulator:
        theirs = emulator.invoke(b'{"a": 1}').decode()
    with LocalRuntime() as runtime:
        ours = runtime.invoke(function, b'{"a": 1}').payload.decode()
    assert neutral(ours) == neutral(theirs)


def neutral(text: str) -> object:
    try:
        said = json.loads(text)
    except ValueError:
        return text
    if isinstance(said, dict) and "errorMessage" in said:
        said.pop("requestId", None)
        said["errorMessage"] = said["errorMessage"].partition(" Error: ")[2] or said["errorMessage"]
    return said if said == said else "NaN"
