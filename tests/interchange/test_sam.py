"""SAM templates: implicit and defined APIs, events, authorizers, globals."""

import pytest

from tests.interchange.template_files import function, route, said, source_arns, template
from workbench.gateway.api import Cache, Quota, Throttle, UsagePlan
from workbench.interchange.api_file import read_api


def test_the_hello_world_of_sam_init_is_one_route_to_one_function():
    document = template("sam-hello-world.yaml")
    assert document.kind == "sam"
    assert (document.api.type, document.api.name, document.api.stage) == ("REST", "ServerlessRestApi", "Prod")
    assert [(each.key, each.function) for each in document.api.routes] == [("GET /hello", "HelloWorldFunction")]
    assert function(document, "HelloWorldFunction").handler == "app.lambda_handler"
    assert not document.not_understood


def test_every_event_of_a_defined_api_is_a_route():
    api = template("sam-authorizers.yaml").api
    assert [each.key for each in api.routes] == [
        "GET /pets", "POST /pets", "GET /pets/{id}", "DELETE /pets/{id}", "ANY /health",
    ]  # fmt: skip
    assert {each.function for each in api.routes} == {"PetsFunction"}


def test_the_properties_of_a_rest_api_are_settings_of_its_stage():
    api = template("sam-authorizers.yaml").api
    assert (api.stage, api.endpoint_type) == ("dev", "REGIONAL")
    assert api.binary_media_types == ("image/png", "application/pdf")
    assert api.stage_variables == {"region": "us-east-1"}
    assert api.throttle == Throttle(100, 50)
    assert api.settings["request_models"]["Pet"]["required"] == ["name"]
    assert api.settings["gateway_responses"]["UNAUTHORIZED"] == {
        "status": 401,
        "headers": {"Access-Control-Allow-Origin": "'*'"},
        "templates": {"application/json": '{"message": $context.error.messageString}'},
    }


def test_method_settings_reach_the_route_they_name():
    api = template("sam-authorizers.yaml").api
    assert route(api, "GET /pets/{id}").cache == Cache(enabled=True, ttl_seconds=60, encrypted=True)
    assert route(api, "GET /pets").cache is None


def test_a_usage_plan_makes_an_api_key_whose_value_is_said():
    document = template("sam-authorizers.yaml")
    (key,) = document.api.api_keys
    assert key.usage_plan == UsagePlan(Throttle(5, 10), Quota(1000, "WEEK"))
    assert any(key.value in what for what in said(document))


@pytest.mark.parametrize(
    ("key", "authorizer", "api_key"),
    [
        ("GET /pets", "TokenAuthorizer", False),
        ("POST /pets", "PoolAuthorizer", True),
        ("GET /pets/{id}", "RequestAuthorizer", False),
        ("DELETE /pets/{id}", "AWS_IAM", False),
        ("ANY /health", None, False),
    ],
)
def test_each_route_has_its_own_or_the_default_authorizer(key, authorizer, api_key):
    found = route(template("sam-authorizers.yaml").api, key)
    assert (found.authorizer, found.api_key_required) == (authorizer, api_key)


def test_with_iam_the_caller_invokes_with_credentials_of_their_own():
    assert route(template("sam-authorizers.yaml").api, "DELETE /pets/{id}").credentials == "arn:aws:iam::*:user/*"


def test_authorizers_of_a_rest_api_are_read_whole():
    authorizers = template("sam-authorizers.yaml").api.authorizers
    token, request, pool = (authorizers[f"{name}Authorizer"] for name in ("Token", "Request", "Pool"))
    assert (token.type, token.function, token.identity_source) == (
        "TOKEN", "AuthorizerFunction", ("method.request.header.X-Token",),
    )  # fmt: skip
    assert token.settings == {"ttl_seconds": 30, "identity_validation_expression": "^[a-z]+$"}
    assert request.identity_source == ("method.request.header.X-Customer", "method.request.querystring.token")
    assert (pool.type, pool.settings["scopes"]) == ("COGNITO", ["pets.read"])


def test_request_validation_of_an_event_is_that_of_its_route():
    api = template("sam-authorizers.yaml").api
    assert route(api, "GET /pets").settings["request_parameters"] == {
        "method.request.querystring.page": True,
        "method.request.header.Accept": False,
    }
    assert route(api, "GET /pets").cache_key_parameters == ("method.request.querystring.page",)
    assert route(api, "POST /pets").settings["request_models"] == {"application/json": "Pet"}
    assert route(api, "POST /pets").settings["request_validator"]["validate_request_body"] is True


