"""Extensions as Lambda runs them: of the function's layers, in processes of their own, and in the runtime's process."""

from __future__ import annotations

import json
import sys
import textwrap

import pytest

from tests.runtime.conftest import when
from tests.runtime.test_local import wait_until_gone
from workbench.runtime import extensions
from workbench.runtime.ending import Ending
from workbench.runtime.extensions import NOT_SEEN
from workbench.runtime.local import LocalRuntime

CLIENT = """
import http.client, json, os, signal, sys, threading, time

def say(*words):
    print(*words, flush=True)

class Api:
    def __init__(self, name, *events):
        self.wire = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        self.me = {}
        headers = {"Lambda-Extension-Name": name}
        answer = self.ask("POST", "register", json.dumps({"events": events}), headers)
        self.me = {"Lambda-Extension-Identifier": answer.getheader("Lambda-Extension-Identifier")}

    def ask(self, method, call, body=None, headers=None):
        self.wire.request(method, "/2020-01-01/extension/" + call, body, {**self.me, **(headers or {})})
        answer = self.wire.getresponse()
        self.body = answer.read()
        assert answer.status < 300, self.body
        return answer

    def next(self):
        self.ask("GET", "event/next")
        return json.loads(self.body)

    def failed(self, call):
        self.ask("POST", call, "{}", {"Lambda-Extension-Function-Error-Type": "Extension.Mine"})

NAME = os.path.basename(sys.argv[0])
"""
LISTENS = """
api = Api(NAME, "INVOKE", "SHUTDOWN")
while True:
    event = api.next()
    say("heard", event["eventType"], event.get("requestId"), event.get("shutdownReason"))
    if event["eventType"] == "SHUTDOWN":
        break
"""
HANDLER = "def handler(event, context):\n    print('handled')\n    return event"


@pytest.fixture
def layer(tmp_path):
    """Write an extension into a layer; its folder."""

    def make(source: str, name: str = "agent", *, mode: int = 0o755, folder: str = "layer") -> str:
        path = tmp_path / folder / "extensions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!{sys.executable} -S\n{CLIENT}\n{textwrap.dedent(source)}")
        path.chmod(mode)
        return str(tmp_path / folder)

    return make


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """A machine that is busy may take longer than Lambda gives."""
    for name in ("SHUTDOWN_S", "RUNTIME_S", "RUNTIME_ALONE_S"):
        monkeypatch.setattr(extensions, name, 60.0)


def heard(outcome) -> list[str]:
    return [line.text for line in outcome.log if line.stream != "platform"]


def platform(outcome) -> list[str]:
    return [line.text for line in outcome.log if line.stream == "platform"]


def test_external_extension_hears_of_every_invocation_and_of_the_end(runtime, function, layer, tmp_path):
    listens = LISTENS + f"open({str(tmp_path / 'ended')!r}, 'w').write(json.dumps(event))"
    agent = function(HANDLER, layers=(layer(listens),))
    for number in ("r-1", "r-2"):
        outcome = runtime.invoke(agent, b"1", request_id=number)
        assert (outcome.payload, outcome.function_error) == (b"1", None)
        assert sorted(heard(outcome)) == ["handled", f"heard INVOKE {number} None"]
    runtime.close()
    ended = json.loads((tmp_path / "ended").read_text())
    assert (ended["eventType"], ended["shutdownReason"]) == ("SHUTDOWN", "spindown")


def test_first_invocation_says_which_extensions_there_are(runtime, function, layer):
    agent = function(HANDLER, layers=(layer(LISTENS),))
    assert "EXTENSION\tName: agent\tState: Ready\tEvents: [INVOKE,SHUTDOWN]" in platform(runtime.invoke(agent, b"1"))
    assert not [line for line in platform(runtime.invoke(agent, b"1")) if line.startswith("EXTENSION")]


