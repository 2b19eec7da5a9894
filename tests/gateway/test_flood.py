"""A rate rule counts in a trailing window, and forgets what has left it."""

from __future__ import annotations

from workbench.gateway.api import Api
from workbench.gateway.flood import Flood, RateRule, observed


def test_requests_leave_the_window_second_by_second():
    rule, flood = RateRule(10, 60), None
    for second in range(120):
        flood = observed(flood, rule, now_ms=second * 1000)
    assert flood is not None
    assert flood.requests == 60
    assert len(flood.seconds) == 60


def test_requests_within_one_second_are_one_entry():
    rule, flood = RateRule(10, 60), None
    for _ in range(1000):
        flood = observed(flood, rule, now_ms=5500)
    assert flood == Flood(((5, 1000),))


def test_an_api_without_a_rate_rule_has_none():
    assert RateRule.of(Api()) is None
    assert RateRule.of(Api(settings={"rate_rule": {"limit": 7}})) == RateRule(7, 300)
