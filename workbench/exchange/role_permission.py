"""Whether the execution role allows what the function did in this exchange."""

from __future__ import annotations

from workbench.exchange.record import PermissionAnswer, RoleReview, Step
from workbench.exchange.role_documents import read_role

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypedDict

    from workbench.events.outcome import AwsCall, Outcome
    from workbench.exchange.order import Order
    from workbench.exchange.record import StepOutcome
    from workbench.exchange.trace import Trace
    from workbench.permissions.execution_role import ActionVerdict
    from workbench.permissions.explanation import Decision
    from workbench.permissions.role_session import RoleSession
    from workbench.runtime.call_record import AwsCallAsked

    class _Place(TypedDict):
        policy_name: str
        line: int


_NOT_GIVEN = "The policies of the execution role are not known here; name them, and this question is answered."
_UNSEEN = (
    "What this function asks AWS for is not seen here: only Python handlers that run on this machine in the "
    "workbench's own client tell. Check actions by hand instead."
)
_DENIED = frozenset({"implicitly_denied", "explicitly_denied"})


def denials(order: Order, *, now_ms: int) -> Callable[[AwsCallAsked], str | None] | None:
    """What answers a call before it leaves, in AWS's words, where the order enforces the role; else None."""
    if order.enforce != "deny" or order.role is None:
        return None
    from workbench.permissions.execution_role import check_call, enforced

    session = _session(order, now_ms)

    def decide(asked: AwsCallAsked) -> str | None:
        return enforced(check_call(session, asked.service, asked.operation, asked.parameters, region=asked.region))

    return decide


def execution_role(order: Order, outcome: Outcome, trace: Trace, *, now_ms: int) -> RoleReview:
    """One answer for each action that each call of the run needed, and their step on the trace."""
    calls = outcome.aws_calls
    unseen = "" if outcome.records_calls or calls else _UNSEEN
    if order.enforce == "off" or (order.role is None and not calls):
        return RoleReview(unseen=unseen)
    with trace.timed() as ended:
        if order.role is None:
            answers = tuple(_not_known(call) for call in calls)
            ended(Step("execution_role", "unknown", _NOT_GIVEN))
            return RoleReview(answers, unseen=unseen)
        session = _session(order, now_ms)
        trust = _trust(session)
        judged = [(call, verdict) for call in calls for verdict in _verdicts(session, call)]
        answers = (*((trust,) if trust else ()), *(_answer(verdict, call) for call, verdict in judged))
        if answers or unseen:
            ended(_step(answers, len(calls), unseen=unseen))
    verdicts = [verdict for _, verdict in judged]
    return _reviewed(order, session, answers, verdicts) if verdicts else RoleReview(answers, unseen=unseen)


def check_actions(order: Order, asked: Iterable[tuple[str, str]], *, now_ms: int) -> tuple[PermissionAnswer, ...]:
    """Whether the role allows each action on its resource, as a person listed them; no run is needed."""
    if order.role is None:
        return tuple(PermissionAnswer("unknown", _NOT_GIVEN, *each, "unknown") for each in asked)
    from workbench.permissions.api_call import RequiredAction
    from workbench.permissions.execution_role import check_action

    session = _session(order, now_ms)
    region = session.function_arn.split(":")[3] if session.function_arn else "us-east-1"
    return tuple(_answer(check_action(session, RequiredAction(*each), region=region), None) for each in asked)


def _reviewed(
    order: Order, session: RoleSession, answers: tuple[PermissionAnswer, ...], verdicts: list[ActionVerdict]
) -> RoleReview:
    from workbench.permissions.least_privilege import least_privilege, unused_permissions

    needed = [verdict.required for verdict in verdicts]
    function = order.function
    region = session.function_arn.split(":")[3] if session.function_arn else "us-east-1"
    log_group = f"arn:aws:logs:{region}:{session.role.account}:log-group:/aws/lambda/{function.name}"
    unused = [
        f"{each.action} on {', '.join(each.resources)} ({each.policy}, line {each.line})"
        for each in unused_permissions(session.role.policies or (), needed)
        if not each.by_lambda
    ]
    import json

    policy = json.dumps(least_privilege(needed, log_group_arn=log_group), indent=2)
    return RoleReview(answers, least_privilege=policy, unused=tuple(unused))


