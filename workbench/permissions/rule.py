"""What IAM and Lambda do with policies, each rule with where it is known from and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Confidence = Literal["recorded", "documented", "inferred"]
"""`recorded`: seen on AWS. `documented`: AWS says so. `inferred`: from other tools, reports or reasoning."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the policy language or of its evaluation."""

    id: str
    text: str
    source: str
    confidence: Confidence

    def to_json(self) -> dict[str, str]:
        """The rule as a JSON object."""
        return {"id": self.id, "text": self.text, "source": self.source, "confidence": self.confidence}


LOGIC = "IAM User Guide, Policy evaluation logic"
CROSS = "IAM User Guide, Cross-account policy evaluation logic"
OPERATOR_PAGE = "IAM User Guide, IAM JSON policy elements: Condition operators"
SET_PAGE = "IAM User Guide, Creating a condition with multiple keys or values"
PRINCIPAL_PAGE = "IAM User Guide, AWS JSON policy elements: Principal"
NOT_PRINCIPAL_PAGE = "IAM User Guide, AWS JSON policy elements: NotPrincipal"
ACTION_PAGE = "IAM User Guide, IAM JSON policy elements: Action"
RESOURCE_PAGE = "IAM User Guide, IAM JSON policy elements: Resource"
BOUNDARY_PAGE = "IAM User Guide, Permissions boundaries for IAM entities"
QUOTA_PAGE = "IAM User Guide, IAM and AWS STS quotas"
GATEWAY_PAGE = "API Gateway Developer Guide, Control access for invoking an API; API Gateway permissions reference"

EXPLICIT_DENY = Rule("explicit-deny", "An explicit deny in any policy ends the evaluation.", LOGIC, "documented")
NO_ALLOW = Rule("implicit-deny", "What no policy allows is denied.", LOGIC, "documented")
SAME_ACCOUNT = Rule(
    "same-account",
    "Within one account the caller's identity policies or the resource's policy may allow.",
    LOGIC,
    "documented",
)
CROSS_ACCOUNT = Rule(
    "cross-account",
    "Across accounts the caller's side and the resource's policy must both allow.",
    CROSS,
    "documented",
)
RESOURCE_SIDE = Rule(
    "resource-side",
    "Role trust policies and KMS key policies must allow; identity policies alone do not.",
    LOGIC,
    "documented",
)
NAMED_FINAL = Rule(
    "named-principal",
    "A resource policy that names the session, the IAM user or everyone is not limited by implicit denies elsewhere.",
    LOGIC,
    "documented",
)
NAMED_ROLE = Rule(
    "named-role",
    "A resource policy that names the role needs no identity policy, but boundary and session policy limit it.",
    LOGIC,
    "documented",
)
NAMED_ACCOUNT = Rule(
    "named-account",
    "A resource policy that names the account only delegates: an identity policy must allow as well.",
    PRINCIPAL_PAGE,
    "documented",
)
BOUNDARY = Rule(
    "permissions-boundary",
    "A permissions boundary limits what identity policies allow and grants nothing.",
    BOUNDARY_PAGE,
    "documented",
)
SESSION = Rule(
    "session-policy",
    "Session policies limit what the role's identity policies allow and grant nothing.",
    LOGIC,
    "documented",
)
SERVICE = Rule(
    "service-principal",
    "For a service principal only the resource's policy counts.",
    PRINCIPAL_PAGE,
    "documented",
)
ROOT_USER = Rule(
    "root-user",
    "The root user of an account may do everything in it that is not denied explicitly.",
    "IAM User Guide, AWS account root user",
    "documented",
)
UNKNOWN = Rule(
    "unknown",
    "What hangs on something that is not known cannot be decided.",
    "three-valued logic over the policy evaluation of the IAM User Guide",
    "inferred",
)
