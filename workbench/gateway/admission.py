"""Admission: whether a request that found its route may pass, and what stands between it and the function.

In AWS's order: size quotas, the rate rule of a firewall, the API key, throttles and quota, the authorizer, request
validation, the cache. Nothing here reads a clock or calls a function: an authorizer's function that has to be asked
first is handed back as `needs_authorizer`, and its outcome is taken up by `proceed`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.gateway import api_key, rules_admission
from workbench.gateway.admission_so_far import Admission
from workbench.gateway.authorization import Asked, Authorization
from workbench.gateway.cache import cache_of, key_of, look_up, store, with_warning
from workbench.gateway.gate_decision import GateDecision
from workbench.gateway.gate_state import GateState, Remembered
from workbench.gateway.request_counting import flood, throttled
from workbench.gateway.request_quota import refuse_request
from workbench.gateway.verdict import Reply

if TYPE_CHECKING:
    from workbench.events.http import HttpRequest
    from workbench.events.outcome import Outcome
    from workbench.gateway.api import Api, Authorizer
    from workbench.gateway.routing import Match


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
    admission = flood(api, admission, now_ms=now_ms)
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


def _keyed(api: Api, admission: Admission, value: str | None, *, now_ms: float) -> Admission:
    """The API key, then the throttles and the quota."""
    key = None
    if api_key.requires_key(api, admission.match.route):
        key = api_key.find_key(api, value)
        if key is None:
            return admission.decided(*api_key.refused(api, admission.request, value, context=admission.arrival.context))
        admission = admission.decided(api_key.accepted(key))
        admission = replace(admission, arrival=api_key.identified(admission.arrival, key))
    return throttled(api, admission, key, now_ms=now_ms)


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
