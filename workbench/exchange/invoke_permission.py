"""Whether API Gateway, or whoever stands in front, may invoke the function, as this exchange asks it."""

from __future__ import annotations

from workbench.exchange.record import PermissionAnswer, Step
from workbench.exchange.role_documents import read_role

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from workbench.events.json_value import Json
    from workbench.exchange.order import Order
    from workbench.exchange.passage import Passage
    from workbench.exchange.record import StepOutcome
    from workbench.exchange.trace import Trace
    from workbench.permissions.gateway_invoke import InvokeVerdict
    from workbench.permissions.invoke_question import InvokeQuestion

_NOT_GIVEN = "The function's resource policy is not known here; name it, and this question is answered."
_FUNCTION_ARN_PARTS = 7


def invoke_permission(order: Order, passage: Passage, trace: Trace) -> PermissionAnswer | None:
    """The answer, and its step on the trace; None for an event that no gateway sends."""
    if passage.arrival is None or passage.api is None:
        return None
    with trace.timed() as ended:
        if order.function_policy is None and not (passage.route and passage.route.credentials):
            answer = PermissionAnswer("unknown", _NOT_GIVEN, "lambda:InvokeFunction", order.function.arn, "unknown")
            ended(Step("invoke_permission", "unknown", _NOT_GIVEN))
            return answer
        answer, verdict = _judged(order, passage)
        outcome: StepOutcome = "denied"
        if answer.decision in {"allowed", "unknown"}:
            outcome = "ok" if answer.decision == "allowed" else "unknown"
        ended(
            Step(
                "invoke_permission",
                outcome,
                answer.reason,
                came_in={"source_arns": list(verdict.source_arns), "function": verdict.resource},
                detail={"deciding": f"{answer.policy_name}:{answer.line}" if answer.line else ""},
            )
        )
    return answer


def invoke_question(order: Order, passage: Passage) -> InvokeQuestion:
    """The question that this exchange asks of the permissions."""
    from workbench.permissions.invoke_question import InvokeQuestion

    arrival, api, request = passage.arrival, passage.api, passage.request
    if arrival is None or api is None:
        raise ValueError(passage.source)
    keyed = not arrival.resource.startswith("/")
    credentials = (passage.route.credentials if passage.route else None) or ""
    assumed = next((read_role(each, arn=each.arn) for each in order.assumed_roles if each.arn == credentials), None)
    return InvokeQuestion(
        api_type=api.type,
        function_arn=_function_arn(order),
        api_id=arrival.api_id,
        stage=arrival.stage,
        region=arrival.region,
        account_id=arrival.account_id,
        method=arrival.route_method,
        path=arrival.resource if not keyed else "/",
        route_key=arrival.resource if keyed else "",
        concrete_method=request.method if request else "",
        concrete_path=arrival.path,
        credentials=credentials,
        credentials_trust=assumed.trust if assumed else None,
        credentials_policies=assumed.policies if assumed else None,
        auth_type="AWS_IAM" if api.settings.get("auth_type") == "AWS_IAM" else "NONE",
        target_group_arn=_target_group(passage.event) if api.type == "ALB" else "",
    )


def _target_group(event: Json) -> str:
    """The target group that an event names; empty where it names none."""
    found = event
    for name in ("requestContext", "elb", "targetGroupArn"):
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, str) else ""


def _judged(order: Order, passage: Passage) -> tuple[PermissionAnswer, InvokeVerdict]:
    from workbench.permissions.document import parse_policy
    from workbench.permissions.gateway_invoke import may_invoke

    given = order.function_policy
    policy = parse_policy(given.text, name=given.name, kind="resource") if given else None
    verdict = may_invoke(invoke_question(order, passage), policy)
    return answer_of(verdict), verdict


def answer_of(verdict: InvokeVerdict) -> PermissionAnswer:
    """A verdict as the record of an exchange keeps it."""
    shown = verdict.deciding or verdict.closest
    return PermissionAnswer(
        decision=verdict.decision,
        reason=verdict.reason,
        action=verdict.action,
        resource=verdict.resource,
        basis=verdict.basis,
        explanation=verdict.to_json() | verdict.explanation,
        mends=verdict.mends,
        effect=verdict.effect,
        notes=(
            *(f"{finding.severity}: {finding.message}" for finding in verdict.findings),
            f"Not evaluated: {', '.join(verdict.not_evaluated)}.",
        ),
        policy_name=shown.policy.name if shown else "",
        line=shown.result.statement.line if shown else 0,
    )


def _function_arn(order: Order) -> str:
    """The ARN that is invoked in AWS.

    A function that is known by its file only has a made-up name here. Its policy then says who it is: a function
    policy can name no function but its own.
    """
    if order.is_named or order.function_policy is None:
        return order.function.arn
    named = _only_function(order.function_policy.text)
    if not named:
        return order.function.arn
    qualifier = order.function.qualifier
    plain = ":".join(named.split(":")[:_FUNCTION_ARN_PARTS])
    return f"{plain}:{qualifier}" if qualifier else named


def _only_function(policy_text: str) -> str:
    """The one function ARN that a policy's statements name; empty where they name several, none, or a pattern."""
    import json

    try:
        document = json.loads(policy_text)
        statements = document["Statement"]
        rows = [statements] if isinstance(statements, dict) else statements
        found = {row["Resource"] for row in rows}
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    arn = next(iter(found)) if len(found) == 1 else ""
    return arn if isinstance(arn, str) and ":function:" in arn and not set("*?") & set(arn) else ""
