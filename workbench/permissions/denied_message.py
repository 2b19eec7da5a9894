"""AWS's own words when it refuses a call, and what they say when they come back from AWS."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.permissions import rule

if TYPE_CHECKING:
    from workbench.permissions.explanation import Decision

SOURCE = "IAM User Guide, Troubleshoot access denied error messages"

_KINDS = {
    "identity": "identity-based policy",
    "resource": "resource-based policy",
    "trust": "role trust policy",
    "boundary": "permissions boundary",
    "session": "session policy",
}
_TEXT = re.compile(
    r"User: (?P<principal>\S+) is not authorized to perform: (?P<action>[\w-]+:\w+)"
    r"(?: on resource: (?P<resource>[^\s,]+))?"
    r"(?:,? (?:because no (?P<missing>[\w -]+?) allows the \S+ action"
    r"|with an explicit deny(?: in an? (?P<denying>[\w -]+))?))?"
)


def denied_message(decision: Decision) -> str:
    """The message of the AccessDenied error that AWS would raise for a decision."""
    request = decision.request
    where = "" if request.resource == "*" else f" on resource: {request.resource}"
    lead = f"User: {request.principal} is not authorized to perform: {request.action}{where}"
    if decision.decision == "explicitly_denied" and decision.deciding:
        kind = _KINDS[decision.deciding[0].policy.kind]
        return f"{lead} with an explicit deny in {'an' if kind[0] in 'aeiou' else 'a'} {kind}"
    kind = _KINDS[_lacking(decision)]
    return f"{lead} because no {kind} allows the {request.action} action"


def _lacking(decision: Decision) -> str:
    """The kind of policy whose Allow is missing."""
    held = next(
        (each.policy.kind for each in decision.policies if each.policy.kind in {"resource", "trust"}), "resource"
    )
    if decision.rule is rule.CROSS_ACCOUNT:
        own = (each for each in decision.policies if each.policy.kind == "identity")
        allows = any(
            result.applies and result.statement.effect == "Allow" for each in own for result in each.statements
        )
        return held if allows else "identity"
    return {rule.BOUNDARY.id: "boundary", rule.SESSION.id: "session", rule.RESOURCE_SIDE.id: held}.get(
        decision.rule.id, "identity"
    )


@dataclass(frozen=True, slots=True)
class DeniedText:
    """What an AccessDenied message says."""

    principal: str
    action: str
    resource: str
    kind: str
    """The kind of policy that denied or lacked: `identity-based policy`; empty where it is not said."""
    explicit: bool


def read_denied_message(text: str) -> DeniedText | None:
    """Read an AccessDenied message; None where the text is none."""
    found = _TEXT.search(text)
    if found is None:
        return None
    parts = found.groupdict()
    kind = parts["missing"] or parts["denying"] or ""
    resource = (parts["resource"] or "*").rstrip(".")
    return DeniedText(parts["principal"], parts["action"], resource, kind, "with an explicit deny" in found.group())
