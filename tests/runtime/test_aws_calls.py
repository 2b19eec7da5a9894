from __future__ import annotations

import json

import pytest

CALLS = """
import boto3

def handler(event, context):
    said = []
    for service, operation, parameters in event:
        try:
            getattr(boto3.client(service), operation)(**parameters)
        except Exception as error:
            response = error.response
            said.append([response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]])
    return said
"""


def denied(call) -> str:
    return f"not authorized to perform: {call.service}:{call.operation}"


def test_denied_calls_never_leave_and_look_as_each_service_says_it(runtime, function):
    event = [
        ["dynamodb", "put_item", {"TableName": "t", "Item": {"id": {"S": "1"}}}],
        ["s3", "get_object", {"Bucket": "b", "Key": "k"}],
        ["sqs", "send_message", {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/1/q", "MessageBody": "m"}],
        ["ec2", "describe_instances", {}],
        ["iam", "list_users", {}],
    ]
    outcome = runtime.invoke(function(CALLS, timeout_s=60), json.dumps(event).encode(), decide=denied)
    assert json.loads(outcome.payload) == [
        ["AccessDeniedException", 403], ["AccessDenied", 403], ["AccessDenied", 403], ["UnauthorizedOperation", 403],
        ["AccessDenied", 403],
    ]  # fmt: skip
    assert [(call.service, call.operation, call.region, call.outcome) for call in outcome.aws_calls] == [
        ("dynamodb", "PutItem", "us-east-1", "denied"),
        ("s3", "GetObject", "us-east-1", "denied"),
        ("sqs", "SendMessage", "us-east-1", "denied"),
        ("ec2", "DescribeInstances", "us-east-1", "denied"),
        ("iam", "ListUsers", "us-east-1", "denied"),
    ]
    assert outcome.aws_calls[0].parameters == {"TableName": "t", "Item": {"id": {"S": "1"}}}


def test_secrets_are_masked_for_who_decides_and_in_the_record(runtime, function):
    event = [
        ["secretsmanager", "create_secret", {"Name": "n", "SecretString": "hush"}],
        ["ssm", "put_parameter", {"Name": "/n", "Value": "hush", "Type": "SecureString"}],
        ["kms", "encrypt", {"KeyId": "k", "Plaintext": "hush"}],
        ["rds", "modify_db_instance", {"DBInstanceIdentifier": "d", "MasterUserPassword": "hush"}],
    ]
    asked = []

    def decide(call):
        asked.append(call)
        return "no"

    outcome = runtime.invoke(function(CALLS, timeout_s=60), json.dumps(event).encode(), decide=decide)
    assert len(asked) == len(outcome.aws_calls) == 4
    assert "hush" not in repr(asked)
    assert "hush" not in repr(outcome.aws_calls)


def test_call_that_passes_is_recorded_with_its_error(runtime, function):
    source = """
    import boto3
    from botocore.config import Config

    def handler(event, context):
        quick = Config(retries={"total_max_attempts": 1}, connect_timeout=2)
        boto3.client("dynamodb", endpoint_url="http://127.0.0.1:9", config=quick).list_tables()
    """
    outcome = runtime.invoke(function(source, timeout_s=60), b"{}", decide=lambda call: None)
    assert outcome.error_type == "EndpointConnectionError"
    (call,) = outcome.aws_calls
    assert (call.operation, call.outcome, call.error) == ("ListTables", "error", "EndpointConnectionError")


REFUSES = """
import json, threading
from http.server import BaseHTTPRequestHandler, HTTPServer
import boto3
from botocore.exceptions import ClientError

class Refusing(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        operation = self.headers["X-Amz-Target"].partition(".")[2]
        code, said = {"PutItem": ("AccessDeniedException", "not for you")}.get(operation, ("Validation", "hush"))
        body = json.dumps({"__type": f"com.amazon#{code}", "Message": said}).encode()
        self.send_response(400)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass

def handler(event, context):
    server = HTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = boto3.client("dynamodb", endpoint_url=f"http://127.0.0.1:{server.server_port}")
    for ask in (lambda: client.put_item(TableName="t", Item={}), lambda: client.get_item(TableName="t", Key={})):
        try:
            ask()
        except ClientError:
            pass
    server.shutdown()
    server.server_close()
"""


def test_the_message_of_a_refusal_is_kept_and_no_other(runtime, function):
    outcome = runtime.invoke(function(REFUSES, timeout_s=60), b"{}")
    assert [(call.operation, call.error, call.error_message) for call in outcome.aws_calls] == [
        ("PutItem", "AccessDeniedException", "not for you"),
        ("GetItem", "Validation", ""),
    ]


@pytest.mark.parametrize("name", ["logging", "json", "botocore"])
def test_modules_are_not_imported_for_a_function_that_does_not_use_them(runtime, function, name):
    tells = function("import sys\ndef handler(event, context): return event in sys.modules", interpreter=None)
    outcome = runtime.invoke(tells, json.dumps(name).encode())
    assert outcome.payload == b"false"
