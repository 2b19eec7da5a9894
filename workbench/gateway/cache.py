"""The response cache of a REST API's stage: what is an entry, who may invalidate it, and what is kept for how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.events.http import HttpResponse
from workbench.events.identity_source import identity_value
from workbench.gateway import rules_admission as rules
from workbench.gateway.gate_decision import GateDecision
from workbench.gateway.gateway_responses import Refusal, refuse
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.gateway.api import Api, Cache, Route

MAX_ENTRY_BYTES = 1_048_576
WARNING = ("Warning", '199 - "Invalidation not authorized"')


@dataclass(frozen=True, slots=True)
class Entry:
    """One kept answer."""

    response: HttpResponse
    stored_ms: float
    until_ms: float
    encrypted: bool = False


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the cache made of a request."""

    decision: GateDecision
    reply: Reply | None = None
    """The kept answer, or the refusal of an invalidation."""
    entries: Mapping[tuple[str, ...], Entry] | None = None
    """The cache after it, where it changed."""
    warning: bool = False
    """Whether the response carries a warning that the invalidation was ignored."""


def cache_of(api: Api, route: Route, request: HttpRequest) -> Cache | None:
    """The cache that holds for a request; None where there is none.

    A stage's cache keeps answers to GET; other methods only where the route has a cache of its own.
    """
    if api.type != "REST":
        return None
    cache = route.cache if route.cache is not None else api.cache
    if not cache.enabled or cache.ttl_seconds <= 0:
        return None
    return cache if request.method.upper() == "GET" or route.cache is not None else None


def key_of(route: Route, request: HttpRequest, arrival: Arrival) -> tuple[str, ...]:
    """What tells one entry from another: method, resource, and the values of the parameters marked as keys."""
    values = (_value(name, request, arrival) for name in route.cache_key_parameters)
    return (request.method.upper(), route.path, *(value if value is not None else "" for value in values))


def _value(name: str, request: HttpRequest, arrival: Arrival) -> str | None:
    if "." in name:
        return identity_value(name.replace("integration.", "method.", 1), request, arrival, context={})
    places = (f"method.request.{place}.{name}" for place in ("path", "querystring", "header"))
    return next((found for each in places if (found := identity_value(each, request, arrival, context={}))), None)


def look_up(
    cache: Cache,
    key: tuple[str, ...],
    entries: Mapping[tuple[str, ...], Entry],
    *,
    api: Api,
    request: HttpRequest,
    arrival: Arrival,
    now_ms: float,
    may_invalidate: bool | None,
) -> Lookup:
    """The kept answer, or the way on to the function.

    `may_invalidate` says whether the caller has execute-api:InvalidateCache; None is not known.
    """
    warning = False
    if _asks_to_invalidate(request):
        if not cache.require_authorization or may_invalidate:
            rest = {each: entry for each, entry in entries.items() if each != key}
            summary = "The entry is invalidated: the function is asked anew"
            return Lookup(_decision("miss", summary, key, cache), entries=rest, reply=None)
        if cache.unauthorized_strategy == "FAIL_WITH_403":
            why = "The client may not invalidate the cache: it lacks execute-api:InvalidateCache."
            refusal = Refusal("ACCESS_DENIED", "access_denied", why, rules.CACHE_NOT_ALLOWED, context=arrival.context)
            decision = GateDecision("cache", "refused", why, rules.CACHE_NOT_ALLOWED, {"key": list(key)})
            return Lookup(decision, refuse(api, request, refusal))
        warning = cache.unauthorized_strategy == "SUCCEED_WITH_RESPONSE_HEADER"
    entry = entries.get(key)
    if entry is None or entry.until_ms <= now_ms:
        summary = "No entry yet" if entry is None else "The entry has expired"
        return Lookup(_decision("miss", summary, key, cache), warning=warning)
    age = int((now_ms - entry.stored_ms) / 1000)
    summary = f"Answered from the cache, {age} s old; the function is not invoked"
    response = with_warning(entry.response) if warning else entry.response
    verdict = Verdict("ok", f"{summary}.", rules.CACHE_KEY)
    return Lookup(_decision("hit", summary, key, cache), Reply(response, verdict), warning=warning)


def store(
    cache: Cache, key: tuple[str, ...], entries: Mapping[tuple[str, ...], Entry], *, reply: Reply, now_ms: float
) -> tuple[GateDecision, Mapping[tuple[str, ...], Entry]]:
    """Keep an answer, where the cache takes it."""
    response = reply.response
    size = len(response.body)
    if not reply.verdict.ok or not 200 <= response.status <= 299:
        why = f"An answer of {response.status} is not kept"
        return GateDecision("cache_store", "warning", why, rules.CACHE_NOT_STORED, {"key": list(key)}), entries
    if size > MAX_ENTRY_BYTES:
        why = f"The answer has {size:,} bytes; at most {MAX_ENTRY_BYTES:,} are kept"
        return GateDecision("cache_store", "warning", why, rules.CACHE_STORED, {"key": list(key)}), entries
    entry = Entry(response, now_ms, now_ms + cache.ttl_seconds * 1000, cache.encrypted)
    kept = {each: old for each, old in entries.items() if old.until_ms > now_ms}
    summary = f"Kept for {cache.ttl_seconds} s{', encrypted' if cache.encrypted else ''}"
    detail = {"key": list(key), "ttl_seconds": cache.ttl_seconds, "encrypted": cache.encrypted, "bytes": size}
    return GateDecision("cache_store", "ok", summary, rules.CACHE_STORED, detail), {**kept, key: entry}


def with_warning(response: HttpResponse) -> HttpResponse:
    """The response with the remark that an invalidation was ignored."""
    return HttpResponse(response.status, (*response.headers, WARNING), response.body, response.reason)


def _asks_to_invalidate(request: HttpRequest) -> bool:
    asked = request.header("Cache-Control")
    return asked is not None and "max-age=0" in [part.strip().lower().replace(" ", "") for part in asked.split(",")]


def _decision(outcome: str, summary: str, key: tuple[str, ...], cache: Cache) -> GateDecision:
    rule = rules.CACHE_INVALIDATED if "invalidated" in summary else rules.CACHE_KEY
    detail = {"key": list(key), "ttl_seconds": cache.ttl_seconds, "encrypted": cache.encrypted}
    return GateDecision("cache", "hit" if outcome == "hit" else "miss", summary, rule, detail)
