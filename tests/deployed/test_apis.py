from __future__ import annotations

import pytest
from botocore.stub import Stubber

from workbench.deployed.api_keys import api_keys
from workbench.deployed.apis import list_apis, read_api
from workbench.deployed.function_url import function_url
from workbench.deployed.live_api import leads_to
from workbench.deployed.partial_reading import PartialReading
from workbench.deployed.target import deployed_function
from workbench.errors import FunctionNotFound, ServiceError
from workbench.events.source import Source
from workbench.exchange.live_api import staged

FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:orders"
HEADER = "method.response.header."
URI = f"arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/{FUNCTION}:live/invocations"


def denied(stub: Stubber, operation: str) -> None:
    said = "User: arn:aws:iam::1:user/me is not authorized to perform: apigateway:GET on resource: x"
    stub.add_client_error(operation, "AccessDeniedException", said, http_status_code=403)


def test_a_rest_api_is_read_with_all_that_stands_before_its_functions(session):
    method = {
        "httpMethod": "GET",
        "authorizationType": "CUSTOM",
        "authorizerId": "auth1",
        "apiKeyRequired": True,
        "requestValidatorId": "v1",
        "requestParameters": {"method.request.querystring.q": True},
        "requestModels": {"application/json": "Pet"},
        "methodIntegration": {"type": "AWS_PROXY", "uri": URI, "timeoutInMillis": 5000, "credentials": "arn:role"},
    }
    answers = {"204": {"statusCode": "204", "responseParameters": {f"{HEADER}Access-Control-Allow-Origin": "'*'"}}}
    templates = {"application/json": '{"statusCode": 204}'}
    integration = {"type": "MOCK", "requestTemplates": templates, "integrationResponses": answers}
    mock = {"httpMethod": "OPTIONS", "methodIntegration": integration}
    other = {"httpMethod": "POST", "methodIntegration": {"type": "HTTP", "uri": "https://example.com"}}
    all_methods = {
        "throttlingRateLimit": 10.0,
        "throttlingBurstLimit": 5,
        "cachingEnabled": True,
        "cacheTtlInSeconds": 60,
    }
    stage = {
        "stageName": "prod",
        "cacheClusterEnabled": True,
        "variables": {"a": "b"},
        "methodSettings": {
            "*/*": all_methods,
            "~1pets~1{id}/GET": {"throttlingRateLimit": -1.0, "cachingEnabled": False},
        },
    }
    with Stubber(session.client("apigateway")) as stub:
        stub.add_response("get_rest_api", {"id": "a1", "name": "pets", "endpointConfiguration": {"types": ["PRIVATE"]}})
        stub.add_response("get_stages", {"item": [stage]})
        stub.add_response("get_request_validators", {"items": [{"id": "v1", "validateRequestBody": True}]})
        resource = {
            "id": "r1",
            "path": "/pets/{id}",
            "resourceMethods": {"GET": method, "OPTIONS": mock, "POST": other},
        }
        stub.add_response("get_resources", {"items": [resource]})
        authorizer = {
            "id": "auth1",
            "name": "gate",
            "type": "REQUEST",
            "identitySource": "a.b, c.d",
            "authorizerUri": URI,
        }
        stub.add_response("get_authorizers", {"items": [authorizer]})
        throttled: dict[str, object] = {
            "responseType": "THROTTLED",
            "statusCode": "420",
            "responseTemplates": {"application/json": "{}"},
        }
        throttled["responseParameters"] = {"gatewayresponse.header.Retry-After": "'1'"}
        usual = {"responseType": "DEFAULT_5XX", "defaultResponse": True}
        stub.add_response("get_gateway_responses", {"items": [throttled, usual]})
        stub.add_response("get_models", {"items": [{"name": "Pet", "schema": '{"type": "object"}'}]})
        found = read_api(session, "a1")
        stub.assert_no_pending_responses()
    assert (found.type, found.endpoint_type, found.other_routes) == ("REST", "PRIVATE", ("POST /pets/{id}",))
    assert [(each.method, each.mock["integrationResponses"]) for each in found.mocks] == [("OPTIONS", answers)]
    assert found.gateway_responses == {
        "THROTTLED": {"status": 420, "headers": {"Retry-After": "'1'"}, "templates": {"application/json": "{}"}}
    }
    assert found.models == {"Pet": {"type": "object"}}
    route = found.routes[0]
    assert (route.function_arn, route.credentials, route.timeout_ms) == (f"{FUNCTION}:live", "arn:role", 5000)
    assert (route.api_key_required, route.validates_body, route.authorizer_id) == (True, True, "auth1")
    assert found.authorizers[0].identity_source == ("a.b", "c.d")
    settings = found.stages[0].settings
    assert (settings.rate_limit, settings.burst_limit, settings.cache_enabled) == (10, 5, True)
    own = found.stages[0].of_routes["GET /pets/{id}"]
    assert (own.rate_limit, own.cache_enabled) == (None, False)
    assert leads_to(route, FUNCTION)
    assert not leads_to(route, FUNCTION[:-1])


