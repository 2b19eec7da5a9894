from __future__ import annotations

import json
import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.runtime.conftest import out_of_time_when, when
from workbench.errors import FunctionNotFound, InputError, RuntimeUnavailable, UsageError
from workbench.runtime import local
from workbench.runtime.function import EnvironmentValue
from workbench.runtime.limits import MAX_EVENT, MAX_PAYLOAD
from workbench.runtime.local import LocalRuntime

if TYPE_CHECKING:
    from workbench.events.outcome import LogLine


def test_result_is_what_the_handler_returned(runtime, function):
    outcome = runtime.invoke(
        function("def handler(event, context): return {'got': event}"), b'{"a": [1, null, "\xc3\xa9"]}'
    )
    assert json.loads(outcome.payload) == {"got": {"a": [1, None, "é"]}}
    assert (outcome.function_error, outcome.error_type) == (None, None)


def test_environment_stays_warm_and_only_the_first_start_has_an_init_duration(runtime, function):
    counting = function("n = 0\ndef handler(event, context):\n    global n\n    n += 1\n    return n")
    outcomes = [runtime.invoke(counting, b"{}") for _ in range(3)]
    assert [outcome.payload for outcome in outcomes] == [b"1", b"2", b"3"]
    assert [outcome.report.init_duration_ms is not None for outcome in outcomes] == [True, False, False]


def test_log_has_start_output_end_and_report_in_order(runtime, function):
    outcome = runtime.invoke(
        function("def handler(event, context): print('one'); print('two', end='')"), b"{}", request_id="r-1"
    )
    texts = [line.text for line in outcome.log]
    assert texts[:4] == ["START RequestId: r-1 Version: $LATEST", "one", "two", "END RequestId: r-1"]
    parts = texts[4].split("\t")
    assert [part.split(":")[0] for part in parts] == [
        "REPORT RequestId", "Duration", "Billed Duration", "Memory Size", "Max Memory Used", "Init Duration", "",
    ]  # fmt: skip


def test_log_lines_stream_while_the_function_runs(runtime, function, tmp_path):
    waits = function(
        f"""
        import os, time
        def handler(event, context):
            print("before", flush=True)
            while not os.path.exists({str(tmp_path / "go")!r}):
                time.sleep(0.002)
            return "done"
        """
    )

    def on_log(line: LogLine) -> None:
        if line.text == "before":
            (tmp_path / "go").touch()

    assert runtime.invoke(waits, b"{}", on_log=on_log).payload == b'"done"'


def test_exception_is_reported_with_type_message_and_the_stack_of_the_handler_alone(runtime, function):
    raises = function("def handler(event, context):\n    raise ValueError('no')")
    outcome = runtime.invoke(raises, b"{}", request_id="r-2")
    assert json.loads(outcome.payload) == {
        "errorMessage": "no",
        "errorType": "ValueError",
        "requestId": "r-2",
        "stackTrace": [f"  File \"{raises.code}/app.py\", line 2, in handler\n    raise ValueError('no')\n"],
    }
    assert (outcome.function_error, outcome.error_type) == ("Unhandled", "ValueError")
    assert runtime.invoke(function("def handler(event, context):\n    return 1"), b"{}").payload == b"1"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("import sys; sys.exit(0)", "Runtime exited without providing a reason"),
        ("import sys; sys.exit(1)", "Runtime exited with error: exit status 1"),
        ("import os; os._exit(3)", "Runtime exited with error: exit status 3"),
        ("raise KeyboardInterrupt", "Runtime exited with error: signal: interrupt"),
        ("raise BaseException('x')", "Runtime exited with error: exit status 1"),
        ("import ctypes; ctypes.string_at(0)", "Runtime exited with error: signal: segmentation fault"),
        ("import os; os.kill(os.getpid(), 9)", "Runtime exited with error: signal: killed"),
        ("import os; os.abort()", "Runtime exited with error: signal: aborted"),
    ],
)
def test_exit_is_reported_in_the_words_of_aws_and_the_next_invocation_works(runtime, function, statement, said):
    dies = function(
        f"def handler(event, context):\n    if event:\n        print('last words')\n        {statement}\n"
        "    return 'alive'"
    )
    outcome = runtime.invoke(dies, b"1", request_id="r-3")
    assert json.loads(outcome.payload) == {
        "errorType": "Runtime.ExitError",
        "errorMessage": f"RequestId: r-3 Error: {said}",
    }
    assert (outcome.function_error, outcome.error_type) == ("Unhandled", "Runtime.ExitError")
    assert "last words" in outcome.log_text
    assert runtime.invoke(dies, b"0").payload == b'"alive"'


