"""A decision as plain text, for a terminal and for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.permissions.explanation import first_mismatch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.permissions.condition import ConditionResult
    from workbench.permissions.explanation import Decision, PolicyExplanation
    from workbench.permissions.finding import Finding
    from workbench.permissions.statement import StatementResult

WORDS = {
    "allowed": "Allowed",
    "implicitly_denied": "Denied",
    "explicitly_denied": "Denied explicitly",
    "unknown": "Unknown",
}
"""A decision in words."""
_MOST_ASIDE = 10
"""How many statements of a policy that do not apply are written out before the rest is counted."""
_MOST_LISTED = 10


def decision_text(decision: Decision) -> str:
    """The whole explanation, one thought a line."""
    return "\n".join(_lines(decision))


def reason_lines(decision: Decision) -> Iterator[str]:
    """Why it was decided so, and the statement that comes closest with the values compared, one a line."""
    yield decision.headline
    closest = decision.closest
    if decision.decision == "implicitly_denied" and closest is not None and closest.is_near:
        yield f"Closest: {closest.label} ({closest.place})"
        yield from (f"  {line}" for line in _parts(decision, closest.result, met=False))


def findings_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Each finding with its place, and its mend on a line of its own."""
    for finding in findings:
        yield f"{finding.severity}: {finding.place}: {finding.message}"
        if finding.mend:
            yield f"  {finding.mend}"


def _lines(decision: Decision) -> Iterator[str]:
    request = decision.request
    yield f"{WORDS[decision.decision]}: {request.principal} → {request.action} on {request.resource}"
    yield from reason_lines(decision)
    yield from (f"  decided by {statement.label} ({statement.place})" for statement in decision.deciding[:_MOST_LISTED])
    for policy in decision.policies:
        yield ""
        yield from _policy(decision, policy)
    for heading, texts in (
        ("Would be allowed if", _first(decision.allowed_if)),
        ("Findings", list(findings_lines(decision.findings))),
        ("Not evaluated", list(decision.not_evaluated)),
    ):
        if texts:
            yield ""
            yield heading
            yield from (f"  {text}" for text in texts)


def _first(texts: tuple[str, ...]) -> list[str]:
    more = len(texts) - _MOST_LISTED
    return [*texts[:_MOST_LISTED], *([f"or one of {more} more"] if more > 0 else [])]


def _policy(decision: Decision, explained: PolicyExplanation) -> Iterator[str]:
    yield f"{explained.policy.name} ({explained.policy.kind} policy)"
    if not explained.policy.readable:
        yield "  cannot be read"
    elif not explained.statements:
        yield "  has no statements"
    closest = decision.closest.result if decision.closest is not None else None
    aside = 0
    for result in explained.statements:
        if result.applies is False and result is not closest:
            aside += 1
            if aside > _MOST_ASIDE:
                continue
        yield from _statement(decision, result)
    if aside > _MOST_ASIDE:
        yield f"  {aside - _MOST_ASIDE} more statements do not apply"


def _statement(decision: Decision, result: StatementResult) -> Iterator[str]:
    word = {True: "applies", False: "does not apply", None: "may apply"}[result.applies]
    statement = result.statement
    yield f"  line {statement.line}: {statement.effect} {statement.label} {word}"
    yield from (f"    {line}" for line in _parts(decision, result, met=True))


def _parts(decision: Decision, result: StatementResult, *, met: bool) -> Iterator[str]:
    """What kept a statement from applying, part by part; with `met` the conditions that were met too."""
    mismatch = first_mismatch(result, decision.request)
    if mismatch and not mismatch.startswith("condition: "):
        yield mismatch
    for condition in result.conditions:
        if met or condition.matched is not True:
            yield from _condition(condition)


def _condition(result: ConditionResult) -> Iterator[str]:
    sign = {True: "met", False: "not met", None: "unknown"}[result.matched]
    lead = f"{sign}: {result.condition.written} {result.condition.key}"
    if result.reason != "differs":
        yield f"{lead}: {result.why}"
        return
    yield lead
    yield f"  request  {result.actual}"
    for value in result.condition.values[:_MOST_LISTED]:
        yield f"  policy   {value.text}"
