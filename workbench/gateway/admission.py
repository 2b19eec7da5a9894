"""Admission: whether a request that found its route may pass, and what stands between it and the function.

In AWS's order: size quotas, the rate rule of a firewall, the API key, throttles and quota, the authorizer, request
validation, the cache. Nothing here reads a clock or calls a function: an authorizer's function that has to be asked
first is handed back as `needs_authorizer`, and its outcome is taken up by `proceed`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.gateway import api_key, rules_admission
from workbench.gateway.authorization import Asked, Authorization
from workbench.gateway.cache import cache_of, key_of, look_up, store, with_warning
from workbench.gateway.flood import PROTECTED, RateRule, observed
from workbench.gateway.gate_decision import GateDecision
from workbench.gateway.gate_state import GateState, Remembered
from workbench.gateway.gateway_responses import Refusal, refuse
from workbench.gateway.own_answers import http_api_answer, load_balancer_answer, websocket_frame
from workbench.gateway.request_quota import refuse_request
from workbench.gateway.throttling import levels, throttle
from workbench.gateway.usage_quota import counted, current
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.outcome import Outcome
    from workbench.gateway.api import Api, ApiKey, Authorizer, Cache
    from workbench.gateway.authorization import AuthorizerCall
    from workbench.gateway.routing import Match


@dataclass(frozen=True, slots=True)
class Admission:
    """How far a request came: the decisions so far, and a refusal, an authorizer to ask, or the way to the function."""

    match: Match
    request: HttpRequest
    arrival: Arrival
    """With what key and authorizer add to the event."""
    state: GateState
    decisions: tuple[GateDecision, ...] = ()
    reply: Reply | None = None
    """What the client gets without the function: a refusal, or an answer from the cache."""
    needs_authorizer: AuthorizerCall | None = None
    """The authorizer's function that has to be asked first."""
    cache: Cache | None = None
    """The cache that the function's answer belongs into."""
    cache_key: tuple[str, ...] = ()
    cache_warning: bool = False
    """Whether the answer carries the remark that an invalidation was ignored."""
    may_invalidate: bool | None = None

    @property
    def passed(self) -> bool:
        """Whether the function may be invoked now."""
        return self.reply is None and self.needs_authorizer is None

    def decided(self, decision: GateDecision, reply: Reply | None = None) -> Admission:
        """One decision further."""
        return replace(self, decisions=(*self.decisions, decision), reply=reply)


def admit(
    api: Api, match: Match, request: HttpRequest, state: GateState, *, now_ms: float, may_invalidate: bool | None = None
) -> Admission:
    """Take a request through the gate, up to its function or to an authorizer's.

    `may_invalidate` says whether the caller has execute-api:InvalidateCache; None is not known.
    """
    admission = Admission(match, request, match.arrival, state, may_invalidate=may_invalidate)
    too_large = refuse_request(api, request, context=match.arrival.context)
    if too_large is not None:
        verdict = too_large.verdict
        return admission.decided(GateDecision("validate", "refused", verdict.message, verdict.rule), too_large)
    admission = _flood(api, admission, now_ms=now_ms)
    if admission.reply is None and not _key_comes_later(api, match):
        value = request.header(api_key.HEADER) if api_key.requires_key(api, match.route) else None
        admission = _keyed(api, admission, value, now_ms=now_ms)
    return _authorize(api, admission, now_ms=now_ms) if admission.reply is None else admission


def proceed(
    admission: Admission, outcome: Outcome, state: GateState, *, now_ms: float, took_ms: float = 0.0
) -> Admission:
    """Go on with the outcome of the authorizer's function that `needs_authorizer` asked for."""
    from workbench.gateway import lambda_authorizer

    call = admission.needs_authorizer
    if call is None:
        return admission
    match = admission.match
    admission = replace(admission, needs_authorizer=None, state=state)
    asked = Asked(match.api, match.route, admission.request, admission.arrival, now_ms)
    answer = lambda_authorizer.answer_of(outcome)
    found = lambda_authorizer.failed(asked, call.authorizer, outcome)
    if found is None:
        found = lambda_authorizer.weigh(asked, call.authorizer, answer, took_ms=took_ms)
        broken = found.decision is not None and found.decision.outcome == "failed"
        if call.cache_key and not broken:
            kept = Remembered(answer, now_ms + call.ttl_seconds * 1000)
            known = admission.state.authorizations.items()
            remembered = {key: each for key, each in known if each.until_ms > now_ms} | {call.cache_key: kept}
            admission = replace(admission, state=replace(admission.state, authorizations=remembered))
    return _authorized(match.api, admission, found, now_ms=now_ms)


