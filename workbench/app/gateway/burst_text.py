"""A flood in words: chips, one paragraph, the line of a slice, and the whole as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway.burst_slices import tightest

if TYPE_CHECKING:
    from workbench.app.theme import Kind
    from workbench.gateway.burst import Burst
    from workbench.gateway.burst_slices import Slice

REFUSALS = {
    "throttled": "throttled",
    "quota_exceeded": "over the quota",
    "waf_filtered": "blocked by the rate rule",
    "forbidden": "without a valid API key",
}
"""What a code of a verdict is called; one that is not listed here is named as it is."""


def refusal_word(code: str) -> str:
    """What became of a refused request, in words."""
    return REFUSALS.get(code, code.replace("_", " "))


def chips(burst: Burst) -> list[tuple[Kind, str]]:
    """How many were allowed, and how many refused for which reason."""
    count = len(burst.shots)
    found: list[tuple[Kind, str]] = [("ok" if burst.allowed else "error", f"{burst.allowed:,} of {count:,} allowed")]
    statuses = {shot.code: shot.status for shot in burst.shots if not shot.allowed}
    found += [
        ("error", f"{number:,} {refusal_word(code)}, {statuses[code]}")
        for code, number in burst.by_code.items()
        if code != "allowed"
    ]
    if len(burst.by_client) > 1:
        found.append(("neutral", f"{len(burst.by_client):,} clients"))
    return found


def summary(burst: Burst) -> str:
    """What happened, in two or three sentences."""
    count, refused = len(burst.shots), len(burst.shots) - burst.allowed
    lasted = count / burst.rate
    said = [f"{count:,} requests in {_seconds(lasted * 1000)}: {burst.allowed:,} allowed, {refused:,} refused."]
    if burst.buckets:
        at = tightest(burst)
        level = burst.buckets[at]
        lowest = min(burst.shots, key=lambda shot: shot.levels[at])
        limits = f"{level.throttle.rate_limit:,g} a second, {level.throttle.burst_limit:,} at once"
        if lowest.levels[at] < 1:
            empty = next(shot for shot in burst.shots if shot.levels[at] < 1)
            said.append(f"The bucket of the {level.name} ({limits}) was empty after {_seconds(empty.at_ms)}.")
        else:
            said.append(
                f"The bucket of the {level.name} ({limits}) never held fewer than {int(lowest.levels[at]):,} tokens."
            )
    else:
        said.append("No token bucket stands in front of this kind of API.")
    return " ".join((*said, *burst.notes))


def slice_words(part: Slice, burst: Burst) -> str:
    """One slice of time as a line."""
    said = [f"{_seconds(part.from_ms)} to {_seconds(part.to_ms)}: {part.allowed:,} allowed"]
    said += [f"{number:,} {refusal_word(code)}" for code, number in part.refused.items()]
    if burst.buckets:
        at = tightest(burst)
        said.append(f"{int(part.levels[at]):,} of {burst.buckets[at].throttle.burst_limit:,} tokens left")
    return ", ".join(said)


def csv_text(burst: Burst) -> str:
    """Every request as a line of comma-separated values."""
    import csv
    import io

    made = io.StringIO()
    lines = csv.writer(made, lineterminator="\n")
    lines.writerow(["at_ms", "client", "status", "code", *(f"tokens of {level.name}" for level in burst.buckets)])
    for shot in burst.shots:
        left = (f"{level:.3f}" for level in shot.levels)
        lines.writerow([f"{shot.at_ms:.3f}", shot.client, shot.status or "", shot.code, *left])
    return made.getvalue()


def _seconds(ms: float) -> str:
    return f"{ms:,.0f} ms" if ms < 1000 else f"{ms / 1000:,.2f} s"