def test_what_of_an_api_may_not_be_read_is_named_and_the_rest_is_there(session):
    with Stubber(session.client("apigateway")) as stub:
        stub.add_response("get_rest_api", {"id": "a1", "name": "pets"})
        denied(stub, "get_stages")
        denied(stub, "get_request_validators")
        integration = {"type": "AWS_PROXY", "uri": URI}
        resource = {"id": "r1", "path": "/", "resourceMethods": {"ANY": {"methodIntegration": integration}}}
        stub.add_response("get_resources", {"items": [resource]})
        denied(stub, "get_authorizers")
        denied(stub, "get_gateway_responses")
        found = read_api(session, "a1")
    assert (found.not_read, len(found.routes), found.stages) == (("apigateway:GET",), 1, ())


def test_a_list_that_may_not_be_read_is_said_after_what_may(session):
    with Stubber(session.client("apigateway")) as one, Stubber(session.client("apigatewayv2")) as two:
        denied(one, "get_rest_apis")
        two.add_response("get_apis", {"Items": [{"ApiId": "h1", "Name": "x", **required()}]})
        for operation in ("get_integrations", "get_routes", "get_stages"):
            two.add_response(operation, {"Items": []})
        seen: list[str] = []
        with pytest.raises(ServiceError, match="AWS denied apigateway:GET"):
            seen.extend(api.id for api in list_apis(session))
    assert seen == ["h1"]


def required() -> dict[str, object]:
    return {"ProtocolType": "HTTP", "RouteSelectionExpression": "$request.method $request.path"}


def test_an_http_api_and_a_websocket_api_are_read(session):
    integration = {
        "IntegrationId": "i1",
        "IntegrationType": "AWS_PROXY",
        "IntegrationUri": FUNCTION,
        "PayloadFormatVersion": "1.0",
    }
    with Stubber(session.client("apigateway")) as one, Stubber(session.client("apigatewayv2")) as two:
        one.add_response("get_rest_apis", {"items": []})
        websocket = {
            "ApiId": "w1",
            "Name": "w",
            "ProtocolType": "WEBSOCKET",
            "RouteSelectionExpression": "$request.body.do",
        }
        two.add_response("get_apis", {"Items": [{"ApiId": "h1", "Name": "h", **required()}, websocket]})
        for keys in (("GET /pets", "$default"), ("$connect", "send")):
            two.add_response("get_integrations", {"Items": [integration]})
            routes = [{"RouteKey": key, "Target": "integrations/i1"} for key in keys]
            two.add_response("get_routes", {"Items": [*routes, {"RouteKey": "GET /else", "Target": "integrations/i2"}]})
            two.add_response("get_stages", {"Items": [{"StageName": "$default"}]})
        http, websockets = list_apis(session)
    assert [(route.method, route.path) for route in http.routes] == [("GET", "/pets"), ("ANY", "$default")]
    assert http.routes[0].payload_format_version == "1.0"
    assert [(route.method, route.path) for route in websockets.routes] == [("ANY", "$connect"), ("ANY", "send")]
    assert (websockets.type, websockets.route_selection_expression) == ("WEBSOCKET", "$request.body.do")
    assert http.other_routes == ("GET /else",)