def test_exit_at_import_is_an_exit_error_too(runtime, function):
    outcome = runtime.invoke(function("import os; os._exit(127)"), b"{}", request_id="r-4")
    assert (
        json.loads(outcome.payload)["errorMessage"]
        == "RequestId: r-4 Error: Runtime exited with error: exit status 127"
    )


@pytest.mark.parametrize("body", ["import time; time.sleep(60)", "while True: pass"])
def test_timeout_kills_says_where_it_hung_and_the_next_invocation_works(runtime, function, monkeypatch, body):
    hangs = function(
        f"def deep():\n    print('on')\n    {body}\n"
        "def handler(event, context):\n    if event: deep()\n    return 'alive'"
    )
    outcome = runtime.invoke(hangs, b"1", request_id="r-5", on_log=out_of_time_when("on", monkeypatch))
    assert json.loads(outcome.payload) == {
        "errorType": "Sandbox.Timedout",
        "errorMessage": "RequestId: r-5 Error: Task timed out after 10.00 seconds",
    }
    assert outcome.error_type == "Sandbox.Timedout"
    where = [line.split(",")[-1].strip() for line in outcome.hung_at.splitlines()]
    assert where in (["line 5 in handler", f"line {line} in deep"] for line in (2, 3))
    assert outcome.report.duration_ms == 10_000
    assert "Status: timeout" in outcome.log[-1].text
    assert runtime.invoke(hangs, b"0").payload == b'"alive"'


def test_hang_at_import_is_begun_again_under_the_timeout_of_the_function(function, monkeypatch):
    hangs = function("print('on')\nimport time; time.sleep(60)")
    with LocalRuntime(init_limit_s=0.2) as runtime:
        outcome = runtime.invoke(hangs, b"{}", on_log=out_of_time_when("on", monkeypatch))
    assert outcome.error_type == "Sandbox.Timedout"
    assert [line.text for line in outcome.log if line.text.startswith("INIT_REPORT Init Duration: ")]
    assert "in <module>" in outcome.hung_at


def test_slow_import_that_ends_under_the_timeout_still_runs(function, tmp_path):
    slow_once = function(
        f"""
        import os, time
        if not os.path.exists({str(tmp_path / "seen")!r}):
            open({str(tmp_path / "seen")!r}, "w").close()
            time.sleep(60)
        def handler(event, context): return "ran"
        """
    )
    with LocalRuntime(init_limit_s=0.3) as runtime:
        assert runtime.invoke(slow_once, b"{}").payload == b'"ran"'


def test_result_over_the_limit_is_refused_and_the_environment_begins_anew(runtime, function):
    echo = function(
        "n = 0\ndef handler(event, context):\n    global n\n    n += 1\n    return 'x' * event if event else n"
    )
    assert runtime.invoke(echo, b"0").payload == b"1"
    outcome = runtime.invoke(echo, str(MAX_PAYLOAD - 1).encode())
    assert outcome.error_type == "Function.ResponseSizeTooLarge"
    assert json.loads(outcome.payload)["errorMessage"] == (
        "Response payload size exceeded maximum allowed payload size (6291556 bytes)."
    )
    assert len(runtime.invoke(echo, str(MAX_PAYLOAD - 2).encode()).payload) == MAX_PAYLOAD
    assert runtime.invoke(echo, b"0").payload == b"2"


def test_event_over_the_limit_is_refused_before_anything_runs(runtime, function):
    with pytest.raises(InputError, match="6,291,457 bytes; Lambda takes at most 6,291,456"):
        runtime.invoke(function("x"), b" " * (MAX_EVENT + 1))


def test_flood_of_output_is_read_to_the_end_and_kept_in_part(runtime, function):
    floods = function(
        "import sys\ndef handler(event, context):\n"
        "    for _ in range(300): sys.stdout.write('y' * 99_999 + '\\n')\n    return 1"
    )
    outcome = runtime.invoke(floods, b"{}")
    assert outcome.payload == b"1"
    assert "read and dropped" in outcome.log_text


def test_binary_output_is_kept_as_text_with_replacements(runtime, function):
    prints = function(
        "import sys\ndef handler(event, context):\n    sys.stdout.buffer.write(bytes(range(256)) + b'\\n'); return 1"
    )
    outcome = runtime.invoke(prints, b"{}")
    assert outcome.payload == b"1"
    assert "\ufffd" in outcome.log_text