def test_what_is_not_simulated_is_said():
    assert said(template("sam-authorizers.yaml")) >= {
        "UserPoolArn has no value here",
        "Auth.ResourcePolicy of PetsApi is not simulated",
    }


def test_an_http_api_and_the_implicit_one_and_a_function_url_are_three_apis():
    apis = template("sam-http-api.yaml").apis
    assert [(api.type, api.stage) for api in apis] == [
        ("HTTP", "live"), ("HTTP", "$default"), ("FUNCTION_URL", "$default"),
    ]  # fmt: skip
    assert len({api.id for api in apis}) == 3


def test_events_of_an_http_api_keep_payload_version_timeout_and_alias():
    api = template("sam-http-api.yaml").api
    assert route(api, "GET /orders").settings == {"qualifier": "live", "payload_format_version": "2.0"}
    assert route(api, "ANY /files/{name+}").settings == {
        "qualifier": "live", "payload_format_version": "1.0", "integration_timeout_ms": 5000,
    }  # fmt: skip


def test_authorizers_of_an_http_api_are_read_whole():
    authorizers = template("sam-http-api.yaml").api.authorizers
    assert authorizers["Jwt"].settings["issuer"].startswith("https://cognito-idp.us-east-1.amazonaws.com/us-east-1_")
    assert authorizers["Jwt"].identity_source == ("$request.header.Authorization",)
    assert authorizers["Custom"].settings == {
        "ttl_seconds": 120, "payload_format_version": "2.0", "enable_simple_responses": True,
    }  # fmt: skip


def test_globals_hold_for_the_implicit_api_too():
    cors = {"allow_origins": ["https://example.com"], "allow_methods": ["GET", "POST"], "max_age": 600}
    for api in template("sam-http-api.yaml").apis[:2]:
        assert api.settings["cors"] == {**cors, "allow_credentials": False}


def test_a_domain_with_a_base_path_is_the_custom_domain():
    domain = template("sam-http-api.yaml").api.custom_domain
    assert domain is not None
    assert (domain.name, domain.base_path) == ("api.example.com", "orders")


def test_an_included_openapi_document_makes_the_routes():
    document = template("sam-definition-body.yaml")
    assert [(each.key, each.function) for each in document.api.routes] == [("GET /search", "Search")]


def test_an_openapi_file_that_is_not_there_is_said():
    assert "openapi-missing.yaml cannot be read: No such file or directory" in said(
        template("sam-definition-body.yaml")
    )


SAM = "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"
EVENTS = SAM + "      Handler: a.b\n      Runtime: python3.11\n      Events:\n"


@pytest.mark.parametrize(
    ("kind", "method", "path", "written"),
    [
        ("Api", "get", "/pets/{id}", "*/GET/pets/*"),
        ("Api", "any", "/{proxy+}", "*/*/*"),
        ("Api", "post", "/", "*/POST/"),
        ("Api", "get", "/a/{b}/c/", "*/GET/a/*/c"),
        ("Api", "any", "/files/{name+}", "*/*/files/*"),
        ("HttpApi", "GET", "/pets/{id}", "*/GET/pets/*"),
        ("HttpApi", "ANY", "/{proxy+}", "*/*/*"),
        ("HttpApi", "ANY", "/files/{name+}", "*/*/files/{name+}"),
    ],
)
def test_sam_lets_an_api_invoke_by_exactly_this_source_arn(kind, method, path, written):
    """Compared with the output of AWS's own translator (aws-sam-translator 1.115)."""
    text = EVENTS + f"        E: {{Type: {kind}, Properties: {{Method: {method}, Path: '{path}'}}}}\n"
    document = read_api(text, name="template.yaml")
    assert source_arns(document, "F") == [f"a1b2c3d4e5/{written}" if kind == "Api" else f"{document.api.id}/{written}"]


def test_the_default_route_of_an_http_api_is_allowed_on_every_stage_and_route():
    document = read_api(EVENTS + "        E: {Type: HttpApi}\n", name="template.yaml")
    assert source_arns(document, "F") == [f"{document.api.id}/*/*"]


