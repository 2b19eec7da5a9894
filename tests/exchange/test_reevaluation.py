from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.exchange.test_road import OK, URL, policy
from workbench.events.http import HttpRequest
from workbench.events.outcome import AwsCall
from workbench.exchange.order import ExecutionRole, Order, PolicyText
from workbench.exchange.reevaluation import reevaluated
from workbench.gateway.api import Api, Route
from workbench.resource import resource

if TYPE_CHECKING:
    from workbench.exchange.record import Exchange

NOW_MS = 1_795_348_800_000
POSTED = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/*/POST/pets"


def decision(exchange: Exchange) -> str | None:
    answer = exchange.invoke_permission
    return answer.decision if answer is not None else None


def role(*actions: str) -> ExecutionRole:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return ExecutionRole("arn:aws:iam::123456789012:role/pets", (PolicyText("role.json", text),))


@pytest.fixture
def order(write_function):
    function = write_function(OK)
    request = HttpRequest("POST", f"{URL}/pets", body=b"{}")
    api = Api(routes=(Route("POST", "/pets"),))
    given = policy(function.arn, POSTED.replace("POST", "GET"))
    return Order(function, request=request, api=api, function_policy=given)


def test_the_same_policies_give_the_same_answers(road, order):
    exchange = road.run(order)
    again = reevaluated(exchange, order, now_ms=NOW_MS)
    assert again.invoke_permission == exchange.invoke_permission
    assert [(step.name, step.outcome) for step in again.steps] == [(step.name, step.outcome) for step in exchange.steps]


def test_a_mended_policy_allows_the_same_request_without_a_run(road, order):
    exchange = road.run(order)
    assert decision(exchange) == "implicitly_denied"
    mended = replace(order, function_policy=policy(order.function.arn, POSTED))
    again = reevaluated(exchange, mended, now_ms=NOW_MS)
    assert decision(again) == "allowed"
    assert ("invoke_permission", "ok") in [(step.name, step.outcome) for step in again.steps]
    assert again.outcome is exchange.outcome


def test_a_composed_event_is_judged_anew_by_what_it_says_itself(road, write_function):
    event = (resource("demo") / "saved_events" / "hello.json").read_bytes()
    exchange = road.run(Order(write_function("return event"), event=event))
    assert decision(exchange) == "unknown"
    given = PolicyText(
        "hello.json", (resource("demo") / "policies" / "hello.function-policy.json").read_text(encoding="utf-8")
    )
    order = Order(write_function("return event"), event=event, function_policy=given)
    assert decision(reevaluated(exchange, order, now_ms=NOW_MS)) == "allowed"


def test_the_calls_of_the_run_are_asked_of_another_role(road, order):
    exchange = road.run(replace(order, role=role("sqs:SendMessage")))
    call = AwsCall("dynamodb", "PutItem", {"TableName": "pets"}, "us-east-1", "ok")
    exchange = replace(exchange, outcome=replace(exchange.outcome, aws_calls=(call,)))
    denied = reevaluated(exchange, replace(order, role=role("dynamodb:GetItem")), now_ms=NOW_MS)
    assert [answer.decision for answer in denied.execution_role] == ["implicitly_denied"]
    allowed = reevaluated(exchange, replace(order, role=role("dynamodb:*")), now_ms=NOW_MS)
    assert [answer.decision for answer in allowed.execution_role] == ["allowed"]


def test_a_run_that_the_gateway_answered_stays_as_it_is(road, order):
    exchange = road.run(replace(order, api=Api(routes=(Route("GET", "/cats"),))))
    assert reevaluated(exchange, order, now_ms=NOW_MS) is exchange


def test_the_role_that_the_integration_assumes_is_asked_where_it_is_known(road, order):
    assumed = "arn:aws:iam::123456789012:role/gateway"
    api = Api(routes=(Route("POST", "/pets", credentials=assumed),))
    asked = replace(order, api=api, function_policy=None)
    assert decision(road.run(asked)) == "unknown"
    statement = {"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trust = PolicyText("trust.json", json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    held = replace(role("lambda:InvokeFunction"), arn=assumed, trust=trust)
    for known, expected in (
        (held, "allowed"),
        (replace(held, policies=()), "implicitly_denied"),
        (replace(held, policies=(), not_read=("p",)), "unknown"),
        (replace(held, trust=None), "unknown"),
    ):
        assert decision(road.run(replace(asked, assumed_roles=(known,)))) == expected
