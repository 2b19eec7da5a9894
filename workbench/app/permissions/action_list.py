"""A list of actions as a person writes it: one a line, with the resource behind it."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskedAction:
    """One line that asks something."""

    line: int
    """Counted from 0."""
    action: str
    resource: str
    problem: str = ""
    """Why it cannot be asked as it is, or what is odd about it."""
    is_action: bool = True


def read_actions(text: str) -> tuple[AskedAction, ...]:
    """Every line with an action and an ARN; `*` where no ARN follows. Empty lines and those after `#` ask nothing."""
    return tuple(
        _asked(number, line) for number, line in enumerate(text.splitlines()) if line.partition("#")[0].strip()
    )


def known_problem(asked: AskedAction) -> str:
    """What the catalogue of actions says against a line. Reads the catalogue: for worker threads."""
    from workbench.permissions.catalogue import catalogue_findings
    from workbench.permissions.document import parse_policy

    statement = {"Effect": "Allow", "Action": asked.action, "Resource": asked.resource}
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    findings = catalogue_findings(parse_policy(text, name="the list", kind="identity"))
    return next((finding.message for finding in findings), "")


def _asked(number: int, line: str) -> AskedAction:
    action, *rest = line.partition("#")[0].split()
    resource = rest[0] if rest else "*"
    service, colon, name = action.partition(":")
    if not (service and colon and name):
        return AskedAction(number, action, resource, "Write SERVICE:ACTION, such as s3:GetObject.", is_action=False)
    if len(rest) > 1:
        return AskedAction(number, action, resource, "One resource a line.", is_action=False)
    if "*" in action or "?" in action:
        return AskedAction(number, action, resource, "Ask for one action; a pattern decides nothing.", is_action=False)
    return AskedAction(number, action, resource)
