from __future__ import annotations

import json

import pytest
from botocore.stub import Stubber

from workbench.deployed.policies import EMPTY_POLICY, execution_role, function_policy
from workbench.deployed.target import deployed_function
from workbench.errors import ServiceError
from workbench.exchange.simulated import role_answer

ALLOW = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "*"}],
}
ROLE = "arn:aws:iam::111122223333:role/team/orders"


def denied(stub: Stubber, operation: str, action: str, code: str = "AccessDenied") -> None:
    said = f"User: arn:aws:iam::1:user/me is not authorized to perform: {action} on resource: x"
    stub.add_client_error(operation, code, said, http_status_code=403)


def test_the_policy_is_read_by_qualifier(session):
    function = deployed_function("aws:orders:live", session.account)
    with Stubber(session.client("lambda")) as stub:
        stub.add_response("get_policy", {"Policy": json.dumps(ALLOW)}, {"FunctionName": "orders", "Qualifier": "live"})
        found = function_policy(session, function)
    assert found.policy is not None
    assert (found.policy.name, json.loads(found.policy.text)) == ("policy of orders:live", ALLOW)


def test_no_policy_is_an_empty_one_and_a_denied_one_is_unknown(session):
    function = deployed_function("aws:orders", session.account)
    with Stubber(session.client("lambda")) as stub:
        stub.add_client_error("get_policy", "ResourceNotFoundException", "none", http_status_code=404)
        empty = function_policy(session, function)
        denied(stub, "get_policy", "lambda:GetPolicy", "AccessDeniedException")
        unread = function_policy(session, function)
    assert empty.policy is not None
    assert empty.policy.text == EMPTY_POLICY
    assert (unread.policy, unread.not_read) == (None, "lambda:GetPolicy")


def test_a_whole_role_is_read(session):
    boundary = {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/edge", "PermissionsBoundaryType": "Policy"}
    with Stubber(session.client("iam")) as stub:
        stub.add_response("get_role", {"Role": role(PermissionsBoundary=boundary)}, {"RoleName": "orders"})
        stub.add_response("list_role_policies", {"PolicyNames": ["own"], "IsTruncated": False})
        stub.add_response(
            "get_role_policy", {"RoleName": "orders", "PolicyName": "own", "PolicyDocument": json.dumps(ALLOW)}
        )
        attached = {"PolicyName": "shared", "PolicyArn": "arn:aws:iam::111122223333:policy/shared"}
        stub.add_response("list_attached_role_policies", {"AttachedPolicies": [attached], "IsTruncated": False})
        for _ in range(2):
            stub.add_response("get_policy", {"Policy": {"DefaultVersionId": "v2"}})
            stub.add_response("get_policy_version", {"PolicyVersion": {"Document": json.dumps(ALLOW)}})
        found = execution_role(session, ROLE)
    assert [policy.name for policy in found.policies] == ["own", "shared"]
    assert found.boundary is not None
    assert (found.boundary.name, found.trust is not None, found.not_read) == ("edge", True, ())


def test_each_denied_read_of_a_role_is_named_and_the_verdict_is_unknown(session):
    with Stubber(session.client("iam")) as stub:
        denied(stub, "get_role", "iam:GetRole")
        stub.add_response("list_role_policies", {"PolicyNames": ["one", "two"], "IsTruncated": False})
        denied(stub, "get_role_policy", "iam:GetRolePolicy")
        denied(stub, "get_role_policy", "iam:GetRolePolicy")
        denied(stub, "list_attached_role_policies", "iam:ListAttachedRolePolicies")
        found = execution_role(session, ROLE)
    assert found.not_read == ("iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies")
    answer = role_answer(found, "dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111122223333:table/t")
    assert answer.decision == "unknown"
    assert "iam:GetRolePolicy" in answer.reason


def test_another_failure_is_no_denial(session):
    with Stubber(session.client("iam")) as stub:
        stub.add_client_error("get_role", "ServiceFailure", "broken", http_status_code=500)
        with pytest.raises(ServiceError, match="the service failed"):
            execution_role(session, ROLE)


def role(**more: object) -> dict[str, object]:
    return {
        "Path": "/team/",
        "RoleName": "orders",
        "RoleId": "AROAEXAMPLEEXAMPLE",
        "Arn": ROLE,
        "CreateDate": "2026-01-01T00:00:00Z",
        "AssumeRolePolicyDocument": json.dumps(ALLOW),
        **more,
    }