def test_runtime_starts_after_the_extensions_registered(runtime, function, layer, tmp_path):
    registers = f"""
        assert not os.path.exists({str(tmp_path / "imported")!r})
        api = Api(NAME, "INVOKE")
        open({str(tmp_path / "registered")!r}, "w").close()
        while True: api.next()
    """
    source = (
        f"import os\nopen({str(tmp_path / 'imported')!r}, 'w').close()\n"
        f"def handler(event, context): return os.path.exists({str(tmp_path / 'registered')!r})"
    )
    assert runtime.invoke(function(source, layers=(layer(registers),)), b"1").payload == b"true"


def test_invocation_lasts_until_the_extension_is_done_and_the_answer_does_not(runtime, function, layer):
    slow = """
        api = Api(NAME, "INVOKE")
        while True:
            api.next()
            time.sleep(0.2)
            say("flushed")
    """
    outcome = runtime.invoke(function(HANDLER, layers=(layer(slow),)), b"1")
    assert heard(outcome)[-1] == "flushed"
    assert outcome.report.duration_ms >= 200
    assert outcome.extras["extensions_ms"] > 0


def test_extension_that_never_comes_back_ends_at_the_timeout_and_the_answer_stands(
    runtime, function, layer, monkeypatch
):
    never = """
        api = Api(NAME, "INVOKE")
        api.next()
        time.sleep(60)
    """
    settle = Ending.settle

    def at_the_timeout(ending):
        ending._run._deadline = 0.0
        return settle(ending)

    monkeypatch.setattr(Ending, "settle", at_the_timeout)
    outcome = runtime.invoke(function(HANDLER, layers=(layer(never),)), b"1", request_id="r")
    assert (outcome.payload, outcome.function_error) == (b"1", None)
    assert [line for line in platform(outcome) if line.endswith("Task timed out after 10.00 seconds")]
    assert "Status: timeout" in platform(outcome)[-1]


@pytest.mark.parametrize(
    ("statement", "error_type", "words"),
    [
        ("os._exit(0)", "Extension.Crash", "exit code 0"),
        ("os._exit(2)", "Extension.Crash", "exit status 2"),
        ("os.kill(os.getpid(), 9)", "Extension.Crash", "signal: killed"),
        ("api.failed('exit/error'); os._exit(1)", "Extension.ExitError", "exit status 1"),
    ],
)
def test_extension_that_dies_fails_the_invocation_and_the_next_one_works(
    runtime, function, layer, tmp_path, statement, error_type, words
):
    dies = f"""
        api = Api(NAME, "INVOKE", "SHUTDOWN")
        while api.next()["eventType"] == "INVOKE":
            if not os.path.exists({str(tmp_path / "died")!r}):
                open({str(tmp_path / "died")!r}, "w").close()
                {statement}
    """
    waits = "import time\ndef handler(event, context):\n    time.sleep(event)\n    return 'awake'"
    agent = function(waits, layers=(layer(dies),))
    outcome = runtime.invoke(agent, b"9", request_id="r")
    assert json.loads(outcome.payload) == {"errorType": error_type, "errorMessage": f"RequestId: r Error: {words}"}
    assert (outcome.function_error, outcome.error_type) == ("Unhandled", error_type)
    assert runtime.invoke(agent, b"0").payload == b'"awake"'


def test_extension_that_dies_after_the_answer_leaves_the_answer(runtime, function, layer, tmp_path, monkeypatch):
    late = f"""
        api = Api(NAME, "INVOKE")
        api.next()
        while not os.path.exists({str(tmp_path / "answered")!r}):
            time.sleep(0.002)
        os._exit(5)
    """
    settle = Ending.settle

    def after_the_answer(ending):
        (tmp_path / "answered").touch()
        return settle(ending)

    monkeypatch.setattr(Ending, "settle", after_the_answer)
    outcome = runtime.invoke(function(HANDLER, layers=(layer(late),)), b"1", request_id="r")
    assert (outcome.payload, outcome.function_error) == (b"1", None)
    assert platform(outcome)[-4:-2] == ["RequestId: r Error: exit status 5", "Extension.Crash"]
    assert "Status: error" in platform(outcome)[-1]


