"""What stands between the route and the function, remembered from one order to the next."""

from __future__ import annotations

import json
import threading
import time
from typing import TYPE_CHECKING

from workbench.exchange.record import Step

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from workbench.events.http import HttpRequest
    from workbench.events.outcome import Outcome
    from workbench.exchange.invoker import Invoker
    from workbench.exchange.order import Function
    from workbench.exchange.trace import Trace
    from workbench.gateway.admission_so_far import Admission
    from workbench.gateway.gate_decision import GateDecision
    from workbench.gateway.gate_state import GateState
    from workbench.gateway.routing import Match
    from workbench.gateway.verdict import Reply


class Gate:
    """The throttles, quotas, authorizers and cache in front of the functions; its state outlives an order.

    Orders may pass it on several threads at a time, as the clients of a stage do.
    """

    def __init__(self, invoker: Invoker, find_function: Callable[[str], Function] | None, random: Random) -> None:
        """`find_function` leads from an authorizer's function reference to the function; `random` makes up ids."""
        self._invoker = invoker
        self._find_function = find_function
        self._random = random
        self._state: GateState | None = None
        self._lock = threading.Lock()

    def admit(self, match: Match, request: HttpRequest, trace: Trace, *, now_ms: int) -> Admission:
        """Ask every gate in AWS's order, each a step on the trace; an authorizer's function is run where one has to be.

        Raises:
            WorkbenchError: the authorizer's function cannot be found or run.
        """
        from workbench.gateway.admission import admit, proceed
        from workbench.gateway.gate_state import GateState

        started = time.perf_counter()
        with self._lock:
            admission = admit(match.api, match, request, self._state or GateState(), now_ms=now_ms)
            self._state = admission.state
        if admission.needs_authorizer is not None:
            began = time.perf_counter()
            outcome = self._ask(admission, request, now_ms=now_ms)
            took_ms = (time.perf_counter() - began) * 1000
            with self._lock:
                # Other requests may have passed meanwhile: what they used up is in the state of now.
                admission = proceed(admission, outcome, self._state, now_ms=now_ms + took_ms, took_ms=took_ms)
                self._state = admission.state
        took_ms = (time.perf_counter() - started) * 1000
        for decision in admission.decisions:
            asked = decision.name == "authorizer"
            trace.add(_step(decision, took_ms=took_ms if asked or len(admission.decisions) == 1 else 0.0))
        return admission

    def remember(self, admission: Admission, reply: Reply, trace: Trace, *, now_ms: int) -> Reply:
        """Put an answer into the cache where the route has one; gives it as the client then gets it."""
        from workbench.gateway.admission import keep

        with self._lock:
            kept, decision, self._state = keep(admission, reply, self._state or admission.state, now_ms=now_ms)
        if decision is not None:
            trace.add(_step(decision))
        return kept

    def _ask(self, admission: Admission, request: HttpRequest, *, now_ms: int) -> Outcome:
        from workbench.errors import UsageError
        from workbench.events.build import build_event

        call = admission.needs_authorizer
        name = call.authorizer.name if call else ""
        reference = call.authorizer.function if call else None
        if call is None or reference is None or self._find_function is None:
            raise UsageError(f"the authorizer {name} names no function", mend="Give it a function in the API file.")
        event = build_event(request, call.arrival, now_ms=now_ms, random=self._random)
        return self._invoker(
            self._find_function(reference),
            json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode(),
            request_id="",
            client_context="",
            on_log=None,
            decide=None,
            cancelled=None,
        )


def _step(decision: GateDecision, *, took_ms: float = 0.0) -> Step:
    return Step(
        decision.name,
        decision.outcome,
        decision.summary,
        took_ms=took_ms,
        rule=decision.rule,
        detail=decision.detail,
    )
