from __future__ import annotations

import io
import json
from argparse import Namespace

import pytest

from workbench.cli.debug_port import debug_port
from workbench.cli.main import run
from workbench.deployed.target import Account, DeployedFunction
from workbench.errors import UsageError
from workbench.resource import resource
from workbench.runtime.function import LocalFunction

REPORT = {"duration_ms", "billed_duration_ms", "init_duration_ms", "memory_size_mb", "max_memory_used_mb"}
DOCUMENT = {
    "request_id", "function", "event", "result", "response", "verdict", "permissions", "aws_calls", "steps",
}  # fmt: skip
RESULT = {"payload", "payload_text", "function_error", "error_type", "executed_version", "log", "report"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


def handler(folder, body, name="app.py"):
    (folder / name).write_text(f"import json, os, sys\n\n\ndef handler(event, context):\n    {body}\n")


def invoke(capsys, *words):
    status = run(["invoke", *map(str, words)])
    out, err = capsys.readouterr()
    return status, out, err


def test_the_json_document_has_every_promised_key(folder, capsys):
    handler(folder, "return {'statusCode': 200, 'body': 'hi'}")
    event = resource("saved_events") / "rest-api" / "documentation-sample.json"
    status, out, _ = invoke(capsys, "app.py:handler", "--event", event, "--json")
    document = json.loads(out)
    assert status == 0
    assert set(document) >= DOCUMENT
    assert set(document["result"]) >= RESULT
    assert set(document["result"]["report"]) == REPORT
    assert set(document["function"]) == {"kind", "name", "arn", "handler", "runtime"}
    assert set(document["verdict"]) == {"code", "message", "rule", "confidence"}
    assert document["event"] == json.loads(event.read_text())
    assert document["function"]["kind"] == "local"


def test_a_log_record_of_several_lines_is_shown_as_several(folder, capsys):
    handler(folder, r"import logging; logging.getLogger().error('one\ntwo')")
    (folder / "event.json").write_text("{}")
    _, _, err = invoke(capsys, "app.handler", "--event", "event.json")
    assert "\r" not in err
    assert "one\ntwo\n" in err


def test_an_event_of_no_http_source_has_neither_response_nor_verdict(folder, capsys):
    handler(folder, "return [1, 2]")
    (folder / "event.json").write_text("{}")
    status, out, _ = invoke(capsys, "app.handler", "--event", "event.json", "--json")
    document = json.loads(out)
    assert status == 0
    assert (document["response"], document["verdict"]) == (None, None)
    assert document["result"]["payload"] == [1, 2]


def test_a_result_that_is_no_json_has_a_null_payload_and_its_bytes_as_text(folder, capsys):
    handler(folder, "return b'plain'")
    (folder / "event.json").write_text("{}")
    _, out, _ = invoke(capsys, "app.handler", "--event", "event.json", "--json")
    result = json.loads(out)["result"]
    assert (result["payload"], result["payload_text"]) == (None, "plain")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("request.har", '{"method": "GET", "url": "https://x.execute-api.us-east-1.amazonaws.com/prod/a?b=1"}'),
        ("request.curl", "curl 'https://x.execute-api.us-east-1.amazonaws.com/prod/a?b=1'"),
        ("request.http", "GET /prod/a?b=1 HTTP/1.1\r\nHost: x.execute-api.us-east-1.amazonaws.com\r\n\r\n"),
    ],
)
def test_a_request_in_any_form_becomes_the_event(folder, capsys, name, text):
    handler(folder, "return {'statusCode': 200, 'body': event['path'] + event['queryStringParameters']['b']}")
    (folder / "api.yaml").write_text("type: REST\nid: x\n")
    (folder / name).write_text(text)
    status, out, _ = invoke(capsys, "app.handler", "--request", name, "--api", "api.yaml")
    assert status == 0, out
    assert "/a1" in out


def test_a_request_that_no_route_takes_says_what_the_client_gets(folder, capsys):
    handler(folder, "return {}")
    (folder / "api.yaml").write_text("type: REST\nroutes: [{method: GET, path: /pets, function: 'app.py:handler'}]\n")
    (folder / "r.curl").write_text("curl https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod/cats")
    status, out, _ = invoke(capsys, "app.handler", "--request", "r.curl", "--api", "api.yaml")
    assert status == 1
    assert "403" in out
    assert "Missing Authentication Token" in out


