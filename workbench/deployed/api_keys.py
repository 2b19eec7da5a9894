"""The API keys of a stage with their usage plans, kept in memory only."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from workbench.deployed.live_api import READ_ACTION
from workbench.deployed.partial_reading import PartialReading
from workbench.deployed.rest_api import REST, route_key
from workbench.deployed.service_error import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.deployed.session import AwsSession


@dataclass(frozen=True, slots=True)
class LiveKey:
    """An API key that a usage plan lets into the stage, with the plan's limits; None is no limit."""

    name: str
    value: str
    rate_limit: float | None = None
    burst_limit: int | None = None
    quota: int | None = None
    period: str = "DAY"
    methods: Mapping[str, tuple[float | None, int | None]] = field(default_factory=dict)
    """By `METHOD /path`, rate and burst of this key's own on one method."""

    def __repr__(self) -> str:
        """Without the key itself."""
        return f"LiveKey(name={self.name!r})"


def api_keys(session: AwsSession, api_id: str, stage: str) -> tuple[tuple[LiveKey, ...], tuple[str, ...]]:
    """The keys of every usage plan of a stage, and the IAM actions that were missing to read them.

    Raises:
        ServiceError: AWS refused for another reason, or did not answer.
    """
    reading = PartialReading(session)
    plans = reading.ask(READ_ACTION, lambda: REST.rows(session, "get_usage_plans")) or []
    with in_words(READ_ACTION, session.account):  # what answers may lack what AWS always says
        found = [
            key
            for plan in plans
            for each in plan.get("apiStages") or ()
            if each.get("apiId") == api_id and each.get("stage") == stage
            for key in _keys(session, reading, plan, each.get("throttle") or {})
        ]
    return tuple(found), reading.not_read


def _keys(
    session: AwsSession, reading: PartialReading, plan: Mapping[str, Any], methods: Mapping[str, Any]
) -> Iterator[LiveKey]:
    client = session.client("apigateway")
    throttle, quota = plan.get("throttle") or {}, plan.get("quota") or {}
    members = reading.ask(READ_ACTION, lambda: REST.rows(session, "get_usage_plan_keys", usagePlanId=plan["id"]))
    for member in members or ():
        key = reading.ask(READ_ACTION, partial(client.get_api_key, apiKey=member["id"], includeValue=True))
        if key is not None and key.get("enabled", True):
            yield LiveKey(
                name=key.get("name", member["id"]),
                value=key.get("value", ""),
                rate_limit=throttle.get("rateLimit"),
                burst_limit=throttle.get("burstLimit"),
                quota=quota.get("limit"),
                period=quota.get("period", "DAY"),
                methods={
                    route_key(path): (each.get("rateLimit"), each.get("burstLimit")) for path, each in methods.items()
                },
            )
