"""What a gateway remembers between requests, as one value: buckets, quotas, floods, authorizer answers, replies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json
    from workbench.gateway.cache import Entry
    from workbench.gateway.flood import Flood
    from workbench.gateway.token_bucket import Bucket
    from workbench.gateway.usage_quota import QuotaUse


@dataclass(frozen=True, slots=True)
class Remembered:
    """An authorizer's answer, kept until then."""

    answer: Json
    until_ms: float


@dataclass(frozen=True, slots=True)
class GateState:
    """The memory of a gateway. A new one is empty; every admission gives the next."""

    buckets: Mapping[str, Bucket] = field(default_factory=dict)
    quotas: Mapping[str, QuotaUse] = field(default_factory=dict)
    floods: Mapping[str, Flood] = field(default_factory=dict)
    authorizations: Mapping[tuple[str, ...], Remembered] = field(default_factory=dict)
    cache: Mapping[tuple[str, ...], Entry] = field(default_factory=dict)
