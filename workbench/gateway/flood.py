"""A rate-based rule per client address, as AWS WAF has it: too many requests in a trailing window are blocked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.gateway.api import Api

PROTECTED = frozenset({"REST", "ALB"})
"""What AWS WAF protects, of the kinds of API here."""


@dataclass(frozen=True, slots=True)
class RateRule:
    """At most so many requests of one client address in a trailing window."""

    limit: int
    window_seconds: int = 300

    @classmethod
    def of(cls, api: Api) -> RateRule | None:
        """The rate rule of an API; None where it has none."""
        said = api.settings.get("rate_rule")
        return cls(int(said["limit"]), int(said.get("window_seconds") or 300)) if isinstance(said, dict) else None


@dataclass(frozen=True, slots=True)
class Flood:
    """The requests of one client address, by second."""

    seconds: tuple[tuple[int, int], ...] = ()

    @property
    def requests(self) -> int:
        """How many there were in the window."""
        return sum(count for _, count in self.seconds)


def observed(flood: Flood | None, rule: RateRule, *, now_ms: float) -> Flood:
    """The window with one request more; blocked requests count too."""
    second = int(now_ms // 1000)
    kept = [pair for pair in (flood.seconds if flood else ()) if pair[0] > second - rule.window_seconds]
    if kept and kept[-1][0] == second:
        kept[-1] = (second, kept[-1][1] + 1)
    else:
        kept.append((second, 1))
    return Flood(tuple(kept))
