"""May API Gateway, a load balancer or a URL invoke the function: for one request, or for every route at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.permissions.evaluation import decision_of, evaluate
from workbench.permissions.invoke_cases import INVOKE, INVOKE_URL, cases_of
from workbench.permissions.invoke_effect import effect_rule
from workbench.permissions.invoke_mend import permission_mends, reading_mends, role_mends
from workbench.permissions.invoke_question import source_candidates
from workbench.permissions.invoke_width import too_wide

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.permissions.document import Policy
    from workbench.permissions.explanation import DecidingStatement, Decision
    from workbench.permissions.finding import Finding
    from workbench.permissions.invoke_mend import Mend
    from workbench.permissions.invoke_question import InvokeQuestion
    from workbench.permissions.json_source import JsonObject
    from workbench.permissions.rule import Rule
    from workbench.permissions.verdict_logic import Choice


@dataclass(frozen=True, slots=True)
class Check:
    """One authorization that has to succeed, and its answer."""

    what: str
    """Such as the source ARN, or the role that is assumed."""
    form: Literal["template", "concrete", "exact"]
    decision: Decision


@dataclass(frozen=True, slots=True)
class InvokeVerdict:
    """The answer to an InvokeQuestion."""

    question: InvokeQuestion
    decision: Choice
    reason: str
    """One sentence."""
    action: str
    resource: str
    source_arns: tuple[str, ...]
    checks: tuple[Check, ...]
    deciding: DecidingStatement | None
    closest: DecidingStatement | None
    """Where it is denied: the Allow that came nearest."""
    mends: tuple[Mend, ...]
    """(title, text to copy)."""
    effect: str
    """What a client would see in AWS; empty where it is allowed."""
    effect_rule: Rule | None
    findings: tuple[Finding, ...]
    not_evaluated: tuple[str, ...]
    basis: Literal["simulated", "unknown"]
    """`unknown` where a policy that has a say is not known."""

    @property
    def explanation(self) -> JsonObject:
        """The check that decided, in the shape that `permissions evaluate` prints."""
        wanted = next((check for check in self.checks if check.decision.decision == self.decision), None)
        if wanted is None and self.checks:
            wanted = next((check for check in self.checks if not check.decision.allowed), self.checks[0])
        return {} if wanted is None else wanted.decision.to_json() | {"source_arn": wanted.what}

    def to_json(self) -> JsonObject:
        """The verdict as a JSON object."""
        return {
            "decision": self.decision,
            "reason": self.reason,
            "action": self.action,
            "resource": self.resource,
            "source_arns": list(self.source_arns),
            "checks": [
                {"what": check.what, "form": check.form, "decision": check.decision.decision} for check in self.checks
            ],
            "deciding": self.deciding.to_json() if self.deciding is not None else None,
            "closest": self.closest.to_json() if self.closest is not None else None,
            "mends": [{"title": title, "text": text} for title, text in self.mends],
            "effect": self.effect,
            "findings": [finding.to_json() for finding in self.findings],
            "not_evaluated": list(self.not_evaluated),
            "basis": self.basis,
            "explanation": self.explanation,
        }


def may_invoke(question: InvokeQuestion, policy: Policy | None) -> InvokeVerdict:
    """Decide whether the function may be invoked; `policy` is the one of exactly the ARN invoked, None if not known."""
    asked = tuple(cases_of(question, policy))
    checks = tuple(Check(what, form, evaluate(case)) for what, form, case in asked)
    choice = _together(tuple((check.form, check.decision.decision) for check in checks))
    lead = next((check for check in checks if check.decision.decision == choice), checks[0])
    deciding = next(iter(lead.decision.deciding), None)
    denied = tuple(check for check in checks if not check.decision.allowed)
    role = bool(question.credentials) and denied[:1] == checks[:1]
    effect = None if choice == "allowed" else effect_rule(question, role=role)
    findings = {finding: None for check in checks for finding in check.decision.findings}
    if choice == "allowed" and deciding is not None:
        findings |= dict.fromkeys(too_wide(question, deciding))
    known = all(each.readable for check in checks for each in _policies(check))
    return InvokeVerdict(
        question=question,
        decision=choice,
        reason=_reason(question, choice, checks, lead),
        action=lead.decision.request.action,
        resource=question.function_arn,
        source_arns=tuple(candidate.arn for candidate in source_candidates(question)),
        checks=checks,
        deciding=deciding,
        closest=next((check.decision.closest for check in denied if check.decision.closest is not None), None),
        mends=_mends(question, choice, checks, policy),
        effect="" if effect is None else (effect.text if choice != "unknown" else f"If it is denied: {effect.text}"),
        effect_rule=effect,
        findings=tuple(findings),
        not_evaluated=lead.decision.not_evaluated,
        basis="simulated" if known else "unknown",
    )


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One row of the matrix of routes: the decision alone; `may_invoke` explains it."""

    question: InvokeQuestion
    decision: Choice
    source_arns: tuple[str, ...]


