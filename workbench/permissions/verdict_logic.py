"""How the policies of a case combine into one decision: IAM's evaluation logic, in three values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.permissions import rule
from workbench.permissions.principal import FINAL_LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.permissions.case import Case
    from workbench.permissions.principal import Caller, Level
    from workbench.permissions.rule import Rule

Choice = Literal["allowed", "implicitly_denied", "explicitly_denied", "unknown"]


def any_of(values: Iterable[bool | None]) -> bool | None:
    """True where one is, false where all are, else unknown."""
    unknown = False
    for value in values:
        if value:
            return True
        unknown = unknown or value is None
    return None if unknown else False


def all_of(values: Iterable[bool | None]) -> bool | None:
    """False where one is, true where all are, else unknown."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


@dataclass(frozen=True, slots=True)
class Sides:
    """What each kind of policy says: allowed, not allowed, or None for unknown."""

    denied: bool | None
    identity: bool | None
    boundary: bool | None
    """True where there is no boundary."""
    session: bool | None
    """True where there is no session policy."""
    named: bool | None
    """The resource policy names the session, the user, the service or everyone."""
    role: bool | None
    account: bool | None

    @property
    def resource(self) -> bool | None:
        """Whether the resource policy allows, by whatever name of the caller."""
        return any_of((self.named, self.role, self.account))


@dataclass(frozen=True, slots=True)
class Vote:
    """An Allow that applies, perhaps, with the kind of policy it stands in and by what it names the caller."""

    kind: str
    level: Level | None
    applies: bool | None


def sides_of(case: Case, caller: Caller, denied: bool | None, votes: Iterable[Vote]) -> Sides:
    """Sum up what every kind of policy allows."""
    by_kind: dict[str, list[bool | None]] = {"identity": [], "boundary": [], "session": []}
    named: list[bool | None] = []
    role: list[bool | None] = []
    account: list[bool | None] = []
    for vote in votes:
        if vote.kind in by_kind:
            by_kind[vote.kind].append(vote.applies)
        elif vote.level in FINAL_LEVELS:
            named.append(vote.applies)
        elif vote.level == "role":
            role.append(vote.applies)
        elif vote.level == "account":
            account.append(vote.applies)
    return Sides(
        denied=denied,
        identity=True if caller.kind == "root" else any_of(by_kind["identity"]),
        boundary=any_of(by_kind["boundary"]) if case.permission_boundary is not None else True,
        session=any_of(by_kind["session"]) if case.session_policies else True,
        named=any_of(named),
        role=any_of(role),
        account=any_of(account),
    )


def same_account(case: Case, caller: Caller) -> bool:
    """Whether caller and resource belong to one account; a resource whose owner is not known counts as own."""
    return case.resource_account in {"", caller.account}


def needs_resource_side(case: Case) -> bool:
    """Whether the resource's own policy has to allow, as for roles and KMS keys."""
    if not case.resource_side_needed:
        return False
    action = case.request.action.lower()
    resource = case.request.resource
    if action.startswith("kms:"):
        return ":key/" in resource or ":alias/" in resource
    return action in {"sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity"} or (
        action in {"sts:tagsession", "sts:setsourceidentity"} and ":role/" in resource
    )


def allows(case: Case, caller: Caller, sides: Sides) -> bool | None:
    """Whether something allows the request, explicit denies aside."""
    if caller.kind in {"service", "anonymous", "federated", "other"} or not caller.account:
        return sides.resource
    own = all_of((sides.identity, sides.boundary, sides.session))
    if not same_account(case, caller):
        return all_of((own, sides.resource))
    by_role = all_of((sides.role, sides.boundary, sides.session))
    if needs_resource_side(case):
        return any_of((sides.named, by_role, all_of((sides.account, own))))
    return any_of((sides.named, by_role, own))


def decide(case: Case, caller: Caller, sides: Sides) -> Choice:
    """The decision."""
    if sides.denied:
        return "explicitly_denied"
    allowed = allows(case, caller, sides)
    if sides.denied is None or allowed is None:
        return "unknown"
    return "allowed" if allowed else "implicitly_denied"


def rule_of(case: Case, caller: Caller, sides: Sides, choice: Choice) -> Rule:
    """The rule that the decision rests on."""
    if choice == "explicitly_denied":
        return rule.EXPLICIT_DENY
    if choice == "unknown":
        return rule.UNKNOWN
    if not caller.account:
        return rule.SERVICE if caller.kind == "service" else rule.NO_ALLOW if choice != "allowed" else rule.NAMED_FINAL
    if choice == "allowed":
        return _rule_of_allow(case, caller, sides)
    if not same_account(case, caller):
        if sides.identity and not (sides.boundary and sides.session):
            return rule.SESSION if sides.boundary else rule.BOUNDARY
        return rule.CROSS_ACCOUNT if sides.identity or sides.resource else rule.NO_ALLOW
    if sides.account and not sides.identity:
        return rule.NAMED_ACCOUNT
    if sides.identity or sides.role:
        if not sides.boundary:
            return rule.BOUNDARY
        return rule.SESSION if not sides.session else rule.RESOURCE_SIDE
    return rule.NO_ALLOW


def _rule_of_allow(case: Case, caller: Caller, sides: Sides) -> Rule:
    if not same_account(case, caller):
        return rule.CROSS_ACCOUNT
    if sides.named:
        return rule.NAMED_FINAL
    if needs_resource_side(case):
        return rule.RESOURCE_SIDE if not sides.role else rule.NAMED_ROLE
    if caller.kind == "root":
        return rule.ROOT_USER
    return rule.SAME_ACCOUNT if sides.identity else rule.NAMED_ROLE
