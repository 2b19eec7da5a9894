from __future__ import annotations

import pytest

from workbench.app.gateway.burst_text import chips, csv_text, slice_words, summary
from workbench.events.http import HttpRequest
from workbench.gateway.api import Api, Throttle
from workbench.gateway.burst import Burst, simulate
from workbench.gateway.burst_slices import slices

REQUEST = HttpRequest("GET", "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod/pets")


def flood(throttle: Throttle, *, count: int, rate: float, clients: int = 1) -> Burst:
    burst = simulate(Api(throttle=throttle), REQUEST, count=count, rate=rate, clients=clients)
    assert isinstance(burst, Burst)
    return burst


@pytest.fixture
def drained():
    return flood(Throttle(10, 5), count=20, rate=100)


def test_chips_say_how_many_passed_and_why_the_others_did_not(drained):
    assert chips(drained) == [("ok", "6 of 20 allowed"), ("error", "14 throttled, 429")]


def test_several_clients_are_counted():
    burst = flood(Throttle(10, 5), count=20, rate=100, clients=4)
    assert ("neutral", "4 clients") in chips(burst)


def test_the_summary_names_the_bucket_that_ran_dry(drained):
    said = summary(drained)
    assert "The bucket of the stage prod (10 a second, 5 at once) was empty after" in said
    assert "20 requests in 200 ms: 6 allowed, 14 refused." in said


def test_a_bucket_that_holds_is_said_too():
    assert "never held fewer than" in summary(flood(Throttle(1000, 500), count=20, rate=100))


def test_an_api_without_buckets_says_so():
    request = HttpRequest("GET", "https://example.lambda-url.us-east-1.on.aws/")
    burst = simulate(Api(type="FUNCTION_URL"), request, count=5, rate=10)
    assert isinstance(burst, Burst)
    assert "No token bucket" in summary(burst)


def test_a_slice_is_one_line(drained):
    part = slices(drained, most=2)[1]
    assert slice_words(part, drained) == "100 ms to 200 ms: 1 allowed, 9 throttled, 0 of 5 tokens left"


def test_the_csv_has_a_line_for_every_request(drained):
    lines = csv_text(drained).splitlines()
    assert lines[0] == "at_ms,client,status,code,tokens of stage prod,tokens of account"
    assert len(lines) == 21
    assert lines[1].startswith("0.000,127.0.0.1,,allowed,4.000")
