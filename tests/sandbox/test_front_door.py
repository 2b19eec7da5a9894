from __future__ import annotations

import http.client
import json
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.sandbox.packages import deploy
from workbench.deployed.log_stream import whole_log
from workbench.deployed.policies import EMPTY_POLICY, function_policy
from workbench.deployed.shareable_event import (
    REGISTRY,
    VERSIONS_KEPT,
    ShareableEvent,
    delete_event,
    list_events,
    save_event,
    schema_name,
)
from workbench.deployed.target import deployed_function
from workbench.errors import RuntimeUnavailable, ServiceError
from workbench.sandbox.seed import REGION, REST_API_ID
from workbench.sandbox.server import Sandbox, reset_at


def ask(sandbox, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None):
    where = urlsplit(sandbox.endpoint_url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port)
    connection.request(method, path, body=body, headers=headers or {})
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def stage(sandbox, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None):
    return ask(sandbox, method, f"/restapis/{REST_API_ID}/test/_user_request_{path}", headers, body)


def test_what_the_box_does_not_know_is_an_error_in_aws_s_form(session, capfd):
    with pytest.raises(ClientError, match="NotImplemented") as raised:
        session.client("iam").simulate_principal_policy(
            PolicySourceArn="arn:aws:iam::123456789012:role/x", ActionNames=["s3:GetObject"]
        )
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
    for service, operation, words in (
        ("lambda", "list_code_signing_configs", {}),
        ("schemas", "list_discoverers", {}),
        ("codeguru-reviewer", "list_code_reviews", {"Type": "PullRequest"}),
        ("dynamodb", "list_imports", {}),
    ):
        with pytest.raises(ClientError, match="NotImplemented"):
            getattr(session.client(service), operation)(**words)
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")


def test_a_page_of_another_site_and_a_bent_name_are_turned_away(sandbox):
    assert ask(sandbox, "GET", "/", {"Origin": "https://evil.example"})[0] == 403
    assert ask(sandbox, "GET", "/", {"Host": "evil.example"})[0] == 403
    assert ask(sandbox, "GET", "/", {"Origin": "http://localhost:3000"})[0] == 200


def test_the_log_of_an_invocation_is_in_cloudwatch_logs(functions, session):
    source = "def handler(event, context):\n    print('x' * 9000)\n    return context.aws_request_id\n"
    deploy(functions, "talks", source)
    ids = [json.load(functions.invoke(FunctionName="talks")["Payload"]) for _ in range(2)]
    for request_id in ids:
        lines = whole_log(session, "talks", request_id, since_ms=0)
        assert [line.text.split(" ")[0][:6] for line in lines] == ["START", "xxxxxx", "END", "REPORT"]
        assert len(lines[1].text) == 9000
    groups = session.client("logs").describe_log_groups(logGroupNamePrefix="/aws/lambda/talks")["logGroups"]
    assert [group["logGroupName"] for group in groups] == ["/aws/lambda/talks"]


def test_a_policy_belongs_to_its_qualifier(functions, session):
    functions.add_permission(
        FunctionName="hello",
        Qualifier="live",
        StatementId="alias-only",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
    )
    found = {
        qualifier: function_policy(session, deployed_function(f"aws:hello{qualifier}", session.account)).policy
        for qualifier in ("", ":live", ":1")
    }
    sids = {
        qualifier: [row["Sid"] for row in json.loads(policy.text)["Statement"]]
        for qualifier, policy in found.items()
        if policy
    }
    assert sids[":live"] == ["alias-only"]
    assert "alias-only" not in sids[""]
    assert found[":1"] is not None
    assert found[":1"].text == EMPTY_POLICY


def test_shareable_events_are_saved_read_replaced_and_removed(session):
    assert list_events(session, "hello") == ()
    for number in range(VERSIONS_KEPT + 3):
        save_event(session, "hello", ShareableEvent("greet", {"number": number, "text": "ä"}))
    save_event(session, "hello", ShareableEvent("other", [1, None], "Event"))
    assert [(one.name, one.event, one.invocation_type) for one in list_events(session, "hello")] == [
        ("greet", {"number": VERSIONS_KEPT + 2, "text": "ä"}, "RequestResponse"),
        ("other", [1, None], "Event"),
    ]
    schemas = session.client("schemas")
    words = {"RegistryName": REGISTRY, "SchemaName": schema_name("hello")}
    assert len(schemas.list_schema_versions(**words)["SchemaVersions"]) <= VERSIONS_KEPT
    delete_event(session, "hello", "greet")
    delete_event(session, "hello", "other")
    assert list_events(session, "hello") == ()
    with pytest.raises(schemas.exceptions.NotFoundException):
        schemas.describe_schema(**words)


