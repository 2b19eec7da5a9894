"""How far a request came through the gate, and what was decided on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.gateway.api import Cache
    from workbench.gateway.authorization import AuthorizerCall
    from workbench.gateway.gate_decision import GateDecision
    from workbench.gateway.gate_state import GateState
    from workbench.gateway.routing import Match
    from workbench.gateway.verdict import Reply


@dataclass(frozen=True, slots=True)
class Admission:
    """How far a request came: the decisions so far, and a refusal, an authorizer to ask, or the way to the function."""

    match: Match
    request: HttpRequest
    arrival: Arrival
    """With what key and authorizer add to the event."""
    state: GateState
    decisions: tuple[GateDecision, ...] = ()
    reply: Reply | None = None
    """What the client gets without the function: a refusal, or an answer from the cache."""
    needs_authorizer: AuthorizerCall | None = None
    """The authorizer's function that has to be asked first."""
    cache: Cache | None = None
    """The cache that the function's answer belongs into."""
    cache_key: tuple[str, ...] = ()
    cache_warning: bool = False
    """Whether the answer carries the remark that an invalidation was ignored."""
    may_invalidate: bool | None = None

    @property
    def passed(self) -> bool:
        """Whether the function may be invoked now."""
        return self.reply is None and self.needs_authorizer is None

    def decided(self, decision: GateDecision, reply: Reply | None = None) -> Admission:
        """One decision further."""
        return replace(self, decisions=(*self.decisions, decision), reply=reply)
