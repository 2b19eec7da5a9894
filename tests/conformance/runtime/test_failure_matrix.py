"""What a caller sees when a function fails, against the table of what AWS answers, for both Python clients.

The texts are those of LocalStack's snapshot tests, which were recorded on AWS, and of AWS's own integration tests.
"""

from __future__ import annotations

import json
import sys
from typing import Literal

import pytest

from tests.runtime.conftest import out_of_time_when
from workbench.runtime.function import LocalFunction
from workbench.runtime.local import LocalRuntime

EXIT, TIMEOUT = "Runtime.ExitError", "Sandbox.Timedout"
EXITED = "RequestId: r-1 Error: Runtime exited "
MATRIX = {
    "exception": ("raise ValueError('no')", "ValueError", "no"),
    "exit_0": ("sys.exit(0)", EXIT, EXITED + "without providing a reason"),
    "exit_1": ("sys.exit(1)", EXIT, EXITED + "with error: exit status 1"),
    "exit_text": ("sys.exit('why')", EXIT, EXITED + "with error: exit status 1"),
    "os_exit": ("os._exit(3)", EXIT, EXITED + "with error: exit status 3"),
    "base_exception": ("raise BaseException('b')", EXIT, EXITED + "with error: exit status 1"),
    "generator_exit": ("raise GeneratorExit", EXIT, EXITED + "with error: exit status 1"),
    "interrupt": ("raise KeyboardInterrupt", EXIT, EXITED + "with error: signal: interrupt"),
    "segfault": ("ctypes.string_at(0)", EXIT, EXITED + "with error: signal: segmentation fault"),
    "abort": ("os.abort()", EXIT, EXITED + "with error: signal: aborted"),
    "killed": ("os.kill(os.getpid(), 9)", EXIT, EXITED + "with error: signal: killed"),
    "terminated": ("os.kill(os.getpid(), 15)", EXIT, EXITED + "with error: signal: terminated"),
    "memory_error": ("raise MemoryError", "MemoryError", ""),
    "recursion": (
        "def f(): f()\n    f()",
        "RecursionError",
        "maximum recursion depth exceeded",
    ),
    "not_serialisable": (
        "return {1}",
        "Runtime.MarshalError",
        "Unable to marshal response: Object of type set is not JSON serializable",
    ),
    "sleeps": ("time.sleep(60)", TIMEOUT, "RequestId: r-1 Error: Task timed out after 30.00 seconds"),
    "spins": ("while True: pass", TIMEOUT, "RequestId: r-1 Error: Task timed out after 30.00 seconds"),
    "ignores_signals": (
        "signal.signal(15, signal.SIG_IGN); time.sleep(60)",
        TIMEOUT,
        "RequestId: r-1 Error: Task timed out after 30.00 seconds",
    ),
    "too_large": (
        "return 'x' * 7_000_000",
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    ),
    "exits_with_a_child": (
        "subprocess.Popen(['sleep', '60']); os._exit(1)",
        EXIT,
        EXITED + "with error: exit status 1",
    ),
}
PLATFORM = (EXIT, TIMEOUT, "Function.ResponseSizeTooLarge")
CLIENTS: tuple[Literal["bootstrap", "awslambdaric"], ...] = ("bootstrap", "awslambdaric")


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("case", MATRIX)
def test_failure_reads_as_in_aws_and_the_next_invocation_works(tmp_path, monkeypatch, case, client):
    if client == "awslambdaric":
        pytest.importorskip("awslambdaric")
    body, error_type, message = MATRIX[case]
    (tmp_path / "app.py").write_text(
        "import ctypes, os, signal, subprocess, sys, time\n\n\ndef handler(event, context):\n"
        f"    if not event: return 'alive'\n    print('on', flush=True)\n    {body}\n"
    )
    function = LocalFunction("f", "app.handler", str(tmp_path), interpreter=sys.executable, client=client, timeout_s=30)
    on_log = out_of_time_when("on", monkeypatch) if error_type == TIMEOUT else None
    with LocalRuntime() as runtime:
        outcome = runtime.invoke(function, b"1", request_id="r-1", on_log=on_log)
        assert runtime.invoke(function, b"0").payload == b'"alive"'
    said = json.loads(outcome.payload)
    assert (outcome.function_error, outcome.error_type) == ("Unhandled", error_type)
    assert (said["errorType"], said["errorMessage"]) == (error_type, message)
    assert ("stackTrace" in said) == (error_type not in PLATFORM)
    assert ("in handler" in outcome.hung_at) == (error_type == TIMEOUT)
    assert outcome.log[-1].text.startswith("REPORT RequestId: r-1\tDuration: ")