def route_matrix(asked: Iterable[tuple[InvokeQuestion, Policy | None]]) -> tuple[RouteRow, ...]:
    """The decision for every route, without explanations, so that hundreds take no time."""
    rows: list[RouteRow] = []
    for question, policy in asked:
        answers = tuple((form, decision_of(case)) for _, form, case in cases_of(question, policy))
        arns = tuple(candidate.arn for candidate in source_candidates(question))
        rows.append(RouteRow(question, _together(answers), arns))
    return tuple(rows)


def _together(answers: tuple[tuple[str, Choice], ...]) -> Choice:
    """One decision of many: candidates for one fact must agree; different checks must all be allowed."""
    choices = {choice for _, choice in answers}
    if choices == {"allowed"}:
        return "allowed"
    alternatives = len(answers) > 1 and answers[0][0] == "template"
    if alternatives and "allowed" in choices:
        return "unknown"
    if "explicitly_denied" in choices:
        return "explicitly_denied"
    if "implicitly_denied" in choices and (not alternatives or "unknown" not in choices):
        return "implicitly_denied"
    return "unknown"


def _policies(check: Check) -> tuple[Policy, ...]:
    return tuple(explained.policy for explained in check.decision.policies)


def _reason(question: InvokeQuestion, choice: Choice, checks: tuple[Check, ...], lead: Check) -> str:
    choices = {check.decision.decision for check in checks}
    if choice == "unknown" and len(checks) > 1 and checks[0].form == "template" and "allowed" in choices:
        fits = next(check for check in checks if check.decision.allowed)
        fails = next(check for check in checks if not check.decision.allowed)
        return (
            f"It depends on the source ARN that AWS sends: {fits.what} is allowed, {fails.what} is not; "
            "use * for ANY and for path parameters."
        )
    if choice == "implicitly_denied" and question.api_type == "FUNCTION_URL" and "allowed" in choices:
        return f"{lead.decision.reason} A function URL needs {INVOKE_URL} and {INVOKE} both."
    if not any(each.statements or not each.readable for each in _policies(lead)):
        who = lead.decision.request.principal
        return f"The function has no resource policy that lets {'everyone' if who == '*' else who} invoke it."
    return lead.decision.reason


def _mends(
    question: InvokeQuestion, choice: Choice, checks: tuple[Check, ...], policy: Policy | None
) -> tuple[Mend, ...]:
    if choice in {"allowed", "explicitly_denied"}:
        return ()
    if question.credentials and question.api_type not in {"FUNCTION_URL", "ALB"}:
        if len(checks) < 2:
            return ()
        first, second = checks[0].decision.decision, checks[1].decision.decision
        return role_mends(question, trust=first != "allowed", permission=second != "allowed")
    return (*(reading_mends(question) if policy is None else ()), *permission_mends(question))
