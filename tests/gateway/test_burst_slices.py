from __future__ import annotations

from workbench.events.http import HttpRequest
from workbench.gateway.api import Api, Throttle
from workbench.gateway.burst import Burst, simulate
from workbench.gateway.burst_slices import slices, tightest

REQUEST = HttpRequest("GET", "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod/pets")


def flood(count: int) -> Burst:
    burst = simulate(Api(throttle=Throttle(10, 5)), REQUEST, count=count, rate=100)
    assert isinstance(burst, Burst)
    return burst


def test_slices_add_up_to_the_flood():
    burst = flood(101)
    parts = slices(burst, most=7)
    assert len(parts) == 7
    assert sum(part.allowed for part in parts) == burst.allowed
    assert sum(part.allowed + part.refusals for part in parts) == 101
    assert [part.to_ms for part in parts[:-1]] == [part.from_ms for part in parts[1:]]


def test_a_small_flood_has_a_slice_for_each_request():
    assert [part.from_ms for part in slices(flood(3), most=60)] == [0, 10, 20]


def test_the_tightest_bucket_is_the_one_nearest_to_empty():
    burst = flood(50)
    assert burst.buckets[tightest(burst)].name == "stage prod"
