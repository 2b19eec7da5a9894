"""API keys: the key that a request brings, and what a client without a known one gets."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.gateway import rules_admission as rules
from workbench.gateway.gate_decision import GateDecision
from workbench.gateway.gateway_responses import Refusal, refuse
from workbench.gateway.own_answers import websocket_frame
from workbench.gateway.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json
    from workbench.gateway.api import Api, ApiKey, Route
    from workbench.gateway.verdict import Reply

HEADER = "x-api-key"


def requires_key(api: Api, route: Route) -> bool:
    """Whether a route takes only requests with a key: REST methods, and `$connect` of a WebSocket API."""
    if not route.api_key_required:
        return False
    return api.type == "REST" or (api.type == "WEBSOCKET" and route.path == "$connect")


def from_authorizer(api: Api) -> bool:
    """Whether keys come from the authorizer rather than from a header."""
    return api.settings.get("api_key_source") == "AUTHORIZER"


def find_key(api: Api, value: str | None) -> ApiKey | None:
    """The API key of that value; None where no usage plan knows it."""
    return next((key for key in api.api_keys if key.value == value), None) if value else None


def accepted(key: ApiKey) -> GateDecision:
    """The decision for a known key."""
    return GateDecision("api_key", "ok", f"The key is that of {key.name}", rules.KEY_ACCEPTED, {"api_key": key.name})


def refused(
    api: Api, request: HttpRequest, value: str | None, *, context: Mapping[str, Json]
) -> tuple[GateDecision, Reply]:
    """The decision and the answer for a request without a known key."""
    place = "The authorizer names" if from_authorizer(api) else f"{HEADER} holds"
    why = f"{place} no key that a usage plan knows." if value else f"{place} no API key, and the method requires one."
    decision = GateDecision("api_key", "refused", why, rules.KEY_REFUSED)
    if api.type == "WEBSOCKET":
        return decision, websocket_frame(
            403, Verdict("forbidden", why, rules.KEY_REFUSED), message="Forbidden", context=context
        )
    return decision, refuse(
        api, request, Refusal("INVALID_API_KEY", "forbidden", why, rules.KEY_REFUSED, context=context)
    )


def identified(arrival: Arrival, key: ApiKey) -> Arrival:
    """The arrival with what the function finds of the key in `requestContext.identity`."""
    made_up = f"{zlib.crc32(key.value.encode()):010x}"
    return replace(arrival, identity={**arrival.identity, "apiKey": key.value, "apiKeyId": made_up})
