"""The token bucket: so many requests a second, and so many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.gateway.api import Throttle


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many tokens there were, and when. A bucket not seen yet is full."""

    level: float
    at_ms: float


def filled(bucket: Bucket | None, throttle: Throttle, *, now_ms: float) -> Bucket:
    """The bucket as it stands now: refilled at the rate, to the burst at most. A clock set back refills nothing."""
    if bucket is None:
        return Bucket(float(throttle.burst_limit), now_ms)
    gained = max(0.0, now_ms - bucket.at_ms) * throttle.rate_limit / 1000
    return Bucket(min(float(throttle.burst_limit), bucket.level + gained), max(now_ms, bucket.at_ms))


def taken(bucket: Bucket) -> Bucket | None:
    """The bucket without one token; None where there is none to take."""
    # a refill in floating point may end a hair below the whole token
    return Bucket(max(0.0, bucket.level - 1), bucket.at_ms) if bucket.level >= 1 - 1e-9 else None
