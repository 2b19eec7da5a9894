"""A token bucket lets through the burst at once and the rate for ever, and never more."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.gateway.api import Throttle
from workbench.gateway.token_bucket import Bucket, filled, taken


def passed(throttle: Throttle, times: list[float]) -> int:
    bucket, count = None, 0
    for now in times:
        bucket = filled(bucket, throttle, now_ms=now)
        rest = taken(bucket)
        if rest is not None:
            bucket, count = rest, count + 1
    return count


@settings(max_examples=100, deadline=None)
@given(
    rate=st.floats(0, 100),
    burst=st.integers(0, 20),
    steps=st.lists(st.floats(0, 500), min_size=1, max_size=60),
)
def test_never_more_than_burst_and_rate_together(rate, burst, steps):
    times, now = [], 0.0
    for step in steps:
        now += step
        times.append(now)
    most = burst + rate * (times[-1] - times[0]) / 1000
    assert passed(Throttle(rate, burst), times) <= most + 1e-6


@settings(max_examples=50, deadline=None)
@given(rate=st.integers(1, 50), burst=st.integers(1, 20))
def test_requests_at_the_rate_all_pass(rate, burst):
    assert passed(Throttle(rate, burst), [number * 1000 / rate for number in range(100)]) == 100


def test_a_clock_set_back_refills_nothing_and_breaks_nothing():
    throttle = Throttle(10, 1)
    bucket = taken(filled(None, throttle, now_ms=5000))
    assert bucket is not None
    back = filled(bucket, throttle, now_ms=1000)
    assert back == Bucket(0.0, 5000)
    assert filled(back, throttle, now_ms=5100).level == 1.0


def test_a_bucket_of_nothing_lets_nothing_through():
    assert taken(filled(None, Throttle(0, 0), now_ms=0)) is None
