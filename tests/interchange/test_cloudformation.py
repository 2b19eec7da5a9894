"""CloudFormation templates, by hand and from the CDK: APIs, functions, permissions."""

import pytest

from tests.interchange.template_files import TEMPLATES, function, route, said, source_arns, template
from workbench.gateway.api import Quota, Throttle, UsagePlan
from workbench.interchange.api_file import read_api


def test_methods_of_nested_resources_are_routes():
    document = template("cfn-rest-api.yaml")
    assert document.kind == "cloudformation"
    assert [(each.key, each.function) for each in document.api.routes] == [
        ("GET /things/{id}", "Function"), ("PUT /things/{id}", "Function"), ("ANY /", "Function"),
    ]  # fmt: skip


def test_a_method_keeps_what_it_says_of_its_own():
    api = template("cfn-rest-api.yaml").api
    get, put = route(api, "GET /things/{id}"), route(api, "PUT /things/{id}")
    assert (get.authorizer, get.throttle) == ("pool", Throttle(2, 4))
    assert get.cache_key_parameters == ("method.request.path.id",)
    assert get.settings == {
        "integration_timeout_ms": 3000,
        "scopes": ["things.read"],
        "request_parameters": {"method.request.path.id": True},
    }
    assert put.api_key_required
    assert put.settings["request_models"] == {"application/json": "Thing"}
    assert put.settings["request_validator"] == {"validate_request_body": True, "validate_request_parameters": False}


def test_an_alias_in_an_integration_is_the_qualifier():
    assert route(template("cfn-rest-api.yaml").api, "PUT /things/{id}").settings["qualifier"] == "live"


def test_a_stage_variable_in_an_integration_names_its_function():
    root = route(template("cfn-rest-api.yaml").api, "ANY /")
    assert (root.function, root.credentials) == ("Function", "arn:aws:iam::123456789012:role/gateway")


def test_stage_plan_responses_and_models_belong_to_the_api():
    api = template("cfn-rest-api.yaml").api
    assert (api.stage, api.endpoint_type, api.stage_variables) == ("test", "REGIONAL", {"function": "things"})
    (key,) = api.api_keys
    assert (key.name, key.value) == ("partner", "abcdefghij0123456789")
    assert key.usage_plan == UsagePlan(Throttle(1, 2), Quota(10, "MONTH"))
    assert api.settings["request_models"] == {"Thing": {"type": "object"}}
    assert api.settings["gateway_responses"]["UNAUTHORIZED"]["headers"] == {"X-Why": "'no token'"}


def test_permissions_are_stored_statements_for_the_exact_arn():
    first, second = template("cfn-rest-api.yaml").permissions
    assert first.statement == {
        "Sid": "Permission",
        "Effect": "Allow",
        "Principal": {"Service": "apigateway.amazonaws.com"},
        "Action": "lambda:InvokeFunction",
        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:things",
        "Condition": {
            "ArnLike": {"AWS:SourceArn": "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/*/GET/things/*"}
        },
    }
    assert second.qualifier == "live"
    assert second.statement["Resource"].endswith(":things:live")
    assert second.statement["Condition"] == {"StringEquals": {"AWS:SourceAccount": "123456789012"}}


def test_what_a_template_leaves_open_is_said():
    assert said(template("cfn-rest-api.yaml")) == {
        "The function another-stack of this permission was not found",
        "MinimumCompressionSize of Api is not simulated",
    }


def test_http_and_websocket_apis_are_read_with_their_routes():
    hello, quick, chat = template("cfn-http-api.yaml").apis
    assert [each.key for each in hello.routes] == ["GET /hello/{name}", "POST /hello", "$default"]
    assert [each.key for each in quick.routes] == ["GET /quick"]
    assert [each.key for each in chat.routes] == ["$connect", "say"]
    assert (chat.type, chat.stage) == ("WEBSOCKET", "prod")
    assert chat.settings["route_selection_expression"] == "$request.body.type"
    assert route(chat, "say").settings == {"route_response": True}


def test_authorizers_of_an_http_api_guard_their_routes():
    api = template("cfn-http-api.yaml").api
    assert route(api, "GET /hello/{name}").authorizer == "guard"
    assert api.authorizers["guard"].function == "Guard"
    assert api.authorizers["guard"].settings["enable_simple_responses"] is True
    assert route(api, "POST /hello").settings["scopes"] == ["hello.write"]
    assert route(api, "GET /hello/{name}").throttle == Throttle(3, 6)


def test_an_integration_with_another_service_is_said():
    document = template("cfn-http-api.yaml")
    what = "The integration of POST /queue is SQS-SendMessage, not a Lambda proxy: what it answers is not simulated"
    assert what in said(document)
    queue = next(each for each in document.api.mocks if each.key == "POST /queue")
    assert queue.settings == {"leads_to": "SQS-SendMessage"}


def test_rules_of_a_load_balancer_are_routes_in_their_order_and_the_default_action_is_last():
    url, balancer = template("cfn-load-balancer.yaml").apis
    assert (url.type, url.settings["auth_type"]) == ("FUNCTION_URL", "AWS_IAM")
    assert [(each.key, each.function) for each in balancer.routes] == [
        ("GET /admin/*", "Admin"), ("POST /admin/*", "Admin"), ("GET /admin", "Admin"), ("POST /admin", "Admin"),
        ("ANY /*", "Web"),
    ]  # fmt: skip
    assert balancer.routes[0].settings["conditions"] == [{"field": "host-header", "values": ["admin.example.com"]}]
    assert [each.settings["multi_value_headers"] for each in balancer.routes] == [False] * 4 + [True]
    assert not balancer.multi_value_headers


