"""One decision at the gate, ready to be a step of the road: what was asked, how it ended, the rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json
    from workbench.gateway.verdict import Rule

DecisionName = Literal["api_key", "throttle", "authorizer", "validate", "cache", "cache_store", "response"]
DecisionOutcome = Literal["ok", "refused", "failed", "denied", "unknown", "hit", "miss", "warning"]


@dataclass(frozen=True, slots=True)
class GateDecision:
    """What one part of the gate decided."""

    name: DecisionName
    outcome: DecisionOutcome
    summary: str
    """One line for a person."""
    rule: Rule
    detail: Mapping[str, Json] = field(default_factory=dict)
