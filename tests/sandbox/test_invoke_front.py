from __future__ import annotations

import base64
import io
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

from tests.sandbox.packages import ROLE, deploy, zipped
from workbench.runtime.limits import MAX_EVENT
from workbench.sandbox.seed import REGION, REST_API_ID


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


def test_a_new_version_of_the_code_runs_and_the_old_one_stays(functions):
    deploy(functions, "versioned", "def handler(event, context):\n    return [1, context.function_version]\n")
    version = functions.publish_version(FunctionName="versioned")["Version"]
    functions.create_alias(FunctionName="versioned", Name="live", FunctionVersion=version)
    newer = zipped("def handler(event, context):\n    return [2, context.function_version]\n")
    functions.update_function_code(FunctionName="versioned", ZipFile=newer)
    answers = {}
    for qualifier in ("$LATEST", version, "live"):
        answer = functions.invoke(FunctionName="versioned", Qualifier=qualifier, LogType="Tail")
        assert f"Version: {answer['ExecutedVersion']}" in base64.b64decode(answer["LogResult"]).decode()
        answers[qualifier] = (answer["ExecutedVersion"], json.load(answer["Payload"]))
    assert answers == {"$LATEST": ("$LATEST", [2, "$LATEST"]), version: ("1", [1, "1"]), "live": ("1", [1, "1"])}
    arn = functions.get_function_configuration(FunctionName="versioned")["FunctionArn"]
    assert json.load(functions.invoke(FunctionName=f"{arn}:live")["Payload"])[0] == 1


@pytest.mark.parametrize(("weight", "version"), [(1.0, "2"), (0.0, "1")])
def test_an_alias_sends_its_share_to_a_second_version(functions, weight, version):
    name = f"weighted-{version}"
    deploy(functions, name, "def handler(event, context):\n    return context.function_version\n", Publish=True)
    newer = zipped("def handler(event, context):\n    return context.invoked_function_arn\n")
    functions.update_function_code(FunctionName=name, ZipFile=newer)
    functions.publish_version(FunctionName=name)
    routing = {"AdditionalVersionWeights": {"2": weight}}
    functions.create_alias(FunctionName=name, Name="live", FunctionVersion="1", RoutingConfig=routing)
    answer = functions.invoke(FunctionName=name, Qualifier="live")
    assert answer["ExecutedVersion"] == version
    assert json.load(answer["Payload"]).endswith(":live" if version == "2" else "1")


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")
def test_a_node_function_runs(functions):
    source = "exports.handler = async (event) => ({got: event.a, stage: process.env.STAGE});"
    functions.create_function(
        FunctionName="in-node", Runtime="nodejs20.x", Handler="index.handler", Role=ROLE,
        Code={"ZipFile": zipped(source, "index.js")}, Environment={"Variables": {"STAGE": "box"}}, Timeout=20,
    )  # fmt: skip
    answer = functions.invoke(FunctionName="in-node", Payload=b'{"a": 1}')
    assert json.load(answer["Payload"]) == {"got": 1, "stage": "box"}


def test_a_custom_runtime_runs(functions):
    bootstrap = f"""#!{sys.executable}
import os, urllib.request
api = os.environ["AWS_LAMBDA_RUNTIME_API"]
while True:
    with urllib.request.urlopen(f"http://{{api}}/2018-06-01/runtime/invocation/next") as work:
        request_id = work.headers["Lambda-Runtime-Aws-Request-Id"]
        body = work.read()
    url = f"http://{{api}}/2018-06-01/runtime/invocation/{{request_id}}/response"
    urllib.request.urlopen(urllib.request.Request(url, data=b'{{"custom": ' + body + b"}}", method="POST")).close()
"""
    functions.create_function(
        FunctionName="custom", Runtime="provided.al2023", Handler="bootstrap", Role=ROLE,
        Code={"ZipFile": zipped(bootstrap, "bootstrap", mode=0o755)}, Timeout=20,
    )  # fmt: skip
    assert json.load(functions.invoke(FunctionName="custom", Payload=b"7")["Payload"]) == {"custom": 7}


def test_a_layer_is_on_the_path_of_the_function(functions):
    layer = functions.publish_layer_version(
        LayerName="shared", Content={"ZipFile": zipped("NAME = 'from the layer'\n", "python/shared_part.py")}
    )["LayerVersionArn"]
    deploy(
        functions, "layered", "import shared_part\ndef handler(event, context):\n    return shared_part.NAME\n",
        Layers=[layer],
    )  # fmt: skip
    assert json.load(functions.invoke(FunctionName="layered")["Payload"]) == "from the layer"


def test_code_from_a_bucket_runs(functions, session):
    session.client("s3").put_object(
        Bucket="workbench-demo", Key="code.zip", Body=zipped("def handler(event, context):\n    return 's3'\n")
    )
    deploy(functions, "from-s3", "", Code={"S3Bucket": "workbench-demo", "S3Key": "code.zip"})
    assert json.load(functions.invoke(FunctionName="from-s3")["Payload"]) == "s3"


def test_more_at_a_time_than_reserved_is_throttled(functions, sandbox, tmp_path):
    started, go_on = tmp_path / "started", tmp_path / "go-on"
    source = f"""
import pathlib, time
def handler(event, context):
    pathlib.Path({str(started)!r}).touch()
    while not pathlib.Path({str(go_on)!r}).exists():
        time.sleep(0.01)
"""
    deploy(functions, "one-at-a-time", source, Timeout=30)
    functions.put_function_concurrency(FunctionName="one-at-a-time", ReservedConcurrentExecutions=1)
    first = threading.Thread(target=functions.invoke, kwargs={"FunctionName": "one-at-a-time"})
    first.start()
    while not started.exists():
        first.join(0.01)
    with pytest.raises(functions.exceptions.TooManyRequestsException) as raised:
        functions.invoke(FunctionName="one-at-a-time")
    go_on.touch()
    first.join()
    assert raised.value.response["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded"


def test_what_cannot_run_here_says_why(functions):
    deploy(functions, "in-java", "", Runtime="java21")
    with pytest.raises(functions.exceptions.InvalidRuntimeException, match="'java21' does not run here") as raised:
        functions.invoke(FunctionName="in-java")
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400  # so that no client tries again
    deploy(functions, "no-zip", "", Code={"ZipFile": b"no zip"})
    with pytest.raises(functions.exceptions.InvalidRuntimeException, match="is no zip file"):
        functions.invoke(FunctionName="no-zip")


def test_a_package_writes_nothing_outside_its_own_folder(functions):
    package = io.BytesIO(zipped("def handler(event, context): return 'ran'"))
    with zipfile.ZipFile(package, "a") as archive:
        member = zipfile.ZipInfo("../../beside.py")
        member.external_attr = 0o644 << 16
        archive.writestr(member, "")
    deploy(functions, "climbs", "", Code={"ZipFile": package.getvalue()})
    assert json.load(functions.invoke(FunctionName="climbs")["Payload"]) == "ran"


def test_a_payload_or_client_context_that_lambda_refuses_is_refused(functions):
    with pytest.raises(functions.exceptions.RequestTooLargeException):
        functions.invoke(FunctionName="hello", Payload=b'"' + b"x" * (MAX_EVENT - 1) + b'"')
    with pytest.raises(functions.exceptions.InvalidRequestContentException, match="Base64-encoded JSON"):
        functions.invoke(FunctionName="hello", ClientContext="%%%")