def test_a_target_group_is_the_source_that_its_permission_names():
    document = template("cfn-load-balancer.yaml")
    group = document.apis[1].routes[-1].settings["target_group_arn"]
    (permission,) = document.permissions
    assert permission.statement["Condition"]["ArnLike"]["AWS:SourceArn"] == group


def test_a_rest_api_of_the_cdk_is_read_with_both_permissions_of_each_method():
    document = template("cdk-rest-api.template.json")
    assert document.kind == "cdk"
    assert [each.key for each in document.api.routes] == ["ANY /items/{proxy+}", "GET /items"]
    assert source_arns(document, "Handler886CB40B") == [
        "a1b2c3d4e5/prod/*/items/*", "a1b2c3d4e5/test-invoke-stage/*/items/*",
    ]  # fmt: skip
    assert not said(document)


def test_a_preflight_of_the_cdk_is_answered_without_a_function():
    (preflight,) = template("cdk-rest-api.template.json").api.mocks
    assert (preflight.key, preflight.settings["mock"]["status"]) == ("OPTIONS /items", 204)
    assert preflight.settings["mock"]["headers"]["Access-Control-Allow-Origin"] == "*"


def test_an_http_api_of_the_cdk_is_read():
    document = template("cdk-http-api.template.json")
    assert [each.key for each in document.api.routes] == ["GET /books/{id}"]
    assert source_arns(document, "Fn9270CBC0") == ["a1b2c3d4e5/*/*/books/{id}"]
    assert not document.not_understood


def test_a_policy_of_no_function_is_an_empty_policy():
    text = template("cfn-http-api.yaml").function_policy_text("Hello")
    assert '"Statement": []' in text


def test_a_template_without_an_api_says_so_where_one_is_asked_for():
    document = template("cfn-intrinsics.yaml")
    with pytest.raises(Exception, match="has no API in front of a function"):
        _ = document.api


def test_code_of_the_cdk_is_found_by_the_hash_of_its_asset(tmp_path):
    (tmp_path / "asset.abc123").mkdir()
    text = """{"Resources": {"F": {"Type": "AWS::Lambda::Function", "Metadata": {"aws:cdk:path": "S/F"},
      "Properties": {"Handler": "a.b", "Code": {"S3Bucket": "b", "S3Key": "abc123.zip"}}}}}"""
    document = read_api(text, name=str(tmp_path / "S.template.json"))
    assert function(document, "F").code == tmp_path / "asset.abc123"


def test_an_asset_path_is_relative_to_the_template():
    found = function(template("cdk-rest-api.template.json"), "Handler886CB40B")
    assert found.code is not None
    assert found.code.parent == TEMPLATES


def test_what_would_make_further_resources_is_said():
    text = """
Transform: [AWS::Serverless-2016-10-31, OurMacro, {Name: AWS::Include, Parameters: {Location: x.yaml}}]
Resources:
  Fn::ForEach::Functions:
    - Name
    - [A, B]
    - "F${Name}": {Type: AWS::Lambda::Function}
  Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml}}
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties: {Events: {Start: {Type: Api, Properties: {Path: /start, Method: post}}}}
"""
    assert said(read_api(text, name="t.yaml")) == {
        "The macro OurMacro is not run here",
        "The macro AWS::Include is not run here",
        "Fn::ForEach::Functions makes nothing without the transform AWS::LanguageExtensions",
        "The stack inside, Inner, is not read: inner.yaml cannot be read: No such file or directory",
        "The events of Machine are not simulated",
    }


STAGES = """
Resources:
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: shop}}
  Live: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: live, Variables: {A: "1"}}}
  Beta: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Api, StageName: beta, Variables: {A: "2"}}}
  Map:
    Type: AWS::ApiGateway::BasePathMapping
    Properties: {RestApiId: !Ref Api, DomainName: api.example.com, BasePath: v2, Stage: !Ref Beta}
  Chat: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: orders, ProtocolType: HTTP}}
  A: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Chat, StageName: a}}
  B: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Chat, StageName: b}}
"""


def test_every_stage_of_an_api_is_read():
    document = read_api(STAGES, name="template.yaml")
    assert not document.not_understood
    assert [(api.name, api.stage) for api in document.apis] == [
        ("shop", "live"), ("shop", "beta"), ("orders", "a"), ("orders", "b"),
    ]  # fmt: skip
    assert document.named("shop/beta").stage_variables == {"A": "2"}
    assert document.named("shop/live").custom_domain is None
    assert document.called_at("api.example.com") == document.named("/beta")


@pytest.mark.parametrize(
    ("host", "path", "stage"),
    [
        ("a1b2c3d4e5.execute-api.us-east-1.amazonaws.com", "/beta/x", "beta"),
        ("a1b2c3d4e5.execute-api.us-east-1.amazonaws.com", "/live", "live"),
        ("a1b2c3d4e5.execute-api.us-east-1.amazonaws.com", "/nowhere", "live"),
        ("api.example.com", "/v2/x", "beta"),
        ("api.example.com", "/x", "beta"),
    ],
)
def test_the_stage_of_an_api_is_the_one_that_the_path_names(host, path, stage):
    found = read_api(STAGES, name="template.yaml").called_at(host, path)
    assert found is not None
    assert found.stage == stage


def test_the_default_stage_takes_a_path_that_names_no_other():
    text = STAGES.replace("StageName: b}", "StageName: $default}")
    document = read_api(text, name="template.yaml")
    host = f"{document.named('orders/a').id}.execute-api.us-east-1.amazonaws.com"
    called = [document.called_at(host, path) for path in ("/a/x", "/x", "/")]
    assert [api.stage for api in called if api] == ["a", "$default", "$default"]
