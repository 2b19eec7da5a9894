"""The matrix of an API: a row for every way to a function."""

import pytest

from workbench.exchange.route_permissions import InvokedFunction, RoutePermission, route_permissions
from workbench.gateway.api import Api, Authorizer, Route
from workbench.permissions.document import Policy, policy_of
from workbench.permissions.role_session import RoleDocuments

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
ROLE = "arn:aws:iam::123456789012:role/gateway"


def policy(kind, **elements) -> Policy:
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **elements}]}
    return policy_of(document, name=kind, kind=kind)


OPEN = policy("resource", Principal="*", Action="lambda:*", Resource=[FUNCTION, f"{FUNCTION}:live"])


def rows(api, *, held=None, role=None) -> list[RoutePermission]:
    function = InvokedFunction("f", FUNCTION, held)
    return list(route_permissions(api, lambda _: function, roles=lambda _: role))


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("REST", ["ANY /", "ANY /{proxy+}"]),
        ("HTTP", ["$default"]),
        ("WEBSOCKET", ["$connect", "$default", "$disconnect"]),
        ("FUNCTION_URL", ["$default"]),
        ("ALB", ["ANY /"]),
    ],
)
def test_an_api_without_routes_has_those_of_its_type(kind, keys):
    found = rows(Api(type=kind), held=OPEN)
    assert [row.route.key for row in found if row.route] == keys
    assert {row.verdict.decision for row in found} == {"allowed"}


def test_authorizers_come_after_the_routes():
    api = Api(authorizers={"a": Authorizer("a", "TOKEN", function="f"), "b": Authorizer("b", "JWT")})
    last = rows(api, held=OPEN)[-1]
    assert (last.kind, last.authorizer, last.route) == ("authorizer", "a", None)
    assert last.verdict.source_arns == ("arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/authorizers/a",)


def test_a_qualifier_belongs_to_the_arn():
    api = Api(routes=(Route("GET", "/", settings={"qualifier": "live"}),))
    assert rows(api, held=OPEN)[0].verdict.resource == f"{FUNCTION}:live"


def test_the_role_of_an_integration_is_asked_where_its_documents_are_known():
    api = Api(routes=(Route("GET", "/", credentials=ROLE),))
    trust = policy("trust", Principal={"Service": "apigateway.amazonaws.com"}, Action="sts:AssumeRole")
    may = policy("identity", Action="lambda:InvokeFunction", Resource=FUNCTION)
    assert rows(api)[0].verdict.decision == "unknown"
    assert rows(api, role=RoleDocuments(ROLE, (may,), trust))[0].verdict.decision == "allowed"
