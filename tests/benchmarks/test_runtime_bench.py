"""The local runtime against AWS's Python client behind the same server, and, where it is at hand, AWS's emulator.

Medians; each pair is measured in turns within one run, so that what else the machine does falls on both.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import threading
import time
from pathlib import Path
from typing import Literal

import pytest

from tests.benchmarks.emulator import Emulator, fetched_emulator
from workbench.runtime.function import LocalFunction
from workbench.runtime.host import HostedRuntime
from workbench.runtime.local import LocalRuntime

Client = Literal["bootstrap", "awslambdaric"]

pytestmark = pytest.mark.benchmark

HANDLERS = """
import time

def proxy(event, context):
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": "{}"}

def echo(event, context):
    return event

def hang(event, context):
    if event:
        time.sleep(60)
"""
BLOCK = 50
TO_NOWHERE = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]


@pytest.fixture
def functions(tmp_path):
    (tmp_path / "app.py").write_text(HANDLERS)

    def make(handler: str, client: Client = "bootstrap", *, timeout_s: float = 30) -> LocalFunction:
        return LocalFunction(
            "bench", f"app.{handler}", str(tmp_path), interpreter=sys.executable, client=client, timeout_s=timeout_s
        )

    return make


def took_ms(action) -> float:
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def in_turns(rounds: int, *actions, block: int = 1) -> list[float]:
    """The median time of each action in ms, measured one after the other, a block of each in every round."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(rounds):
        for action, taken in zip(actions, times, strict=True):
            taken.extend(took_ms(action) for _ in range(block))
    return [statistics.median(taken) for taken in times]


def say(title: str, ours: float, theirs: float, goal: str) -> None:
    print(f"\n{title}: {ours:.3f} ms / {theirs:.3f} ms = {ours / theirs:.2f} ({goal})", end="")


def test_warm_round_trip(functions):
    event = json.dumps({"path": "/pets", "headers": {"a": "b"}}).encode()
    with LocalRuntime() as runtime:
        ours, theirs = functions("proxy"), functions("proxy", "awslambdaric")
        for function in (ours, theirs):
            runtime.invoke(function, event)
        own, aws = in_turns(12, lambda: runtime.invoke(ours, event), lambda: runtime.invoke(theirs, event), block=BLOCK)
    say("warm round trip / awslambdaric behind the same server", own, aws, "goal 0.70")


def test_warm_round_trip_against_the_emulator(functions, tmp_path):
    program = fetched_emulator()
    if program is None:
        pytest.skip("AWS's emulator is not here, and aws-sam-cli cannot be downloaded with pip")
    with LocalRuntime() as runtime, Emulator(program, functions("proxy")) as emulator:
        ours = functions("proxy")
        runtime.invoke(ours, b"{}")
        emulator.invoke(b"{}")
        own, aws = in_turns(12, lambda: runtime.invoke(ours, b"{}"), lambda: emulator.invoke(b"{}"), block=BLOCK)
    say("warm round trip / AWS's emulator with awslambdaric", own, aws, "goal 0.25")


def test_cold_start(functions):
    def cold(client: Client) -> None:
        with LocalRuntime() as runtime:
            runtime.invoke(functions("proxy", client), b"{}")

    own, aws = in_turns(300, lambda: cold("bootstrap"), lambda: cold("awslambdaric"))
    say("cold start to first response / awslambdaric", own, aws, "goal 0.75")


def records() -> bytes:
    """Five megabytes of records as a queue or a stream holds them."""
    text = "The quick brown fox jumps over the lazy dog. " * 12
    return json.dumps(
        [{"id": n, "name": f"item {n}", "price": n * 1.1, "tags": ["a", "b"], "text": text} for n in range(8_400)]
    ).encode()


def request() -> bytes:
    """A request with a body of five megabytes."""
    return json.dumps({"headers": {"a": "b"}, "body": "x" * 5 * 1024 * 1024}).encode()


@pytest.mark.parametrize("event", [request, records])
def test_echo_of_five_megabytes(functions, event):
    sent = event()
    with LocalRuntime() as runtime:
        ours, theirs = functions("echo"), functions("echo", "awslambdaric")
        for function in (ours, theirs):
            assert json.loads(runtime.invoke(function, sent).payload) == json.loads(sent)
        own, aws = in_turns(300, lambda: runtime.invoke(ours, sent), lambda: runtime.invoke(theirs, sent))
    say(f"echo of 5 MB, {event.__doc__.split('.')[0].lower()} / awslambdaric", own, aws, "goal 1.0, better 0.85")


def test_kill_after_a_timeout_and_ready_again(functions):
    taken = []
    with LocalRuntime() as runtime:
        function = functions("hang", timeout_s=0.05)
        for _ in range(300):
            runtime.invoke(function, b"0")
            began = time.perf_counter()
            assert runtime.invoke(function, b"1").error_type == "Sandbox.Timedout"
            assert runtime.invoke(function, b"0").function_error is None
            taken.append((time.perf_counter() - began) * 1000 - 50)
    print(
        f"\nkilled after a timeout, and the next invocation answered: {statistics.median(taken):.1f} ms (goal 50)",
        end="",
    )


def test_whole_command(functions):
    function = functions("proxy")
    event = Path(function.code, "event.json")
    event.write_text("{}")
    plain = [sys.executable, "-c", "pass"]
    command = [
        str(Path(sys.executable).with_name("workbench")),
        "invoke",
        f"{function.code}/app.py:proxy",
        "--event",
        str(event),
    ]

    # Compiled modules are what a person has; a shell that forbids them would have each run compile ours anew.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def run(arguments: list[str]) -> None:
        pid = os.posix_spawn(arguments[0], arguments, environment, file_actions=TO_NOWHERE)
        assert os.waitpid(pid, 0)[1] == 0

    run(command)
    own, nothing = in_turns(300, lambda: run(command), lambda: run(plain))
    say("workbench invoke, whole process / python -c pass", own, nothing, "goal 3")


def test_busy_window_does_not_slow_a_function_down(functions):
    """The round trip as the helper process measures it, with and without a main thread that is busy in Python.

    Each comes 5 ms after the one before, as it does anyway where its caller waits for a busy thread's interpreter: a
    processor that rested wakes up slower, whoever let it rest.
    """
    taken: dict[bool, list[float]] = {False: [], True: []}
    busy, done = threading.Event(), threading.Event()

    def measure(runtime: HostedRuntime) -> None:
        for number in range(24):
            (busy.clear if number % 2 else busy.set)()
            for _ in range(BLOCK):
                time.sleep(0.005)
                taken[busy.is_set()].append(runtime.invoke(functions("proxy"), b"{}").round_trip_ms)
        done.set()

    with HostedRuntime() as runtime:
        runtime.invoke(functions("proxy"), b"{}")
        worker = threading.Thread(target=measure, args=(runtime,))
        worker.start()
        while not done.is_set():
            if busy.is_set():
                sum(range(10_000))
            else:
                time.sleep(0.001)
        worker.join()
    ours, idle = (statistics.median(taken[was_busy]) for was_busy in (True, False))
    say("round trip with a busy main thread / an idle one", ours, idle, "goal near 1")