def test_standard_error_is_told_apart(runtime, function):
    outcome = runtime.invoke(function("import sys\ndef handler(event, context): print('e', file=sys.stderr)"), b"{}")
    assert [line.stream for line in outcome.log if line.text == "e"] == ["stderr"]


def test_output_of_a_late_thread_is_told_apart_from_that_of_the_next_invocation(runtime, function, tmp_path):
    late = function(
        f"""
        import os, threading, time
        def later():
            while not os.path.exists({str(tmp_path / "go")!r}):
                time.sleep(0.002)
            print("late")
            open({str(tmp_path / "said")!r}, "w").close()
        def handler(event, context):
            if event:
                threading.Thread(target=later, daemon=True).start()
            print("now")
        """
    )
    first = runtime.invoke(late, b"1")
    (tmp_path / "go").touch()
    while not (tmp_path / "said").exists():
        pass
    second = runtime.invoke(late, b"0")
    assert second.extras["late_output_of"] == first.request_id
    texts = [line.text for line in second.log]
    assert (
        texts.index("late") < texts.index(f"START RequestId: {second.request_id} Version: $LATEST") < texts.index("now")
    )


def test_grandchildren_do_not_outlive_a_timeout_not_even_in_a_session_of_their_own(
    runtime, function, tmp_path, monkeypatch
):
    spawns = function(
        f"""
        import subprocess, time
        def handler(event, context):
            a = subprocess.Popen(["sleep", "300"])
            b = subprocess.Popen(["sleep", "300"], start_new_session=True)
            open({str(tmp_path / "pids")!r}, "w").write(f"{{a.pid}} {{b.pid}}")
            print("on")
            time.sleep(60)
        """
    )
    assert runtime.invoke(spawns, b"{}", on_log=out_of_time_when("on", monkeypatch)).error_type == "Sandbox.Timedout"
    for pid in (tmp_path / "pids").read_text().split():
        wait_until_gone(int(pid))


def wait_until_gone(pid: int) -> None:
    """A process that was killed is gone when the kernel has come to it."""
    until = time.monotonic() + 10
    while not is_gone(pid):
        assert time.monotonic() < until, f"process {pid} was left behind"
        os.sched_yield()


def is_gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state in "ZX"


def test_changed_code_restarts_and_names_the_file(runtime, function, tmp_path):
    first = function("import other\ndef handler(event, context): return other.VALUE")
    other = tmp_path / "code" / "other.py"
    other.write_text("VALUE = 1")
    assert runtime.invoke(first, b"{}").payload == b"1"
    assert runtime.invoke(first, b"{}").restarted_because == ""
    other.write_text("VALUE = 1000")
    changed = runtime.invoke(first, b"{}")
    assert (changed.payload, changed.restarted_because) == (b"1000", str(other))
    assert runtime.invoke(first, b"{}").restarted_because == ""


def test_changed_code_beside_the_task_root_is_noticed(runtime, function, tmp_path):
    (tmp_path / "lib").mkdir()
    common = tmp_path / "lib" / "common.py"
    common.write_text("VALUE = 1")
    uses = function(
        "import sys\nsys.path.append('../lib')\nimport common\ndef handler(event, context): return common.VALUE"
    )
    assert runtime.invoke(uses, b"{}").payload == b"1"
    common.write_text("VALUE = 1000")
    assert runtime.invoke(uses, b"{}").payload == b"1000"


def test_code_changed_after_a_process_was_prepared_is_noticed(runtime, function):
    early = function("open('imported', 'w').close()\ndef handler(event, context): return 'old'")
    runtime.prepare(early)
    while not Path(early.code, "imported").exists():
        pass
    function("def handler(event, context): return 'newer'")
    assert runtime.invoke(early, b"{}").payload == b'"newer"'


def test_prepared_process_serves_the_first_invocation(runtime, function):
    ready = function("def handler(event, context): return 'ready'")
    runtime.prepare(ready)
    runtime.prepare(ready)
    assert runtime.invoke(ready, b"{}").payload == b'"ready"'


