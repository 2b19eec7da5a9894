"""Our Python client against AWS's own, handler by handler, both behind our Runtime API.

Every case is a handler; the payload, the error, the stack and what was written to the log have to be the same.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from tests.conformance.runtime.odd_modules import write_odd_modules
from workbench.runtime.function import EnvironmentValue, LocalFunction
from workbench.runtime.local import LocalRuntime

pytest.importorskip("awslambdaric")

Client = Literal["bootstrap", "awslambdaric"]
FUNCTIONS = Path(__file__).parent.parent / "functions"
VARIANTS = {
    "": (),
    "json": (EnvironmentValue("AWS_LAMBDA_LOG_FORMAT", "JSON"),),
    "debug": (EnvironmentValue("AWS_LAMBDA_LOG_LEVEL", "DEBUG"),),
    "json-trace": (
        EnvironmentValue("AWS_LAMBDA_LOG_FORMAT", "json"),
        EnvironmentValue("AWS_LAMBDA_LOG_LEVEL", "TRACE"),
    ),
}


@dataclass(frozen=True)
class Case:
    """One handler, and what it is called with."""

    module: str
    name: str
    variant: str = ""
    event: str = ""
    client_context: str = ""

    def __str__(self) -> str:
        return "-".join(part for part in (self.module, self.name, self.variant) if part)


@dataclass(frozen=True)
class Seen:
    """What can be seen of an invocation."""

    payload: str
    error_type: str | None
    function_error: str | None
    stdout: tuple[str, ...]
    stderr: tuple[str, ...]


def names(module: str) -> list[str]:
    """The cases of a module of functions, read from its source."""
    source = (FUNCTIONS / f"{module}.py").read_text("utf-8")
    return [name for name in re.findall(r"^def (\w+)\(event, context\)", source, re.MULTILINE) if name != "handler"]


def results() -> list[str]:
    """The names of the values that results.py returns, and its other handlers."""
    tree = ast.parse((FUNCTIONS / "results.py").read_text("utf-8"))
    (table,) = [node.value for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)]
    return [*(str(key.value) for key in table.keys if isinstance(key, ast.Constant)), *names("results")]


CLIENT_CONTEXT = json.dumps(
    {
        "custom": {"a": 1},
        "env": {"locale": "de"},
        "client": {"app_title": "t"},
        "w3c": {"traceparent": "00-1", "x": 1},
    }
)
DISPATCHED = [
    *(Case("results", name) for name in dict.fromkeys(results())),
    *(Case("failures", name) for name in names("failures")),
    *(Case("failures", name, "json") for name in ("value", "quotes", "unicode_text", "recursion")),
    *(Case("loggers", name, variant) for name in names("loggers") for variant in VARIANTS),
    *(Case("contexts", name) for name in names("contexts")),
    *(Case("contexts", name, client_context=CLIENT_CONTEXT) for name in ("client_context", "w3c")),
    *(Case("contexts", name, client_context='{"w3c": 5}') for name in ("client_context", "w3c")),
    Case("contexts", "names", client_context="{not json"),
    *(
        Case("echo", f"event {number}", event=text)
        for number, text in enumerate(
            [
                "null",
                "1",
                '"text"',
                "[]",
                ' {"a": 1} ',
                '{"a": 1, "a": 2}',
                '"\\ud800"',
                '"\\u00e9 é"',
                "1e400",
                "-0",
                "12345678901234567890123",
                "1.10",
                '{"deep": ' + "[" * 50 + "]" * 50 + "}",
            ]
        )
    ),
    *(
        Case("echo", f"bad event {number}", event=text)
        for number, text in enumerate(
            [
                "",
                "  ",
                "{",
                '{"a":NaN}',
                "[Infinity]",
                '{"a":1} x',
                '{"a"}',
                '{"a":}',
                "nul",
                "[1 2]",
                "{1:2}",
                "[1,2",
                "[1,]",
                '{"a":1,}',
                '{"a":1 "b":2}',
                '"abc',
                '"\\x"',
                '"\\u12"',
                '"\x01"',
                "-",
                "]",
            ]
        )
    ),
]
STARTED = [
    *(
        Case(handler, "")
        for handler in (
            "pkg.h",
            "pkg/sub/m.h",
            "pkg.sub.m.h",
            "my-mod.h",
            "dir-x/m.h",
            "pkg/__init__.h",
            "echo.Handler",
            "echo.handler.more",
            "echo.py.handler",
            "./echo.handler",
            "../functions/echo.handler",
            "/echo.handler",
            "echo",
            "",
            ".",
            "echo.",
            ".handler",
            "time.sleep",
            "sys.exit",
            "nothing.handler",
            "pkg.nothing.handler",
            "echo..handler",
            "shapes.bound",
            "shapes.service",
            "shapes.partial",
            "shapes.anonymous",
            "shapes.not_callable",
            "shapes.builtin",
            "shapes.one",
            "shapes.none",
            "shapes.three",
            "shapes.many",
            "shapes.keywords",
            "shapes.coroutine",
            "shapes.generator",
            "shapes.Service.method",
            "shapes.Service",
            "syntax_error.h",
            "tabs.h",
            "raises.h",
            "missing_import.h",
            "missing_name.h",
            "divides.h",
            "prints.h",
            "exits.h",
            "sys_exits.h",
            "interrupted.h",
            "recurses.h",
            "import_error.h",
            "bootstrap.h",
            "imports_bad.h",
            "not_utf8.h",
            "json.loads",
            "circular_a.h",
            "größe.h",
        )
    ),
    *(Case(handler, "", "json") for handler in ("raises.h", "syntax_error.h", "nothing.handler", "prints.h")),
]


def function_of(case: Case, client: Client, folder: Path) -> LocalFunction:
    handler = f"{case.module}.handler" if case in DISPATCHED else case.module
    return LocalFunction(
        "orders",
        handler,
        str(folder),
        interpreter=sys.executable,
        client=client,
        timeout_s=20,
        environment=VARIANTS[case.variant],
    )


def run(runtime: LocalRuntime, case: Case, function: LocalFunction) -> Seen:
    event = case.event if case.module == "echo" else json.dumps({"case": case.name})
    outcome = runtime.invoke(
        function,
        event.encode("utf-8", "surrogatepass"),
        request_id="r-1",
        client_context=case.client_context,
    )
    out = [neutral(line.text) for line in outcome.log if line.stream == "stdout"]
    err = [neutral(line.text) for line in outcome.log if line.stream == "stderr"]
    if case.name == "stack":
        out = list(without_client_frames(out))
    payload = neutral(outcome.payload.decode("latin-1"))
    return Seen(payload, outcome.error_type, outcome.function_error, tuple(out), without_client_frames(err))


CLIENT = r'[^"\\]*(?:awslambdaric|runtime_interface_client)[^"\\]*'


def neutral(text: str) -> str:
    """Without what differs from one moment, process or client to the next."""
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", "TIME", text)
    text = re.sub(r"0x[0-9a-f]+", "ADDRESS", text)
    text = re.sub(r"\[\$LATEST\][0-9a-f]{32}", "STREAM", text)
    text = re.sub(r"repeated \d+ more", "repeated N more", text)
    text = re.sub(rf'File \\?"{CLIENT}\\?", line \d+, in \w+', "CLIENT", text)
    # AWS's client writes to its streams through an object of its own, whose frame is in a stack that begins there.
    text = re.sub(r', "  CLIENT\\n    self.stream.write\(msg\)\\n"', "", text)
    return re.sub(r"(\r|\\r)[\xa0 ]*CLIENT(\r|\\r)[\xa0 ]*self.stream.write\(msg\)", "", text)


def without_client_frames(lines: list[str]) -> tuple[str, ...]:
    """A traceback on standard error without the frames of whichever client it went through."""
    kept: list[str] = []
    skipping = warned = False
    for line in lines:
        if line.startswith("  ") and not line.startswith("    "):
            skipping = warned or "CLIENT" in line or '"<string>"' in line or "<frozen runpy>" in line
        elif not line.startswith("    "):
            skipping = False
        if re.match(rf"{CLIENT}:\d+: RuntimeWarning", line):
            kept.append(line.partition(": ")[2])
            warned = True
        elif not skipping and set(line) - set(" ^~"):
            kept.append(line)
    return tuple(kept)


def all_of(client: Client, folder: Path) -> dict[Case, Seen]:
    """Run every case; those of one function in one process, one after the other."""
    by_function: dict[LocalFunction, list[Case]] = {}
    for case in (*DISPATCHED, *STARTED):
        by_function.setdefault(function_of(case, client, folder), []).append(case)
    with LocalRuntime() as runtime, ThreadPoolExecutor(2) as pool:
        runs = pool.map(lambda item: [(case, run(runtime, case, item[0])) for case in item[1]], by_function.items())
        return dict(seen for group in runs for seen in group)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[Case, Seen], dict[Case, Seen]]:
    """What each client does; both run before the tests, so that a process serves many of them."""
    folder = tmp_path_factory.mktemp("conformance") / "functions"
    shutil.copytree(FUNCTIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    write_odd_modules(folder)
    return all_of("bootstrap", folder), all_of("awslambdaric", folder)


@pytest.mark.parametrize("case", [*DISPATCHED, *STARTED], ids=str)
def test_both_clients_do_the_same(seen, case):
    ours, theirs = seen
    assert ours[case] == theirs[case]


def test_there_are_more_than_a_hundred_handlers():
    assert len({(case.module, case.name) for case in (*DISPATCHED, *STARTED)}) > 100
