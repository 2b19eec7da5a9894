"""One AWS API call as an SDK makes it, and what IAM is asked because of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from workbench.permissions.arn import partition_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.permissions.json_source import Json

Mapped = Literal["table", "catalogue", "assumed"]
"""`table`: a rule of ours. `catalogue`: the action has the operation's name. `assumed`: neither knows it."""

SERVICE_REFERENCE = "AWS Service Authorization Reference"


@dataclass(frozen=True, slots=True)
class RequiredAction:
    """An IAM action on a resource that a call needs."""

    action: str
    resource: str
    mapped: Mapped = "table"
    source: str = SERVICE_REFERENCE
    """Where the mapping is known from."""
    note: str = ""
    """What a person should check, such as a name that the parameters do not hold."""
    context: Mapping[str, Json] = field(default_factory=dict, hash=False)
    """Condition keys that the parameters decide."""


@dataclass(frozen=True, slots=True)
class ApiCall:
    """A call: the SDK's names for service and operation, and its parameters."""

    service: str
    operation: str
    parameters: Mapping[str, Json]
    region: str
    account_id: str

    def text(self, name: str) -> str:
        """A parameter as text; empty where it is not given or no text."""
        value = self.parameters.get(name)
        return value if isinstance(value, str) else ""

    def items(self, name: str) -> list[Mapping[str, Json]]:
        """A list of objects; what is none is left out."""
        value = self.parameters.get(name)
        return [item for item in value if isinstance(item, dict)] if isinstance(value, (list, tuple)) else []

    def arn(self, service: str, resource: str, *, region: bool = True, account: bool = True) -> str:
        """An ARN in the call's region and account."""
        where = self.region if region else ""
        who = self.account_id if account else ""
        return f"arn:{partition_of(self.region)}:{service}:{where}:{who}:{resource}"

    def named(self, service: str, prefix: str, name: str) -> str:
        """The ARN of a resource that parameters give by name or by ARN; `*` for a name that is not given."""
        return name if name.startswith("arn:") else self.arn(service, f"{prefix}{name or '*'}")

    def needs(self, action: str, *resources: str, **context: Json) -> tuple[RequiredAction, ...]:
        """The same action on each of the resources, each once."""
        carried = {key.replace("__", ":"): value for key, value in context.items() if value != ""}
        return tuple(
            RequiredAction(action, resource, context=carried) for resource in dict.fromkeys(resources or ("*",))
        )
