"""A serverless.yml: functions, events, authorizers, variables, role."""

from pathlib import Path

import pytest

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
        "QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/OrdersQueue",
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
    assert policy.document["Statement"][2]["Resource"] == "arn:aws:dynamodb:eu-west-1:123456789012:table/orders-dev"


def test_permissions_are_those_that_the_framework_writes():
    document = template("serverless.yml")
    http, rest, *_ = document.apis
    assert source_arns(document, "listOrders") == [f"{http.id}/*"]
    assert source_arns(document, "legacy") == [f"{rest.id}/*/*"]
    assert source_arns(document, "checkPartner") == [f"{http.id}/*", f"{rest.id}/*/*"]


def test_a_variable_without_a_value_is_said_with_its_place():
    (note,) = template("serverless.yml").not_understood
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
      - alb: {listenerArn: x, priority: 1, authorizer: a}
"""
    document = read_api(text, name="serverless.yml")
    assert {(note.where, note.what) for note in document.not_understood} == {
        ("serverless.yml:7:5", "iamRoleStatements is not simulated"),
        ("serverless.yml:9:39", "async is not simulated"),
        (
            "serverless.yml:10:9",
            "The integration of GET /y is lambda, not a Lambda proxy: what it answers is not simulated",
        ),
        ("serverless.yml:11:44", "authorizer is not simulated"),
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


def test_everything_is_in_the_region_of_the_provider():
    document = template("serverless.yml")
    assert (document.region, {api.region for api in document.apis}) == ("eu-west-1", {"eu-west-1"})
    assert "us-east-1" not in document.function_policy_text("listOrders")
    assert function(document, "nightly").role is not None
    stored = [each.statement["Resource"] for each in document.permissions]
    assert stored
    assert all(arn.startswith("arn:aws:lambda:eu-west-1:123456789012:function:orders-api-dev-") for arn in stored)


@pytest.mark.parametrize(
    ("region", "found"),
    [
        ("eu-central-1", "eu-central-1"),
        ("${opt:region, 'us-gov-west-1'}", "us-gov-west-1"),
        ("${opt:region}", "us-east-1"),
        ("somewhere", "us-east-1"),
    ],
)
def test_the_region_may_be_a_variable(region, found):
    text = f"""
service: a
provider: {{name: aws, region: "{region}", environment: {{AT: "${{aws:region}}"}}}}
functions: {{f: {{handler: a.b, events: [{{httpApi: GET /x}}]}}}}
"""
    document = read_api(text, name="serverless.yml")
    assert (document.api.region, function(document, "f").environment[0].value) == (found, found)


BALANCED = """
service: a
provider: {name: aws, region: eu-west-1}
functions:
  web:
    handler: web.handler
    events:
      - alb:
          listenerArn: !Ref Listener
          priority: 2
          multiValueHeaders: true
          conditions: {path: "/*", host: [www.example.com, "*.example.org"], header: {name: X-Kind, values: [a]}}
  admin:
    handler: admin.handler
    events:
      - alb: {listenerArn: !Ref Listener, priority: 1, conditions: {path: [/admin], method: [GET], ip: 10.0.0.0/8}}
      - alb: {listenerArn: !Ref Listener, priority: 3, conditions: {path: /v, query: {version: v1}}}
resources:
  Resources:
    Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {Port: 80}}
"""


def test_alb_events_are_rules_of_their_listener_in_order_of_priority():
    document = read_api(BALANCED, name="serverless.yml")
    (api,) = document.apis
    assert (api.type, api.region) == ("ALB", "eu-west-1")
    assert [route.settings["multi_value_headers"] for route in api.routes] == [False, True, False]
    assert [(route.key, route.function, route.settings.get("conditions")) for route in api.routes] == [
        ("GET /admin", "admin", [{"field": "source-ip", "values": ["10.0.0.0/8"]}]),
        (
            "ANY /*",
            "web",
            [
                {"field": "host-header", "values": ["www.example.com", "*.example.org"]},
                {"field": "http-header", "name": "X-Kind", "values": ["a"]},
            ],
        ),
        ("ANY /v", "admin", [{"field": "query-string", "values": ["version=v1"]}]),
    ]
    assert not document.not_understood


def test_the_framework_lets_load_balancers_invoke_the_function_of_an_alb_event():
    document = read_api(BALANCED, name="serverless.yml")
    assert [(each.function, each.statement["Principal"], each.written_by) for each in document.permissions] == [
        ("web", {"Service": "elasticloadbalancing.amazonaws.com"}, "Serverless Framework"),
        ("admin", {"Service": "elasticloadbalancing.amazonaws.com"}, "Serverless Framework"),
    ]
    assert document.permissions[0].place == "serverless.yml:8:9"


@pytest.mark.parametrize(
    ("provider", "names"),
    [
        ("", ["dev-a", "dev-a", "dev-a-websockets"]),
        ("apiGateway: {shouldStartNameWithService: true}", ["a-dev", "a-dev", "dev-a-websockets"]),
        ("apiName: rest, httpApi: {name: http}, websocketsApiName: chat", ["rest", "http", "chat"]),
    ],
)
def test_apis_are_called_as_the_framework_calls_them(provider, names):
    events = "[{http: GET /a}, {httpApi: GET /a}, {websocket: $connect}]"
    text = f"service: a\nprovider: {{name: aws, {provider}}}\nfunctions: {{f: {{handler: a.b, events: {events}}}}}\n"
    assert [api.name for api in read_api(text, name="serverless.yml").apis] == names