@pytest.mark.parametrize(
    ("source", "error_type", "state", "words"),
    [
        ("sys.exit(0)", "Extension.Crash", "Started", "exit code 0"),
        ("Api(NAME, 'INVOKE'); sys.exit(3)", "Extension.Crash", "Registered", "exit status 3"),
        ("Api(NAME).failed('init/error'); sys.exit(1)", "Extension.InitError", "InitError", "exit status 1"),
    ],
)
def test_extension_that_dies_at_its_start_fails_the_start(runtime, function, layer, source, error_type, state, words):
    slow = "import time\ntime.sleep(60)\n" + HANDLER
    outcome = runtime.invoke(function(slow, layers=(layer(source),)), b"1", request_id="r")
    assert json.loads(outcome.payload) == {"errorType": error_type, "errorMessage": f"RequestId: r Error: {words}"}
    lines = platform(outcome)
    assert lines[0].startswith(f"EXTENSION\tName: agent\tState: {state}\t")
    assert lines[1].startswith("INIT_REPORT ")
    assert lines[1].endswith(f"Status: error\tError Type: {error_type}")


def test_extension_that_cannot_be_executed_is_a_launch_error(runtime, function, layer):
    folder = layer(LISTENS, mode=0o644)
    outcome = runtime.invoke(function(HANDLER, layers=(folder,)), b"1", request_id="r")
    assert json.loads(outcome.payload) == {
        "errorType": "Extension.LaunchError",
        "errorMessage": f"RequestId: r Error: fork/exec {folder}/extensions/agent: permission denied",
    }
    layer(LISTENS)
    assert runtime.invoke(function(HANDLER, layers=(folder,)), b"1").payload == b"1"


def test_eleventh_extension_is_one_too_many(runtime, function, layer):
    for number in range(11):
        folder = layer(LISTENS, f"agent-{number:02}")
    outcome = runtime.invoke(function(HANDLER, layers=(folder,)), b"1")
    assert outcome.error_type == "Extension.LaunchError"


def test_extension_that_never_registers_is_begun_again_and_then_ends_at_the_timeout(function, layer):
    agent = function(HANDLER, layers=(layer("time.sleep(60)"),), timeout_s=0.3)
    with LocalRuntime(init_limit_s=0.3) as runtime:
        outcome = runtime.invoke(agent, b"1")
    assert outcome.error_type == "Sandbox.Timedout"
    assert platform(outcome)[0].startswith("INIT_REPORT ")


def test_extension_of_a_later_layer_covers_that_of_an_earlier_one(runtime, function, layer):
    layers = (layer("sys.exit(9)", folder="first"), layer(LISTENS, folder="second"))
    assert runtime.invoke(function(HANDLER, layers=layers), b"1").payload == b"1"


def test_changed_extension_is_started_anew(runtime, function, layer):
    agent = function(HANDLER, layers=(layer(LISTENS),))
    runtime.invoke(agent, b"1")
    folder = layer(LISTENS.replace("heard", "learnt"))
    outcome = runtime.invoke(agent, b"1")
    assert outcome.restarted_because == f"{folder}/extensions/agent"
    assert [line for line in heard(outcome) if line.startswith("learnt INVOKE")]


def test_extension_sees_the_functions_variables_but_not_the_runtimes(runtime, function, layer):
    says = "say(json.dumps(sorted(os.environ)))\n" + LISTENS
    outcome = runtime.invoke(function(HANDLER, layers=(layer(says),)), b"1")
    names = set(json.loads(heard(outcome)[0]))
    assert {"AWS_LAMBDA_FUNCTION_NAME", "AWS_REGION", "AWS_ACCESS_KEY_ID"} <= names
    assert not names & NOT_SEEN


