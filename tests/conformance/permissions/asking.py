"""How the tables of decisions ask: a case is written in a line or two, and its row says what AWS decides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.conformance.row import Row
from workbench.permissions.case_document import read_case
from workbench.permissions.evaluation import evaluate

if TYPE_CHECKING:
    from workbench.events.rule import Confidence

USER = "arn:aws:iam::123456789012:user/alice"
ROLE = "arn:aws:iam::123456789012:role/reader"
SESSION = "arn:aws:sts::123456789012:assumed-role/reader/today"
ACCOUNT = "arn:aws:iam::123456789012:root"
FOREIGN_ROLE = "arn:aws:iam::999999999999:role/reader"
GATEWAY = "apigateway.amazonaws.com"
OBJECT = "arn:aws:s3:::reports/2026/q1.csv"
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:orders"

ALLOWED, IMPLICIT, EXPLICIT, UNKNOWN = "allowed", "implicitly_denied", "explicitly_denied", "unknown"

Statement = dict[str, Any]


def allow(**elements: Any) -> Statement:
    """An Allow of every action on every resource, but for what is given."""
    return _statement("Allow", elements)


def deny(**elements: Any) -> Statement:
    """A Deny of every action on every resource, but for what is given."""
    return _statement("Deny", elements)


def _statement(effect: str, elements: dict[str, Any]) -> Statement:
    statement: Statement = {"Effect": effect}
    if not {"Action", "NotAction"} & set(elements):
        statement["Action"] = "*"
    if not {"Resource", "NotResource", "TrustOnly"} & set(elements):
        statement["Resource"] = "*"
    return statement | {name: value for name, value in elements.items() if name != "TrustOnly"}


def policy(*statements: Statement, version: str | None = "2012-10-17") -> dict[str, Any]:
    """A policy document."""
    document: dict[str, Any] = {"Version": version} if version else {}
    return document | {"Statement": list(statements)}


def case_text(
    *,
    principal: str = USER,
    action: str = "s3:GetObject",
    resource: str = OBJECT,
    resource_account: str = "123456789012",
    context: dict[str, Any] | None = None,
    identity: list[Any] | None = None,
    resource_policy: Any = None,
    boundary: Any = None,
    session: list[Any] | None = None,
    unknown: list[str] | None = None,
) -> str:
    """A case document."""
    return json.dumps(
        {
            "request": {
                "principal": principal,
                "action": action,
                "resource": resource,
                "resource_account": resource_account,
                "context": context or {},
            },
            "identity_policies": identity or [],
            "resource_policy": resource_policy,
            "permission_boundary": boundary,
            "session_policies": session or [],
            "unknown_context": unknown or [],
        }
    )


def decided(name: str, fact: str, origin: str, decision: str, *, sure: Confidence = "documented", **case: Any) -> Row:
    """A row: what is asked, and what the decision is."""
    text = case_text(**case)

    def check() -> None:
        answer = evaluate(read_case(text, name=name))
        assert answer.decision == decision, f"{answer.decision} instead of {decision}: {answer.reason}"

    return Row(name, "permissions", fact, origin, sure, check)
