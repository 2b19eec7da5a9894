"""OpenAPI documents with API Gateway extensions."""

from tests.interchange.template_files import route, said, template
from workbench.interchange.api_file import read_api

IN_PART = "The MOCK integration of OPTIONS /pets is simulated in part: "


def test_a_swagger_document_is_a_rest_api_with_a_route_for_each_method():
    document = template("openapi-rest.yaml")
    assert document.kind == "openapi"
    assert (document.api.type, document.api.name) == ("REST", "PetStore")
    assert [each.key for each in document.api.routes] == ["GET /pets", "POST /pets", "ANY /pets/{id}"]


def test_integrations_name_functions_by_arn_or_logical_id():
    api = template("openapi-rest.yaml").api
    assert route(api, "GET /pets").function == "arn:aws:lambda:us-east-1:123456789012:function:Pets"
    assert route(api, "POST /pets").credentials == "arn:aws:iam::123456789012:role/gateway"
    assert route(api, "ANY /pets/{id}").function == "PetFunction"


def test_security_is_that_of_the_operation_or_of_the_whole():
    api = template("openapi-rest.yaml").api
    assert (route(api, "GET /pets").authorizer, route(api, "GET /pets").api_key_required) == (None, True)
    assert (route(api, "POST /pets").authorizer, route(api, "POST /pets").api_key_required) == ("token", False)
    assert route(api, "ANY /pets/{id}").authorizer == "sigv4"
    assert api.authorizers["token"].settings == {"ttl_seconds": 60, "identity_validation_expression": "^x-[a-z]+"}


def test_validators_parameters_and_models_are_those_of_the_route():
    api = template("openapi-rest.yaml").api
    assert route(api, "GET /pets").settings["request_parameters"] == {
        "method.request.querystring.type": True,
        "method.request.header.Accept": False,
    }
    post = route(api, "POST /pets").settings
    assert post["request_validator"]["validate_request_body"] is True
    assert post["request_models"]["application/json"]["definitions"]["Owner"]["type"] == "object"


def test_extensions_of_the_whole_document_are_settings_of_the_api():
    api = template("openapi-rest.yaml").api
    assert api.binary_media_types == ("image/*",)
    assert api.settings["api_key_source"] == "HEADER"
    assert api.settings["gateway_responses"]["DEFAULT_4XX"]["headers"] == {"X-Request": "context.requestId"}


def test_operations_without_a_lambda_proxy_are_said():
    assert said(template("openapi-rest.yaml")) == {
        "GET /nothing has no integration",
        f"{IN_PART}its request template names no statusCode, so that it answers 500",
        "The security scheme oauth names no authorizer of API Gateway",
    }


def test_an_exported_http_api_is_read_with_shared_integrations():
    api = template("openapi-http.json").api
    assert (api.type, api.stage, api.payload_format_version) == ("HTTP", "$default", "2.0")
    assert [each.key for each in api.routes] == ["GET /orders/{id}", "$default"]
    assert route(api, "GET /orders/{id}").settings["scopes"] == ["orders.read"]
    assert api.authorizers["users"].settings["audience"] == ["web"]
    assert api.settings["cors"]["max_age"] == 300


def test_schemas_of_openapi_3_are_made_whole():
    text = """
openapi: 3.0.1
paths:
  /x:
    post:
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/X"}}}}
      x-amazon-apigateway-integration:
        type: aws_proxy
        uri: arn:aws:apigateway:r:lambda:path/2015-03-31/functions/arn:aws:lambda:r:1:function:F/invocations
components: {schemas: {X: {type: object, properties: {y: {$ref: "#/components/schemas/Y"}}}, Y: {type: string}}}
"""
    model = read_api(text, name="openapi.yaml").api.routes[0].settings["request_models"]["application/json"]
    assert model["$ref"] == "#/definitions/X"
    assert model["definitions"]["X"]["properties"]["y"]["$ref"] == "#/definitions/Y"


MOCKED = """
openapi: 3.0.1
paths:
  /pets:
    options:
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: {application/json: '{"statusCode": 204}'}
        responses:
          default: {statusCode: "200"}
          "20[24]":
            statusCode: "204"
            responseParameters:
              method.response.header.Access-Control-Allow-Origin: "'*'"
              method.response.header.X-Mapped: integration.response.header.X
            responseTemplates: {application/json: "#set($a = 1)"}
"""


def test_a_mock_integration_answers_with_the_response_that_its_status_chooses():
    document = read_api(MOCKED, name="api.yaml")
    (route,) = document.api.mocks
    assert (route.key, route.settings["mock"]) == (
        "OPTIONS /pets", {"status": 204, "headers": {"Access-Control-Allow-Origin": "*"}},
    )  # fmt: skip
    assert said(document) == {
        f"{IN_PART}method.response.header.X-Mapped is mapped from integration.response.header.X",
        f"{IN_PART}the response template for application/json is in VTL",
    }


def test_an_operation_id_is_the_operation_name_of_a_rest_method():
    uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${F.Arn}/invocations"
    integration = f"x-amazon-apigateway-integration: {{type: aws_proxy, httpMethod: POST, uri: '{uri}'}}"
    text = (
        f"swagger: '2.0'\npaths:\n  /a:\n    get: {{operationId: readA, {integration}}}\n    put: {{{integration}}}\n"
    )
    read, put = read_api(text, name="openapi.yaml").api.routes
    assert (read.settings.get("operation_name"), put.settings.get("operation_name")) == ("readA", None)


def test_an_operation_that_leads_elsewhere_is_a_route_without_a_function():
    integration = "x-amazon-apigateway-integration: {type: http, httpMethod: GET, uri: 'https://example.com'}"
    text = f"swagger: '2.0'\npaths:\n  /a/:\n    get: {{{integration}}}\n"
    document = read_api(text, name="openapi.yaml")
    assert [(each.key, each.settings) for each in document.api.mocks] == [("GET /a", {"leads_to": "http"})]
    assert [(note.where, note.what) for note in document.not_understood] == [
        (
            "openapi.yaml:4:11",
            "The integration of GET /a is http, not a Lambda proxy: what it answers is not simulated",
        )
    ]
