"""How the rows about admission ask: a request goes through the gate, once or again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.conformance.gateway.asking import HOST
from workbench.events.http import HttpRequest
from workbench.gateway.admission import admit
from workbench.gateway.gate_state import GateState
from workbench.gateway.routing import Match, RouteTable

if TYPE_CHECKING:
    from workbench.gateway.admission_so_far import Admission

MONDAY_MS = 1_700_438_400_000
"""Monday 2023-11-20, midnight UTC."""


def through(api: Any, request: Any = None, state: Any = None, *, now_ms: Any = MONDAY_MS, **more: Any) -> Admission:
    request = request or HttpRequest("GET", f"{HOST}/prod/pets" if api.stage == "prod" else f"{HOST}/pets")
    match = RouteTable.of(api).route(request)
    assert isinstance(match, Match), match
    return admit(api, match, request, state or GateState(), now_ms=now_ms, **more)


def statuses(api: Any, count: Any, *, request: Any = None, every_ms: Any = 0.0, start_ms: Any = MONDAY_MS) -> list[int]:
    """What so many requests get, one after the other; 200 for those let through."""
    state, found = GateState(), []
    for number in range(count):
        admission = through(api, request, state, now_ms=start_ms + number * every_ms)
        state = admission.state
        found.append(admission.reply.response.status if admission.reply else 200)
    return found


def equal(found: Any, wanted: Any) -> None:
    assert found == wanted, found


def decided(admission: Any, name: Any, outcome: Any) -> None:
    assert [each.outcome for each in admission.decisions if each.name == name] == [outcome], admission.decisions
