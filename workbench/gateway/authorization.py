"""What an authorizer came to: the decision, what the client gets or the event gains, and what is left to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.gateway.api import Api, Authorizer, Route
    from workbench.gateway.gate_decision import GateDecision
    from workbench.gateway.verdict import Reply


@dataclass(frozen=True, slots=True)
class AuthorizerCall:
    """An authorizer's function that has to be asked before the request may pass."""

    authorizer: Authorizer
    arrival: Arrival
    """What its event is built from: the source and the identity sources are the authorizer's own."""
    cache_key: tuple[str, ...] = ()
    """What its answer is remembered by; empty where it is not."""
    ttl_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """One request before its authorizer."""

    api: Api
    route: Route
    request: HttpRequest
    arrival: Arrival
    now_ms: float


@dataclass(frozen=True, slots=True)
class Authorization:
    """What an authorizer made of a request: let pass, refused, or a function to be called first."""

    decision: GateDecision | None = None
    arrival: Arrival | None = None
    """With what the event gains, where the request may pass."""
    reply: Reply | None = None
    """The refusal."""
    call: AuthorizerCall | None = None
    usage_key: str = ""
    """The API key that the authorizer names, where keys come from authorizers."""
