"""What a person asks for: one invocation, with everything that stands around it."""

from __future__ import annotations

from workbench.value import dataclass

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from workbench.deployed.target import DeployedFunction
    from workbench.events.connection import Connection
    from workbench.events.http import HttpRequest
    from workbench.gateway.api import Api
    from workbench.runtime.function import LocalFunction

    Function: TypeAlias = LocalFunction | DeployedFunction
    """What can be invoked."""
    Enforce = Literal["off", "warn", "deny"]
    """What a call that the execution role does not allow does: nothing, a remark, or AWS's own AccessDenied."""


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy document as text, with the name that a person knows it by, usually its file."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ResourcePolicyText:
    """The policy of a resource that a function calls: of a bucket, a queue, a key."""

    arn: str
    policy: PolicyText


@dataclass(frozen=True, slots=True)
class ExecutionRole:
    """The documents of a function's execution role, as far as they are known."""

    arn: str = ""
    policies: tuple[PolicyText, ...] = ()
    """Identity policies: inline, managed and those that a template writes."""
    trust: PolicyText | None = None
    boundary: PolicyText | None = None
    not_read: tuple[str, ...] = ()
    """The actions that were missing to read the rest of the role in AWS; a verdict on it is then not certain."""


@dataclass(frozen=True, slots=True)
class Order:
    """One invocation that a person asked for: an event or a request, a function, and what stands around them."""

    function: Function
    is_named: bool = False
    """Whether name, account and region of the function are those that it has in AWS, not made up from its file."""
    event: bytes | None = None
    """The exact payload; passed to the function unchanged. Exactly one of `event` and `request` is given."""
    event_name: str = "event"
    """How a message names the event, usually its file."""
    request: HttpRequest | None = None
    connection: Connection | None = None
    """The moment of a WebSocket connection that the request, its handshake, opened; None: the handshake itself."""
    api: Api | None = None
    """None: the default API of the event's own source."""
    function_policy: PolicyText | None = None
    """The function's resource policy; None: not known."""
    role: ExecutionRole | None = None
    """None: not known."""
    resource_policies: tuple[ResourcePolicyText, ...] = ()
    """Those of what the function calls, as far as they are known."""
    assumed_roles: tuple[ExecutionRole, ...] = ()
    """Roles that the integrations of APIs have API Gateway assume, as far as they are known."""
    enforce: Enforce = "warn"
    client_context: str = ""
    """JSON text; empty for none."""
    secrets: tuple[str, ...] = ()
    """Values in the event, the variables or the context that are masked wherever the run is kept."""
