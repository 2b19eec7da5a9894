"""The record of one request's way to a function and back: every hop, and the three answers kept apart."""

from __future__ import annotations

from workbench.value import dataclass, field

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json
    from workbench.events.outcome import AwsCall, Outcome
    from workbench.events.source import Source
    from workbench.gateway.verdict import Reply, Rule

    StepName = Literal[
        "route", "api_key", "throttle", "authorizer", "validate", "cache", "event",
        "invoke_permission", "invoke", "execution_role", "response", "cache_store",
    ]  # fmt: skip
    StepOutcome = Literal["ok", "refused", "failed", "denied", "unknown", "hit", "miss", "warning"]
    Decision = Literal["allowed", "implicitly_denied", "explicitly_denied", "unknown"]


@dataclass(frozen=True, slots=True)
class Step:
    """One hop of the road: what came in, what went out, the rule that applied, how long it took."""

    name: StepName
    outcome: StepOutcome
    summary: str
    """One line for a person."""
    took_ms: float = 0.0
    came_in: Json = None
    went_out: Json = None
    rule: Rule | None = None
    detail: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PermissionAnswer:
    """A permission verdict of this exchange: a decision with its whole explanation."""

    decision: Decision
    reason: str
    """One sentence."""
    action: str
    resource: str
    basis: Literal["proven", "simulated", "inferred", "unknown"] = "inferred"
    explanation: Mapping[str, Json] = field(default_factory=dict)
    """The shape that `permissions evaluate` prints."""
    mends: tuple[tuple[str, str], ...] = ()
    """(title, text to copy): AWS CLI, SAM, JSON."""
    effect: str = ""
    """What a client would see in AWS because of it."""
    notes: tuple[str, ...] = ()
    """Findings beside the decision, and what was not evaluated."""
    about: AwsCall | None = None
    """The call of this run that the answer is about; None for the permission to invoke."""
    policy_name: str = ""
    """The document with the deciding statement, or with the closest one; empty where there is none."""
    line: int = 0
    """The line of that statement in its document, from 1; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class RoleReview:
    """What the run tells of the execution role: an answer for each action, and what a role for this run would need."""

    answers: tuple[PermissionAnswer, ...] = ()
    least_privilege: str = ""
    """The policy that allows what this run needed and nothing else, as JSON text."""
    unused: tuple[str, ...] = ()
    """What the role allows and this run did not need."""
    unseen: str = ""
    """Why nobody can tell what this run asked AWS for; empty where its calls were recorded."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One run of the road: the event, what the function returned, what the client would get, what permissions say."""

    request_id: str
    source: Source
    function_kind: Literal["local", "deployed"]
    function_name: str
    function_arn: str
    handler: str
    runtime: str
    event: Json
    event_text: str
    """The bytes that the function received, as text."""
    request: HttpRequest | None = None
    outcome: Outcome | None = None
    """None where the request never reached the function."""
    reply: Reply | None = None
    """None for an event of no HTTP source."""
    invoke_permission: PermissionAnswer | None = None
    role: RoleReview = RoleReview()
    steps: tuple[Step, ...] = ()

    @property
    def execution_role(self) -> tuple[PermissionAnswer, ...]:
        """The answers about the execution role."""
        return self.role.answers
