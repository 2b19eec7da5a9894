"""A flood cut into slices of time: how many passed in each, how many were refused, and how full the bucket was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.gateway.burst import Burst


@dataclass(frozen=True, slots=True)
class Slice:
    """Some requests that came one after the other."""

    from_ms: float
    to_ms: float
    """When the next slice begins."""
    allowed: int
    refused: Mapping[str, int]
    """By the code of the verdict."""
    levels: tuple[float, ...]
    """The tokens left in each bucket at the end."""

    @property
    def refusals(self) -> int:
        """How many were refused."""
        return sum(self.refused.values())


def slices(burst: Burst, *, most: int) -> tuple[Slice, ...]:
    """The flood in at most so many slices of equally many requests."""
    size = max(1, -(-len(burst.shots) // most))
    found = []
    for start in range(0, len(burst.shots), size):
        part = burst.shots[start : start + size]
        refused = Counter(shot.code for shot in part if not shot.allowed)
        ends_ms = part[0].at_ms + len(part) * 1000 / burst.rate
        found.append(Slice(part[0].at_ms, ends_ms, sum(shot.allowed for shot in part), refused, part[-1].levels))
    return tuple(found)


def tightest(burst: Burst) -> int:
    """The bucket that came closest to empty; 0 where there is none."""
    lowest = [
        min((shot.levels[index] / max(1, level.throttle.burst_limit) for shot in burst.shots), default=1.0)
        for index, level in enumerate(burst.buckets)
    ]
    return min(range(len(lowest)), key=lowest.__getitem__) if lowest else 0