def test_options_reach_the_function(folder, capsys):
    body = (
        "return [os.environ['ONE'], os.environ['TWO'], context.memory_limit_in_mb, context.client_context.custom['c']]"
    )
    handler(folder, body)
    (folder / "event.json").write_text("{}")
    (folder / "vars.env").write_text("ONE=from file\nTWO=from file\n")
    (folder / "client.json").write_text('{"custom": {"c": "client"}}')
    words = ["--env-file", "vars.env", "--env", "TWO=from line", "--memory", 256, "--client-context", "client.json"]
    _, out, _ = invoke(capsys, "app.handler", "--event", "event.json", *words, "--json")
    assert json.loads(out)["result"]["payload"] == ["from file", "from line", "256", "client"]


def test_a_timeout_is_an_exit_status_of_1_and_says_where_it_hung(folder, capsys):
    handler(folder, "import time; time.sleep(60)")
    (folder / "event.json").write_text("{}")
    status, out, _ = invoke(capsys, "app.handler", "--event", "event.json", "--timeout", 0.3)
    assert status == 1
    assert "Sandbox.Timedout" in out
    assert "app.py" in out


def test_repeats_stay_in_one_execution_environment(folder, capsys):
    handler(folder, "handler.n = getattr(handler, 'n', 0) + 1; return handler.n")
    (folder / "event.json").write_text("{}")
    _, out, _ = invoke(capsys, "app.handler", "--event", "event.json", "--repeat", 4, "--json")
    repeats = json.loads(out)["repeats"]
    assert repeats["count"] == len(repeats["round_trip_ms"]) == len(repeats["duration_ms"]) == 4


def test_the_same_event_goes_to_another_target_too(folder, capsys):
    handler(folder, "return {'v': 1}")
    handler(folder, "return {'v': 2}", name="other.py")
    (folder / "event.json").write_text("{}")
    status, out, _ = invoke(capsys, "app.handler", "--event", "event.json", "--also", "other.handler", "--json")
    also = json.loads(out)["also"]
    assert status == 0
    assert [(row["same"], row["differs_at"][0]["pointer"]) for row in also] == [(False, "/payload/v")]


def test_a_policy_that_does_not_fit_is_an_exit_status_of_1(folder, capsys):
    handler(folder, "return {'statusCode': 200}")
    (folder / "policy.json").write_text('{"Version": "2012-10-17", "Statement": []}')
    event = resource("saved_events") / "rest-api" / "documentation-sample.json"
    words = ["--event", event, "--function-policy", "policy.json", "--json"]
    status, out, _ = invoke(capsys, "app.handler", *words)
    document = json.loads(out)
    assert status == 1
    assert document["permissions"]["invoke"]["decision"] == "implicitly_denied"
    assert document["response"]["status"] == 200


