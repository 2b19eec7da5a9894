"""Whether API Gateway, or whoever stands in front, may invoke the function, as this exchange asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.exchange.record import PermissionAnswer, Step

if TYPE_CHECKING:
    from workbench.exchange.order import Order
    from workbench.exchange.passage import Passage
    from workbench.exchange.trace import Trace

_NOT_GIVEN = "The function's resource policy is not known here: name it to have this question answered."


def invoke_permission(order: Order, passage: Passage, trace: Trace) -> PermissionAnswer | None:
    """The answer, and its step on the trace; None for an event that nobody's gateway sends."""
    if passage.arrival is None or passage.api is None:
        return None
    with trace.timed() as ended:
        if order.function_policy is None:
            answer = PermissionAnswer("unknown", _NOT_GIVEN, "lambda:InvokeFunction", order.function.arn, "unknown")
        else:
            answer = _judged(order, passage)
        outcome = {"allowed": "ok", "unknown": "unknown"}.get(answer.decision, "denied")
        ended(Step("invoke_permission", outcome, answer.reason))  # type: ignore[arg-type]
    return answer


def _judged(order: Order, passage: Passage) -> PermissionAnswer:
    from workbench.permissions.case import Case, Request
    from workbench.permissions.document import parse_policy
    from workbench.permissions.evaluation import evaluate

    policy = parse_policy(order.function_policy.text, name=order.function_policy.name, kind="resource")
    a = passage.arrival
    source = f"arn:aws:execute-api:{a.region}:{a.account_id}:{a.api_id}/{a.stage}/{a.route_method}{a.resource}"
    d = evaluate(
        Case(
            Request(
                "apigateway.amazonaws.com",
                "lambda:InvokeFunction",
                order.function.arn,
                a.account_id,
                {"aws:SourceArn": source},
            ),
            resource_policy=policy,
        )
    )
    return PermissionAnswer(d.decision, d.reason, "lambda:InvokeFunction", order.function.arn, "inferred", d.to_json())