def test_the_other_operations_of_the_schema_registry_answer_as_aws_does(session):
    schemas = session.client("schemas")
    schemas.create_registry(RegistryName="mine", Description="first")
    with pytest.raises(schemas.exceptions.ConflictException):
        schemas.create_registry(RegistryName="mine")
    schemas.update_registry(RegistryName="mine", Description="second")
    assert schemas.describe_registry(RegistryName="mine")["Description"] == "second"
    assert "mine" in [row["RegistryName"] for row in schemas.list_registries()["Registries"]]
    found = json.loads(schemas.get_discovered_schema(Type="OpenApi3", Events=['{"a": [1], "b": true}'])["Content"])
    shape = found["components"]["schemas"]["Event"]["properties"]
    assert (shape["a"]["items"], shape["b"]) == ({"type": "number"}, {"type": "boolean"})
    schemas.create_schema(RegistryName="mine", SchemaName="one", Type="OpenApi3", Content="{}")
    schemas.update_schema(RegistryName="mine", SchemaName="one", Content='{"a": 1}')
    first = schemas.describe_schema(RegistryName="mine", SchemaName="one", SchemaVersion="1")
    assert (first["Content"], first["SchemaVersion"]) == ("{}", "1")
    assert [row["VersionCount"] for row in schemas.list_schemas(RegistryName="mine")["Schemas"]] == [2]
    schemas.delete_registry(RegistryName="mine")
    with pytest.raises(schemas.exceptions.NotFoundException):
        schemas.list_schemas(RegistryName="mine")


def test_a_stage_answers_a_client_as_api_gateway_does(sandbox):
    status, body = stage(sandbox, "GET", "/orders/1001")
    assert (status, json.loads(body)["item"]) == (200, "tea")
    order = json.dumps({"item": "cake", "quantity": 3}).encode()
    status, body = stage(sandbox, "POST", "/orders", {"Content-Type": "application/json"}, order)
    assert status == 201
    assert stage(sandbox, "GET", f"/orders/{json.loads(body)['id']}")[0] == 200
    assert stage(sandbox, "GET", "/price") == (502, b'{"message": "Internal server error"}')
    assert stage(sandbox, "GET", "/malformed") == (502, b'{"message": "Internal server error"}')
    # No permission lets API Gateway invoke the function on this method, as the demo wants it.
    assert stage(sandbox, "DELETE", "/orders/1001") == (500, b'{"message": "Internal server error"}')
    assert stage(sandbox, "GET", "/orders/1001")[0] == 200
    assert stage(sandbox, "POST", "/nowhere")[0] == 403
    assert ask(sandbox, "GET", "/restapis/nothere/test/_user_request_/")[0] == 403


def test_a_stage_is_reached_by_its_host_too(sandbox, session):
    host = {"Host": f"{REST_API_ID}.execute-api.localhost"}
    assert ask(sandbox, "GET", "/test/orders/1001?a=b", host)[0] == 200
    api_id = session.client("apigatewayv2").get_apis()["Items"][0]["ApiId"]
    status, body = ask(sandbox, "GET", "/echo?a=%2F", {"Host": f"{api_id}.execute-api.localhost"})
    assert (status, json.loads(body)["rawQueryString"]) == (200, "a=%2F")


def test_a_changed_api_is_answered_as_changed(sandbox, session):
    assert stage(sandbox, "PUT", "/echo", body=b"{}")[0] == 200
    gateway = session.client("apigateway")
    resources = gateway.get_resources(restApiId=REST_API_ID)["items"]
    echo = next(row["id"] for row in resources if row["path"] == "/echo")
    gateway.delete_method(restApiId=REST_API_ID, resourceId=echo, httpMethod="ANY")
    assert stage(sandbox, "PUT", "/echo", body=b"{}")[0] == 403


def test_a_reset_brings_back_what_the_box_began_with(sandbox, session, functions):
    session.client("dynamodb").delete_table(TableName="orders")
    deploy(functions, "gone-after", "")
    reset_at(sandbox.endpoint_url)
    names = [row["FunctionName"] for row in functions.list_functions()["Functions"]]
    assert "gone-after" not in names
    assert "hello" in names
    assert session.client("dynamodb").describe_table(TableName="orders")["Table"]["ItemCount"] == 2


def test_what_is_no_sandbox_cannot_be_reset():
    with pytest.raises(ServiceError, match="no sandbox answers"):
        reset_at("http://127.0.0.1:9")


def test_a_port_that_is_taken_is_said(sandbox, capfd):
    port = urlsplit(sandbox.endpoint_url).port or 0
    with pytest.raises(RuntimeUnavailable, match=f"port {port} of this machine cannot be used") as raised:
        Sandbox(port=port)
    assert "--port" in raised.value.mend
    assert capfd.readouterr().err == ""


def test_only_this_machine_is_listened_to(sandbox):
    assert sandbox.endpoint_url.startswith("http://127.0.0.1:")


def test_an_account_of_another_region_is_its_own(sandbox):
    words = {"aws_access_key_id": "any", "aws_secret_access_key": "any", "endpoint_url": sandbox.endpoint_url}
    elsewhere = boto3.client("lambda", region_name="eu-west-1", **words)
    assert elsewhere.list_functions()["Functions"] == []
    assert REGION != "eu-west-1"
    elsewhere.close()


def test_an_answer_is_dated_once_and_names_no_server_of_the_box(sandbox):
    where = urlsplit(sandbox.endpoint_url)
    for path in (f"/restapis/{REST_API_ID}/test/_user_request_/echo", "/2015-03-31/functions/"):
        connection = http.client.HTTPConnection(where.hostname or "", where.port)
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        names = [name.lower() for name, _ in answer.getheaders()]
        assert names.count("date") == 1
        assert "Werkzeug" not in str(answer.getheaders())
