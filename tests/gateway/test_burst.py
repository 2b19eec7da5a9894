"""A simulated flood tells how many pass, and how the bucket fares."""

from __future__ import annotations

from workbench.events.http import HttpRequest
from workbench.gateway.api import Api, ApiKey, Authorizer, Quota, Route, Throttle, UsagePlan
from workbench.gateway.burst import Burst, simulate
from workbench.gateway.verdict import Reply

REQUEST = HttpRequest("GET", "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod/pets")


def flood(
    api: Api, *, count: int = 100, rate: float = 100.0, clients: int = 1, request: HttpRequest = REQUEST
) -> Burst:
    burst = simulate(api, request, count=count, rate=rate, clients=clients)
    assert isinstance(burst, Burst)
    return burst


def test_the_burst_passes_and_then_the_rate():
    burst = flood(Api(throttle=Throttle(10, 20)))
    assert [shot.allowed for shot in burst.shots[:20]] == [True] * 20
    assert burst.allowed == 29
    assert burst.by_code == {"throttled": 71, "allowed": 29}
    assert burst.refusal is not None
    assert burst.refusal.response.status == 429


def test_the_level_falls_to_nothing_and_stays_low():
    burst = flood(Api(throttle=Throttle(10, 20)))
    stage = [shot.levels[0] for shot in burst.shots]
    assert stage[0] == 19
    assert max(stage[50:]) <= 1
    assert [level.name for level in burst.buckets] == ["stage prod", "account"]


def test_within_the_limits_all_pass():
    burst = flood(Api(), count=50)
    assert burst.allowed == 50
    assert burst.refusal is None


def test_clients_are_blocked_one_by_one_by_a_rate_rule():
    burst = flood(Api(settings={"rate_rule": {"limit": 10}}), count=60, clients=3)
    assert set(burst.by_client.values()) == {(10, 10)}
    assert burst.by_code["waf_filtered"] == 30


def test_a_request_that_no_route_takes_is_answered_at_once():
    refusal = simulate(Api(routes=(Route("GET", "/dogs"),)), REQUEST, count=10, rate=1)
    assert isinstance(refusal, Reply)
    assert refusal.response.status == 403


def test_a_key_s_own_plan_stands_in_front_of_the_stage():
    key = ApiKey("alice", "k", UsagePlan(Throttle(1, 2), Quota(3)))
    api = Api(api_keys=(key,), routes=(Route("GET", "/pets", api_key_required=True),))
    request = HttpRequest("GET", REQUEST.url, (("x-api-key", "k"),))
    burst = flood(api, count=6, rate=1, request=request)
    assert [level.name for level in burst.buckets] == ["usage plan of alice", "stage prod", "account"]
    assert burst.by_code == {"allowed": 3, "quota_exceeded": 3}


def test_an_authorizer_that_is_not_asked_is_said():
    guard = Authorizer("guard", "REQUEST", "auth.handler")
    api = Api(authorizers={"guard": guard}, routes=(Route("GET", "/pets", authorizer="guard"),))
    burst = flood(api, count=3)
    assert burst.allowed == 3
    assert burst.notes
