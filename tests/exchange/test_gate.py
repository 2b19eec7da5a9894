"""The gate when several requests pass it at a time."""

from __future__ import annotations

import json
from random import Random

from workbench.events.http import HttpRequest
from workbench.events.outcome import Outcome
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
    orders, gate = (LocalFunction(name, "app.handler", str(tmp_path)) for name in ("orders", "gate"))
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

    road = Road(Invoker(invoke), find_function=lambda _: gate, clock=lambda: 1_795_348_800.0, random=Random(7))
    ask("/gated")
    assert statuses == {"/open": 429, "/gated": 200}
