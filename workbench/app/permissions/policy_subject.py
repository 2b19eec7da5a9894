"""The policies that have a say in a run, as the editor lists them, and an order with other texts for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from workbench.exchange.order import Order, PolicyText

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from workbench.exchange.order import ExecutionRole, ResourcePolicyText
    from workbench.exchange.record import Exchange, PermissionAnswer
    from workbench.library.project import Project
    from workbench.permissions.document import PolicyKind

KINDS: dict[PolicyKind, str] = {
    "resource": "Who may invoke the function",
    "identity": "What the function may do",
    "trust": "Who may assume the role",
    "boundary": "The most that the role may ever do",
    "session": "What one session may do",
}


@dataclass(frozen=True, slots=True)
class PolicySubject:
    """One policy to look at or to change."""

    kind: PolicyKind
    policy: PolicyText
    path: Path | None
    """Its file; None where it stands in a template or came from AWS."""
    resource: str = ""
    """The ARN that it is attached to, where that is something which the function calls."""
    live: bool = False
    """Whether it was read in AWS."""

    @property
    def what(self) -> str:
        """What it decides."""
        return f"Who may use {self.resource}" if self.resource else KINDS[self.kind]

    @property
    def label(self) -> str:
        """What its tab says."""
        name = PurePath(self.policy.name).name
        return name.removesuffix(".json")


def subjects_of(
    function_policy: PolicyText | None,
    role: ExecutionRole | None,
    files: Mapping[str, Path],
    *,
    resource_policies: Iterable[ResourcePolicyText] = (),
    live: bool = False,
) -> tuple[PolicySubject, ...]:
    """Every policy of a function, its role and what it calls; `files` says where those are that are files."""
    from workbench.permissions.resource_policy import kind_on

    found: list[tuple[PolicyKind, PolicyText | None, str]] = [("resource", function_policy, "")]
    if role is not None:
        found += [("identity", each, "") for each in role.policies]
        found += [("trust", role.trust, ""), ("boundary", role.boundary, "")]
    found += [(kind_on(each.arn), each.policy, each.arn) for each in resource_policies]
    made = {
        text.name: PolicySubject(kind, text, files.get(text.name), arn, live)
        for kind, text, arn in reversed(found)
        if text is not None
    }
    return tuple(reversed(made.values()))


def with_a_say(
    policies: Iterable[ResourcePolicyText], answers: Iterable[PermissionAnswer], files: Mapping[str, Path]
) -> tuple[ResourcePolicyText, ...]:
    """The policies of resources that a verdict of the run met, and those that are files: a template has many others."""
    met = {
        str(policy.get("policy")) for answer in answers for policy in answer.explanation.get("policies") or () if policy
    }
    return tuple(each for each in policies if each.policy.name in met or each.policy.name in files)


def with_texts(order: Order, texts: Mapping[str, str]) -> Order:
    """An order with other texts for the policies of these names."""
    role = order.role
    if role is not None:
        role = replace(
            role,
            policies=tuple(_changed(each, texts) for each in role.policies),
            trust=_changed(role.trust, texts) if role.trust is not None else None,
            boundary=_changed(role.boundary, texts) if role.boundary is not None else None,
        )
    policy = order.function_policy
    theirs = tuple(replace(each, policy=_changed(each.policy, texts)) for each in order.resource_policies)
    policy = _changed(policy, texts) if policy is not None else None
    return replace(order, role=role, function_policy=policy, resource_policies=theirs)


def order_of_old(exchange: Exchange, project: Project) -> Order | None:
    """The order that a run of an earlier session would have today; None where its function is not here any more."""
    entry = next((each for each in project.functions if each.function.arn == exchange.function_arn), None)
    if entry is None:
        return None
    context = exchange.event.get("requestContext") if isinstance(exchange.event, dict) else None
    api_id = context.get("apiId") if isinstance(context, dict) else None
    return Order(
        entry.function,
        event=exchange.event_text.encode(),
        api=next((each.api for each in project.apis if each.api.id == api_id), None),
        function_policy=entry.function_policy,
        role=entry.role,
        resource_policies=entry.resource_policies,
        assumed_roles=entry.assumed_roles,
    )


def _changed(policy: PolicyText, texts: Mapping[str, str]) -> PolicyText:
    return PolicyText(policy.name, texts[policy.name]) if policy.name in texts else policy
