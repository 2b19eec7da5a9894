"""May API Gateway, a load balancer or a URL invoke the function: for one request, or for every route at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.permissions.evaluation import decision_of, evaluate
from workbench.permissions.invoke_cases import INVOKE, INVOKE_URL, cases_of
from workbench.permissions.invoke_effect import effect_rule
from workbench.permissions.invoke_mend import permission_mends, reading_mends, role_mends
from workbench.permissions.invoke_question import CALLER_CREDENTIALS, source_candidates
from workbench.permissions.invoke_width import too_wide

if TYPE_CHECKING:
    from workbench.permissions.case import Case
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
    choice: Choice
    case: Case

    def explain(self) -> Decision:
        """The answer with everything behind it, worked out where somebody asks."""
        return evaluate(self.case)


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
    explained: Decision
    """The check that decided."""
    explained_for: str
    """The source ARN, or whatever else that check was about."""
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
        return self.explained.to_json() | {"source_arn": self.explained_for}

    def to_json(self) -> JsonObject:
        """The verdict as a JSON object."""
        return {
            "decision": self.decision,
            "reason": self.reason,
            "action": self.action,
            "resource": self.resource,
            "source_arns": list(self.source_arns),
            "checks": [{"what": check.what, "form": check.form, "decision": check.choice} for check in self.checks],
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
    # The first candidate is the likeliest to be the one that is explained: it is evaluated once, for both.
    (what, form, case), *others = cases_of(question, policy)
    first = evaluate(case)
    checks = (
        Check(what, form, first.decision, case),
        *(Check(what, form, decision_of(case), case) for what, form, case in others),
    )
    choice = _together(tuple((check.form, check.choice) for check in checks))
    refused = tuple(check for check in checks if check.choice != "allowed")
    lead = next((check for check in checks if check.choice == choice), (*refused, *checks)[0])
    explained = first if lead is checks[0] else lead.explain()
    deciding = next(iter(explained.deciding), None)
    handed_on = question.credentials.endswith(CALLER_CREDENTIALS)
    role = bool(question.credentials) and not handed_on and refused[:1] == checks[:1]
    effect = None if choice == "allowed" else effect_rule(question, role=role)
    findings = dict.fromkeys(explained.findings)
    if choice == "allowed" and deciding is not None:
        findings |= dict.fromkeys(too_wide(question, deciding))
    known = all(policy.readable for check in checks for policy in check.case.policies)
    return InvokeVerdict(
        question=question,
        decision=choice,
        reason=_reason(question, choice, checks, explained),
        action=explained.request.action,
        resource=question.function_arn,
        source_arns=tuple(candidate.arn for candidate in source_candidates(question)),
        checks=checks,
        explained=explained,
        explained_for=lead.what,
        deciding=deciding,
        closest=explained.closest,
        mends=_mends(question, choice, checks, policy),
        effect="" if effect is None else (effect.text if choice != "unknown" else f"If it is denied: {effect.text}"),
        effect_rule=effect,
        findings=tuple(findings),
        not_evaluated=explained.not_evaluated,
        basis="simulated" if known else "unknown",
    )


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


def _reason(question: InvokeQuestion, choice: Choice, checks: tuple[Check, ...], explained: Decision) -> str:
    fits = next((check.what for check in checks if check.choice == "allowed"), "")
    fails = next((check.what for check in checks if check.choice != "allowed"), "")
    if choice == "unknown" and checks[0].form == "template" and fits:
        return (
            f"It depends on the source ARN that AWS sends: {fits} is allowed, {fails} is not; "
            "use * for ANY and for path parameters."
        )
    if choice == "implicitly_denied" and question.api_type == "FUNCTION_URL" and fits:
        return f"{explained.reason} A function URL needs {INVOKE_URL} and {INVOKE} both."
    policies = [each.policy for each in explained.policies]
    if not question.credentials and not any(each.statements or not each.readable for each in policies):
        who = explained.request.principal
        return f"The function has no resource policy that lets {'everyone' if who == '*' else who} invoke it."
    return explained.reason


def _mends(
    question: InvokeQuestion, choice: Choice, checks: tuple[Check, ...], policy: Policy | None
) -> tuple[Mend, ...]:
    if choice in {"allowed", "explicitly_denied"} or (policy is not None and not policy.readable and policy.findings):
        return ()  # nothing is to be granted, or the policy at hand is to be corrected first
    if question.credentials and question.api_type not in {"FUNCTION_URL", "ALB"}:
        if len(checks) < 2:
            return ()
        first, second = checks[0].choice, checks[1].choice
        return role_mends(question, trust=first != "allowed", permission=second != "allowed")
    return (*(reading_mends(question) if policy is None else ()), *permission_mends(question))
