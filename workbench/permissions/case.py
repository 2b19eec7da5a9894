"""One authorization question: who wants to do what to which resource, and the policies that have a say."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workbench.permissions.arn import Arn
from workbench.permissions.context import Context
from workbench.permissions.principal import Caller
from workbench.permissions.statement import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.permissions.document import Policy
    from workbench.permissions.json_source import Json


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for."""

    principal: str
    """A service name, or the ARN of a user, a role or an `assumed-role` session."""
    action: str
    resource: str
    resource_account: str = ""
    """Empty: the account in the ARN, else the caller's own."""
    context: Mapping[str, Json] = field(default_factory=dict)
    """Condition keys; one that is not here is absent from the request."""


@dataclass(frozen=True, slots=True)
class Case:
    """A request and the policies around it."""

    request: Request
    identity_policies: tuple[Policy, ...] = ()
    resource_policy: Policy | None = None
    """None: the resource has none."""
    permission_boundary: Policy | None = None
    session_policies: tuple[Policy, ...] = ()
    unknown_context: tuple[str, ...] = ()
    """Keys of which nothing is known; `aws:ResourceTag/*` stands for every key that begins so."""
    resource_side_needed: bool = True
    """Whether a key or trust policy has to allow; off where that policy is not at hand and AWS's default holds."""

    @property
    def policies(self) -> tuple[Policy, ...]:
        """Every policy, in the order that people read them."""
        boundary = (self.permission_boundary,) if self.permission_boundary is not None else ()
        resource = (self.resource_policy,) if self.resource_policy is not None else ()
        return (*self.identity_policies, *resource, *boundary, *self.session_policies)

    @property
    def asked(self) -> Asked:
        """The request, prepared for comparison."""
        return Asked(
            self._caller(),
            self.request.action.lower(),
            Arn.of(self.request.resource),
            Context.of(self.request.context, self.unknown_context),
            self.permission_boundary is not None,
        )

    def _caller(self) -> Caller:
        """Who asks; the ARN of a session does not tell the path of its role, but the request does."""
        caller = Caller.of(self.request.principal)
        if caller.kind != "session":
            return caller
        given = next((value for key, value in self.request.context.items() if key.lower() == "aws:principalarn"), "")
        role = Caller.of(given) if isinstance(given, str) else caller
        is_its = (role.kind, role.account, role.role) == ("role", caller.account, caller.role)
        return replace(caller, role_arn=role.text) if is_its else caller

    @property
    def resource_account(self) -> str:
        """The account that owns the resource, as far as it can be told."""
        return self.request.resource_account or Arn.of(self.request.resource).account
