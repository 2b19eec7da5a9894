"""The one sentence that says why a case was decided so, and what would have it allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.permissions import rule
from workbench.permissions.explanation import first_mismatch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.permissions.case import Case
    from workbench.permissions.condition import ConditionResult
    from workbench.permissions.explanation import DecidingStatement
    from workbench.permissions.rule import Rule
    from workbench.permissions.verdict_logic import Choice, Sides


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sentence about a decision is made of."""

    sides: Sides
    choice: Choice
    rule: Rule
    deciding: tuple[DecidingStatement, ...]
    closest: DecidingStatement | None


def reason_of(case: Case, outcome: Outcome) -> str:
    """Why the case was decided so."""
    return f"{headline_of(case, outcome)[:-1]}{_nearest(case, outcome)}."


def headline_of(case: Case, outcome: Outcome) -> str:
    """Why the case was decided so, without the statement that came closest."""
    names = " and ".join(statement.label for statement in outcome.deciding[:2])
    if outcome.choice == "allowed":
        return f"Allowed by {names}." if names else f"Allowed: {outcome.rule.text}"
    if outcome.choice == "explicitly_denied":
        return f"Denied explicitly by {names}."
    if outcome.choice == "unknown":
        return _unknown(case, outcome)
    return f"{_missing(case, outcome)}."


def _missing(case: Case, outcome: Outcome) -> str:
    what = f"{case.request.action} on {case.request.resource}"
    if outcome.rule is rule.CROSS_ACCOUNT:
        if outcome.sides.resource:
            return f"The resource's policy allows {what}, but the caller's own account does not"
        owner = case.resource_account
        return f"The resource belongs to another account, {owner}, and its policy does not allow {what}"
    kind = case.resource_policy.kind if case.resource_policy is not None else "resource"
    texts = {
        rule.BOUNDARY.id: f"The permissions boundary does not allow {what}",
        rule.SESSION.id: f"The session policy does not allow {what}",
        rule.RESOURCE_SIDE.id: f"The resource's own policy does not allow {what}, and identity policies alone cannot",
        rule.NAMED_ACCOUNT.id: f"The resource policy leaves {what} to the caller's identity policies; none allows it",
        rule.SERVICE.id: f"The {kind} policy does not let {case.request.principal} do {what}",
    }
    return texts.get(outcome.rule.id, f"No policy allows {what}")


def _nearest(case: Case, outcome: Outcome) -> str:
    closest = outcome.closest
    if outcome.choice != "implicitly_denied" or closest is None or not closest.is_near:
        return ""
    mismatch = first_mismatch(closest.result, case.request)
    return f"; {closest.label} comes closest, but {mismatch}" if mismatch else ""


def _unknown(case: Case, outcome: Outcome) -> str:
    unreadable = [policy.name for policy in case.policies if not policy.readable]
    if unreadable:
        return f"Cannot be decided without {' and '.join(unreadable)}."
    names = {_unknown_name(result) for each in outcome.deciding for result in each.result.conditions}
    hangs = ", ".join(sorted(names - {""})) or " and ".join(each.label for each in outcome.deciding[:2])
    sides = outcome.sides
    if sides.denied is None and not any(side is not False for side in (sides.identity, sides.resource)):
        return f"Not allowed either way; whether a Deny applies hangs on {hangs}."
    return f"Cannot be decided: it hangs on {hangs}."


def _unknown_name(result: ConditionResult) -> str:
    if result.matched is not None:
        return ""
    return result.condition.key if result.reason == "unknown" else result.culprit


def allowed_if(case: Case, outcome: Outcome) -> Iterator[str]:
    """What would have it allowed: the values that the conditions in the way want."""
    if outcome.choice == "unknown":
        for each in outcome.deciding:
            met = "does not meet" if each.result.statement.effect == "Deny" else "meets"
            for result in each.result.conditions:
                if result.matched is None:
                    yield f"{result.condition.key} {met} {_wanted(result)} ({each.label})"
    elif outcome.choice == "implicitly_denied":
        if not outcome.sides.boundary:
            yield f"the permissions boundary allows {case.request.action} on {case.request.resource}"
        if not outcome.sides.session:
            yield f"a session policy allows {case.request.action} on {case.request.resource}"
        closest = outcome.closest
        if closest is not None and closest.result.only_conditions_fail:
            for result in closest.result.failing:
                yield f"{result.condition.key} meets {_wanted(result)} ({closest.label})"


def _wanted(result: ConditionResult) -> str:
    values = " or ".join(value.text for value in result.condition.values)
    return f"{result.condition.written} {values}"
