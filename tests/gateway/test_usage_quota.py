"""Quotas count within their period, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from workbench.gateway.api import Quota
from workbench.gateway.usage_quota import QuotaUse, counted, current, period_start_ms


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000


@pytest.mark.parametrize(("period", "start"), [("DAY", "2024-03-14"), ("WEEK", "2024-03-11"), ("MONTH", "2024-03-01")])
def test_a_period_begins_at_midnight_utc(period, start):
    assert period_start_ms(period, now_ms=at("2024-03-14T15:09:26")) == at(start)


def test_the_last_second_of_a_period_still_counts_in_it():
    quota = Quota(1, "MONTH")
    used = counted(current(None, quota, now_ms=at("2024-02-29T23:59:59")), quota)
    assert used is not None
    assert counted(current(used, quota, now_ms=at("2024-02-29T23:59:59")), quota) is None
    assert current(used, quota, now_ms=at("2024-03-01T00:00:00")) == QuotaUse(int(at("2024-03-01")), 0)