def test_an_api_that_is_not_there_is_said(session):
    with Stubber(session.client("apigateway")) as one, Stubber(session.client("apigatewayv2")) as two:
        one.add_client_error("get_rest_api", "NotFoundException", "none", http_status_code=404)
        two.add_client_error("get_api", "NotFoundException", "none", http_status_code=404)
        with pytest.raises(FunctionNotFound, match="no API a9 in eu-west-1"):
            read_api(session, "a9")


def test_the_keys_of_a_stage_come_from_its_usage_plans(session):
    with Stubber(session.client("apigateway")) as stub:
        plan = {
            "id": "p1",
            "apiStages": [
                {"apiId": "a1", "stage": "prod", "throttle": {"/pets/GET": {"rateLimit": 1.0, "burstLimit": 1}}}
            ],
            "throttle": {"rateLimit": 2.0, "burstLimit": 1},
        }
        stub.add_response("get_usage_plans", {"items": [plan, {"id": "p2", "apiStages": []}]})
        stub.add_response("get_usage_plan_keys", {"items": [{"id": "k1"}, {"id": "k2"}]})
        stub.add_response("get_api_key", {"id": "k1", "name": "client", "value": "planted", "enabled": True})
        stub.add_response("get_api_key", {"id": "k2", "name": "old", "value": "planted", "enabled": False})
        keys, not_read = api_keys(session, "a1", "prod")
        denied(stub, "get_usage_plans")
        assert api_keys(session, "a1", "prod") == ((), ("apigateway:GET",))
    assert ([key.name for key in keys], keys[0].rate_limit, not_read) == (["client"], 2.0, ())
    assert keys[0].methods == {"GET /pets": (1.0, 1)}
    assert "planted" not in repr(keys)


def test_an_answer_without_what_aws_always_says_is_said(session):
    with Stubber(session.client("apigateway")) as stub:
        stub.add_response("get_rest_apis", {"items": [{"name": "nameless"}]})
        with pytest.raises(ServiceError, match="has no 'id', so it is not what AWS answers"):
            list(list_apis(session))


def test_a_function_url_is_read_as_an_api_with_one_route(session):
    function = deployed_function("aws:orders:live", session.account)
    row = {
        "FunctionUrl": "https://abc123.lambda-url.eu-west-1.on.aws/",
        "FunctionArn": f"{FUNCTION}:live",
        "AuthType": "AWS_IAM",
        "CreationTime": "now",
        "LastModifiedTime": "now",
        "Cors": {"AllowOrigins": ["*"]},
        "InvokeMode": "RESPONSE_STREAM",
    }
    asked = {"FunctionName": "orders", "Qualifier": "live"}
    with Stubber(session.client("lambda")) as stub:
        stub.add_response("get_function_url_config", row, asked)
        stub.add_client_error("get_function_url_config", "ResourceNotFoundException", "none", http_status_code=404)
        denied(stub, "get_function_url_config")
        found = function_url(session, function, PartialReading(session))
        nothing, refused = PartialReading(session), PartialReading(session)
        assert function_url(session, function, nothing) is None
        assert function_url(session, function, refused) is None
    assert found is not None
    assert (found.type, found.id, found.name) == ("FUNCTION_URL", "abc123", "orders:live")
    assert found.source_of(found.routes[0]) == Source.FUNCTION_URL
    assert (nothing.not_read, refused.not_read) == ((), ("apigateway:GET",))
    api = staged(found, found.stages[0], region="eu-west-1", account_id="111122223333").api
    assert api.settings == {
        "cors": {"allow_origins": ["*"]}, "auth_type": "AWS_IAM", "invoke_mode": "RESPONSE_STREAM",
    }  # fmt: skip
