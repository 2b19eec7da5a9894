"""The resource policies of templates: stored statements, and what they come to when AWS asks."""

import json

import pytest

from tests.interchange.template_files import template
from workbench.gateway.api import Api, Route
from workbench.interchange.api_document import ApiDocument
from workbench.interchange.template_permissions import statement
from workbench.permissions.document import parse_policy
from workbench.permissions.gateway_invoke import may_invoke
from workbench.permissions.invoke_question import InvokeQuestion

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ({"Principal": "apigateway.amazonaws.com"}, {"Principal": {"Service": "apigateway.amazonaws.com"}}),
        ({"Principal": "*"}, {"Principal": "*"}),
        ({"Principal": "111122223333"}, {"Principal": {"AWS": "arn:aws:iam::111122223333:root"}}),
        ({"Principal": "arn:aws:iam::1:role/r"}, {"Principal": {"AWS": "arn:aws:iam::1:role/r"}}),
        ({"SourceArn": "arn:x"}, {"Condition": {"ArnLike": {"AWS:SourceArn": "arn:x"}}}),
        ({"SourceAccount": 123456789012}, {"Condition": {"StringEquals": {"AWS:SourceAccount": "123456789012"}}}),
        ({"PrincipalOrgID": "o-1"}, {"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}),
        ({"InvokedViaFunctionUrl": True}, {"Condition": {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}}}),
        ({"Action": "lambda:*"}, {"Action": "lambda:*"}),
    ],
)
def test_a_permission_is_stored_as_lambda_stores_it(said, stored):
    written = statement(said, sid="s", resource=ARN)
    assert written["Resource"] == ARN
    assert written.items() >= stored.items()


def decision(document: ApiDocument, api: Api, route: Route) -> str:
    """Whether the template's own permissions let the API invoke the function of a route."""
    function = document.function(str(route.function))
    assert function is not None
    qualifier = route.settings.get("qualifier")
    arn = f"arn:aws:lambda:us-east-1:123456789012:function:{function.name}"
    question = InvokeQuestion(
        api.type,
        f"{arn}:{qualifier}" if qualifier else arn,
        api_id=api.id,
        stage=api.stage,
        method=route.method,
        path=route.path,
        route_key="" if route.path.startswith("/") else route.path,
        credentials=route.credentials or "",
        target_group_arn=str(route.settings.get("target_group_arn", "")),
        auth_type=api.settings.get("auth_type", "NONE"),
    )
    policy = parse_policy(document.function_policy_text(function.id), name=function.id, kind="resource")
    return may_invoke(question, policy).decision


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("sam-hello-world.yaml", {}),
        ("sam-authorizers.yaml", {"DELETE /pets/{id}": "unknown"}),
        ("sam-http-api.yaml", {"ANY /files/{name+}": "unknown"}),
        ("sam-definition-body.yaml", {}),
        ("cdk-rest-api.template.json", {"GET /items": "implicitly_denied"}),
        ("cdk-http-api.template.json", {"GET /books/{id}": "unknown"}),
        ("cfn-rest-api.yaml", {"ANY /": "unknown"}),
    ],
)
def test_permissions_of_a_template_allow_its_routes(name, others):
    document = template(name)
    decisions = {
        each.key: decision(document, api, each) for api in document.apis for each in api.routes if each.function
    }
    assert decisions == {key: others.get(key, "allowed") for key in decisions}


def test_a_policy_text_is_json_and_holds_each_statement_once():
    document = template("sam-http-api.yaml")
    text = document.function_policy_text("OrdersFunction")
    assert [each["Sid"] for each in json.loads(text)["Statement"]] == [
        "OrdersFunctionListPermission", "OrdersFunctionGetPermission", "OrdersFunctionEverythingPermission",
    ]  # fmt: skip
