"""Dangers in a policy that AWS saves without a word: each is a remark beside the decision, never part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.permissions.finding import Finding
from workbench.permissions.rule import GATEWAY_PAGE, NOT_PRINCIPAL_PAGE, OPERATOR_PAGE, PRINCIPAL_PAGE, SET_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.permissions.statement import Statement

CONFUSED_DEPUTY_PAGE = "IAM User Guide, The confused deputy problem"
_SOURCE_KEYS = frozenset({"aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"})
_ACCESS_KEYS = frozenset({"aws:sourcearn", "aws:sourceaccount", "aws:principalorgid", "aws:principalarn",
                          "aws:principalaccount", "aws:sourceorgid", "aws:sourcevpce", "aws:sourceip",
                          "lambda:functionurlauthtype", "lambda:invokedviafunctionurl"})  # fmt: skip


def remarks(statement: Statement, *, policy: str) -> Iterator[Finding]:
    """What is dangerous in one statement."""
    yield from _about_principals(statement, policy)
    allow = statement.effect == "Allow"
    names = {condition.name: condition for condition in statement.conditions}
    for condition in statement.conditions:
        use = condition.use
        guarded = any(
            other.use.operator.family == "null" and other.name == condition.name for other in statement.conditions
        )
        if allow and use.quantifier == "ForAllValues" and not guarded:
            yield Finding(
                "for-all-values-in-allow",
                "warning",
                f"ForAllValues in an Allow is met by a request without {condition.key}.",
                policy,
                condition.line,
                condition.column,
                SET_PAGE,
                f'Add "Null": {{"{condition.key}": "false"}} to the Condition.',
            )
        if not allow and use.operator.family == "bool" and not use.if_exists and not use.quantifier and not guarded:
            yield Finding(
                "bool-in-deny",
                "warning",
                f"This Deny misses every request without {condition.key}: Bool is not met by a missing key.",
                policy,
                condition.line,
                condition.column,
                OPERATOR_PAGE,
                "Write BoolIfExists.",
            )
    if allow and statement.principal is not None and not statement.principal.negated:
        yield from _about_grants(statement, policy, frozenset(names))


def _about_principals(statement: Statement, policy: str) -> Iterator[Finding]:
    if statement.principal is None or not statement.principal.negated:
        return
    if statement.effect == "Allow":
        message = "Allow with NotPrincipal allows everyone who is not listed, anonymous callers too."
        mend = "Name whom you mean in Principal."
    else:
        message = (
            "Deny with NotPrincipal hits callers with a permissions boundary always, and a session unless session, "
            "role and account are all listed."
        )
        mend = 'Use Principal "*" with a condition on aws:PrincipalArn.'
    yield Finding(
        "not-principal", "warning", message, policy, statement.line, statement.column, NOT_PRINCIPAL_PAGE, mend
    )


def _about_grants(statement: Statement, policy: str, keys: frozenset[str]) -> Iterator[Finding]:
    principal = statement.principal
    if principal is None:
        return
    services = [entry.text for entry in principal.entries if entry.kind == "Service"]
    lambda_only = all("lambda" in pattern.text.lower() for pattern in statement.action.patterns)
    if services and not keys & _SOURCE_KEYS and lambda_only:
        yield Finding(
            "no-source-arn",
            "warning",
            f"{services[0]} may do this for any account: there is neither aws:SourceArn nor aws:SourceAccount.",
            policy,
            statement.line,
            statement.column,
            CONFUSED_DEPUTY_PAGE if "apigateway" not in services[0] else f"{CONFUSED_DEPUTY_PAGE}; {GATEWAY_PAGE}",
            "Add a condition on aws:SourceArn.",
        )
    if any(entry.kind == "*" for entry in principal.entries) and not keys & _ACCESS_KEYS:
        yield Finding(
            "open-to-everyone",
            "warning",
            "Principal * without a condition on who or from where lets everyone in.",
            policy,
            statement.line,
            statement.column,
            PRINCIPAL_PAGE,
            "Name the principal, or add a condition such as aws:SourceArn.",
        )
