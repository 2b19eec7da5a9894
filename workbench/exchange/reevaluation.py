"""A finished run judged anew: the same request and the same calls, with other policies, and nothing invoked."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.exchange.invoke_permission import invoke_permission
from workbench.exchange.passage import Passage
from workbench.exchange.role_permission import execution_role
from workbench.exchange.starting_point import read_event, route_of
from workbench.exchange.trace import Trace

if TYPE_CHECKING:
    from workbench.exchange.order import Order
    from workbench.exchange.record import Exchange


def reevaluated(exchange: Exchange, order: Order, *, now_ms: int) -> Exchange:
    """The record of a run as it would stand with the policies of `order`; what happened in it stays as it was.

    A call that the role denied under enforcement was not made, and is judged like any other.
    """
    if exchange.outcome is None:
        return exchange
    trace = Trace()
    permission = invoke_permission(order, _passage(exchange, order), trace)
    role = execution_role(order, exchange.outcome, trace, now_ms=now_ms)
    judged = {step.name: step for step in trace.steps}
    steps = tuple(judged.get(step.name, step) for step in exchange.steps)
    return replace(exchange, invoke_permission=permission, role=role, steps=steps)


def _passage(exchange: Exchange, order: Order) -> Passage:
    """What stood in front of the function in that run, read anew from its event or its request."""
    if order.request is not None:
        return _routed(exchange, order)
    found = read_event(exchange.event_text.encode(), name=order.event_name, api=order.api)
    passage = Passage(found.source, found.value, b"", found.request, found.arrival, found.api)
    if found.arrival is None or found.request is None:
        return passage
    route, _ = route_of(found, order.api)
    return replace(passage, route=route, arrival=replace(found.arrival, route_method=route.method))


def _routed(exchange: Exchange, order: Order) -> Passage:
    from workbench.gateway.api import Api
    from workbench.gateway.routing import Match, RouteTable

    event = json.loads(exchange.event_text or "null")
    request = exchange.request
    match = RouteTable.of(order.api or Api()).route(request) if request is not None else None
    if not isinstance(match, Match):
        return Passage(exchange.source, event, b"", request)
    return Passage(match.arrival.source, event, b"", request, match.arrival, match.api, match.route)
