"""Resources whose ARN a call does not tell in full: a secret by its name, a key by its alias."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.permissions.wildcard import Glob, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.permissions.document import Policy


def nameable(resource: str) -> bool:
    """Whether a part of the ARN stands open."""
    return resource != "*" and ("*" in resource or "?" in resource)


def possible_names(resource: str, policies: Iterable[Policy]) -> tuple[str, ...]:
    """The ARNs in the policies' Allows that the resource may stand for."""
    glob = Glob.of(pieces_of(resource))
    found: dict[str, None] = {}
    for policy in policies:
        for statement in policy.statements:
            if statement.effect != "Allow" or statement.resource is None or statement.resource.negated:
                continue
            for pattern in statement.resource.patterns:
                if glob.matches(pattern.text):
                    found[pattern.text] = None
    return tuple(found)
