"""Evaluating a case: every statement of every policy meets the request, and IAM's logic makes one decision of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.permissions.arn import Arn
from workbench.permissions.explanation import DecidingStatement, Decision, PolicyExplanation, condition_text
from workbench.permissions.finding import Finding
from workbench.permissions.reason import Outcome, allowed_if, headline_of, reason_of
from workbench.permissions.rule import SET_PAGE
from workbench.permissions.verdict_logic import Vote, any_of, decide, rule_of, sides_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.permissions.case import Case
    from workbench.permissions.principal import Caller
    from workbench.permissions.statement import Asked
    from workbench.permissions.verdict_logic import Choice, Sides

NEVER_EVALUATED = (
    "Service control policies (SCP)",
    "Resource control policies (RCP)",
    "VPC endpoint policies",
)
"""What only AWS knows; said with every decision."""


def evaluate(case: Case) -> Decision:
    """Decide a case and say why."""
    asked = case.asked
    explained = tuple(
        [
            PolicyExplanation(policy, tuple([statement.explain(asked) for statement in policy.statements]))
            for policy in case.policies
        ]
    )
    sides = _sides(case, asked.caller, explained)
    choice = decide(case, asked.caller, sides)
    applied = rule_of(case, asked.caller, sides, choice)
    deciding = tuple(_deciding(explained, choice))
    closest = _closest(explained) if choice in {"implicitly_denied", "unknown"} else None
    outcome = Outcome(sides, choice, applied, deciding, closest)
    return Decision(
        request=case.request,
        decision=choice,
        reason=reason_of(case, outcome),
        headline=headline_of(case, outcome),
        rule=applied,
        deciding=deciding,
        policies=explained,
        closest=closest,
        allowed_if=tuple(allowed_if(case, outcome)),
        findings=tuple(_findings(case, asked, explained)),
        not_evaluated=_not_evaluated(case, asked.caller),
    )


def decision_of(case: Case) -> Choice:
    """The decision alone, for asking the same of hundreds of routes."""
    asked = case.asked
    denies: list[bool | None] = []
    votes: list[Vote] = []
    for policy in case.policies:
        if not policy.readable:
            denies.append(None)
            votes.append(Vote(policy.kind, "everyone", None))
        denies.extend(each.applies(asked) for each in policy.statements if each.effect == "Deny")
        for statement in policy.statements:
            applies = statement.effect == "Allow" and statement.applies(asked)
            if applies is False:
                continue
            votes.append(Vote(policy.kind, statement.level(asked), applies))
            if applies and asked.caller.kind == "service":
                break  # another Allow changes nothing for a service
    sides = sides_of(case, asked.caller, any_of(denies), votes)
    return decide(case, asked.caller, sides)


def _sides(case: Case, caller: Caller, explained: Iterable[PolicyExplanation]) -> Sides:
    denies: list[bool | None] = []
    votes: list[Vote] = []
    for each in explained:
        if not each.policy.readable:
            denies.append(None)
            votes.append(Vote(each.policy.kind, "everyone", None))
        for result in each.statements:
            if result.statement.effect == "Deny":
                denies.append(result.applies)
            elif result.applies is not False:
                votes.append(Vote(each.policy.kind, result.level, result.applies))
    return sides_of(case, caller, any_of(denies), votes)


def _deciding(explained: tuple[PolicyExplanation, ...], choice: Choice) -> Iterator[DecidingStatement]:
    wanted = {"allowed": ("Allow", True), "explicitly_denied": ("Deny", True)}.get(choice)
    for each in explained:
        for result in each.statements:
            if choice == "unknown":
                if result.applies is None:
                    yield DecidingStatement(each.policy, result)
            elif wanted == (result.statement.effect, result.applies):
                yield DecidingStatement(each.policy, result)


def _closest(explained: tuple[PolicyExplanation, ...]) -> DecidingStatement | None:
    candidates: list[DecidingStatement] = []
    for each in explained:
        for result in each.statements:
            if result.statement.effect == "Deny" or result.applies:
                continue
            candidates.append(DecidingStatement(each.policy, result))
    return max(candidates, key=lambda candidate: candidate.result.closeness, default=None)


def _findings(case: Case, asked: Asked, explained: tuple[PolicyExplanation, ...]) -> Iterator[Finding]:
    yield from _about_request(case, asked.caller)
    for policy in case.policies:
        yield from policy.findings
    if any(value.several for value in asked.context.known.values()):
        for each in explained:
            yield from _several(each)


def _about_request(case: Case, caller: Caller) -> Iterator[Finding]:
    request = case.request
    if caller.kind == "other":
        message = f"'{request.principal}' is neither a service name nor the ARN of a user, role or session."
        yield Finding("unreadable-principal", "warning", message, "request", mend="Check the spelling.")
    if ":" not in request.action:
        message = f"'{request.action}' is no action; nothing but * covers it."
        yield Finding("unreadable-action", "warning", message, "request", mend="Write it as s3:GetObject.")
    if request.resource != "*" and not Arn.of(request.resource).parts:
        message = f"'{request.resource}' is no ARN; nothing but * covers it."
        yield Finding("unreadable-resource", "warning", message, "request", mend="Write the whole ARN, or *.")


def _several(each: PolicyExplanation) -> Iterator[Finding]:
    for statement in each.statements:
        for result in statement.conditions:
            if result.reason == "several_values":
                yield Finding(
                    "several-values",
                    "warning",
                    f"{condition_text(result)}.",
                    each.policy.name,
                    result.condition.line,
                    result.condition.column,
                    SET_PAGE,
                    "Write ForAnyValue or ForAllValues before the operator.",
                )


def _not_evaluated(case: Case, caller: Caller) -> tuple[str, ...]:
    more: list[str] = []
    if caller.kind in {"session", "role"} and not case.session_policies:
        more.append("Session policies (none given)")
    if caller.account and not case.resource_account and case.request.resource != "*":
        more.append("Which account owns the resource (taken to be the caller's own)")
    return (*NEVER_EVALUATED, *more)