def test_a_function_of_the_default_route_gets_no_further_permission():
    more = "        E: {Type: HttpApi, Properties: {Path: /x, Method: GET}}\n        D: {Type: HttpApi}\n"
    document = read_api(EVENTS + more, name="template.yaml")
    assert source_arns(document, "F") == [f"{document.api.id}/*/*"]
    assert [each.key for each in document.api.routes] == ["GET /x", "$default"]


def test_authorizer_functions_are_allowed_as_sam_allows_them():
    assert source_arns(template("sam-authorizers.yaml"), "AuthorizerFunction") == ["a1b2c3d4e5/authorizers/*"]
    assert source_arns(template("sam-http-api.yaml"), "AuthorizerFunction") == ["a1b2c3d4e5/authorizers/*"]


def test_a_published_alias_is_what_events_invoke():
    document = template("sam-http-api.yaml")
    orders = [each for each in document.permissions if each.function == "OrdersFunction"]
    assert {each.qualifier for each in orders} == {"live"}
    assert {each.statement["Resource"].rpartition(":")[2] for each in orders} == {"live"}


def test_a_public_function_url_gets_both_statements():
    document = template("sam-http-api.yaml")
    conditions = [each.statement["Condition"] for each in document.permissions if each.statement["Principal"] == "*"]
    assert conditions == [
        {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}},
        {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}},
    ]


def test_an_event_for_an_api_of_another_template_is_said():
    text = EVENTS + "        E: {Type: Api, Properties: {RestApiId: abcdef1234, Path: /, Method: get}}\n"
    document = read_api(text, name="template.yaml")
    assert said(document) == {"The API abcdef1234 of this event is not in this template"}
    assert document.not_understood[0].where == "template.yaml:9:9"


def test_unknown_properties_and_resources_on_the_road_are_said_and_others_are_not():
    text = SAM + "      Handler: a.b\n      Sorcery: true\n" + (
        "  C: {Type: AWS::Serverless::Connector}\n  T: {Type: AWS::DynamoDB::Table}\n"
        "  L: {Type: AWS::Lambda::Sorcery}\n"
    )  # fmt: skip
    assert said(read_api(text, name="template.yaml")) == {
        "Sorcery of F is not simulated",
        "AWS::Serverless::Connector is not understood",
        "AWS::Lambda::Sorcery is not understood",
    }


def test_what_the_globals_say_of_the_implicit_api_has_its_place_there():
    text = (
        "Globals:\n  Api:\n    Auth: {ResourcePolicy: {}}\n"
        + EVENTS
        + "        E: {Type: Api, Properties: {Path: /x, Method: get}}\n"
    )
    (note,) = read_api(text, name="template.yaml").not_understood
    assert note.where == "template.yaml:3:12"


def test_cors_of_a_rest_api_adds_a_preflight_to_every_path():
    cors = """{AllowOrigin: "'https://example.com'", AllowHeaders: "'X-Own'", MaxAge: "'60'"}"""
    globals_ = f"Globals:\n  Api:\n    Cors: {cors}\n"
    events = (
        "        A: {Type: Api, Properties: {Path: /x, Method: get}}\n"
        "        B: {Type: Api, Properties: {Path: /x, Method: post}}\n"
        "        C: {Type: Api, Properties: {Path: /y, Method: any}}\n"
        "        D: {Type: Api, Properties: {Path: /z, Method: options}}\n"
    )
    document = read_api(globals_ + EVENTS + events, name="template.yaml")
    assert not document.not_understood
    answers = {route.path: route.settings["mock"] for route in document.api.mocks}
    assert set(answers) == {"/x", "/y"}
    assert answers["/x"] == {
        "status": 200,
        "body": "{}\n",
        "headers": {
            "Access-Control-Allow-Origin": "https://example.com",
            "Access-Control-Allow-Headers": "X-Own",
            "Access-Control-Allow-Methods": "GET,OPTIONS,POST",
            "Access-Control-Max-Age": "60",
        },
    }
    assert answers["/y"]["headers"]["Access-Control-Allow-Methods"] == "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT"


def test_a_preflight_asks_the_default_authorizer_unless_told_otherwise():
    assert template("sam-authorizers.yaml").api.mocks[0].authorizer is None
