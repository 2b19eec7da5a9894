"""Throttling: the token buckets that a request must pass, from the client's own to the account's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.gateway.api import Throttle
from workbench.gateway.gate_decision import GateDecision
from workbench.gateway.rules_admission import THROTTLE_ORDER, THROTTLED
from workbench.gateway.token_bucket import Bucket, filled, taken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json
    from workbench.gateway.api import Api, ApiKey, Route

SMALL_REGIONS = frozenset({
    "af-south-1", "eu-south-1", "ap-southeast-3", "me-central-1", "ap-south-2", "ap-southeast-4", "eu-south-2",
    "eu-central-2", "il-central-1", "ca-west-1", "ap-southeast-5", "ap-southeast-7", "mx-central-1",
})  # fmt: skip
"""Regions where an account starts with a quarter of the usual throttle (API Gateway developer guide, limits)."""


@dataclass(frozen=True, slots=True)
class Level:
    """One bucket on the way: whose it is, and its size."""

    name: str
    """For a person: `stage prod`, `method GET /pets`, `usage plan of alice`, `account`."""
    key: str
    throttle: Throttle


def levels(api: Api, route: Route, *, key: ApiKey | None) -> list[Level]:
    """The buckets that a request must pass, in AWS's order. None for function URLs and load balancers."""
    if api.type in ("FUNCTION_URL", "ALB"):
        return []
    found = []
    if key is not None:
        if own := key.usage_plan.methods.get(route.key):
            found.append(Level(f"usage plan of {key.name} on {route.key}", f"key {key.value} {route.key}", own))
        elif key.usage_plan.throttle is not None:
            found.append(Level(f"usage plan of {key.name}", f"key {key.value}", key.usage_plan.throttle))
    if route.throttle is not None:
        found.append(Level(f"method {route.key}", f"route {route.key}", route.throttle))
    else:
        found.append(Level(f"stage {api.stage}", "stage", api.throttle))
    found.append(Level("account", "account", account_throttle(api)))
    return found


def account_throttle(api: Api) -> Throttle:
    """The throttle of the account in its Region: the one stated, else AWS's default."""
    said = api.settings.get("account_throttle")
    if isinstance(said, dict):
        return Throttle(said.get("rate_limit", 10000), said.get("burst_limit", 5000))
    return Throttle(2500, 1250) if api.region in SMALL_REGIONS else Throttle()


def throttle(
    buckets: Mapping[str, Bucket], passed: list[Level], *, now_ms: float
) -> tuple[GateDecision, dict[str, Bucket]]:
    """Take a token from each bucket, or from none where one is empty."""
    after = dict(buckets)
    shown: list[Json] = []
    for level in passed:
        bucket = filled(buckets.get(level.key), level.throttle, now_ms=now_ms)
        rest = taken(bucket)
        detail = {"rate_limit": level.throttle.rate_limit, "burst_limit": level.throttle.burst_limit}
        if rest is None:
            said = [*shown, {"bucket": level.name, "level": round(bucket.level, 3), **detail}]
            refused = f"The bucket of the {level.name} is empty: {_limits(level.throttle)}."
            decision = GateDecision("throttle", "refused", refused, THROTTLED, {"buckets": said})
            return decision, {**buckets, level.key: bucket}
        after[level.key] = rest
        shown.append({"bucket": level.name, "level": round(rest.level, 3), **detail})
    summary = f"{len(passed)} token bucket{'' if len(passed) == 1 else 's'} passed"
    return GateDecision("throttle", "ok", summary, THROTTLE_ORDER, {"buckets": shown}), after


def _limits(throttle: Throttle) -> str:
    unit = "request" if throttle.rate_limit == 1 else "requests"
    return f"{throttle.rate_limit:,g} {unit} a second, {throttle.burst_limit:,} at once"
