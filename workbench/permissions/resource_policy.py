"""The policies that stand on the resources which a function calls: buckets, queues, topics, keys, secrets, tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.permissions.arn import ARN_PARTS
from workbench.permissions.document import parse_policy
from workbench.permissions.wildcard import Glob, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.permissions.document import Policy, PolicyKind

_OPEN_ENDING = "??????"
"""What the name of a secret leaves open of its ARN."""


@dataclass(frozen=True, slots=True)
class ResourcePolicy:
    """The text of a policy and the resource that it is attached to; read only where a call meets it."""

    arn: str
    name: str
    """How a message names it, usually its file."""
    text: str

    def read(self) -> Policy:
        """The policy; never raises, as `parse_policy`."""
        return parse_policy(self.text, name=self.name, kind=kind_on(self.arn))


def kind_on(arn: str) -> PolicyKind:
    """What a policy on a resource is called: the one on a role is its trust policy."""
    return "trust" if ":iam:" in arn and ":role/" in arn else "resource"


def carrier_of(resource: str) -> str:
    """The ARN that carries the policy: the bucket of an object, the table of an index."""
    parts = resource.split(":", ARN_PARTS - 1)
    if len(parts) < ARN_PARTS:
        return resource
    service, last = parts[2], parts[5]
    if service == "s3":
        held = last.partition("/object/")[0] if last.startswith("accesspoint") else last.partition("/")[0]
        return resource[: len(resource) - len(last)] + held
    if service == "dynamodb":
        return resource.partition("/index/")[0]
    return resource


def policy_on(resource: str, policies: Iterable[ResourcePolicy]) -> Policy | None:
    """The policy of a resource; None where it is not at hand.

    A secret that is known by its name has the policy of the one ARN that begins so.
    """
    wanted = carrier_of(resource)
    listed = tuple(policies)
    exact = next((each for each in listed if carrier_of(each.arn) == wanted), None)
    if exact is not None:
        return exact.read()
    if not wanted.endswith(_OPEN_ENDING):
        return None
    glob = Glob.of(pieces_of(wanted))
    alike = [each for each in listed if glob.matches(each.arn)]
    return alike[0].read() if len(alike) == 1 else None
