from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from workbench.errors import FunctionNotFound, RuntimeUnavailable, UsageError
from workbench.runtime import generation
from workbench.runtime.function import LocalFunction

node = pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")

PYTHON_BOOTSTRAP = """#!/usr/bin/env python3
import os, urllib.request as u
base = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/invocation/"
while True:
    with u.urlopen(base + "next") as event:
        body, request_id = event.read(), event.headers["Lambda-Runtime-Aws-Request-Id"]
    print("cwd", os.getcwd(), flush=True)
    u.urlopen(base + request_id + "/response", data=b"[" + body + b"]").close()
"""


def custom(tmp_path, text: str, *, mode: int = 0o755) -> LocalFunction:
    (tmp_path / "bootstrap").write_text(text)
    (tmp_path / "bootstrap").chmod(mode)
    return LocalFunction("custom", "", str(tmp_path), kind="custom", timeout_s=20)


def test_executable_that_polls_the_runtime_api_is_a_runtime(runtime, tmp_path):
    function = custom(tmp_path, PYTHON_BOOTSTRAP)
    for _ in range(2):
        outcome = runtime.invoke(function, b'{"a":1}')
        assert outcome.payload == b'[{"a":1}]'
        assert f"cwd {tmp_path}" in outcome.log_text


def test_bootstrap_that_ends_is_an_exit_error(runtime, tmp_path):
    outcome = runtime.invoke(custom(tmp_path, "#!/bin/sh\nexit 5\n"), b"{}", request_id="r")
    assert json.loads(outcome.payload)["errorMessage"] == "RequestId: r Error: Runtime exited with error: exit status 5"


def test_changed_bootstrap_is_noticed(runtime, tmp_path):
    function = custom(tmp_path, PYTHON_BOOTSTRAP)
    runtime.invoke(function, b"1")
    custom(tmp_path, PYTHON_BOOTSTRAP.replace('b"["', 'b"[0,"'))
    outcome = runtime.invoke(function, b"1")
    assert (outcome.payload, outcome.restarted_because) == (b"[0,1]", str(tmp_path / "bootstrap"))


def test_missing_and_forbidden_bootstraps_are_named(runtime, tmp_path):
    with pytest.raises(FunctionNotFound, match="no file bootstrap"):
        runtime.invoke(LocalFunction("custom", "", str(tmp_path), kind="custom"), b"{}")
    with pytest.raises(FunctionNotFound, match=r"not executable\. Make it so: chmod"):
        runtime.invoke(custom(tmp_path, "#!/bin/sh\n", mode=0o644), b"{}")
    with pytest.raises(UsageError, match="no debugger"):
        runtime.invoke(custom(tmp_path, PYTHON_BOOTSTRAP), b"{}", debug_port=0)


JS = """
exports.promised = async (event) => { console.log("said", event); return { got: event }; };
exports.called = (event, context, done) => { setTimeout(() => done(null, context.functionName), 5); };
exports.calledBack = (event, context, done) => { done(new RangeError("far")); };
exports.plain = (event) => "now";
exports.fails = async () => { throw new TypeError("no"); };
exports.throwsText = async () => { throw "text"; };
exports.exits = async () => process.exit(7);
exports.never = () => new Promise(() => {});
exports.undefinedResult = async () => {};
exports.deep = { er: { handler: async () => "deep" } };
exports.spins = async (event) => { if (event) (function deep() { for (;;); })(); return "alive"; };
exports.waits = async () => {
  const server = require("net").createServer(() => {});
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const peer = require("net").connect(server.address().port, "127.0.0.1");
  console.log(`port ${server.address().port}`);
  await new Promise((done) => peer.on("data", done));
};
exports.rejects = async () => {
  Promise.reject(new Error("lost"));
  await new Promise((done) => setTimeout(done, 1000));
};
exports.streams = awslambda.streamifyResponse(async (event, stream, context) => {
  const out = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
  out.write("a"); out.write("b"); out.end();
});
exports.breaksOff = awslambda.streamifyResponse(async (event, stream) => {
  stream.write("part");
  throw new Error("mid");
});
"""


def in_node(tmp_path, handler: str, text: str = JS, *, name: str = "index.js") -> LocalFunction:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(text)
    return LocalFunction("nodes", handler, str(tmp_path), kind="node", timeout_s=20)


@node
@pytest.mark.parametrize(
    ("handler", "result"),
    [
        ("index.promised", {"got": {"a": 1}}), ("index.called", "nodes"), ("index.plain", "now"),
        ("index.undefinedResult", None), ("index.deep.er.handler", "deep"),
    ],
)  # fmt: skip
def test_node_results(runtime, tmp_path, handler, result):
    assert json.loads(runtime.invoke(in_node(tmp_path, handler), b'{"a":1}').payload) == result


