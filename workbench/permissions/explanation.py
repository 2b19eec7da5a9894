"""The decision on a case with everything behind it: every statement, every part, and what would change the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.permissions.case import Request
    from workbench.permissions.condition import ConditionResult
    from workbench.permissions.document import Policy
    from workbench.permissions.finding import Finding
    from workbench.permissions.json_source import Json, JsonObject
    from workbench.permissions.rule import Rule
    from workbench.permissions.statement import StatementResult
    from workbench.permissions.verdict_logic import Choice


@dataclass(frozen=True, slots=True)
class PolicyExplanation:
    """How the statements of one policy met the request."""

    policy: Policy
    statements: tuple[StatementResult, ...]

    def to_json(self, request: Request) -> JsonObject:
        """The explanation as a JSON object."""
        return {
            "policy": self.policy.name,
            "kind": self.policy.kind,
            "readable": self.policy.readable,
            "statements": [statement_json(result, request) for result in self.statements],
        }


@dataclass(frozen=True, slots=True)
class DecidingStatement:
    """A statement that the decision rests on, with its place."""

    policy: Policy
    result: StatementResult

    @property
    def label(self) -> str:
        """How a sentence names it."""
        return f"statement {self.result.statement.label} of {self.policy.name}"

    @property
    def place(self) -> str:
        """`policy:line:column`."""
        return f"{self.policy.name}:{self.result.statement.line}:{self.result.statement.column}"

    @property
    def is_near(self) -> bool:
        """Whether it is about this caller and this action, so that naming it helps where it does not apply."""
        return self.result.action and self.result.level is not None

    def to_json(self) -> JsonObject:
        """The statement as a JSON object."""
        statement = self.result.statement
        return {
            "policy": self.policy.name,
            "kind": self.policy.kind,
            "sid": statement.sid or None,
            "statement": statement.index,
            "effect": statement.effect,
            "line": statement.line,
            "column": statement.column,
            "end_line": statement.end_line,
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to a case."""

    request: Request
    decision: Choice
    reason: str
    """One sentence."""
    headline: str
    """The reason without the statement that came closest."""
    rule: Rule
    deciding: tuple[DecidingStatement, ...]
    policies: tuple[PolicyExplanation, ...]
    closest: DecidingStatement | None
    """Where nothing allows it: the Allow that came nearest."""
    allowed_if: tuple[str, ...]
    findings: tuple[Finding, ...]
    not_evaluated: tuple[str, ...]

    @property
    def allowed(self) -> bool:
        """Whether it is allowed for certain."""
        return self.decision == "allowed"

    def to_json(self) -> JsonObject:
        """The document that `permissions evaluate` prints."""
        return {
            "decision": self.decision,
            "reason": self.reason,
            "deciding": [statement.to_json() for statement in self.deciding],
            "policies": [policy.to_json(self.request) for policy in self.policies],
            "allowed_if": list(self.allowed_if),
            "findings": [finding.to_json() for finding in self.findings],
            "not_evaluated": list(self.not_evaluated),
            "closest": self.closest.to_json() if self.closest is not None else None,
            "rule": self.rule.to_json(),
        }


def statement_json(result: StatementResult, request: Request) -> JsonObject:
    """How a statement met the request; in every part true, false, or null for unknown."""
    statement = result.statement
    return {
        "sid": statement.sid or None,
        "effect": statement.effect,
        "applies": result.applies,
        "principal": result.level is not None,
        "action": result.action,
        "resource": result.resource,
        "conditions": [condition.to_json() for condition in result.conditions],
        "first_mismatch": first_mismatch(result, request),
        "statement": statement.index,
        "line": statement.line,
        "column": statement.column,
        "end_line": statement.end_line,
        "broken": statement.broken,
    }


def first_mismatch(result: StatementResult, request: Request) -> str | None:
    """The first part that kept the statement from applying for certain, with both values; None where it applies."""
    statement = result.statement
    if result.applies:
        return None
    if statement.broken:
        return "the statement is not valid; see the findings"
    if result.level is None:
        return f"principal: {request.principal} is {_principal_text(result)}"
    if not result.action:
        element = statement.action
        listed = element.listing(result.asked.action)
        return f"action: {_versus(request.action, _texts(element.patterns), listed, negated=element.negated)}"
    resource = statement.resource
    if result.resource is not True and resource is not None:
        if result.resource is None:
            return f"resource: whether {request.resource} matches {_texts(resource.patterns)} is not known"
        listed = resource.listing(result.asked.arn, result.asked.context)
        return f"resource: {_versus(request.resource, _texts(resource.patterns), listed, negated=resource.negated)}"
    failing = next((condition for condition in result.failing if condition.matched is False), None)
    failing = failing or next(iter(result.failing), None)
    return f"condition: {condition_text(failing)}" if failing is not None else None


def condition_text(result: ConditionResult) -> str:
    """A condition that was not met, in words: operator, key and both values."""
    return f"{result.condition.written} {result.condition.key}: {result.why}"


def _principal_text(result: StatementResult) -> str:
    principal = result.statement.principal
    entries = ", ".join(entry.text for entry in principal.entries) if principal is not None else ""
    if principal is not None and principal.negated:
        return f"left out by NotPrincipal {entries}"
    return f"not {entries}" if entries else "not named"


def _versus(actual: str, expected: str, listed: str, *, negated: bool) -> str:
    return f"{actual} is left out by {listed}" if negated else f"{actual} does not match {expected}"


def _texts(patterns: tuple[Json, ...]) -> str:
    return " or ".join(pattern.text for pattern in patterns) or "anything"