def test_cancelled_invocation_ends_soon_and_the_next_works(runtime, function):
    sleeps = function(
        "import time\ndef handler(event, context):\n    print('on')\n    if event: time.sleep(60)\n    return 'awake'"
    )
    cancelled = threading.Event()
    outcome = runtime.invoke(sleeps, b"1", cancelled=cancelled, on_log=when("on", cancelled.set))
    assert outcome.error_type == "Workbench.Cancelled"
    assert runtime.invoke(sleeps, b"0").payload == b'"awake"'


def test_invocation_that_is_cancelled_while_it_waits_for_its_turn_does_not_run(function, tmp_path):
    sleeps = function(
        f"""
        import os, time
        def handler(event, context):
            print("on")
            while not os.path.exists({str(tmp_path / "go")!r}):
                time.sleep(0.002)
        """
    )
    cancelled, waited = threading.Event(), []
    cancelled.set()

    def meanwhile() -> None:
        waited.append(runtime.invoke(sleeps, b"{}", request_id="r", cancelled=cancelled))
        (tmp_path / "go").touch()

    with LocalRuntime(concurrency=1) as runtime:
        first = runtime.invoke(sleeps, b"{}", on_log=when("on", meanwhile))
    assert first.function_error is None
    assert (waited[0].error_type, waited[0].request_id, waited[0].log) == ("Workbench.Cancelled", "r", ())


def test_environment_that_idled_longest_ends_where_there_are_too_many(runtime, function, monkeypatch):
    monkeypatch.setattr(local, "WARM", 2)
    source = "import os\ndef handler(event, context): return os.getpid()"
    functions = [function(source, memory_mb=128 + number) for number in range(3)]
    first, second, third = (int(runtime.invoke(each, b"{}").payload) for each in functions)
    assert is_gone(first)
    assert [int(runtime.invoke(each, b"{}").payload) for each in functions[1:]] == [second, third]


