"""The gate when several requests pass it at a time."""

from __future__ import annotations

import json
import threading
from random import Random
from typing import Any

from workbench.events.http import HttpRequest
from workbench.events.outcome import Outcome
from workbench.exchange import gate
from workbench.exchange.invoker import Invoker
from workbench.exchange.order import Order
from workbench.exchange.road import Road
from workbench.gateway.api import Api, Authorizer, Route, Throttle
from workbench.runtime.function import LocalFunction

URL = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod"
LET_IN = {
    "principalId": "me",
    "policyDocument": {
        "Version": "2012-10-17",
        "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "*"}],
    },
}


def test_what_a_request_used_up_is_gone_for_others_while_its_authorizer_is_asked(tmp_path):
    api = Api(
        throttle=Throttle(rate_limit=0, burst_limit=1),
        authorizers={"gate": Authorizer("gate", "TOKEN", "gate", ("method.request.header.X",), {"ttl_seconds": 0})},
        routes=(Route("GET", "/gated", "orders", "gate"), Route("GET", "/open", "orders")),
    )
    orders, authorizer = (LocalFunction(name, "app.handler", str(tmp_path)) for name in ("orders", "gate"))
    statuses: dict[str, int] = {}

    def ask(path: str) -> None:
        request = HttpRequest("GET", f"{URL}{path}", (("X", "token"),))
        reply = road.run(Order(orders, request=request, api=api)).reply
        assert reply is not None
        statuses[path] = reply.response.status

    def invoke(function: LocalFunction, event: bytes, **_: object) -> Outcome:
        if function.name == "gate":
            ask("/open")  # another client, while the authorizer runs
            return Outcome("id", json.dumps(LET_IN).encode())
        return Outcome("id", b'{"statusCode": 200}')

    road = Road(Invoker(invoke), find_function=lambda _: authorizer, clock=lambda: 1_795_348_800.0, random=Random(7))
    ask("/gated")
    assert statuses == {"/open": 429, "/gated": 200}


def test_first_two_requests_that_come_together_pass_the_same_gate(tmp_path, monkeypatch):
    api = Api(throttle=Throttle(rate_limit=0, burst_limit=1), routes=(Route("GET", "/open", "orders"),))
    orders = LocalFunction("orders", "app.handler", str(tmp_path))
    statuses: list[int] = []

    def ask() -> None:
        reply = road.run(Order(orders, request=HttpRequest("GET", f"{URL}/open"), api=api)).reply
        assert reply is not None
        statuses.append(reply.response.status)

    made, another = 0, threading.Event()
    other = threading.Thread(target=ask)

    class Slow(gate.Gate):
        def __init__(self, *arguments: Any) -> None:
            nonlocal made
            made += 1
            if made == 1:
                other.start()
                another.wait(0.2)  # a second gate would be made now
            else:
                another.set()
            super().__init__(*arguments)

    monkeypatch.setattr(gate, "Gate", Slow)
    road = Road(Invoker(lambda *_, **__: Outcome("id", b'{"statusCode": 200}')), clock=lambda: 1_795_348_800.0)
    ask()
    other.join()
    assert (made, sorted(statuses)) == (1, [200, 429])
