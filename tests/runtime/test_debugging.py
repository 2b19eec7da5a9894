from __future__ import annotations

import json
import re
import socket
import threading
from contextlib import suppress

import pytest

from workbench.errors import RuntimeUnavailable, UsageError
from workbench.runtime.debugging import debugger_folder, free_port

pytest.importorskip("debugpy")


class Debugger:
    """As much of an editor as it takes to attach and go on at a breakpoint (the Debug Adapter Protocol)."""

    def __init__(self, port: int) -> None:
        self.sock = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.file = self.sock.makefile("rb")
        self.number = 0
        self.stopped: list[str] = []

    def send(self, command: str, **arguments: object) -> None:
        self.number += 1
        body = json.dumps({"seq": self.number, "type": "request", "command": command, "arguments": arguments}).encode()
        self.sock.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def run(self) -> None:
        self.send("initialize", adapterID="test")
        self.send("attach", justMyCode=False)
        while length := self.file.readline():
            self.file.readline()
            message = json.loads(self.file.read(int(length.split(b":")[1])))
            if message.get("event") == "initialized":
                self.send("configurationDone")
            elif message.get("event") == "stopped":
                self.stopped.append(message["body"]["reason"])
                self.send("continue", threadId=message["body"]["threadId"])

    def close(self) -> None:
        self.file.close()
        self.sock.close()


def test_handler_waits_for_the_debugger_stops_at_a_breakpoint_and_has_all_the_time(runtime, function):
    stops = function("def handler(event, context):\n    breakpoint()\n    return 'went on'", timeout_s=0.001)
    attached: list[Debugger] = []
    threads: list[threading.Thread] = []

    def on_log(line) -> None:
        if waiting := re.fullmatch(r"Waiting for a debugger on 127\.0\.0\.1:(\d+)", line.text):
            attached.append(Debugger(int(waiting[1])))
            threads.append(threading.Thread(target=attached[-1].run))
            threads[-1].start()

    outcome = runtime.invoke(stops, b"{}", on_log=on_log, debug_port=0)
    assert outcome.payload == b'"went on"'
    assert attached[0].stopped == ["breakpoint"]
    runtime.close()
    threads[0].join()
    attached[0].close()


def test_timeout_runs_again_when_the_debugger_goes_away(runtime, function):
    hangs = function("import time\ndef handler(event, context):\n    time.sleep(60)", timeout_s=0.2)
    attached: list[Debugger] = []
    threads: list[threading.Thread] = []

    def on_log(line) -> None:
        if waiting := re.fullmatch(r"Waiting for a debugger on 127\.0\.0\.1:(\d+)", line.text):
            attached.append(Debugger(int(waiting[1])))
            threads.append(threading.Thread(target=attached[-1].run))
            threads[-1].start()
        elif line.text.startswith("START"):
            attached[-1].send("disconnect", terminateDebuggee=False)

    outcome = runtime.invoke(hangs, b"{}", on_log=on_log, debug_port=0)
    assert outcome.error_type == "Sandbox.Timedout"
    assert "The debugger is detached; the timeout runs again" in outcome.log_text
    runtime.close()
    threads[0].join()
    attached[0].close()


def test_port_is_kept_when_the_process_starts_anew(runtime, function):
    ends = function("import os\ndef handler(event, context): os._exit(event)")
    ports: list[str] = []
    attached: list[tuple[Debugger, threading.Thread]] = []

    def on_log(line) -> None:
        if waiting := re.fullmatch(r"Waiting for a debugger on 127\.0\.0\.1:(\d+)", line.text):
            ports.append(waiting[1])
            debugger = Debugger(int(waiting[1]))
            attached.append((debugger, threading.Thread(target=debugger.run)))
            attached[-1][1].start()

    for status in (b"3", b"4"):
        outcome = runtime.invoke(ends, status, on_log=on_log, debug_port=0)
        assert outcome.payload_text.endswith(f'exit status {status.decode()}"}}')
    assert ports[0] == ports[1]
    for debugger, thread in attached:
        thread.join()
        debugger.close()


def test_another_function_is_debugged_at_the_same_port(runtime, function):
    port = free_port()
    threads: list[threading.Thread] = []

    def attach() -> None:
        debugger = Debugger(port)
        # The process that is debugged is ended for the next one, which breaks the connection off.
        with suppress(OSError):
            debugger.run()
        debugger.close()

    def on_log(line) -> None:
        if line.text == f"Waiting for a debugger on 127.0.0.1:{port}":
            threads.append(threading.Thread(target=attach))
            threads[-1].start()

    for memory_mb in (128, 1024):
        answers = function("def handler(event, context):\n    return context.memory_limit_in_mb", memory_mb=memory_mb)
        assert str(memory_mb) in runtime.invoke(answers, b"{}", on_log=on_log, debug_port=port).payload_text
    assert len(threads) == 2
    runtime.close()
    for thread in threads:
        thread.join()


def test_debugger_needs_our_own_runtime(runtime, function):
    with pytest.raises(UsageError, match="Leave out --runtime awslambdaric"):
        runtime.invoke(function("x = 1", client="awslambdaric"), b"{}", debug_port=0)


def test_old_interpreter_is_refused():
    with pytest.raises(RuntimeUnavailable, match=r"needs Python 3\.10"):
        debugger_folder((3, 9))


def test_breakpoint_without_a_debugger_says_how_to_get_one(runtime, function):
    outcome = runtime.invoke(function("def handler(event, context):\n    breakpoint()\n    return 1"), b"{}")
    assert outcome.error_type == "BdbQuit"
    assert "Invoke with --debug" in outcome.log_text
