"""An exchange in a terminal: what is true of every call is said once, and a broken policy names its place."""

from workbench.cli.exchange_text import exchange_text
from workbench.events.outcome import AwsCall, Outcome
from workbench.events.source import Source
from workbench.exchange.order import ExecutionRole, Order, PolicyText
from workbench.exchange.record import Exchange
from workbench.exchange.role_permission import execution_role
from workbench.exchange.trace import Trace
from workbench.runtime.function import LocalFunction

WRONG = """{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "*"},
  {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "*", "Condition": {"StringEqual": {"a": "b"}}}]}"""


def text_of(policy: str) -> str:
    calls = tuple(
        AwsCall("dynamodb", operation, {"TableName": "orders"}, "us-east-1", "ok")
        for operation in ("PutItem", "DeleteItem")
    )
    outcome = Outcome("1", b"1", aws_calls=calls)
    role = ExecutionRole("arn:aws:iam::123456789012:role/r", (PolicyText("role.json", policy),))
    function = LocalFunction("orders", "orders.handler", ".")
    review = execution_role(Order(function, event=b"{}", role=role), outcome, Trace(), now_ms=0)
    exchange = Exchange(
        "1", Source.OTHER, "local", "orders", "", "orders.handler", "", {}, "{}", outcome=outcome, role=review
    )
    return exchange_text(exchange)


def test_what_is_wrong_in_a_policy_is_said_once_with_its_place():
    text = text_of(WRONG)
    assert text.count("There is no condition operator StringEqual. Did you mean StringEquals?") == 1
    assert "\nerror: role.json:3:" in text
    assert text.count("ot evaluated: the resource's own policy") == 1


def test_what_the_run_did_not_need_is_told():
    text = text_of(WRONG)
    assert "not needed by this run:\n  dynamodb:GetItem on * (role.json, line 2)\n" in text
    assert "dynamodb:PutItem on * (role.json" not in text
