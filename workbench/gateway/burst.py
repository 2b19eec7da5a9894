"""A flood against the gate, simulated: so many requests a second from so many clients, and how the buckets fare."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.gateway.admission import admit
from workbench.gateway.api_key import find_key, requires_key
from workbench.gateway.gate_state import GateState
from workbench.gateway.routing import RouteTable
from workbench.gateway.throttling import Level, levels
from workbench.gateway.verdict import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.http import HttpRequest
    from workbench.gateway.admission_so_far import Admission
    from workbench.gateway.api import Api
    from workbench.gateway.routing import Match


@dataclass(frozen=True, slots=True)
class Shot:
    """One request of the flood, and what became of it."""

    at_ms: float
    client: str
    status: int
    """What the client gets from the gate; 0 where the function would answer."""
    code: str
    """`allowed`, or the verdict's code, such as `throttled`."""
    levels: tuple[float, ...]
    """The tokens left in each bucket after it."""

    @property
    def allowed(self) -> bool:
        """Whether it would have reached the function."""
        return self.code == "allowed"


@dataclass(frozen=True, slots=True)
class Burst:
    """A whole flood."""

    rate: float
    buckets: tuple[Level, ...]
    """The buckets on the way, in AWS's order; one level of each shot belongs to each."""
    shots: tuple[Shot, ...]
    refusal: Reply | None = None
    """What the first refused client gets, with the rule; None where all passed."""
    notes: tuple[str, ...] = ()
    """What the simulation left out."""

    @property
    def allowed(self) -> int:
        """How many passed."""
        return sum(shot.allowed for shot in self.shots)

    @property
    def by_code(self) -> Mapping[str, int]:
        """How many came to what, most frequent first."""
        return dict(Counter(shot.code for shot in self.shots).most_common())

    @property
    def by_client(self) -> Mapping[str, tuple[int, int]]:
        """Allowed and refused, by client address."""
        found: dict[str, tuple[int, int]] = {}
        for shot in self.shots:
            allowed, refused = found.get(shot.client, (0, 0))
            found[shot.client] = (allowed + shot.allowed, refused + (not shot.allowed))
        return found


def simulate(
    api: Api, request: HttpRequest, *, count: int, rate: float, clients: int = 1, start_ms: float = 0.0
) -> Burst | Reply:
    """Send a request again and again at the gate, and no further; the refusal where no route takes it.

    The clients take turns. An authorizer's function is not asked: its requests count as let through.
    """
    table = RouteTable.of(api)
    requests = [replace(request, client_address=address) for address in _addresses(request, clients)]
    matches = [table.route(each) for each in requests]
    first = matches[0]
    if isinstance(first, Reply):
        return first
    passed = tuple(_levels(api, first, request))
    state, shots, refusal = GateState(), [], None
    asks = False
    for number in range(count):
        at_ms = number * 1000 / rate
        turn = number % len(requests)
        match = matches[turn]
        if isinstance(match, Reply):
            return match
        admission = admit(api, match, requests[turn], state, now_ms=start_ms + at_ms)
        state = admission.state
        asks = asks or admission.needs_authorizer is not None
        if refusal is None and admission.reply is not None and not admission.reply.verdict.ok:
            refusal = admission.reply
        shots.append(_shot(admission, requests[turn].client_address, passed, at_ms=at_ms))
    notes = ("The authorizer's function is not asked: its requests count as allowed.",) if asks else ()
    return Burst(rate, passed, tuple(shots), refusal, notes)


def _shot(admission: Admission, client: str, passed: tuple[Level, ...], *, at_ms: float) -> Shot:
    buckets = admission.state.buckets
    left = tuple(
        buckets[level.key].level if level.key in buckets else float(level.throttle.burst_limit) for level in passed
    )
    reply = admission.reply
    if reply is None or reply.verdict.ok:
        return Shot(at_ms, client, 0, "allowed", left)
    return Shot(at_ms, client, reply.response.status, reply.verdict.code, left)


def _levels(api: Api, match: Match, request: HttpRequest) -> list[Level]:
    key = find_key(api, request.header("x-api-key")) if requires_key(api, match.route) else None
    return levels(api, match.route, key=key)


def _addresses(request: HttpRequest, clients: int) -> list[str]:
    """The clients' addresses: the request's own for one, else addresses that are reserved for benchmarks."""
    if clients <= 1:
        return [request.client_address]
    return [f"198.18.{number // 250}.{number % 250 + 1}" for number in range(clients)]
