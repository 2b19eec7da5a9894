from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.deployed.endpoints import endpoint, read_request
from workbench.cli.main import run
from workbench.sandbox.seed import REGION, REST_API_ID, seed
from workbench.sandbox.server import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCESS_KEY = "AKIAPLANTEDACCESSKEY"
SECRET_KEY = "planted/secret+access/key0000000000000000"
SESSION_TOKEN = "planted-session-token-0000"
VALUE = "planted-environment-value"
API_KEY = "planted-api-key-00000000000"
EVENTS = Path("resources/demo/saved_events").absolute()
TABLE = f"arn:aws:dynamodb:{REGION}:123456789012:table/orders"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(seed=seed) as running:
        yield running


@pytest.fixture(autouse=True)
def environment(sandbox, monkeypatch, tmp_path):
    """Planted credentials, the sandbox as endpoint, and folders of the workbench's own in a temporary place."""
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "HOME": str(tmp_path / "home"),
        "XDG_STATE_HOME": str(tmp_path / "home/state"),
        "XDG_CONFIG_HOME": str(tmp_path / "home/config"),
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AWS_SESSION_TOKEN": SESSION_TOKEN,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": sandbox.endpoint_url,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def workbench(capsys):
    """Runs a command; gives its status, its output, parsed with `--json`, and its messages."""

    def go(*words: str):
        status = run(words)
        said = capsys.readouterr()
        return status, json.loads(said.out) if "--json" in words else said.out, said.err

    return go