def test_runtime_gets_a_signal_before_it_ends_where_there_is_an_extension(runtime, function, layer):
    cleans_up = """
        import signal, sys
        def end(*_):
            print("cleaned up", flush=True)
            sys.exit(0)
        signal.signal(signal.SIGTERM, end)
        def handler(event, context): return event
    """
    agent = function(cleans_up, layers=(layer(LISTENS),))
    runtime.invoke(agent, b"1")
    function("def handler(event, context): return 'changed'")
    outcome = runtime.invoke(agent, b"1")
    assert outcome.payload == b'"changed"'
    assert heard(outcome)[:2] == ["cleaned up", "heard SHUTDOWN None spindown"]


@pytest.mark.parametrize(
    ("body", "reason", "timeout_s"),
    [("import time; time.sleep(60)", "timeout", 0.5), ("import os; os._exit(1)", "failure", 60)],
)
def test_extension_hears_why_the_environment_ends(runtime, function, layer, body, reason, timeout_s):
    ends = function(f"def handler(event, context):\n    {body}", layers=(layer(LISTENS),), timeout_s=timeout_s)
    assert f"heard SHUTDOWN None {reason}" in heard(runtime.invoke(ends, b"1"))


def test_extension_that_does_not_end_is_killed(runtime, function, layer, tmp_path, monkeypatch):
    monkeypatch.setattr(extensions, "SHUTDOWN_S", 0.5)
    stays = f"""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        open({str(tmp_path / "pid")!r}, "w").write(str(os.getpid()))
        api = Api(NAME, "SHUTDOWN")
        api.next()
        time.sleep(60)
    """
    agent = function("def handler(event, context): 1 / event", layers=(layer(stays),))
    runtime.invoke(agent, b"0")
    runtime.close()
    wait_until_gone(int((tmp_path / "pid").read_text()))


def test_cancelled_invocation_ends_its_extensions_too(runtime, function, layer):
    import threading

    cancelled = threading.Event()
    sleeps = "import time\ndef handler(event, context):\n    print('on')\n    time.sleep(60)"
    agent = function(sleeps, layers=(layer(LISTENS),))
    outcome = runtime.invoke(agent, b"1", cancelled=cancelled, on_log=when("on", cancelled.set))
    assert outcome.error_type == "Workbench.Cancelled"
    assert "heard SHUTDOWN None failure" in heard(outcome)


def test_internal_extension_hears_of_invocations(runtime, function, tmp_path):
    inside = CLIENT + textwrap.dedent(
        """
        def listen():
            while True:
                event = api.next()
                say("inside", event["requestId"])
        api = Api("inside", "INVOKE")
        threading.Thread(target=listen, daemon=True).start()
        def handler(event, context): return event
        """
    )
    made = function(inside)
    for number in ("r-1", "r-2"):
        outcome = runtime.invoke(made, b"1", request_id=number)
        assert (outcome.payload, heard(outcome)) == (b"1", [f"inside {number}"])


def test_extension_that_does_not_follow_invocations_does_not_lengthen_them(runtime, function, layer):
    waits = """
        api = Api(NAME, "SHUTDOWN")
        api.next()
    """
    outcome = runtime.invoke(function(HANDLER, layers=(layer(waits),)), b"1")
    assert outcome.payload == b"1"
    assert "extensions_ms" not in outcome.extras


def test_internal_extension_gives_the_runtime_a_signal_at_the_end(runtime, function, tmp_path):
    inside = CLIENT + textwrap.dedent(
        f"""
        def end(*_):
            open({str(tmp_path / "signalled")!r}, "w").close()
            os._exit(0)
        signal.signal(signal.SIGTERM, end)
        api = Api("inside")
        threading.Thread(target=api.next, daemon=True).start()
        def handler(event, context): return event
        """
    )
    assert runtime.invoke(function(inside), b"1").payload == b"1"
    runtime.close()
    assert (tmp_path / "signalled").exists()
