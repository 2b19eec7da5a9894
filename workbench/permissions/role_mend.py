"""What to add where a role was denied something: to its policies, its boundary, or the policy of the resource."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from workbench.permissions.document import policy_of
from workbench.permissions.evaluation import decision_of

if TYPE_CHECKING:
    from workbench.permissions.case import Case
    from workbench.permissions.document import Policy
    from workbench.permissions.invoke_mend import Mend
    from workbench.permissions.json_source import JsonObject

_Where = Literal["identity", "boundary", "resource", "trust"]
_PLACES: dict[_Where, str] = {
    "identity": "role policy",
    "boundary": "boundary",
    "resource": "resource's policy",
    "trust": "trust policy",
}
"""Where a statement goes, short enough for a tab."""


def role_mends(case: Case, statement: JsonObject, *, role_arn: str) -> tuple[Mend, ...]:
    """The fewest statements that would have the case allowed, each found by trying; none where no statement helps."""
    from json import dumps

    parts = _parts(case, statement, role_arn)
    for count in range(1, len(parts) + 1):
        for chosen in combinations(parts.items(), count):
            mended = case
            for where, added in chosen:
                mended = _with(mended, where, added)
            if decision_of(mended) == "allowed":
                return tuple(
                    (_title(where, number, count), dumps(added, indent=2))
                    for number, (where, added) in enumerate(chosen, 1)
                )
    return ()


def _title(where: _Where, number: int, count: int) -> str:
    if count > 1:
        return f"{number} of {count}: {_PLACES[where]}"
    return "Statement that allows it" if where == "identity" else f"Statement for the {_PLACES[where]}"


def _parts(case: Case, statement: JsonObject, role_arn: str) -> dict[_Where, JsonObject]:
    """The statement as each of the policies at hand would have it."""
    parts: dict[_Where, JsonObject] = {"identity": statement}
    if case.permission_boundary is not None:
        parts["boundary"] = statement
    held = case.resource_policy
    if held is not None and held.readable:
        named = {"Effect": "Allow", "Principal": {"AWS": role_arn}, "Action": case.request.action}
        if held.kind == "trust":
            parts["trust"] = named
        else:
            parts["resource"] = named | {"Resource": _resource(case.request.resource)}
    return parts


def _resource(arn: str) -> str:
    """In the policy of a key, `*` is the key itself."""
    return "*" if ":kms:" in arn else arn


def _with(case: Case, where: _Where, statement: JsonObject) -> Case:
    if where == "identity":
        added = policy_of({"Version": "2012-10-17", "Statement": [statement]}, name="mend", kind="identity")
        return replace(case, identity_policies=(*case.identity_policies, added))
    if where == "boundary":
        return replace(case, permission_boundary=_joined(case.permission_boundary, statement))
    return replace(case, resource_policy=_joined(case.resource_policy, statement))


def _joined(policy: Policy | None, statement: JsonObject) -> Policy | None:
    if policy is None:
        return None
    added = policy_of({"Version": "2012-10-17", "Statement": [statement]}, name=policy.name, kind=policy.kind)
    return replace(policy, statements=(*policy.statements, *added.statements))
