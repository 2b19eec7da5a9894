"""One statement of a policy, prepared once, and how it meets a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from workbench.permissions.action import ActionElement
    from workbench.permissions.arn import Arn
    from workbench.permissions.condition import Condition, ConditionResult
    from workbench.permissions.context import Context
    from workbench.permissions.principal import Caller, Level, PrincipalElement
    from workbench.permissions.resource_pattern import ResourceElement

Effect = Literal["Allow", "Deny"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as statements compare it: read once, met by many statements."""

    caller: Caller
    action: str
    """In lower case."""
    arn: Arn
    context: Context
    bounded: bool = False
    """Whether the caller has a permissions boundary."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and its place in the text of its policy."""

    index: int
    """Its position in the policy, counted from zero."""
    sid: str
    effect: Effect
    principal: PrincipalElement | None
    """None in policies that are attached to the caller."""
    action: ActionElement
    resource: ResourceElement | None
    """None where the resource is the one that the policy is attached to."""
    conditions: tuple[Condition, ...]
    line: int
    column: int
    end_line: int
    broken: bool = False
    """AWS would refuse to save it: an Allow grants nothing, what a Deny does is not known."""

    @property
    def label(self) -> str:
        """How a message names it."""
        return f"'{self.sid}'" if self.sid else f"number {self.index + 1}"

    def explain(self, asked: Asked) -> StatementResult:
        """Compare every part with a request, also after a first mismatch."""
        level = self.level(asked)
        action = self.action.matches(asked.action)
        resource = True if self.resource is None else self.resource.matches(asked.arn, asked.context)
        conditions = tuple([condition.evaluate(asked.context) for condition in self.conditions])
        applies: bool | None = level is not None and action
        if applies:
            applies = resource
            for result in conditions:
                if result.matched is False:
                    applies = False
                    break
                if result.matched is None and applies:
                    applies = None
        if self.broken:
            applies = False if self.effect == "Allow" or applies is False else None
        return StatementResult(self, asked, level, action, resource, conditions, applies)

    def applies(self, asked: Asked) -> bool | None:
        """Whether it applies, without the explanation: for asking the same of hundreds of routes."""
        if self.level(asked) is None or not self.action.matches(asked.action):
            return False
        applies = True if self.resource is None else self.resource.matches(asked.arn, asked.context)
        if applies is False:
            return False
        for condition in self.conditions:
            matched = condition.holds(asked.context)
            if matched is False:
                return False
            if matched is None:
                applies = None
        if self.broken:
            return False if self.effect == "Allow" else None
        return applies

    def level(self, asked: Asked) -> Level | None:
        """By what it names the caller; None where it is not about the caller."""
        if self.principal is None:
            return "everyone"
        if not self.principal.negated:
            return self.principal.names(asked.caller)
        exempt = self.principal.exempts(asked.caller, deny=self.effect == "Deny", bounded=asked.bounded)
        return None if exempt else "everyone"


class StatementResult(NamedTuple):
    """How one statement met one request, part by part. A tuple, because thousands a second are made."""

    statement: Statement
    asked: Asked
    level: Level | None
    """By what the principal element names the caller; None where it does not."""
    action: bool
    resource: bool | None
    conditions: tuple[ConditionResult, ...]
    applies: bool | None
    """None: unknown."""

    @property
    def failing(self) -> tuple[ConditionResult, ...]:
        """The conditions that were not met for certain."""
        return tuple(result for result in self.conditions if result.matched is not True)

    @property
    def only_conditions_fail(self) -> bool:
        """Whether principal, action and resource fit."""
        return self.level is not None and self.action and self.resource is True

    @property
    def closeness(self) -> tuple[int, int, int, int, int]:
        """How near the statement came: parts in the order that a person would mend them, then likeness of values."""
        failing = self.failing
        likeness = max((result.likeness for result in failing), default=0)
        return (self.level is not None, self.action, self.resource is not False, -len(failing), likeness)