def test_invocations_at_the_same_time_run_in_environments_of_their_own(runtime, function, tmp_path):
    meets = function(
        f"""
        import os, time
        def handler(event, context):
            open(os.path.join({str(tmp_path)!r}, f"here-{{event}}"), "w").close()
            while not os.path.exists(os.path.join({str(tmp_path)!r}, f"here-{{1 - event}}")):
                time.sleep(0.002)
            return os.getpid()
        """
    )
    outcomes = {}
    threads = [
        threading.Thread(target=lambda n=n: outcomes.update({n: runtime.invoke(meets, str(n).encode())}))
        for n in (0, 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes[0].function_error is None
    assert outcomes[0].payload != outcomes[1].payload


def test_peak_memory_is_that_of_this_invocation(runtime, function):
    takes = function("def handler(event, context):\n    return len(bytearray(event * 1048576))", memory_mb=512)
    large = runtime.invoke(takes, b"120").report.max_memory_used_mb
    small = runtime.invoke(takes, b"1").report.max_memory_used_mb
    assert large > 120 > small


def test_memory_limit_kills_only_where_it_is_enforced(runtime, function):
    source = (
        "import time\ndef handler(event, context):\n"
        "    held = bytearray(200 * 1048576)\n    time.sleep(event)\n    return 1"
    )
    assert runtime.invoke(function(source, timeout_s=60), b"0").payload == b"1"
    outcome = runtime.invoke(function(source, timeout_s=60, enforce_memory=True), b"60")
    assert json.loads(outcome.payload)["errorMessage"].endswith("signal: killed")
    assert "Error Type: Runtime.OutOfMemory" in outcome.log[-1].text
    assert "memory_limit" in outcome.extras


def test_environment_of_the_function_is_seen_and_reserved_names_are_refused(runtime, function):
    source = "import os\ndef handler(event, context): return os.environ[event]"
    settings = {"environment": (EnvironmentValue("TABLE", "orders"),), "region": "eu-west-1", "memory_mb": 256}
    reads = function(source, **settings)
    for name, value in {
        "TABLE": "orders", "AWS_REGION": "eu-west-1", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256",
        "_HANDLER": "app.handler",
        "AWS_LAMBDA_FUNCTION_NAME": "orders", "AWS_EC2_METADATA_DISABLED": "true", "TZ": ":UTC",
    }.items():  # fmt: skip
        assert json.loads(runtime.invoke(reads, json.dumps(name).encode()).payload) == value
    with pytest.raises(UsageError, match=r"template.yaml: .*AWS_REGION is reserved"):
        runtime.invoke(function(source, environment=(EnvironmentValue("AWS_REGION", "x", "template.yaml"),)), b"{}")


def test_shell_variables_do_not_leak_in(runtime, function, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("MY_TOKEN", "x")
    reads = function(
        "import os\ndef handler(event, context): return sorted(set(os.environ) & {'AWS_PROFILE', 'MY_TOKEN'})"
    )
    assert runtime.invoke(reads, b"{}").payload == b"[]"


def test_layers_are_on_the_path(runtime, function, tmp_path):
    (tmp_path / "layer" / "python").mkdir(parents=True)
    (tmp_path / "layer" / "python" / "shared.py").write_text("VALUE = 'from the layer'")
    uses = function(
        "import shared\ndef handler(event, context): return shared.VALUE", layers=(str(tmp_path / "layer"),)
    )
    assert runtime.invoke(uses, b"{}").payload == b'"from the layer"'


def test_missing_code_folder_and_interpreter_are_named(runtime, function, tmp_path):
    with pytest.raises(RuntimeUnavailable, match="nowhere"):
        runtime.invoke(function("x = 1", interpreter=str(tmp_path / "nowhere")), b"{}")
    gone = function("x = 1")
    Path(gone.code, "app.py").unlink()
    Path(gone.code).rmdir()
    with pytest.raises(FunctionNotFound, match="is not there"):
        runtime.invoke(gone, b"{}")


def test_context_that_a_caller_sends_reaches_the_handler(runtime, function):
    source = (
        "def handler(event, context): return [context.client_context.custom, context.client_context.client.app_title]"
    )
    sent = json.dumps({"custom": {"k": "v"}, "client": {"app_title": "till"}}, indent=1)
    assert json.loads(runtime.invoke(function(source), b"{}", client_context=sent).payload) == [{"k": "v"}, "till"]


@pytest.mark.parametrize("event", [b'"at once"', b'"later"'], ids=["in the second invocation", "in a long one"])
def test_nothing_is_left_when_the_program_is_killed(function, tmp_path, event):
    """The kernel ends the functions of a program that had no chance to, and a guardian what left their sessions."""
    import subprocess
    import sys

    hangs = function(
        f"""
        import os, subprocess, time
        def handler(event, context):
            if event == "warm":
                return
            children = [subprocess.Popen(["sleep", "300"], start_new_session=alone) for alone in (False, True)]
            pids = [os.getpid(), *(child.pid for child in children)]
            open({str(tmp_path / "pids")!r}, "w").write(" ".join(map(str, pids)))
            while event == "later" and not guarded():
                time.sleep(0.002)
            print("hanging")
            while True: pass
        def guarded():
            # A sibling of ours, which the program started beside us.
            children = open(f"/proc/{{os.getppid()}}/task/{{os.getppid()}}/children").read().split()
            return len(children) > 1
        """
    )
    program = (
        "import os\nfrom workbench.runtime.local import LocalRuntime\n"
        "from workbench.runtime.function import LocalFunction\n"
        f"function = LocalFunction('orders', 'app.handler', {hangs.code!r}, timeout_s=60)\n"
        "runtime = LocalRuntime()\n"
        f"if {event!r} != b'\"later\"': runtime.invoke(function, b'\"warm\"')\n"
        f"runtime.invoke(function, {event!r}, on_log=lambda line: line.text == 'hanging' and os.kill(os.getpid(), 9))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -signal.SIGKILL
    for pid in (tmp_path / "pids").read_text().split():
        wait_until_gone(int(pid))


def test_process_that_is_killed_at_any_moment_leaves_an_answer_and_nothing_else(runtime, function):
    import random

    busy = function(
        "import time\ndef handler(event, context):\n    time.sleep(0.001 * event)\n    return 'x' * 50_000 * event"
    )
    held, stop, chance = open_descriptors(), threading.Event(), random.Random(7)

    def kill_now_and_then() -> None:
        while not stop.wait(chance.random() * 0.03):
            for pid in own_children():
                with suppress(ProcessLookupError):
                    os.kill(pid, chance.choice((signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV, signal.SIGINT)))

    killer = threading.Thread(target=kill_now_and_then)
    killer.start()
    try:
        types = {runtime.invoke(busy, str(number % 5).encode()).error_type for number in range(60)}
    finally:
        stop.set()
        killer.join()
    assert types <= {None, "Runtime.ExitError"}
    runtime.close()
    assert open_descriptors() == held


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def own_children() -> list[int]:
    found: list[int] = []
    for listing in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            found += [int(pid) for pid in listing.read_text().split()]
    return found