def _session(order: Order, now_ms: int) -> RoleSession:
    from workbench.permissions.resource_policy import ResourcePolicy
    from workbench.permissions.role_session import RoleSession

    role, function = order.role, order.function
    if role is None:
        raise ValueError(order)
    account = function.account_id or "123456789012"
    documents = read_role(role, arn=role.arn or f"arn:aws:iam::{account}:role/{function.name}-role")
    theirs = tuple(ResourcePolicy(each.arn, each.policy.name, each.policy.text) for each in order.resource_policies)
    return RoleSession(documents, function.name, function.arn, now_ms, theirs)


def _verdicts(session: RoleSession, call: AwsCall) -> tuple[ActionVerdict, ...]:
    from workbench.permissions.execution_role import check_call, denied_by_aws

    verdicts = check_call(session, call.service, call.operation, call.parameters, region=call.region)
    proof = denied_by_aws(session, call.error_message, region=call.region) if call.outcome == "error" else None
    if proof is None:
        return verdicts
    from dataclasses import replace

    # What AWS answered to this very role is not to be guessed again.
    proven = replace(proof, service=call.service, operation=call.operation)
    return (proven, *(each for each in verdicts if each.action.lower() != proven.action.lower()))


def _trust(session: RoleSession) -> PermissionAnswer | None:
    """May Lambda assume the role; None where its trust policy was not given."""
    if session.role.trust is None:
        return None
    from workbench.permissions.execution_role import check_trust

    decision = check_trust(session.role)
    return PermissionAnswer(
        decision=decision.decision,
        reason=decision.reason,
        action="sts:AssumeRole",
        resource=session.role.arn,
        basis="simulated",
        explanation=decision.to_json(),
        effect="" if decision.allowed else "Lambda cannot assume the role: the function cannot run at all.",
        **_place(decision),
    )


def _answer(verdict: ActionVerdict, call: AwsCall | None) -> PermissionAnswer:
    denied = verdict.decision in _DENIED
    return PermissionAnswer(
        decision=verdict.decision,
        reason=verdict.reason,
        action=verdict.action,
        resource=verdict.resource,
        basis=verdict.basis,
        explanation=verdict.explained.to_json(),
        mends=verdict.mends,
        effect=f"In AWS the call fails: {verdict.denied_message}" if denied else "",
        notes=verdict.notes,
        about=call,
        **_place(verdict.explained),
    )


def _place(decision: Decision) -> _Place:
    shown = next(iter(decision.deciding), None) or decision.closest
    if shown is None:
        return {"policy_name": "", "line": 0}
    return {"policy_name": shown.policy.name, "line": shown.result.statement.line}


def _not_known(call: AwsCall) -> PermissionAnswer:
    from workbench.permissions.operations import actions_of

    needed = next(iter(actions_of(call.service, call.operation, call.parameters, call.region, "123456789012")), None)
    action = needed.action if needed else f"{call.service}:{call.operation}"
    return PermissionAnswer("unknown", _NOT_GIVEN, action, needed.resource if needed else "*", "unknown", about=call)


def _step(answers: tuple[PermissionAnswer, ...], calls: int, *, unseen: str) -> Step:
    denied = [answer for answer in answers if answer.decision in _DENIED]
    unknown = [answer for answer in answers if answer.decision == "unknown"]
    outcome: StepOutcome = "denied" if denied else "unknown" if unknown or unseen else "ok"
    said = f"{len(answers)} allowed"
    if denied:
        said = f"{denied[0].action} is denied" + (f", and {len(denied) - 1} more" if len(denied) > 1 else "")
    elif unknown:
        said = f"{unknown[0].action} cannot be decided"
    elif unseen:
        said = unseen
    detail = {"aws_calls": calls, "denied": [f"{answer.action} on {answer.resource}" for answer in denied]}
    return Step("execution_role", outcome, said, detail=detail)
