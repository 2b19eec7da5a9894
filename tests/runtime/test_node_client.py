"""Node.js functions behind our client, against what AWS's client for Node.js 20 does (its source, version 3.3)."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from tests.runtime.conftest import out_of_time_when
from workbench.errors import RuntimeUnavailable
from workbench.runtime import generation
from workbench.runtime.function import EnvironmentValue, LocalFunction

node = pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")

JS = """
exports.promised = async (event) => { console.log("said", event); return { got: event }; };
exports.called = (event, context, done) => { setTimeout(() => done(null, context.functionName), 5); };
exports.calledBack = (event, context, done) => { done(new RangeError("far")); };
exports.plain = (event) => "now";
exports.fails = async () => { throw new TypeError("no"); };
exports.throwsText = async () => { throw "text"; };
exports.exits = async () => process.exit(7);
exports.never = () => new Promise(() => {});
exports.neverAwaited = async () => new Promise(() => {});
exports.calledEarly = (event, context, done) => { setTimeout(() => console.log("after"), 20); done(null, 1); };
exports.doesNotWait = (event, context, done) => {
  context.callbackWaitsForEmptyEventLoop = false;
  setTimeout(() => console.log("after"), 60000);
  done(null, 1);
};
exports.calledTwice = (event, context, done) => { done(null, 1); done(null, 2); };
exports.succeeds = (event, context) => { setTimeout(() => context.succeed("s"), 5); };
exports.failsWithNothing = (event, context) => context.fail();
exports.throwsLater = () => { setTimeout(() => { throw new RangeError("later"); }, 1); };
exports.throwsNull = async () => { throw null; };
exports.circular = async () => { const a = {}; a.a = a; return a; };
exports.notAFunction = 3;
exports.undefinedResult = async () => {};
exports.deep = { er: { handler: async () => "deep" } };
exports.spins = async (event) => { if (event) (function deep() { console.log("on"); for (;;); })(); return "alive"; };
exports.waits = async () => {
  const server = require("net").createServer(() => {});
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const peer = require("net").connect(server.address().port, "127.0.0.1");
  await new Promise((done) => peer.on("connect", done));
  console.log(`port ${server.address().port}`);
  setImmediate(() => console.log("on"));  // when the handler itself runs no more
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
exports.streamsNothing = awslambda.streamifyResponse(async (event, stream) => {
  awslambda.HttpResponseStream.from(stream, { statusCode: 204 }).end();
});
exports.streamsObjects = awslambda.streamifyResponse(async (event, stream) => {
  stream.setContentType("text/plain"); stream.write({ a: 1 }); stream.end(Buffer.from("b"));
});
exports.streamsSynchronously = awslambda.streamifyResponse((event, stream) => { stream.end("x"); });
exports.streamsTypeTooLate = awslambda.streamifyResponse(async (event, stream) => {
  stream.write("part");
  stream.setContentType("text/plain");
});
exports.destroysItsStream = awslambda.streamifyResponse(async (event, stream) => {
  await new Promise((done) => stream.write("part", done));
  stream.destroy(new Error("destroyed"));
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
        ("index.promised", {"got": {"a": 1}}), ("index.called", "nodes"), ("index.plain", None),
        ("index.undefinedResult", None), ("index.deep.er.handler", "deep"), ("index.never", None),
        ("index.calledTwice", 1),
        ("index.succeeds", "s"), ("index.doesNotWait", 1),
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
        (
            "index.neverAwaited",
            "Runtime.NodeJsExit",
            "The Lambda runtime client detected an unexpected Node.js exit code",
        ),
        ("index.rejects", "Runtime.UnhandledPromiseRejection", "Error: lost"),
        ("index.failsWithNothing", "string", "handled"),
        ("index.throwsLater", "RangeError", "later"),
        ("index.throwsNull", "string", "handled"),
        ("index.circular", "Error", "Unable to stringify response body"),
        ("index.notAFunction", "Runtime.HandlerNotFound", "index.notAFunction is not a function"),
        ("../index.plain", "Runtime.MalformedHandlerName", "'../index.plain' is not a valid handler name"),
        ("index.streamsSynchronously", "string", "Streaming does not support non-async handlers."),
        ("index.streamsTypeTooLate", "Runtime.InvalidStreamingOperation", "Cannot set content-type, too late."),
        ("index.destroysItsStream", "Error", "destroyed"),
        ("index.missing", "Runtime.HandlerNotFound", "index.missing is undefined or not exported"),
        ("nothing.handler", "Runtime.ImportModuleError", "Error: Cannot find module 'nothing'\nRequire stack:\n- /var"),
        ("index", "Runtime.MalformedHandlerName", "Bad handler"),
        ("index.breaksOff", "Error", "mid"),
    ],
)
def test_node_failures(runtime, tmp_path, handler, error_type, message):
    outcome = runtime.invoke(in_node(tmp_path, handler), b"{}", request_id="r")
    said = json.loads(outcome.payload)
    assert (said["errorType"], said["errorMessage"][: len(message)]) == (error_type, message)
    assert (outcome.function_error, outcome.error_type) == ("Unhandled", error_type)
    assert "node_client" not in outcome.payload_text
    assert "Debugger" not in outcome.log_text


@node
def test_node_handler_that_spins_says_where_and_the_next_invocation_works(runtime, tmp_path, monkeypatch):
    spins = in_node(tmp_path, "index.spins")
    outcome = runtime.invoke(spins, b"1", on_log=out_of_time_when("on", monkeypatch))
    assert outcome.error_type == "Sandbox.Timedout"
    assert [line.split(" (")[0] for line in outcome.hung_at.splitlines()] == [
        "at exports.spins [as handler]", "at deep",
    ]  # fmt: skip
    assert f"{tmp_path}/index.js:" in outcome.hung_at
    assert "Debugger" not in outcome.log_text
    assert runtime.invoke(spins, b"0").payload == b'"alive"'


@node
def test_node_handler_that_waits_says_what_for(runtime, tmp_path, monkeypatch):
    outcome = runtime.invoke(in_node(tmp_path, "index.waits"), b"1", on_log=out_of_time_when("on", monkeypatch))
    port = outcome.log_text.partition("port ")[2].split()[0]
    assert outcome.hung_at.startswith("No code runs. It waits for a connection to 127.0.0.1:")
    assert f"127.0.0.1:{port}" in outcome.hung_at


@node
def test_node_that_is_stuck_outside_of_javascript_says_so(runtime, tmp_path, monkeypatch):
    monkeypatch.setattr(generation, "_WHERE_S", 0.5)
    source = 'exports.handler = async () => require("crypto").pbkdf2Sync("a", "b", 1e9, 64, "sha512");'
    outcome = runtime.invoke(replace(in_node(tmp_path, "index.handler", source), timeout_s=2), b"1")
    assert outcome.hung_at == "Node.js does not answer: a call that is no JavaScript does not return."


@node
def test_node_stream_with_a_prelude(runtime, tmp_path):
    outcome = runtime.invoke(in_node(tmp_path, "index.streams"), b"{}")
    assert outcome.payload == b'{"statusCode":201}' + bytes(8) + b"ab"
    assert outcome.extras["content_type"] == "application/vnd.awslambda.http-integration-response"


@node
@pytest.mark.parametrize(("handler", "payload"), [("index.streamsNothing", b""), ("index.streamsObjects", b'{"a":1}b')])
def test_node_streams(runtime, tmp_path, handler, payload):
    outcome = runtime.invoke(in_node(tmp_path, handler), b"{}")
    assert (outcome.payload, outcome.function_error, outcome.extras["streamed"]) == (payload, None, True)


@node
def test_node_callback_waits_for_what_is_still_to_run(runtime, tmp_path):
    outcome = runtime.invoke(in_node(tmp_path, "index.calledEarly"), b"{}")
    assert (outcome.payload, "after" in outcome.log_text) == (b"1", True)


@node
@pytest.mark.parametrize(
    ("name", "source", "error_type", "message"),
    [
        (
            "index.js",
            'require("gone")',
            "Runtime.ImportModuleError",
            "Error: Cannot find module 'gone'\nRequire stack:",
        ),
        ("index.js", "exports.handler = (", "Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected end of input"),
        ("index.js", 'throw new RangeError("top")', "RangeError", "top"),
        ("index.mjs", 'import "gone"', "Error", "Cannot find package 'gone' imported from"),
        ("index.mjs", "export default { handler: 1 }", "Runtime.HandlerNotFound", "index.handler is undefined"),
    ],
)
def test_node_handler_that_cannot_be_loaded(runtime, tmp_path, name, source, error_type, message):
    outcome = runtime.invoke(in_node(tmp_path, "index.handler", source, name=name), b"{}")
    said = json.loads(outcome.payload)
    assert (said["errorType"], said["errorMessage"][: len(message)]) == (error_type, message)
    assert f'\tundefined\tERROR\tUncaught Exception \t{{"errorType":"{error_type}"' in outcome.log_text


@node
def test_node_logs_as_json(runtime, tmp_path):
    source = (
        "exports.handler = async () => { console.log('a %s', 'b'); console.warn({k: 1});"
        " const e = new TypeError('t'); e.code = 5; console.error('said', e); console.debug('d'); throw e; }"
    )
    settings = {"AWS_LAMBDA_LOG_FORMAT": "JSON", "AWS_LAMBDA_LOG_LEVEL": "info"}
    environment = tuple(EnvironmentValue(name, value) for name, value in settings.items())
    function = replace(in_node(tmp_path, "index.handler", source), environment=environment)
    outcome = runtime.invoke(function, b"{}", request_id="r")
    said = [json.loads(line.text) for line in outcome.log if line.stream == "stdout"]
    assert [(line["level"], line["requestId"]) for line in said] == [
        ("INFO", "r"), ("WARN", "r"), ("ERROR", "r"), ("ERROR", "r"),
    ]  # fmt: skip
    assert [said[0]["message"], said[1]["message"]] == ["a b", {"k": 1}]
    assert (said[2]["errorType"], said[2]["errorMessage"]) == ("TypeError", "t")
    assert said[2]["stackTrace"][0] == "TypeError: t"
    assert (said[3]["message"]["errorType"], said[3]["message"]["code"]) == ("TypeError", 5)


@node
@pytest.mark.parametrize("name", ["index.mjs", "lib/index.mjs", "index.js", "index.cjs", "index"])
def test_node_modules_of_both_kinds(runtime, tmp_path, name):
    if name == "index.js":
        (tmp_path / "package.json").write_text('{"type": "module"}')
    module = "export const " if name.endswith(("mjs", "js")) and not name.endswith("cjs") else "exports."
    source = f"{module}handler = async (e) => [e];"
    function = in_node(tmp_path, f"{name.partition('.')[0]}.handler", source, name=name)
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