def keep(
    admission: Admission, reply: Reply, state: GateState, *, now_ms: float
) -> tuple[Reply, GateDecision | None, GateState]:
    """The function's reply on its way out: into the cache where it belongs there, and marked where it has to be."""
    if admission.cache_warning:
        changes = (
            *reply.changes,
            ("A warning is added: the invalidation was ignored", rules_admission.CACHE_NOT_ALLOWED),
        )
        out = Reply(with_warning(reply.response), reply.verdict, changes)
    else:
        out = reply
    if admission.cache is None:
        return out, None, state
    decision, entries = store(admission.cache, admission.cache_key, state.cache, reply=reply, now_ms=now_ms)
    return out, decision, replace(state, cache=entries)


def _key_comes_later(api: Api, match: Match) -> bool:
    return api_key.from_authorizer(api) and api_key.requires_key(api, match.route)


def _flood(api: Api, admission: Admission, *, now_ms: float) -> Admission:
    rule = RateRule.of(api)
    if rule is None:
        return admission
    if api.type not in PROTECTED:
        why = "The rate rule is not applied: AWS WAF does not protect this kind of API."
        return admission.decided(GateDecision("throttle", "warning", why, rules_admission.RATE_RULE_UNSUPPORTED))
    address = admission.request.client_address
    flood = observed(admission.state.floods.get(address), rule, now_ms=now_ms)
    state = replace(admission.state, floods={**admission.state.floods, address: flood})
    admission = replace(admission, state=state)
    if flood.requests <= rule.limit:
        return admission
    why = f"{address} made {flood.requests:,} requests in {rule.window_seconds} s; the rate rule allows {rule.limit:,}."
    detail = {"client": address, "requests": flood.requests, "limit": rule.limit, "window_seconds": rule.window_seconds}
    applied = rules_admission.RATE_RULE
    if api.type == "ALB":
        reply = load_balancer_answer(403, Verdict("waf_filtered", why, applied))
    else:
        reply = refuse(
            api,
            admission.request,
            Refusal("WAF_FILTERED", "waf_filtered", why, applied, context=admission.arrival.context),
        )
    return admission.decided(GateDecision("throttle", "refused", why, applied, detail), reply)


def _keyed(api: Api, admission: Admission, value: str | None, *, now_ms: float) -> Admission:
    """The API key, then the throttles and the quota."""
    key = None
    if api_key.requires_key(api, admission.match.route):
        key = api_key.find_key(api, value)
        if key is None:
            return admission.decided(*api_key.refused(api, admission.request, value, context=admission.arrival.context))
        admission = admission.decided(api_key.accepted(key))
        admission = replace(admission, arrival=api_key.identified(admission.arrival, key))
    return _throttled(api, admission, key, now_ms=now_ms)


def _throttled(api: Api, admission: Admission, key: ApiKey | None, *, now_ms: float) -> Admission:
    passed = levels(api, admission.match.route, key=key)
    if not passed:
        return admission
    decision, buckets = throttle(admission.state.buckets, passed, now_ms=now_ms)
    admission = replace(admission, state=replace(admission.state, buckets=buckets))
    if decision.outcome == "refused":
        return admission.decided(decision, _too_many(api, admission, decision.summary))
    if key is None or key.usage_plan.quota is None:
        return admission.decided(decision)
    return _counted(api, admission, key, decision, now_ms=now_ms)


def _counted(api: Api, admission: Admission, key: ApiKey, decision: GateDecision, *, now_ms: float) -> Admission:
    quota = key.usage_plan.quota
    if quota is None:
        return admission.decided(decision)
    use = current(admission.state.quotas.get(key.value), quota, now_ms=now_ms)
    more = counted(use, quota)
    detail = {**decision.detail, "quota": {"used": use.used, "limit": quota.limit, "period": quota.period}}
    if more is None:
        why = f"{key.name} has used up {quota.limit:,} requests a {quota.period.lower()}."
        refusal = Refusal(
            "QUOTA_EXCEEDED", "quota_exceeded", why, rules_admission.QUOTA, context=admission.arrival.context
        )
        reply = refuse(api, admission.request, refusal)
        return admission.decided(GateDecision("throttle", "refused", why, rules_admission.QUOTA, detail), reply)
    state = replace(admission.state, quotas={**admission.state.quotas, key.value: more})
    detail["quota"]["used"] = more.used
    return replace(admission, state=state).decided(replace(decision, detail=detail))


