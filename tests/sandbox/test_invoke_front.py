from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

from workbench.sandbox.seed import REGION, REST_API_ID


@pytest.fixture
def functions(session):
    return session.client("lambda", invokes=True)


def zipped(source: str, name: str = "app.py") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, source)
    return packed.getvalue()


def deploy(functions, name: str, source: str, **words: object) -> None:
    functions.create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role="arn:aws:iam::123456789012:role/demo-basic",
        Code={"ZipFile": zipped(source)},
        **words,
    )


def test_a_seeded_function_runs_its_deployed_code(functions):
    event = Path("resources/demo/saved_events/hello.json").read_bytes()
    answer = functions.invoke(FunctionName="hello", Payload=event)
    assert answer["StatusCode"] == 200
    assert "FunctionError" not in answer
    assert json.loads(json.load(answer["Payload"])["body"])["message"] == "Hello, me"


def test_the_log_tail_ends_with_the_report(functions):
    answer = functions.invoke(FunctionName="echo", Payload=b"{}", LogType="Tail")
    assert "REPORT RequestId: " in base64.b64decode(answer["LogResult"]).decode()


def test_a_failing_function_is_a_200_with_the_error_header(functions):
    answer = functions.invoke(FunctionName="fails", Payload=b"{}")
    assert (answer["StatusCode"], answer["FunctionError"]) == (200, "Unhandled")
    assert json.load(answer["Payload"])["errorType"] == "KeyError"


def test_an_alias_leads_to_its_version(functions):
    answer = functions.invoke(
        FunctionName="hello", Qualifier="live", Payload=b'{"path": "/", "requestContext": {"stage": "t"}}'
    )
    assert answer["ExecutedVersion"] == "1"


def test_a_dry_run_runs_nothing(functions):
    assert functions.invoke(FunctionName="hello", InvocationType="DryRun")["StatusCode"] == 204


def test_a_function_that_a_client_deploys_runs(functions):
    deploy(functions, "made-here", "def handler(event, context):\n    return {'got': event}\n")
    answer = functions.invoke(FunctionName="made-here", Payload=b'{"a": 1}')
    assert json.load(answer["Payload"]) == {"got": {"a": 1}}


def test_an_event_invocation_is_accepted_and_runs(functions, tmp_path):
    mark = tmp_path / "ran"
    deploy(functions, "later", f"def handler(event, context):\n    open({str(mark)!r}, 'w').write('yes')\n")
    answer = functions.invoke(FunctionName="later", InvocationType="Event", Payload=b"{}")
    assert answer["StatusCode"] == 202
    functions.invoke(FunctionName="later", Payload=b"{}")
    assert mark.read_text() == "yes"


def test_an_unknown_function_is_not_found(functions):
    with pytest.raises(functions.exceptions.ResourceNotFoundException, match=r"function:nothing:\$LATEST"):
        functions.invoke(FunctionName="nothing")


def test_a_payload_that_is_no_json_is_refused(functions):
    with pytest.raises(functions.exceptions.InvalidRequestContentException, match="Could not parse request body"):
        functions.invoke(FunctionName="hello", Payload=b"{nonsense")


def test_a_client_context_reaches_the_function(functions):
    deploy(functions, "context", "def handler(event, context):\n    return context.client_context.custom\n")
    context = base64.b64encode(b'{"custom": {"who": "me"}}').decode()
    answer = functions.invoke(FunctionName="context", Payload=b"{}", ClientContext=context)
    assert json.load(answer["Payload"]) == {"who": "me"}


def test_a_handler_reaches_the_table_of_the_account(functions):
    event = Path("resources/demo/saved_events/orders/read.json").read_bytes()
    functions.update_function_configuration(FunctionName="orders", Timeout=20)
    answer = json.load(functions.invoke(FunctionName="orders", Payload=event)["Payload"])
    assert (answer["statusCode"], json.loads(answer["body"])["item"]) == (200, "tea")


def test_the_aws_cli_invokes_a_function(sandbox, tmp_path):
    out = tmp_path / "out.json"
    environment = {
        **os.environ,
        "AWS_ENDPOINT_URL": sandbox.endpoint_url,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "sandbox",
        "AWS_SECRET_ACCESS_KEY": "sandbox",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
    }
    command = [
        sys.executable,
        "-m",
        "awscli",
        "lambda",
        "invoke",
        "--function-name",
        "echo",
        "--payload",
        '{"a": 1}',
        str(out),
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(json.loads(out.read_text())["body"]) == {"a": 1}


def test_a_second_client_sees_the_same_account(sandbox):
    words = {"aws_access_key_id": "sandbox", "aws_secret_access_key": "sandbox", "region_name": REGION}
    queues = boto3.client(
        "sqs", endpoint_url=sandbox.endpoint_url, config=Config(retries={"total_max_attempts": 1}), **words
    )
    assert any(url.endswith("/orders-to-ship") for url in queues.list_queues()["QueueUrls"])
    queues.close()


def test_the_seeded_rest_api_has_the_id_of_the_demo_events(session):
    assert [api["id"] for api in session.client("apigateway").get_rest_apis()["items"]] == [REST_API_ID]
