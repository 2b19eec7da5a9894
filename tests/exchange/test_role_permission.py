from __future__ import annotations

import json
from dataclasses import replace

import pytest

from workbench.events.outcome import AwsCall, Outcome
from workbench.exchange.order import ExecutionRole, Order, PolicyText, ResourcePolicyText
from workbench.exchange.role_permission import check_actions, execution_role
from workbench.exchange.trace import Trace
from workbench.runtime.function import EnvironmentValue, LocalFunction

ROLE = "arn:aws:iam::123456789012:role/orders-role"
TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"

WRITES = """import boto3
    from botocore.exceptions import ClientError, EndpointConnectionError
    try:
        boto3.client('dynamodb').put_item(TableName='orders', Item={'id': {'S': '1'}})
    except EndpointConnectionError:
        return 'left'
    except ClientError as error:
        return {'code': error.response['Error']['Code'], 'message': error.response['Error']['Message']}
    return 'written'"""


def allowing(*actions: str) -> PolicyText:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": TABLE}
    return PolicyText("role.json", json.dumps({"Version": "2012-10-17", "Statement": [statement]}))


def trusting(service: str) -> PolicyText:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return PolicyText("trust.json", json.dumps({"Version": "2012-10-17", "Statement": [statement]}))


@pytest.fixture
def order(write_function):
    # Should a call leave all the same, it gets no further than a port of this machine that nobody serves.
    nowhere = EnvironmentValue("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    function = replace(write_function(WRITES, timeout_s=20), environment=(nowhere,))
    return Order(function, event=b"{}", enforce="deny", role=ExecutionRole(ROLE, (allowing("dynamodb:GetItem"),)))


def test_a_call_that_the_role_does_not_allow_meets_awss_own_words(road, order):
    exchange = road.run(order)
    assert json.loads(exchange.outcome.payload) == {
        "code": "AccessDeniedException",
        "message": "User: arn:aws:sts::123456789012:assumed-role/orders-role/orders is not authorized to perform: "
        f"dynamodb:PutItem on resource: {TABLE} because no identity-based policy allows the dynamodb:PutItem action",
    }
    (answer,) = exchange.execution_role
    assert (answer.action, answer.resource, answer.decision) == ("dynamodb:PutItem", TABLE, "implicitly_denied")
    assert answer.about == exchange.outcome.aws_calls[0]
    assert exchange.outcome.aws_calls[0].outcome == "denied"
    assert [step.outcome for step in exchange.steps if step.name == "execution_role"] == ["denied"]


def test_the_run_tells_the_least_that_its_role_needs_and_what_it_never_used(road, order):
    exchange = road.run(order)
    assert "dynamodb:PutItem" in exchange.role.least_privilege
    assert exchange.role.unused == (f"dynamodb:GetItem on {TABLE} (role.json, line 1)",)


def test_without_a_role_a_call_is_neither_allowed_nor_denied(road, order):
    exchange = road.run(replace(order, role=None))
    assert exchange.outcome.payload == b'"left"'
    assert [answer.decision for answer in exchange.execution_role] == ["unknown"]


def test_a_role_that_lambda_cannot_assume_is_said(road, write_function):
    role = ExecutionRole(ROLE, (), trust=trusting("ec2.amazonaws.com"))
    exchange = road.run(Order(write_function("return 1"), event=b"{}", role=role))
    (answer,) = exchange.execution_role
    assert (answer.action, answer.decision) == ("sts:AssumeRole", "implicitly_denied")
    assert "cannot run at all" in answer.effect


def test_what_was_not_read_of_a_role_leaves_its_verdicts_unknown(road, order):
    role = replace(order.role, not_read=("iam:GetRolePolicy",))
    exchange = road.run(replace(order, role=role))
    assert exchange.outcome.payload == b'"left"'
    assert [answer.decision for answer in exchange.execution_role] == ["unknown"]


def test_what_a_run_asked_aws_for_is_not_called_allowed_where_nobody_saw_it(road, write_function):
    role = ExecutionRole(ROLE, (), trust=trusting("lambda.amazonaws.com"))
    order = Order(write_function("return 1"), event=b"{}", role=role)
    seen = road.run(order)
    assert (seen.role.unseen, seen.steps[-1].outcome) == ("", "ok")
    trace = Trace()
    review = execution_role(order, replace(seen.outcome, records_calls=False), trace, now_ms=0)
    assert "is not seen here" in review.unseen
    assert [answer.decision for answer in review.answers] == ["allowed"]
    assert [(step.name, step.outcome, step.summary) for step in trace.steps] == [
        ("execution_role", "unknown", review.unseen)
    ]


def test_switched_off_nothing_is_asked(road, write_function):
    role = ExecutionRole(ROLE, (), trust=trusting("ec2.amazonaws.com"))
    exchange = road.run(Order(write_function("return 1"), event=b"{}", role=role, enforce="off"))
    assert exchange.execution_role == ()


def test_what_aws_refused_this_role_is_proven_whatever_the_policies_say():
    said = (
        f"User: {ROLE.replace(':iam:', ':sts:').replace('role/', 'assumed-role/')}/local is not authorized to perform: "
        f"dynamodb:PutItem on resource: {TABLE} with an explicit deny in a service control policy"
    )
    call = AwsCall(
        "dynamodb", "PutItem", {"TableName": "orders"}, "us-east-1", "error", error="AccessDeniedException",
        error_message=said,
    )  # fmt: skip
    order = Order(
        LocalFunction("orders", "orders.handler", "."), event=b"{}",
        role=ExecutionRole(ROLE, (allowing("dynamodb:PutItem"),)),
    )  # fmt: skip
    (answer,) = execution_role(order, Outcome("1", b"{}", aws_calls=(call,)), Trace(), now_ms=0).answers
    assert (answer.decision, answer.basis) == ("explicitly_denied", "proven")
    assert answer.reason == f"AWS answered: {said}"
    assert any("policies at hand say otherwise" in note for note in answer.notes)


def test_a_list_of_actions_is_judged_without_a_run(write_function):
    role = ExecutionRole(ROLE, (allowing("dynamodb:GetItem"),))
    order = Order(write_function("return 1"), event=b"{}", role=role)
    asked = [("dynamodb:GetItem", TABLE), ("dynamodb:PutItem", TABLE)]
    allowed, denied = check_actions(order, asked, now_ms=0)
    assert (allowed.decision, denied.decision) == ("allowed", "implicitly_denied")
    assert (denied.action, denied.resource, denied.about) == ("dynamodb:PutItem", TABLE, None)
    unknown = check_actions(replace(order, role=None), asked, now_ms=0)
    assert [answer.decision for answer in unknown] == ["unknown", "unknown"]


def test_the_policy_of_what_is_called_has_its_say(road, order):
    statement = {"Effect": "Deny", "Principal": "*", "Action": "dynamodb:*", "Resource": "*"}
    theirs = PolicyText("table.json", json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    role = replace(order.role, policies=(allowing("dynamodb:PutItem"),))
    exchange = road.run(replace(order, role=role, resource_policies=(ResourcePolicyText(TABLE, theirs),)))
    (answer,) = exchange.execution_role
    assert (answer.decision, answer.policy_name) == ("explicitly_denied", "table.json")
    assert json.loads(exchange.outcome.payload)["message"].endswith("with an explicit deny in a resource-based policy")
