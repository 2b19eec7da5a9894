"""What is known of keys, throttles, quotas, sizes and floods: what is refused before a function is asked."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.conformance.gateway.asking import HOST, Table, same
from tests.conformance.gateway.gate import MONDAY_MS, equal, statuses, through
from workbench.events.http import HttpRequest
from workbench.gateway.api import Api, ApiKey, Quota, Route, Throttle, UsagePlan
from workbench.gateway.gate_state import GateState
from workbench.gateway.request_quota import refuse_event, refuse_message

THROTTLING = "API Gateway developer guide, api-gateway-request-throttling"
PLANS = "API Gateway developer guide, api-gateway-api-usage-plans"
LIMITS = "API Gateway developer guide, limits"
WAF = "AWS WAF developer guide, waf-rule-statement-type-rate-based"
VALIDATION = "API Gateway developer guide, api-gateway-method-request-validation"
CACHING = "API Gateway developer guide, api-gateway-caching"
MEASURED = "ministack issue 1746, measured on AWS"
TYPES = "API Gateway developer guide, supported-gateway-response-types"
DAY_MS = 86_400_000

throttle = Table("throttle", "rest-throttle")
keys = Table("api-key", "rest-api-key")
size = Table("request-quota", "request-quota")
flood = Table("rate-rule", "rate-rule")


def _burst(api: Any, passed: Any, count: Any) -> None:
    assert statuses(api, count) == [200] * passed + [429] * (count - passed)


TWO = Throttle(1, 2)
ROUTE = Route("GET", "/pets", throttle=TWO)
throttle.add(
    "the burst passes at once, the next is refused", THROTTLING, "documented", partial(_burst, Api(throttle=TWO), 2, 4)
)
throttle.add(
    "tokens come back at the rate",
    THROTTLING,
    "documented",
    lambda: equal(statuses(Api(throttle=Throttle(1, 1)), 4, every_ms=500), [200, 429, 200, 429]),
)
throttle.add(
    "a method's throttle replaces the stage's", THROTTLING, "documented", partial(_burst, Api(routes=(ROUTE,)), 2, 3)
)
throttle.add(
    "the account's throttle holds for every API",
    THROTTLING,
    "documented",
    partial(_burst, Api(settings={"account_throttle": {"rate_limit": 1, "burst_limit": 2}}), 2, 3),
)
throttle.add(
    "an HTTP API is throttled too",
    "API Gateway developer guide, http-api-throttling",
    "documented",
    partial(_burst, Api(type="HTTP", throttle=TWO), 2, 3),
)
throttle.add(
    "a WebSocket API is throttled too", LIMITS, "documented", partial(_burst, Api(type="WEBSOCKET", throttle=TWO), 2, 3)
)
throttle.add(
    "a function URL has no throttle of this kind",
    "AWS Lambda developer guide, urls-configuration",
    "documented",
    lambda: equal(statuses(Api(type="FUNCTION_URL", throttle=TWO), 3), [200] * 3),
)


def _throttled_rest() -> None:
    reply = through(Api(throttle=Throttle(0, 0))).reply
    same(
        reply,
        status=429,
        body=b'{"message":"Too Many Requests"}',
        code="throttled",
        headers={"x-amzn-ErrorType": "TooManyRequestsException"},
    )


def _throttled_http() -> None:
    reply = through(Api(type="HTTP", throttle=Throttle(0, 0))).reply
    same(reply, status=429, body=b'{"message":"Too Many Requests"}', code="throttled", absent=("x-amzn-ErrorType",))


def _account_default(region: Any, rate: Any, burst: Any) -> None:
    admission = through(Api(region=region))
    buckets = admission.decisions[-1].detail["buckets"]
    assert (buckets[-1]["rate_limit"], buckets[-1]["burst_limit"]) == (rate, burst)


throttle.add(
    "a throttled client of a REST API gets 429 Too Many Requests", f"{TYPES}; {MEASURED}", "documented", _throttled_rest
)
throttle.add(
    "a throttled client of an HTTP API gets 429 Too Many Requests",
    "API Gateway developer guide, http-api-throttling",
    "documented",
    _throttled_http,
)
throttle.add(
    "an account has 10,000 a second and 5,000 at once",
    LIMITS,
    "documented",
    partial(_account_default, "us-east-1", 10000, 5000),
)
for region in ("af-south-1", "eu-south-1", "ap-southeast-3", "me-central-1", "eu-central-2", "il-central-1"):
    throttle.add(
        f"in {region} it has 2,500 and 1,250", LIMITS, "documented", partial(_account_default, region, 2500, 1250)
    )


def planned(plan: UsagePlan, **more: Any) -> Api:
    route = Route("GET", "/pets", api_key_required=True)
    return Api(
        api_keys=(ApiKey("alice", "key-of-alice", plan), ApiKey("bob", "key-of-bob", plan)), routes=(route,), **more
    )


def keyed(value: Any = "key-of-alice") -> Any:
    return HttpRequest("GET", f"{HOST}/prod/pets", (("X-API-Key", value),))


def _no_key(request: Any) -> None:
    reply = through(planned(UsagePlan()), request).reply
    same(
        reply,
        status=403,
        body=b'{"message":"Forbidden"}',
        code="forbidden",
        headers={"x-amzn-ErrorType": "ForbiddenException"},
    )


def _known_key() -> None:
    admission = through(planned(UsagePlan()), keyed())
    assert admission.passed
    assert admission.arrival.identity["apiKey"] == "key-of-alice"
    assert admission.arrival.identity["apiKeyId"]


def _not_required() -> None:
    api = Api(api_keys=(ApiKey("alice", "key-of-alice", UsagePlan(Throttle(1, 1))),), routes=(Route("GET", "/pets"),))
    assert statuses(api, 3, request=keyed()) == [200] * 3
    assert "apiKey" not in through(api, keyed()).arrival.identity


def _separate() -> None:
    api, state = planned(UsagePlan(Throttle(1, 1))), GateState()
    found = []
    for name in ("key-of-alice", "key-of-alice", "key-of-bob"):
        admission = through(api, keyed(name), state)
        state = admission.state
        found.append(admission.passed)
    assert found == [True, False, True]


def _plan_method() -> None:
    api = planned(UsagePlan(Throttle(100, 100), methods={"GET /pets": Throttle(1, 1)}))
    assert statuses(api, 2, request=keyed()) == [200, 429]


def _quota(period: Any, in_ms: Any) -> None:
    api = planned(UsagePlan(quota=Quota(2, period)))
    state, found = GateState(), []
    for now in (MONDAY_MS, MONDAY_MS + 1000, MONDAY_MS + 2000, MONDAY_MS + in_ms):
        admission = through(api, keyed(), state, now_ms=now)
        state = admission.state
        found.append(admission.reply.verdict.code if admission.reply else "ok")
    assert found == ["ok", "ok", "quota_exceeded", "ok"], found


def _quota_answer() -> None:
    reply = through(planned(UsagePlan(quota=Quota(0))), keyed()).reply
    same(
        reply,
        status=429,
        body=b'{"message":"Limit Exceeded"}',
        code="quota_exceeded",
        headers={"x-amzn-ErrorType": "LimitExceededException"},
    )


def _not_counted() -> None:
    api = planned(UsagePlan(Throttle(1, 1), Quota(2)))
    admission = through(api, keyed())
    for _ in range(3):
        admission = through(api, keyed(), admission.state)
    assert admission.state.quotas["key-of-alice"].used == 1


keys.add("without a key it is 403 Forbidden", f"{TYPES}; {MEASURED}", "documented", partial(_no_key, None))
keys.add("an unknown key is 403 Forbidden", f"{TYPES}; {MEASURED}", "documented", partial(_no_key, keyed("else")))
keys.add("a known key passes, and the event knows it", PLANS, "documented", _known_key)
keys.add("where no key is required a plan does not count", PLANS, "documented", _not_required)
keys.add("each key has a bucket of its own", PLANS, "documented", _separate)
keys.add("a plan may throttle one method", THROTTLING, "documented", _plan_method)
keys.add("a daily quota begins anew the next day", PLANS, "documented", partial(_quota, "DAY", DAY_MS))
keys.add("a weekly quota begins anew the next week", PLANS, "documented", partial(_quota, "WEEK", 7 * DAY_MS))
keys.add("a monthly quota begins anew the next month", PLANS, "documented", partial(_quota, "MONTH", 12 * DAY_MS))
keys.add("a used-up quota is 429 Limit Exceeded", f"{TYPES}; {MEASURED}", "documented", _quota_answer)
keys.add("a throttled request does not count against the quota", "reasoning; not recorded", "inferred", _not_counted)


def _too_large(api: Any, status: Any, **more: Any) -> None:
    request = HttpRequest("POST", f"{HOST}/prod/pets" if api.stage == "prod" else f"{HOST}/pets", **more)
    admission = through(api, request)
    if status == 200:
        assert admission.passed
    else:
        same(admission.reply, status=status)


TEN = 10 * 1024 * 1024
size.add("REST takes a body of 10 MB", LIMITS, "documented", partial(_too_large, Api(), 200, body=bytes(TEN)))
size.add("REST refuses more with 413", LIMITS, "documented", partial(_too_large, Api(), 413, body=bytes(TEN + 1)))
size.add(
    "HTTP refuses more with 413", LIMITS, "documented", partial(_too_large, Api(type="HTTP"), 413, body=bytes(TEN + 1))
)
size.add(
    "a load balancer passes on 1 MB",
    "Elastic Load Balancing user guide, lambda-functions",
    "documented",
    partial(_too_large, Api(type="ALB"), 200, body=bytes(1024 * 1024)),
)
size.add(
    "a load balancer refuses more with 413",
    "Elastic Load Balancing user guide, lambda-functions",
    "documented",
    partial(_too_large, Api(type="ALB"), 413, body=bytes(1024 * 1024 + 1)),
)
size.add(
    "headers beyond 10,240 bytes are refused",
    LIMITS,
    "inferred",
    partial(_too_large, Api(), 431, headers=(("x", "y" * 10_240),)),
)
size.add(
    "the request line of an HTTP API counts with its headers",
    LIMITS,
    "inferred",
    partial(_too_large, Api(type="HTTP"), 431, headers=(("x", "y" * 10_200),)),
)
size.add(
    "a REST API's headers count by themselves",
    LIMITS,
    "documented",
    partial(_too_large, Api(), 200, headers=(("x", "y" * 10_200),)),
)
size.add(
    "an event beyond 6 MB is 413",
    "aws-lambda-dotnet pull request 1990",
    "inferred",
    lambda: same(
        refuse_event(Api(), HttpRequest("GET", HOST), bytes(6 * 1024 * 1024 + 1), context={}),
        status=413,
        body=b'{"message":"Request Too Long"}',
    ),
)
size.add(
    "an HTTP API says it in other words",
    "aws-lambda-dotnet pull request 1990",
    "inferred",
    lambda: same(
        refuse_event(Api(type="HTTP"), HttpRequest("GET", HOST), bytes(6 * 1024 * 1024 + 1), context={}),
        status=413,
        body=b'{"message":"Request Entity Too Large"}',
    ),
)
size.add("a message of 128 KB passes", LIMITS, "documented", lambda: equal(refuse_message(bytes(128 * 1024)), None))
size.add(
    "a larger message closes the connection",
    LIMITS,
    "documented",
    lambda: same(refuse_message(bytes(128 * 1024 + 1)), status=413),
)


def _long_url(endpoint: Any, length: Any, status: Any) -> None:
    api = Api(endpoint_type=endpoint)
    url = f"{HOST}/prod/pets?q="
    admission = through(api, HttpRequest("GET", url + "x" * (length - len(url))))
    assert (admission.reply.response.status if admission.reply else 200) == status


size.add("an edge URL may have 8,192 characters", LIMITS, "documented", partial(_long_url, "EDGE", 8_192, 200))
size.add("a longer edge URL is 414", LIMITS, "inferred", partial(_long_url, "EDGE", 8_193, 414))
size.add("a regional URL may have 10,240 characters", LIMITS, "documented", partial(_long_url, "REGIONAL", 10_240, 200))
size.add("a longer regional URL is 414", LIMITS, "inferred", partial(_long_url, "REGIONAL", 10_241, 414))

RATE = {"rate_rule": {"limit": 10, "window_seconds": 60}}


def _flooded(api: Any, status: Any) -> None:
    found = statuses(api, 12)
    assert found == [200] * 10 + [status] * 2, found


def _window() -> None:
    api, state = Api(settings=RATE), GateState()
    for _ in range(12):
        state = through(api, state=state).state
    assert not through(api, state=state, now_ms=MONDAY_MS + 30_000).passed
    assert through(api, state=state, now_ms=MONDAY_MS + 60_000).passed


def _by_address() -> None:
    api, state = Api(settings=RATE), GateState()
    for _ in range(12):
        state = through(api, state=state).state
    other = HttpRequest("GET", f"{HOST}/prod/pets", client_address="192.0.2.9")
    assert through(api, other, state).passed


def _filtered() -> None:
    admission = through(Api(settings={"rate_rule": {"limit": 0}}))
    same(
        admission.reply,
        status=403,
        body=b'{"message":"Forbidden"}',
        code="waf_filtered",
        headers={"x-amzn-ErrorType": "ForbiddenException"},
    )


flood.add("requests beyond the limit are 403", WAF, "documented", partial(_flooded, Api(settings=RATE), 403))
flood.add("a load balancer blocks them too", WAF, "documented", partial(_flooded, Api(type="ALB", settings=RATE), 403))
flood.add("each address counts by itself", WAF, "documented", _by_address)
flood.add("the window trails", WAF, "documented", _window)
flood.add("a REST client is told Forbidden", TYPES, "inferred", _filtered)
flood.add(
    "an HTTP API is not protected, and that is said",
    "AWS WAF developer guide, how-aws-waf-works-resources",
    "documented",
    lambda: equal([each.outcome for each in through(Api(type="HTTP", settings=RATE)).decisions], ["warning", "ok"]),
)


ROWS = (*throttle.rows, *keys.rows, *size.rows, *flood.rows)
