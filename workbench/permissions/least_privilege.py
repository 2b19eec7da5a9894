"""The smallest policy for what a function did, and what its role allows beyond that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.permissions.arn import Arn
from workbench.permissions.context import Context
from workbench.permissions.side_call import may_need

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.permissions.api_call import RequiredAction
    from workbench.permissions.document import Policy
    from workbench.permissions.json_source import JsonObject
    from workbench.permissions.statement import Statement

LOGGING = ("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents")
_BY_LAMBDA = (
    *LOGGING, "xray:PutTraceSegments", "xray:PutTelemetryRecords", "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses", "ec2:DescribeSubnets",
)  # fmt: skip
"""What Lambda itself does with the role: logging, tracing, network interfaces."""


def smallest_statement(required: RequiredAction) -> JsonObject:
    """The statement that allows one action on one resource."""
    return {"Effect": "Allow", "Action": required.action, "Resource": required.resource} | _narrowing(_alias(required))


def _alias(required: RequiredAction) -> str:
    return str(required.context.get("kms:RequestAlias") or "")


def _narrowing(alias: str) -> JsonObject:
    """A key that is known by its alias only: the statement names every key, so a condition names the alias."""
    return {"Condition": {"StringEquals": {"kms:RequestAlias": alias}}} if alias else {}


def least_privilege(needed: Iterable[RequiredAction], *, log_group_arn: str = "") -> JsonObject:
    """The policy for a whole run: what was needed and nothing else; with a log group, logging to it as well."""
    resources: dict[tuple[str, str], dict[str, None]] = {}
    for each in needed:
        resources.setdefault((each.action, _alias(each)), {})[each.resource] = None
    grouped: dict[tuple[str, tuple[str, ...], str], list[str]] = {}
    for (action, alias), arns in resources.items():
        grouped.setdefault((action.partition(":")[0], tuple(arns), alias), []).append(action)
    statements: list[JsonObject] = [
        {"Sid": _sid(service, number), "Effect": "Allow", "Action": sorted(actions), "Resource": list(arns)}
        | _narrowing(alias)
        for number, ((service, arns, alias), actions) in enumerate(grouped.items(), 1)
    ]
    if log_group_arn:
        allowed = {"Sid": "Logging", "Effect": "Allow", "Action": list(LOGGING), "Resource": [f"{log_group_arn}:*"]}
        statements.append(allowed)
    return {"Version": "2012-10-17", "Statement": statements}


def _sid(service: str, number: int) -> str:
    return "".join(part.title() for part in service.replace("-", " ").split()) + str(number)


@dataclass(frozen=True, slots=True)
class UnusedPermission:
    """An action that the role allows and that was not needed."""

    policy: str
    sid: str
    action: str
    resources: tuple[str, ...]
    line: int
    by_lambda: bool
    """Lambda itself needs it: for logs, traces and network interfaces."""

    def to_json(self) -> JsonObject:
        """The permission as a JSON object."""
        return {
            "policy": self.policy,
            "sid": self.sid or None,
            "action": self.action,
            "resources": list(self.resources),
            "line": self.line,
            "by_lambda": self.by_lambda,
        }


def unused_permissions(policies: Iterable[Policy], needed: Iterable[RequiredAction]) -> tuple[UnusedPermission, ...]:
    """What the role's Allows grant and none of the calls needed; a key may have been needed behind another call."""
    asked = tuple(needed)
    return tuple(
        UnusedPermission(
            policy.name, statement.sid, pattern.text, _resources(statement), statement.line, _is_lambdas(pattern.text)
        )
        for policy in policies
        for statement in policy.statements
        if statement.effect == "Allow" and not statement.broken and not statement.action.negated
        for pattern in statement.action.patterns
        if pattern.glob is not None
        and not any(pattern.glob.matches(each.action.lower()) and _covers(statement, each) for each in asked)
        and not may_need((each.action for each in asked), pattern.text)
    )


def _resources(statement: Statement) -> tuple[str, ...]:
    element = statement.resource
    return () if element is None else tuple(pattern.text for pattern in element.patterns)


def _covers(statement: Statement, required: RequiredAction) -> bool:
    """Whether the statement is about the resource, also where only AWS knows what a variable in it stands for."""
    if statement.resource is None:
        return True
    everything = Context.of({}, ("aws:*", "s3:*", "dynamodb:*", "lambda:*"))
    return statement.resource.matches(Arn.of(required.resource), everything) is not False


def _is_lambdas(action: str) -> bool:
    return action.lower() in {name.lower() for name in _BY_LAMBDA}