def _too_many(api: Api, admission: Admission, why: str) -> Reply:
    context = admission.arrival.context
    if api.type == "REST":
        refusal = Refusal("THROTTLED", "throttled", why, rules_admission.THROTTLED, context=context)
        return refuse(api, admission.request, refusal)
    verdict = Verdict("throttled", why, rules_admission.THROTTLED)
    if api.type == "WEBSOCKET":
        return websocket_frame(429, verdict, message="Too Many Requests", context=context)
    return http_api_answer(429, verdict, message="Too Many Requests", request_id=str(context.get("requestId") or ""))


def _authorizer_of(api: Api, match: Match) -> Authorizer | str | None:
    """The authorizer of a route, its name where the API does not define it, None where it has none."""
    from workbench.gateway.api import Authorizer

    if api.type == "FUNCTION_URL":
        return Authorizer("AWS_IAM", "IAM") if api.settings.get("auth_type") == "AWS_IAM" else None
    name = match.route.authorizer
    if not name or name == "NONE" or (api.type == "WEBSOCKET" and match.route.path != "$connect"):
        return None
    if name in api.authorizers:
        return api.authorizers[name]
    return Authorizer(name, "IAM") if name in ("AWS_IAM", "IAM") else name


def _authorize(api: Api, admission: Admission, *, now_ms: float) -> Admission:
    authorizer = _authorizer_of(api, admission.match)
    if authorizer is None:
        return _authorized(api, admission, Authorization(arrival=admission.arrival), now_ms=now_ms)
    from workbench.gateway import iam_authorizer, lambda_authorizer, token_authorizer
    from workbench.gateway.authorizer_answers import broken
    from workbench.gateway.rules_authorizers import UNKNOWN_AUTHORIZER

    asked = Asked(api, admission.match.route, admission.request, admission.arrival, now_ms)
    if isinstance(authorizer, str):
        why = f"The route names the authorizer {authorizer}, which the API does not define."
        reply = broken(asked, why, rule=UNKNOWN_AUTHORIZER)
        return admission.decided(GateDecision("authorizer", "failed", why, UNKNOWN_AUTHORIZER), reply)
    if authorizer.type == "IAM":
        found = iam_authorizer.check(asked, authorizer)
    elif authorizer.type in ("JWT", "COGNITO"):
        found = token_authorizer.check(asked, authorizer)
    else:
        found = lambda_authorizer.ask(asked, authorizer, admission.state.authorizations)
    return _authorized(api, admission, found, now_ms=now_ms)


def _authorized(api: Api, admission: Admission, found: Authorization, *, now_ms: float) -> Admission:
    """What follows the authorizer: a key that it named, validation, the cache."""
    if found.call is not None:
        return replace(admission, needs_authorizer=found.call)
    if found.decision is not None:
        admission = admission.decided(found.decision, found.reply)
    if found.reply is not None:
        return admission
    admission = replace(admission, arrival=found.arrival or admission.arrival)
    if _key_comes_later(api, admission.match):
        admission = _keyed(api, admission, found.usage_key, now_ms=now_ms)
        if admission.reply is not None:
            return admission
    return _mocked(_cached(api, _validated(api, admission), now_ms=now_ms))


def _mocked(admission: Admission) -> Admission:
    """The answer of a MOCK integration, where one stands in place of a function."""
    route = admission.match.route
    if admission.reply is not None or "mock" not in route.settings:
        return admission
    from workbench.gateway.mock import mock_answer

    reply = mock_answer(route, admission.request, context=admission.arrival.context)
    if reply is None:
        return admission
    said = f"{reply.response.status} {reply.response.status_text}".strip()
    return admission.decided(GateDecision("response", "ok", said, reply.verdict.rule), reply)


def _validated(api: Api, admission: Admission) -> Admission:
    route = admission.match.route
    if api.type != "REST" or "request_validator" not in route.settings:
        return admission
    from workbench.gateway.validation import validate

    found = validate(api, route, admission.request, admission.arrival)
    return admission if found is None else admission.decided(*found)


def _cached(api: Api, admission: Admission, *, now_ms: float) -> Admission:
    route = admission.match.route
    cache = cache_of(api, route, admission.request) if admission.reply is None else None
    if cache is None:
        return admission
    key = key_of(route, admission.request, admission.arrival)
    found = look_up(
        cache,
        key,
        admission.state.cache,
        api=api,
        request=admission.request,
        arrival=admission.arrival,
        now_ms=now_ms,
        may_invalidate=admission.may_invalidate,
    )
    if found.entries is not None:
        admission = replace(admission, state=replace(admission.state, cache=found.entries))
    admission = replace(admission, cache_warning=found.warning and found.reply is None)
    if found.reply is None:
        admission = replace(admission, cache=cache, cache_key=key)
    return admission.decided(found.decision, found.reply)
