"""The documents of a role read for the evaluation of policies."""

from __future__ import annotations

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from workbench.exchange.order import ExecutionRole, PolicyText
    from workbench.permissions.document import Policy, PolicyKind
    from workbench.permissions.role_session import RoleDocuments


def read_role(role: ExecutionRole, *, arn: str) -> RoleDocuments:
    """The documents of a role, which is called `arn` here."""
    from workbench.permissions.document import unknown_policy
    from workbench.permissions.role_session import RoleDocuments

    policies = tuple(_read(policy, "identity") for policy in role.policies)
    if role.not_read:
        # What was not read may allow what the rest does not: then nobody can say that it is denied.
        policies = (*policies, unknown_policy(name="what was not read of the role", kind="identity"))
    return RoleDocuments(
        arn,
        policies,
        trust=_read(role.trust, "trust") if role.trust else None,
        boundary=_read(role.boundary, "boundary") if role.boundary else None,
    )


def _read(policy: PolicyText, kind: PolicyKind) -> Policy:
    from workbench.permissions.document import parse_policy

    return parse_policy(policy.text, name=policy.name, kind=kind)
