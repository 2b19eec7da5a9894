"""A function's error shows its stack, and each frame leads to its line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.app import sample_exchanges
from workbench.app.results.stack_text import Place, function_text
from workbench.events.outcome import Outcome


def test_python_frames_lead_to_their_lines():
    run = sample_exchanges.failing()
    assert run.outcome is not None
    shown = function_text(run.outcome, root=Path("/home/me/shop"))
    assert shown.lines[0] == "KeyError: 'cocoa'"
    assert list(shown.links.values()) == [
        Place(Path("/home/me/shop/src/fails.py"), 13),
        Place(Path("/home/me/shop/src/fails.py"), 8),
    ]
    assert "  src/fails.py:13  handler" in shown.lines
    assert json.loads("\n".join(shown.lines[shown.payload_at :]))["errorType"] == "KeyError"


def test_node_frames_lead_to_their_lines():
    error = {
        "errorType": "TypeError",
        "errorMessage": "x is not a function",
        "trace": [
            "TypeError: x is not a function",
            "    at handler (file:///var/task/index.mjs:3:9)",
            "    at /a/b.js:7:1",
        ],
    }
    shown = function_text(Outcome("1", json.dumps(error).encode(), function_error="Unhandled"))
    assert list(shown.links.values()) == [Place(Path("/a/b.js"), 7), Place(Path("/var/task/index.mjs"), 3)]
    assert shown.lines[0] == "TypeError: x is not a function"
    assert shown.lines[2:6] == ["Stack, newest call last", "  /a/b.js:7", "  /var/task/index.mjs:3  handler", ""]


def test_where_a_function_hung_is_shown():
    outcome = Outcome(
        "1",
        b"{}",
        function_error="Unhandled",
        error_type="Sandbox.Timedout",
        hung_at='  File "/a/b.py", line 7 in wait',
    )
    shown = function_text(outcome)
    assert shown.lines[0] == "Sandbox.Timedout"
    assert "  /a/b.py:7  wait" in shown.lines


def test_a_good_result_is_only_its_payload():
    shown = function_text(Outcome("1", b'{"statusCode": 200}'))
    assert shown.text == '{\n  "statusCode": 200\n}'
    assert not shown.links


def test_nothing_is_said_to_be_nothing():
    assert function_text(Outcome("1", b"")).text == "(empty)"


def test_error_that_nests_too_deep_to_be_read_is_shown_as_it_is():
    shown = function_text(Outcome("1", b"[" * 100_000, function_error="Unhandled", error_type="Unhandled"))
    assert shown.lines[0] == "Unhandled"
