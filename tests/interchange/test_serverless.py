"""A serverless.yml: functions, events, authorizers, variables, role."""

from pathlib import Path

from tests.interchange.template_files import TEMPLATES, function, route, said, source_arns, template
from workbench.gateway.api import Quota, Throttle, UsagePlan
from workbench.interchange.api_file import read_api


def test_events_of_each_kind_are_routes_of_an_api_of_that_kind():
    document = template("serverless.yml")
    assert document.kind == "serverless"
    assert {api.type: [each.key for each in api.routes] for api in document.apis} == {
        "HTTP": ["GET /orders", "GET /orders/{id}", "GET /partner/orders/{id}", "$default"],
        "REST": ["POST /legacy/orders", "ANY /legacy/orders/{id}"],
        "WEBSOCKET": ["$connect", "send"],
        "FUNCTION_URL": ["$default"],
    }


def test_routes_name_functions_as_the_file_does():
    document = template("serverless.yml")
    assert route(document.api, "$default").function == "catch-all"
    assert {each.function for api in document.apis for each in api.routes} <= {each.id for each in document.functions}


def test_functions_have_the_providers_settings_and_their_own():
    document = template("serverless.yml")
    get, legacy = function(document, "getOrder"), function(document, "legacy")
    assert (get.name, get.handler, get.timeout_s, get.memory_mb) == (
        "orders-api-dev-getOrder",
        "src/orders.get",
        10,
        512,
    )
    assert (legacy.runtime, legacy.timeout_s, legacy.code) == ("python3.12", 6, TEMPLATES)
    assert {each.name: each.value for each in get.environment} == {
        "TABLE": "orders-dev",
        "QUEUE_URL": "https://sqs.us-east-1.amazonaws.com/123456789012/OrdersQueue",
        "TOKEN": "${ssm:/orders/token}",
        "DETAIL": "full",
    }
    assert function(document, "nightly").events == ("schedule", "sqs")


def test_authorizers_guard_their_routes():
    http, rest, *_ = template("serverless.yml").apis
    assert route(http, "GET /orders/{id}").authorizer == "customers"
    assert route(http, "GET /orders/{id}").settings["scopes"] == ["orders.read"]
    assert http.authorizers["partners"].function == "checkPartner"
    legacy = route(rest, "ANY /legacy/orders/{id}")
    assert (legacy.authorizer, legacy.api_key_required) == ("checkPartner", True)
    assert rest.authorizers["checkPartner"].type == "TOKEN"


def test_api_keys_share_the_usage_plan():
    (key,) = template("serverless.yml").apis[1].api_keys
    assert key.usage_plan == UsagePlan(Throttle(10, 20), Quota(1000, "DAY"))


def test_the_shared_role_has_the_statements_of_the_provider():
    role = function(template("serverless.yml"), "listOrders").role
    assert role is not None
    (policy,) = role.policies
    assert policy.document is not None
    assert policy.document["Statement"][2]["Resource"] == "arn:aws:dynamodb:us-east-1:123456789012:table/orders-dev"


def test_permissions_are_those_that_the_framework_writes():
    document = template("serverless.yml")
    http, rest, *_ = document.apis
    assert source_arns(document, "listOrders") == [f"{http.id}/*"]
    assert source_arns(document, "legacy") == [f"{rest.id}/*/*"]
    assert source_arns(document, "checkPartner") == [f"{http.id}/*", f"{rest.id}/*/*"]


def test_a_variable_without_a_value_is_said_with_its_place():
    region, note = template("serverless.yml").not_understood
    assert (region.where.rpartition("serverless.yml:")[2], "eu-west-1" in region.what) == ("16:3", True)
    assert note.what == "${ssm:/orders/token} has no value here"
    assert note.where.endswith("serverless.yml:21:5")


def test_variables_come_from_files_the_environment_and_defaults(tmp_path: Path, monkeypatch):
    (tmp_path / "common.yml").write_text("tables: {orders: from-file}\n")
    monkeypatch.setenv("WORKBENCH_TEST_TABLE", "from-environment")
    text = """
service: {name: a}
provider:
  name: aws
  environment:
    FILE: ${file(./common.yml):tables.orders}
    PROCESS: ${env:WORKBENCH_TEST_TABLE}
    DEFAULT: ${env:WORKBENCH_TEST_NOTHING, 'default'}
    NESTED: x-${self:custom.${opt:stage, 'dev'}.name}
    PSEUDO: !Sub "${AWS::Region}-${self:service.name}"
custom: {dev: {name: developer}}
functions: {f: {handler: a.b}}
"""
    document = read_api(text, name=str(tmp_path / "serverless.yml"))
    assert {each.name: each.value for each in function(document, "f").environment} == {
        "FILE": "from-file",
        "PROCESS": "from-environment",
        "DEFAULT": "default",
        "NESTED": "x-developer",
        "PSEUDO": "us-east-1-a",
    }
    assert not said(document)


def test_keys_that_are_not_read_are_said():
    text = """
service: a
provider: {name: aws}
functions:
  f:
    handler: a.b
    iamRoleStatements: []
    events:
      - http: {path: /x, method: get, async: true, cors: true}
      - http: {path: /y, method: get, integration: lambda}
      - alb: {listenerArn: x, priority: 1}
"""
    document = read_api(text, name="serverless.yml")
    assert {(note.where, note.what) for note in document.not_understood} == {
        ("serverless.yml:7:5", "iamRoleStatements is not simulated"),
        ("serverless.yml:9:39", "async is not simulated"),
        ("serverless.yml:10:9", "GET /y has no Lambda proxy integration"),
        ("serverless.yml:11:9", "An alb event is not simulated"),
    }


def test_cors_of_a_rest_api_adds_a_preflight():
    text = """
service: a
provider: {name: aws}
functions:
  f:
    handler: a.b
    events:
      - http: {path: /x, method: get, cors: true}
      - http: {path: /x, method: post, cors: true}
      - http: {path: /y, method: any, cors: {origin: 'https://example.com', headers: [X-Own], allowCredentials: true}}
"""
    first, second = read_api(text, name="serverless.yml").api.mocks
    assert (first.key, first.settings["mock"]["headers"]["Access-Control-Allow-Methods"]) == (
        "OPTIONS /x", "OPTIONS,GET,POST",
    )  # fmt: skip
    assert second.settings["mock"]["headers"] == {
        "Access-Control-Allow-Origin": "https://example.com",
        "Access-Control-Allow-Headers": "X-Own",
        "Access-Control-Allow-Methods": "OPTIONS,DELETE,GET,HEAD,PATCH,POST,PUT",
        "Access-Control-Allow-Credentials": "true",
    }