@node
@pytest.mark.parametrize(
    ("handler", "error_type", "message"),
    [
        ("index.calledBack", "RangeError", "far"),
        ("index.fails", "TypeError", "no"),
        ("index.throwsText", "string", "text"),
        ("index.exits", "Runtime.ExitError", "RequestId: r Error: Runtime exited with error: exit status 7"),
        ("index.never", "Runtime.ExitError", "RequestId: r Error: Runtime exited without providing a reason"),
        ("index.rejects", "Runtime.UnhandledPromiseRejection", "lost"),
        ("index.missing", "Runtime.HandlerNotFound", "index.missing is undefined or not exported"),
        ("nothing.handler", "Runtime.ImportModuleError", "Error: Cannot find module 'nothing'"),
        ("index", "Runtime.MalformedHandlerName", "Bad handler"),
        ("index.breaksOff", "Error", "mid"),
    ],
)
def test_node_failures(runtime, tmp_path, handler, error_type, message):
    outcome = runtime.invoke(in_node(tmp_path, handler), b"{}", request_id="r")
    said = json.loads(outcome.payload)
    assert (said["errorType"], said["errorMessage"]) == (error_type, message)
    assert (outcome.function_error, outcome.error_type) == ("Unhandled", error_type)
    assert "node_client" not in outcome.payload_text


@node
def test_node_handler_that_spins_says_where_and_the_next_invocation_works(runtime, tmp_path, monkeypatch):
    monkeypatch.setattr(generation, "_WHERE_S", 60.0)
    spins = replace(in_node(tmp_path, "index.spins"), timeout_s=1.5)
    outcome = runtime.invoke(spins, b"1")
    assert outcome.error_type == "Sandbox.Timedout"
    assert [line.split(" (")[0] for line in outcome.hung_at.splitlines()] == ["at exports.spins", "at deep"]
    assert f"{tmp_path}/index.js:" in outcome.hung_at
    assert "Debugger" not in outcome.log_text
    assert runtime.invoke(spins, b"0").payload == b'"alive"'


@node
def test_node_handler_that_waits_says_what_for(runtime, tmp_path, monkeypatch):
    monkeypatch.setattr(generation, "_WHERE_S", 60.0)
    outcome = runtime.invoke(replace(in_node(tmp_path, "index.waits"), timeout_s=1.5), b"1")
    port = outcome.log_text.partition("port ")[2].split()[0]
    assert outcome.hung_at.startswith("No code runs. It waits for a connection to 127.0.0.1:")
    assert f"127.0.0.1:{port}" in outcome.hung_at


@node
def test_node_that_is_stuck_outside_of_javascript_says_so(runtime, tmp_path, monkeypatch):
    monkeypatch.setattr(generation, "_WHERE_S", 0.3)
    source = 'exports.handler = async () => require("crypto").pbkdf2Sync("a", "b", 1e9, 64, "sha512");'
    outcome = runtime.invoke(replace(in_node(tmp_path, "index.handler", source), timeout_s=0.5), b"1")
    assert outcome.hung_at == "Node.js does not answer: a call that is no JavaScript does not return."


@node
def test_node_stream_with_a_prelude(runtime, tmp_path):
    outcome = runtime.invoke(in_node(tmp_path, "index.streams"), b"{}")
    assert outcome.payload == b'{"statusCode":201}' + bytes(8) + b"ab"
    assert outcome.extras["content_type"] == "application/vnd.awslambda.http-integration-response"


@node
@pytest.mark.parametrize("name", ["index.mjs", "lib/index.mjs", "index.js"])
def test_node_modules_of_both_kinds(runtime, tmp_path, name):
    if name == "index.js":
        (tmp_path / "package.json").write_text('{"type": "module"}')
    function = in_node(
        tmp_path, f"{name.rpartition('.')[0]}.handler", "export const handler = async (e) => [e];", name=name
    )
    assert runtime.invoke(function, b"1").payload == b"[1]"


@node
def test_node_console_is_in_lambdas_form(runtime, tmp_path):
    outcome = runtime.invoke(in_node(tmp_path, "index.promised"), b"1", request_id="r")
    line = next(line.text for line in outcome.log if "said" in line.text)
    assert line.split("\t")[1:] == ["r", "INFO", "said 1"]


def test_aws_client_for_node_is_asked_for_by_name(runtime, tmp_path):
    function = LocalFunction("nodes", "index.handler", str(tmp_path), kind="node", client="awslambdaric")
    if shutil.which("node"):
        with pytest.raises(RuntimeUnavailable, match="Install aws-lambda-ric there"):
            runtime.invoke(function, b"{}")