def aws(*words: str) -> str:
    """Run the real AWS CLI."""
    done = subprocess.run(
        [sys.executable, "-m", "awscli", *words], capture_output=True, text=True, check=False, env=os.environ.copy()
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def settings(folder: Path, **values: object) -> None:
    where = folder / "home/config/lambda-event-workbench"
    where.mkdir(parents=True)
    (where / "settings.json").write_text(json.dumps(values))


def request(folder: Path, path: str, *, headers: str = "") -> str:
    url = f"https://{REST_API_ID}.execute-api.{REGION}.amazonaws.com/test{path}"
    (folder / "request.curl").write_text(f"curl {headers} '{url}'")
    return str(folder / "request.curl")


def test_who_am_i(workbench):
    status, found, _ = workbench("aws", "whoami", "--json")
    assert (status, found["account_id"], found["region"]) == (0, "123456789012", REGION)
    assert workbench("aws", "whoami")[1].startswith("arn:aws:")


def test_functions_are_filtered_and_none_is_a_failure(workbench):
    status, found, _ = workbench("aws", "functions", "ECHO", "python", "--json")
    assert (status, [row["name"] for row in found]) == (0, ["echo"])
    status, text, said = workbench("aws", "functions", "nothing-like-it")
    assert (status, text) == (1, "")
    assert "there is no function in this region that matches 'nothing-like-it'" in said
    text = workbench("aws", "functions")[1]
    assert len(text.splitlines()) >= 6


def test_every_region_is_searched(workbench):
    status, found, _ = workbench("aws", "functions", "hello", "--every-region")
    assert status == 0
    assert found.split()[:2] == [REGION, "hello"]


def test_all_that_is_known_of_a_function(workbench):
    status, found, _ = workbench("aws", "function", "orders", "--apis", "--json")
    assert status == 0
    assert found["environment"] == ["TABLE"]
    assert found["may_i_invoke"] is True
    assert found["role"]["policies"].keys() == {"basic-execution", "read-orders"}
    api = found["apis"][0]
    assert (api["api"], api["type"], len(api["routes"])) == (REST_API_ID, "REST", 5)
    assert {route["source"] for route in api["routes"]} == {"rest-api"}
    assert api["stages"][0]["variables"] == {"stageVarName": "stageVarValue"}
    http = workbench("aws", "function", "echo", "--apis", "--json")[1]["apis"]
    assert [(each["type"], each["routes"][0]["source"]) for each in http] == [
        ("REST", "rest-api"),
        ("HTTP", "http-api-2.0"),
    ]


def test_a_function_reads_as_who_may_invoke_it_and_what_it_may_do(workbench):
    lines = workbench("aws", "function", "orders", "--apis")[1].splitlines()
    assert lines[0].startswith("orders (python")
    assert "You may invoke  yes" in lines
    assert any(line.startswith("  Allow apigateway.amazonaws.com: lambda:InvokeFunction on arn:") for line in lines)
    assert any(line.startswith("    when AWS:SourceArn ArnLike arn:aws:execute-api:") for line in lines)
    assert any(line.startswith("    Allow dynamodb:GetItem, dynamodb:Scan on arn:") for line in lines)
    assert any(line.startswith("    GET /orders → arn:aws:lambda:") for line in lines)


def test_the_throttle_of_a_stage_and_of_a_method_are_told(workbench):
    said = {
        "/*/*/throttling/rateLimit": "9000",
        "/*/*/throttling/burstLimit": "4000",
        "/~1orders/GET/throttling/rateLimit": "8000",
        "/~1orders/GET/throttling/burstLimit": "3000",
    }
    operations = json.dumps([{"op": "replace", "path": path, "value": value} for path, value in said.items()])
    stage = ("--rest-api-id", REST_API_ID, "--stage-name", "test", "--patch-operations", operations)
    aws("apigateway", "update-stage", *stage)
    lines = workbench("aws", "function", "orders", "--apis")[1].splitlines()
    assert "    stage test: 9,000 requests a second, burst 4,000" in lines
    assert "      in stage test: 8,000 requests a second, burst 3,000" in lines


def test_values_of_the_environment_are_shown_only_when_asked(workbench):
    text = workbench("aws", "function", "orders")[1]
    assert "Environment     TABLE (--values shows the values)" in text
    assert "TABLE=orders" not in text
    assert "TABLE=orders" in workbench("aws", "function", "orders", "--values")[1]
    assert workbench("aws", "function", "orders", "--values", "--json")[1]["environment"] == {"TABLE": "orders"}


def test_a_mistyped_function_gets_near_names(workbench):
    status, _, said = workbench("aws", "function", "ordres")
    assert status == 2
    assert "Near names: orders" in said


def test_the_simulator_is_not_in_the_box_and_says_so(workbench):
    status, _, said = workbench("aws", "function", "orders", "--simulate", "dynamodb:PutItem", TABLE)
    assert status == 2
    assert "does not know what was asked" in said


def test_shareable_events_go_there_and_back_and_the_aws_cli_sees_them(workbench, tmp_path):
    saved = EVENTS / "orders/create.json"
    assert workbench("aws", "events", "orders", "--put", "create", str(saved))[0] == 0
    assert workbench("aws", "events", "orders")[1] == "create\n"
    assert json.loads(workbench("aws", "events", "orders", "--get", "create")[1]) == json.loads(saved.read_text())
    status, _, said = workbench("aws", "events", "orders", "--put", "create", str(saved))
    assert status == 2
    assert "--replace" in said
    listed = aws("schemas", "describe-schema", "--registry-name", "lambda-testevent-schemas",
                 "--schema-name", "_orders-schema")  # fmt: skip
    assert json.loads(json.loads(listed)["Content"])["components"]["examples"].keys() == {"create"}
    assert workbench("aws", "events", "orders", "--save", "saved")[:2] == (0, "saved/create.json\n")
    assert json.loads((tmp_path / "saved/create.json").read_text()) == json.loads(saved.read_text())
    assert workbench("aws", "events", "orders", "--save", "saved")[0] == 2
    assert workbench("aws", "events", "orders", "--save", "saved", "--replace")[0] == 0
    status, _, said = workbench("aws", "events", "orders", "--delete", "create")
    assert status == 2
    assert "Add --yes" in said
    assert workbench("aws", "events", "orders", "--delete", "create", "--yes")[0] == 0
    assert workbench("aws", "events", "orders", "--json")[1] == {}
    assert workbench("aws", "events", "orders", "--put", "create", str(saved), "--json")[1] == {"put": "create"}
    there = {"saved": ["saved/create.json"]}
    assert workbench("aws", "events", "orders", "--save", "saved", "--replace", "--json")[1] == there
    assert workbench("aws", "events", "orders", "--delete", "create", "--yes", "--json")[1] == {"deleted": "create"}


def test_the_whole_log_of_an_invocation(workbench):
    invoked = workbench("invoke", "aws:hello", "--event", str(EVENTS / "hello.json"), "--json")[1]
    status, log, _ = workbench("aws", "log", "hello", invoked["request_id"])
    assert status == 0
    assert f"START RequestId: {invoked['request_id']}" in log
    assert "REPORT" in log


def test_a_log_that_is_not_there_is_said(workbench):
    workbench("invoke", "aws:hello", "--event", str(EVENTS / "hello.json"))
    status, out, said = workbench(
        "aws", "log", "hello", "00000000-0000-0000-0000-000000000000", "--wait", "0", "--json"
    )
    assert (status, out["lines"]) == (1, [])
    assert "CloudWatch Logs has nothing of 00000000" in said


def test_a_call_through_the_stage_and_a_test_of_a_method(workbench, sandbox, tmp_path):
    (tmp_path / "stage.curl").write_text(
        f"curl '{sandbox.endpoint_url}/restapis/{REST_API_ID}/test/_user_request_/orders/1001'"
    )
    status, found, _ = workbench("aws", "call", str(tmp_path / "stage.curl"), "--json")
    assert (status, found["through"], found["response"]["status"]) == (0, "stage", 200)
    status, found, said = workbench("aws", "call", str(tmp_path / "stage.curl"), "--signed")
    assert (status, found.splitlines()[0]) == (0, "HTTP/1.1 200 OK")
    assert said == "Through: stage, signed. The function really ran.\n"


def test_a_method_is_tested_as_the_console_does(workbench, sandbox, tmp_path):
    apis = workbench("aws", "function", "orders", "--apis", "--json")[1]["apis"]
    resource = {route["path"]: route["resource_id"] for route in apis[0]["routes"]}
    (tmp_path / "test.curl").write_text("curl 'https://example.com/orders/1001?a=b'")
    words = ("aws", "call", str(tmp_path / "test.curl"), "--test-method", REST_API_ID, resource["/orders/{id}"])
    status, found, _ = workbench(*words, "--json")
    assert (status, found["through"], found["response"]["status"]) == (0, "test-invoke-method", 200)
    assert found["log"] == "Method completed with status: 200"
    (tmp_path / "test.curl").write_text("curl -X DELETE 'https://example.com/orders/1001'")
    status, found, _ = workbench(*words, "--json")
    assert (status, found["response"]["status"]) == (1, 500)
    assert "Invalid permissions on Lambda function" in found["log"]


def test_a_method_s_test_has_the_stage_variables_that_are_given(workbench, tmp_path):
    api = workbench("aws", "function", "echo", "--apis", "--json")[1]["apis"][0]
    (tmp_path / "test.curl").write_text("curl 'https://example.com/echo'")
    words = ("aws", "call", "test.curl", "--test-method", REST_API_ID, api["routes"][0]["resource_id"])
    said = ("--stage-variable", "table=orders", "--stage-variable", "empty=")
    found = workbench(*words, *said, "--json")[1]
    event = json.loads(found["response"]["content"]["text"])
    assert event["stageVariables"] == {"table": "orders", "empty": ""}
    status, _, message = workbench(*words, "--stage-variable", "table")
    assert (status, "Write KEY=VALUE" in message) == (2, True)
    status, _, message = workbench("aws", "call", "test.curl", *said)
    assert (status, "is for --test-method" in message) == (2, True)


@pytest.mark.parametrize(("signed", "through"), [((), "function URL"), (("--signed",), "function URL, signed")])
def test_a_request_goes_to_the_url_of_a_function(workbench, tmp_path, signed, through):
    (tmp_path / "url.curl").write_text("curl 'https://example.com/a%2Fb?c=d'")
    status, found, _ = workbench("aws", "call", "url.curl", "--function-url", "echo", *signed, "--json")
    event = json.loads(found["response"]["content"]["text"])
    assert (status, found["through"]) == (0, through)
    assert (event["rawPath"], event["rawQueryString"]) == ("/a%2Fb", "c=d")
    status, _, message = workbench("aws", "call", "url.curl", "--function-url", "hello", *signed)
    assert (status, "hello has no function URL" in message) == (2, True)


def test_a_client_of_aws_s_own_deploys_and_invokes_what_we_then_invoke(workbench, tmp_path):
    with zipfile.ZipFile(tmp_path / "code.zip", "w") as archive:
        archive.writestr("app.py", "def handler(event, context):\n    print('said')\n    return {'got': event}\n")
    role = "arn:aws:iam::123456789012:role/demo-basic"
    made = ("--function-name", "from-cli", "--runtime", "python3.12", "--handler", "app.handler", "--role", role)
    aws("lambda", "create-function", *made, "--zip-file", f"fileb://{tmp_path}/code.zip", "--publish")
    answer = json.loads(
        aws("lambda", "invoke", "--function-name", "from-cli", "--payload", "[1]", "--log-type", "Tail", "out.json")
    )
    assert answer["StatusCode"] == 200
    assert json.loads(Path("out.json").read_text()) == {"got": [1]}
    (tmp_path / "e.json").write_text("[2]")
    status, found, said = workbench("invoke", "aws:from-cli", "--event", "e.json", "--json")
    assert (status, found["result"]["payload"]) == (0, {"got": [2]})
    assert "said" in said
    logs = json.loads(aws("logs", "filter-log-events", "--log-group-name", "/aws/lambda/from-cli"))
    assert sum(event["message"] == "said\n" for event in logs["events"]) == 2


def test_a_deployed_function_behind_its_live_api(workbench, tmp_path):
    status, found, _ = workbench(
        "invoke",
        "aws:orders",
        "--request",
        request(tmp_path, "/orders/1001"),
        "--api",
        f"live:{REST_API_ID}/test",
        "--json",
    )
    assert status == 0
    assert found["response"]["status"] == 200
    assert found["permissions"]["invoke"]["decision"] == "allowed"
    assert found["event"]["stageVariables"] == {"stageVarName": "stageVarValue"}
    status, _, said = workbench(
        "invoke", "aws:orders", "--request", "request.curl", "--api", f"live:{REST_API_ID}/prod"
    )
    assert status == 2
    assert "There is: test" in said
    status, _, said = workbench("invoke", "aws:orders", "--request", "request.curl", "--api", "live:nothere/test")
    assert status == 2
    assert "no API nothere" in said


def test_one_event_against_several_targets_is_compared(workbench):
    event = str(EVENTS / "hello.json")
    local = str(EVENTS.parent / "src/hello.py") + ":handler"
    words = ("invoke", local, "--event", event, "--also", "aws:hello", "--also", "aws:hello:live", "--also", "aws:echo")
    found = workbench(*words, "--json")[1]
    assert [(row["function"]["kind"], row["same"]) for row in found["also"]] == [
        ("deployed", True), ("deployed", True), ("deployed", False),
    ]  # fmt: skip
    assert {one["pointer"] for one in found["also"][2]["differs_at"]} >= {"/body/message"}
    text = workbench(*words)[1]
    assert text.count("same\n") == 2
    assert "function:hello:live (1)" in text


def test_a_local_handler_pointed_at_the_box_reads_and_writes_its_table(workbench, sandbox):
    words = ("--code", str(EVENTS.parent), "--env", f"AWS_ENDPOINT_URL={sandbox.endpoint_url}", "--timeout", "20")
    made = workbench("invoke", "orders", "--event", str(EVENTS / "orders/create.json"), *words, "--json")[1]
    assert [call["operation"] for call in made["aws_calls"]] == ["PutItem"]
    item = json.loads(aws("dynamodb", "scan", "--table-name", "orders"))["Items"]
    assert json.loads(made["response"]["content"]["text"])["id"] in [row["id"]["S"] for row in item]


def test_enforcing_the_role_denies_what_it_does_not_allow(workbench, sandbox):
    words = ("--code", str(EVENTS.parent), "--env", f"AWS_ENDPOINT_URL={sandbox.endpoint_url}", "--timeout", "20")
    event = str(EVENTS / "orders/create.json")
    status, found, _ = workbench("invoke", "orders", "--event", event, *words, "--enforce", "deny", "--json")
    assert status == 1
    assert [(call["operation"], call["outcome"]) for call in found["aws_calls"]] == [("PutItem", "denied")]
    read = str(EVENTS / "orders/read.json")
    status, found, _ = workbench("invoke", "orders", "--event", read, *words, "--enforce", "deny", "--json")
    assert (status, found["response"]["status"]) == (0, 200)


def test_a_production_function_asks_first(workbench, tmp_path):
    settings(tmp_path, production=[":live", "ech*"])
    event = str(EVENTS / "hello.json")
    for words in (("aws:hello:live",), ("aws:echo",), ("aws:hello", "--also", "aws:hello:live")):
        status, out, said = workbench("invoke", *words, "--event", event)
        assert (status, out) == (2, "")
        assert "is marked as production. Run it?" in said
        assert "Add --yes" in said
    assert workbench("invoke", "aws:hello", "--event", event)[0] == 0
    assert "START" in workbench("invoke", "aws:hello:live", "--event", event, "--yes")[2]


def test_a_project_marks_production_too_and_a_mistake_in_it_does_not_unmark(workbench, tmp_path):
    (tmp_path / "workbench.yaml").write_text('production: ["123456789012"]\n')
    assert "marked by '123456789012'" in workbench("invoke", "aws:hello", "--event", str(EVENTS / "hello.json"))[2]
    (tmp_path / "workbench.yaml").write_text("production: [hello]\nfunctions: 7\n")
    status, _, said = workbench("invoke", "aws:hello", "--event", str(EVENTS / "hello.json"))
    assert status == 2
    assert "workbench.yaml" in said


def test_on_a_terminal_a_person_is_asked(workbench, tmp_path, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    settings(tmp_path, production=["hello"])
    event = str(EVENTS / "hello.json")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    status, _, said = workbench("invoke", "aws:hello", "--event", event)
    assert status == 2
    assert "nothing was run" in said
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    assert "START" in workbench("invoke", "aws:hello", "--event", event)[2]


def test_no_secret_is_in_anything_that_commands_write(workbench, tmp_path):
    aws("lambda", "update-function-configuration", "--function-name", "slow",
        "--environment", f"Variables={{PASSWORD={VALUE}}}", "--timeout", "3")  # fmt: skip
    event = str(EVENTS / "hello.json")
    said = [
        workbench("aws", "whoami"),
        workbench("aws", "whoami", "--json"),
        workbench("aws", "functions", "--json"),
        workbench("aws", "function", "slow", "--apis"),
        workbench("aws", "function", "slow", "--json"),
        workbench("aws", "function", "nothing"),
        workbench("aws", "events", "slow"),
        workbench("invoke", "aws:hello", "--event", event, "--history", "--json"),
        workbench("invoke", "aws:nothing", "--event", event),
        workbench("invoke", "aws:hello", "--event", event, "--endpoint-url", "http://127.0.0.1:9"),
        workbench("history"),
        workbench("history", "show", "last", "--json"),
    ]
    with_key = request(tmp_path, "/any", headers=f"-H 'x-api-key: {API_KEY}'")
    said.append(
        workbench("invoke", "aws:hello", "--request", with_key, "--api", f"live:{REST_API_ID}/test", "--history")
    )
    said.append(workbench("history", "show", "last"))
    everything = repr(said)
    for planted in (ACCESS_KEY, SECRET_KEY, SESSION_TOKEN, VALUE, API_KEY):
        assert planted not in everything, planted
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "request.curl"]
    assert any("history" in path.parts for path in written)
    for path in written:
        for planted in (ACCESS_KEY, SECRET_KEY, SESSION_TOKEN, VALUE, API_KEY):
            assert planted.encode() not in path.read_bytes(), (planted, path)


def test_a_call_with_the_credentials_of_a_production_account_asks(workbench, tmp_path):
    settings(tmp_path, production=["123456789012"])
    sent = request(tmp_path, "/echo")
    status, out, said = workbench("aws", "call", sent, "--signed")
    assert (status, out) == (2, "")
    assert "The account 123456789012 is marked as production" in said


def test_ctrl_c_says_that_a_deployed_function_goes_on(tmp_path, monkeypatch):
    came, ended = threading.Event(), threading.Event()
    arn = f"arn:aws:lambda:{REGION}:123456789012:function:slow"
    configuration = json.dumps(
        {"FunctionName": "slow", "FunctionArn": arn, "Handler": "slow.handler", "Policy": "{}"}
    ).encode()

    def silent(connection):
        if b"/invocations" in read_request(connection):
            came.set()
            ended.wait(30)
        else:
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(configuration)}\r\nConnection: close\r\n\r\n"
            connection.sendall(head.encode() + configuration)

    with endpoint(silent) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        words = [sys.executable, "-m", "workbench", "invoke", "aws:slow", "--event", str(EVENTS / "echo.json")]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            assert came.wait(30)
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=30)
        ended.set()
    assert running.returncode == 130
    assert said.splitlines() == [
        "A deployed function goes on running in AWS; read its log before a new run.",
        "workbench: interrupted",
    ]
