"""The quota of a usage plan: so many requests in a day, a week or a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.gateway.api import Period, Quota


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """How many requests a key has made in the period that began then."""

    period_start_ms: int
    used: int = 0


def current(use: QuotaUse | None, quota: Quota, *, now_ms: float) -> QuotaUse:
    """The use in the period of now: none yet, where a new one has begun."""
    start = period_start_ms(quota.period, now_ms=now_ms)
    return use if use is not None and use.period_start_ms == start else QuotaUse(start)


def counted(use: QuotaUse, quota: Quota) -> QuotaUse | None:
    """The use with one request more; None where the quota is used up."""
    return QuotaUse(use.period_start_ms, use.used + 1) if use.used < quota.limit else None


def period_start_ms(period: Period, *, now_ms: float) -> int:
    """When the period of now began: midnight UTC, of Monday for a week, of the first for a month."""
    day = datetime.fromtimestamp(now_ms / 1000, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if period == "WEEK":
        day -= timedelta(days=day.weekday())
    elif period == "MONTH":
        day = day.replace(day=1)
    return int(day.timestamp() * 1000)
