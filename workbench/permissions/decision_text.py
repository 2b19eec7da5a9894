"""A decision as plain text, for a terminal and for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.permissions.explanation import condition_text, first_mismatch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.permissions.explanation import Decision, PolicyExplanation
    from workbench.permissions.statement import StatementResult

WORDS = {
    "allowed": "Allowed",
    "implicitly_denied": "Denied",
    "explicitly_denied": "Denied explicitly",
    "unknown": "Unknown",
}
"""A decision in words."""


def decision_text(decision: Decision) -> str:
    """The whole explanation, one thought a line."""
    return "\n".join(_lines(decision))


def _lines(decision: Decision) -> Iterator[str]:
    request = decision.request
    yield f"{WORDS[decision.decision]}: {request.principal} → {request.action} on {request.resource}"
    yield decision.reason
    for statement in decision.deciding:
        yield f"  decided by {statement.label} ({statement.place})"
    for policy in decision.policies:
        yield ""
        yield from _policy(decision, policy)
    for heading, texts in (
        ("Would be allowed if", decision.allowed_if),
        ("Findings", [f"{f.severity}: {f.place}: {f.message} {f.mend}".rstrip() for f in decision.findings]),
        ("Not evaluated", decision.not_evaluated),
    ):
        if texts:
            yield ""
            yield heading
            yield from (f"  {text}" for text in texts)


def _policy(decision: Decision, explained: PolicyExplanation) -> Iterator[str]:
    yield f"{explained.policy.name} ({explained.policy.kind} policy)"
    if not explained.policy.readable:
        yield "  cannot be read"
    elif not explained.statements:
        yield "  has no statements"
    for result in explained.statements:
        yield from _statement(decision, result)


def _statement(decision: Decision, result: StatementResult) -> Iterator[str]:
    word = {True: "applies", False: "does not apply", None: "may apply"}[result.applies]
    statement = result.statement
    yield f"  line {statement.line}: {statement.effect} {statement.label} {word}"
    mismatch = first_mismatch(result, decision.request)
    if mismatch and not mismatch.startswith("condition: "):
        yield f"    {mismatch}"
    for condition in result.conditions:
        sign = {True: "met", False: "not met", None: "unknown"}[condition.matched]
        yield f"    {sign}: {condition_text(condition)}"
