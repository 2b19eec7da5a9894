"""What IAM's own simulator says of a role's permissions, to stand beside our verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.deployed.service_error import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.deployed.session import AwsSession

SimulatedDecision = Literal["allowed", "implicitly_denied", "explicitly_denied"]
_DECISIONS: dict[str, SimulatedDecision] = {
    "allowed": "allowed",
    "implicitDeny": "implicitly_denied",
    "explicitDeny": "explicitly_denied",
}


@dataclass(frozen=True, slots=True)
class Simulated:
    """The simulator's answer for one action on one resource."""

    action: str
    resource: str
    decision: SimulatedDecision
    missing_context: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    """The ids of the policies whose statements matched."""


def simulate(session: AwsSession, role_arn: str, actions: Sequence[str], resource: str) -> tuple[Simulated, ...]:
    """Ask iam:SimulatePrincipalPolicy. It sees service control policies, which nobody can offline, and no trust policy.

    Raises:
        ServiceError: AWS refused (the action itself needs a permission) or did not answer.
    """
    with in_words("iam:SimulatePrincipalPolicy", session.account):
        pages = (
            session.client("iam")
            .get_paginator("simulate_principal_policy")
            .paginate(PolicySourceArn=role_arn, ActionNames=list(actions), ResourceArns=[resource])
        )
        rows = [row for page in pages for row in page["EvaluationResults"]]
    found = []
    for row in rows:
        # The answer for this resource is the one that was asked for; the other is for the action as a whole.
        specific = next(
            (one for one in row.get("ResourceSpecificResults", ()) if one["EvalResourceName"] == resource), None
        )
        decision = specific["EvalResourceDecision"] if specific else row["EvalDecision"]
        source = specific or row
        found.append(
            Simulated(
                action=row["EvalActionName"],
                resource=resource,
                decision=_DECISIONS[decision],
                missing_context=tuple(source.get("MissingContextValues", ())),
                matched=tuple(one.get("SourcePolicyId", "") for one in source.get("MatchedStatements", ())),
            )
        )
    return tuple(found)
