"""A Lambda authorizer's policy, judged by the same policy language as every other: deny first, wildcards honoured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json, JsonObject

Judgement = Literal["allowed", "explicitly_denied", "implicitly_denied", "unknown"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the policy says of one call."""

    decision: Judgement
    reason: str


def judge(document: JsonObject, *, resource: str, account_id: str, context: Mapping[str, Json]) -> Judged | None:
    """Whether a policy allows execute-api:Invoke on a method ARN; None where it is no policy."""
    from workbench.permissions.case import Case, Request
    from workbench.permissions.document import policy_of
    from workbench.permissions.evaluation import evaluate

    policy = policy_of(document, name="the authorizer's policy", kind="identity")
    if not policy.readable or not policy.statements:
        return None
    principal = f"arn:aws:iam::{account_id}:user/authorized"
    asked = Request(principal, "execute-api:Invoke", resource, resource_account=account_id, context=context)
    decision = evaluate(Case(asked, identity_policies=(policy,)))
    return Judged(decision.decision, decision.reason)
