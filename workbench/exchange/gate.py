"""What stands between the route and the function, remembered from one order to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.exchange.invoker import Invoker
    from workbench.exchange.passage import Passage
    from workbench.exchange.trace import Trace
    from workbench.gateway.routing import Match
    from workbench.gateway.verdict import Reply


@dataclass(frozen=True, slots=True)
class Admitted:
    """What the gate made of a request: let in, perhaps with what an authorizer added, or answered."""

    arrival: Arrival
    reply: Reply | None = None


class Gate:
    """The throttles, quotas, authorizers and cache in front of the functions."""

    def __init__(self, invoker: Invoker) -> None:
        """`invoker` runs authorizer functions."""
        self._invoker = invoker

    def admit(self, match: Match, request: HttpRequest, trace: Trace, *, now_ms: int) -> Admitted:
        """Ask every gate in AWS's order, each a step on the trace."""
        return Admitted(match.arrival)

    def remember(self, passage: Passage, reply: Reply, trace: Trace, *, now_ms: int) -> None:
        """Put an answer into the cache where the route has one."""