def test_log_lines_go_to_standard_error(folder, capsys):
    handler(folder, "print('said'); return 1")
    (folder / "event.json").write_text("{}")
    _, out, err = invoke(capsys, "app.handler", "--event", "event.json", "--json")
    assert "said" in err
    assert "said" in json.loads(out)["result"]["log"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--env", "NOVALUE"], "has no '='"),
        (["--env", "AWS_REGION=x"], "AWS_REGION"),
        (["--timeout", "0"], "timeout"),
        (["--timeout", "901"], "timeout"),
        (["--python", "/nowhere/python"], "/nowhere/python"),
        (["--repeat", "-1"], "--repeat -1"),
        (["--api", "no.yaml"], "no.yaml: no such file"),
    ],
)
def test_an_option_that_does_not_fit_is_one_line_with_the_mend(folder, capsys, words, says):
    handler(folder, "return 1")
    (folder / "event.json").write_text("{}")
    status, out, err = invoke(capsys, "app.handler", "--event", "event.json", *words)
    assert (status, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


def test_an_event_one_byte_over_the_limit_is_refused(folder, capsys):
    handler(folder, "return 1")
    (folder / "event.json").write_text('"' + "x" * 6_291_455 + '"')
    status, _, err = invoke(capsys, "app.handler", "--event", "event.json")
    assert status == 2
    assert "6,291,456" in err


def test_the_surroundings_of_a_local_function_are_in_the_document(folder, capsys):
    handler(folder, "return 1")
    (folder / "event.json").write_text("{}")
    words = ["app.handler", "--event", "event.json", "--env", "TABLE=orders", "--show-environment", "--json"]
    _, out, _ = invoke(capsys, *words)
    document = json.loads(out)
    assert document["credentials"].startswith("none")
    assert {"name": "TABLE", "value": "orders", "origin": "command line"} in document["environment"]


def test_the_environment_is_shown_beside_the_result(folder, capsys):
    handler(folder, "return 1")
    (folder / "event.json").write_text("{}")
    _, _, err = invoke(capsys, "app.handler", "--event", "event.json", "--env", "API_TOKEN=x", "--show-environment")
    assert "API_TOKEN=***  (command line)\n" in err


@pytest.fixture
def profiles(folder, monkeypatch):
    (folder / "config").write_text("[profile dev]\nregion = eu-west-1\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(folder / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(folder / "credentials"))


def test_a_profile_that_is_not_there_is_refused_with_those_that_are(folder, capsys, profiles):
    handler(folder, "return 1")
    (folder / "event.json").write_text("{}")
    status, out, err = invoke(capsys, "app.handler", "--event", "event.json", "--credentials", "profile:dv")
    assert (status, out) == (2, "")
    assert "there is no such profile. There is: dev." in err


def test_a_profile_is_given_to_the_function_and_said(folder, capsys, profiles):
    handler(folder, "return os.environ['AWS_PROFILE']")
    (folder / "event.json").write_text("{}")
    status, out, err = invoke(capsys, "app.handler", "--event", "event.json", "--credentials", "profile:dev")
    assert (status, '"dev"' in out) == (0, True)
    assert "Credentials: profile dev\n" in err


@pytest.mark.parametrize("whose", ["foo", "profile:", "role:admin", "none:x"])
def test_credentials_of_no_known_kind_exit_2(folder, capsys, whose):
    handler(folder, "return 1")
    (folder / "event.json").write_text("{}")
    status, _, err = invoke(capsys, "app.handler", "--event", "event.json", "--credentials", whose)
    assert (status, "Write none, profile:NAME or role:ARN." in err) == (2, True)


def test_too_much_memory_is_killed_where_the_limit_is_enforced(folder, capsys):
    handler(folder, "return len([bytearray(b'x' * 2**20) for _ in range(400)])")
    (folder / "event.json").write_text("{}")
    words = ["app.handler", "--event", "event.json", "--timeout", "30"]
    assert invoke(capsys, *words)[0] == 0
    status, out, err = invoke(capsys, *words, "--enforce-memory")
    assert (status, "signal: killed" in out, "Runtime.OutOfMemory" in err) == (1, True, True)


@pytest.mark.parametrize(
    ("option", "value"), [("--memory", 127), ("--memory", 10241), ("--timeout", 901), ("--timeout", 0)]
)
def test_limits_that_lambda_refuses_exit_2(folder, capsys, option, value):
    handler(folder, "return 1")
    (folder / "event.json").write_text("{}")
    assert invoke(capsys, "app.handler", "--event", "event.json", option, value)[0] == 2


def test_a_websocket_message_is_invoked_as_the_options_say(folder, capsys):
    handler(folder, "return {'statusCode': 200, 'body': event['requestContext']['routeKey']}")
    (folder / "chat.yaml").write_text("type: WEBSOCKET\n")
    (folder / "handshake.txt").write_text(
        "GET /prod HTTP/1.1\nHost: a1b2c3d4e5.execute-api.us-east-1.amazonaws.com\n\n"
    )
    (folder / "message.json").write_text('{"action": "hello"}')
    words = ("app.py:handler", "--request", "handshake.txt", "--api", "chat.yaml", "--json")
    for moment, key in (
        (("--message", "message.json"), "$default"),
        (("--disconnect",), "$disconnect"),
        ((), "$connect"),
    ):
        _, out, _ = invoke(capsys, *words, *moment)
        assert json.loads(out)["event"]["requestContext"]["routeKey"] == key


def test_the_options_of_a_websocket_connection_need_a_websocket_api_and_a_request(folder, capsys):
    handler(folder, "return 1")
    (folder / "request.txt").write_text("GET / HTTP/1.1\nHost: example.com\n\n")
    (folder / "event.json").write_text("{}")
    status, _, err = invoke(capsys, "app.py:handler", "--request", "request.txt", "--disconnect")
    assert (status, "WebSocket API" in err) == (2, True)
    status, _, err = invoke(capsys, "app.py:handler", "--event", "event.json", "--connection-id", "a=")
    assert (status, "--request" in err) == (2, True)


def test_a_launch_file_is_written_on_request_and_one_with_comments_kept(folder, capsys):
    pytest.importorskip("debugpy")
    handler(folder, "return 1")
    (folder / "event.json").write_text("{}")
    (folder / ".vscode").mkdir()
    launch = folder / ".vscode" / "launch.json"
    launch.write_text("// mine\n{}")
    words = ["app.handler", "--event", "event.json", "--debug", "--launch-json"]
    status, _, err = invoke(capsys, *words)
    assert (status, ".vscode/launch.json: this has comments" in err, launch.read_text()) == (2, True, "// mine\n{}")


def test_a_deployed_function_is_not_debugged_from_here(folder, capsys):
    with pytest.raises(UsageError, match="on this machine"):
        debug_port(DeployedFunction("orders", account=Account()), Namespace(debug=0, launch_json=False))


def test_instructions_and_launch_file_name_the_same_port(folder, capsys):
    for kind in ("python", "node"):
        port = debug_port(
            LocalFunction("f", "app.handler", str(folder), kind=kind), Namespace(debug=0, launch_json=True)
        )
        written = json.loads((folder / ".vscode" / "launch.json").read_text())["configurations"][-1]
        assert port in (written.get("port"), written.get("connect", {}).get("port"))
        assert f"Waiting for a debugger on 127.0.0.1:{port}." in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--role-policy", "--trust-policy", "--boundary", "--function-policy"])
def test_a_policy_that_is_not_json_is_refused_with_its_place(folder, capsys, option):
    handler(folder, "return 1")
    (folder / "event.json").write_text("{}")
    (folder / "broken.json").write_text('{"Statement": [\n  {"Effect": "Allow",}]}')
    status, out, err = invoke(capsys, "app.py:handler", "--event", "event.json", option, "broken.json")
    assert (status, out) == (2, "")
    assert err.startswith("workbench: broken.json:2:21: not valid JSON")


@pytest.mark.parametrize(
    ("text", "said"), [("{,}", "c.json:1:2: not valid JSON"), ("[]", "c.json: a client context is")]
)
def test_a_client_context_that_lambda_would_refuse_is_refused(folder, capsys, text, said):
    handler(folder, "return 1")
    (folder / "event.json").write_text("{}")
    (folder / "c.json").write_text(text)
    status, _, err = invoke(capsys, "app.py:handler", "--event", "event.json", "--client-context", "c.json")
    assert status == 2
    assert err.startswith(f"workbench: {said}")


def test_a_template_comes_from_standard_input_for_every_target(folder, capsys, monkeypatch):
    handler(folder, "return 1")
    (folder / "event.json").write_text("{}")
    function = {"Type": "AWS::Serverless::Function", "Properties": {"Handler": "app.handler", "Runtime": "python3.11"}}
    template = {"Transform": "AWS::Serverless-2016-10-31", "Resources": {"One": function, "Two": function}}
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(template).encode())))
    status, out, _ = invoke(capsys, "One", "--also", "Two", "--template", "-", "--event", "event.json", "--json")
    document = json.loads(out)
    assert status == 0
    assert [document["result"]["payload"], document["also"][0]["result"]["payload"]] == [1, 1]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("functions: {one: {handler: app.handler, memory: 1}}\n", "workbench.yaml:1:49: memory must be at least 128"),
        ("functions: {}\nfoo: 1\n", "workbench.yaml:2:1: 'foo' is not a field here"),
    ],
)
def test_a_mistake_in_the_project_file_is_refused_since_what_it_says_would_not_count(folder, capsys, said, message):
    handler(folder, "return 1")
    (folder / "event.json").write_text("{}")
    (folder / "workbench.yaml").write_text(said)
    status, _, err = invoke(capsys, "app.py:handler", "--event", "event.json")
    assert status == 2
    assert message in err
    assert err.count("\n") == 1


def test_what_is_wrong_with_another_function_of_the_project_stops_no_run(folder, capsys):
    handler(folder, "return 1")
    (folder / "event.json").write_text("{}")
    (folder / "workbench.yaml").write_text("functions: {gone: {handler: gone.handler}}\n")
    assert invoke(capsys, "app.py:handler", "--event", "event.json")[0] == 0
