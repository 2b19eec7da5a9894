"""The gate in order: what refuses first, what is remembered, and that nothing an authorizer says breaks it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gateway.test_respond import VALUES, sane
from workbench.events.http import HttpRequest, HttpResponse
from workbench.events.outcome import Outcome
from workbench.gateway.admission import admit, keep, proceed
from workbench.gateway.api import Api, ApiKey, Authorizer, Cache, Quota, Route, Throttle, UsagePlan
from workbench.gateway.gate_state import GateState
from workbench.gateway.routing import Match, RouteTable
from workbench.gateway.rules_rest import OK
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from workbench.gateway.admission_so_far import Admission

HOST = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
SCHEMA = {"type": "object", "required": ["name"]}
VALIDATOR = {"validate_request_body": True, "validate_request_parameters": True}
EVERYTHING = Api(
    api_keys=(ApiKey("alice", "key", UsagePlan(Throttle(10, 10), Quota(100))),),
    authorizers={"guard": Authorizer("guard", "TOKEN", "auth.handler")},
    cache=Cache(enabled=True),
    settings={"rate_rule": {"limit": 1000}},
    routes=(
        Route(
            "GET",
            "/pets",
            authorizer="guard",
            api_key_required=True,
            settings={
                "request_validator": VALIDATOR,
                "request_parameters": {"method.request.querystring.page": True},
                "request_models": {"application/json": SCHEMA},
            },
        ),
    ),
)
ALLOW = {
    "principalId": "a",
    "policyDocument": {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]},
}


def enter(api: Api, request: HttpRequest, state: GateState | None = None) -> Admission:
    match = RouteTable.of(api).route(request)
    assert isinstance(match, Match)
    return admit(api, match, request, state or GateState(), now_ms=0)


def answered(admission: Admission, answer: object) -> Admission:
    outcome = Outcome("id", json.dumps(answer).encode())
    return proceed(admission, outcome, admission.state, now_ms=10, took_ms=10)


def full(*headers: tuple[str, str], query: str = "?page=1", body: bytes = b'{"name": 1}') -> HttpRequest:
    return HttpRequest("GET", f"{HOST}/prod/pets{query}", headers, body)


KEY, TOKEN = ("x-api-key", "key"), ("Authorization", "t")


def test_every_gate_decides_once_and_in_order():
    admission = answered(enter(EVERYTHING, full(KEY, TOKEN)), ALLOW)
    assert admission.passed
    assert [each.name for each in admission.decisions] == ["api_key", "throttle", "authorizer", "validate", "cache"]
    assert [each.outcome for each in admission.decisions] == ["ok", "ok", "ok", "ok", "miss"]


def test_the_first_refusal_ends_the_way():
    ends = [
        enter(EVERYTHING, full()),
        enter(EVERYTHING, full(KEY)),
        answered(enter(EVERYTHING, full(KEY, TOKEN)), {}),
        answered(enter(EVERYTHING, full(KEY, TOKEN, query="")), ALLOW),
        answered(enter(EVERYTHING, full(KEY, TOKEN, body=b"")), ALLOW),
    ]
    assert [each.decisions[-1].name for each in ends] == ["api_key", "authorizer", "authorizer", "validate", "validate"]
    assert [each.reply.response.status for each in ends if each.reply] == [403, 401, 500, 400, 400]


def test_a_cached_answer_still_passes_the_gates():
    first = answered(enter(EVERYTHING, full(KEY, TOKEN)), ALLOW)
    reply = Reply(HttpResponse(200, (), b"kept"), Verdict("ok", "", OK))
    _, stored, state = keep(first, reply, first.state, now_ms=10)
    again = enter(EVERYTHING, full(KEY, TOKEN), state)
    assert stored is not None
    assert stored.outcome == "ok"
    assert again.reply is not None
    assert again.reply.response.body == b"kept"
    assert enter(EVERYTHING, full(TOKEN), state).reply != again.reply


def test_a_way_without_gates_has_only_its_throttle():
    admission = enter(Api(), HttpRequest("GET", f"{HOST}/prod/x"))
    assert [each.name for each in admission.decisions] == ["throttle"]
    assert admission.arrival == admission.match.arrival


def test_a_route_whose_authorizer_is_not_defined_is_not_let_through():
    admission = enter(Api(routes=(Route("GET", "/x", authorizer="nobody"),)), HttpRequest("GET", f"{HOST}/prod/x"))
    assert admission.reply is not None
    assert admission.reply.response.status == 500
    assert "nobody" in admission.reply.verdict.message


def test_a_refusal_carries_the_ids_of_its_request():
    api = Api(routes=(Route("GET", "/x", api_key_required=True),))
    request = HttpRequest("GET", f"{HOST}/prod/x")
    match = RouteTable.of(api).route(request)
    assert isinstance(match, Match)
    from dataclasses import replace

    named = replace(match, arrival=replace(match.arrival, context={"requestId": "the-id"}))
    reply = admit(api, named, request, GateState(), now_ms=0).reply
    assert reply is not None
    assert reply.response.header("x-amzn-RequestId") == "the-id"


STATEMENTS = st.dictionaries(st.sampled_from(["Effect", "Action", "Resource", "Condition", "Sid"]), VALUES, max_size=4)
ANSWERS = st.one_of(
    VALUES,
    st.fixed_dictionaries(
        {},
        optional={
            "principalId": VALUES,
            "policyDocument": st.one_of(VALUES, st.fixed_dictionaries({"Statement": st.lists(STATEMENTS, max_size=2)})),
            "context": VALUES,
            "isAuthorized": VALUES,
            "usageIdentifierKey": VALUES,
        },
    ),
)
HTTP = Api(
    type="HTTP",
    authorizers={
        "plain": Authorizer("plain", "REQUEST", "a.b"),
        "simple": Authorizer("simple", "REQUEST", "a.b", (), {"enable_simple_responses": True}),
    },
    routes=(Route("GET", "/plain", authorizer="plain"), Route("GET", "/simple", authorizer="simple")),
)


@settings(max_examples=60, deadline=None)
@given(answer=ANSWERS)
def test_any_answer_of_an_authorizer_is_weighed(answer):
    rest = answered(enter(EVERYTHING, full(KEY, TOKEN)), answer)
    plain = answered(enter(HTTP, HttpRequest("GET", f"{HOST}/plain")), answer)
    simple = answered(enter(HTTP, HttpRequest("GET", f"{HOST}/simple")), answer)
    for admission in (rest, plain, simple):
        assert admission.needs_authorizer is None
        if admission.reply is not None:
            sane(admission.reply.response)


@settings(max_examples=60, deadline=None)
@given(body=st.binary(max_size=30), model=VALUES)
def test_any_body_and_model_are_validated(body, model):
    settings_ = {"request_validator": VALIDATOR, "request_models": {"$default": model}}
    api = Api(routes=(Route("POST", "/x", settings=settings_),))
    admission = enter(api, HttpRequest("POST", f"{HOST}/prod/x", (), body))
    assert admission.passed or admission.reply is not None
