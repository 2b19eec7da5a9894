"""What counts requests before they reach a function: the rate rule of a firewall, throttles, the quota of a key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.gateway import rules_admission
from workbench.gateway.flood import PROTECTED, RateRule, observed
from workbench.gateway.gate_decision import GateDecision
from workbench.gateway.gateway_responses import Refusal, refuse
from workbench.gateway.own_answers import http_api_answer, load_balancer_answer, websocket_frame
from workbench.gateway.throttling import levels, throttle
from workbench.gateway.usage_quota import counted, current
from workbench.gateway.verdict import Verdict

if TYPE_CHECKING:
    from workbench.gateway.admission_so_far import Admission
    from workbench.gateway.api import Api, ApiKey
    from workbench.gateway.verdict import Reply


def flood(api: Api, admission: Admission, *, now_ms: float) -> Admission:
    """Count a request against the rate rule of a firewall."""
    rule = RateRule.of(api)
    if rule is None:
        return admission
    if api.type not in PROTECTED:
        why = "The rate rule is not applied: AWS WAF does not protect this kind of API."
        return admission.decided(GateDecision("throttle", "warning", why, rules_admission.RATE_RULE_UNSUPPORTED))
    address = admission.request.client_address
    seen = observed(admission.state.floods.get(address), rule, now_ms=now_ms)
    state = replace(admission.state, floods={**admission.state.floods, address: seen})
    admission = replace(admission, state=state)
    if seen.requests <= rule.limit:
        return admission
    why = f"{address} made {seen.requests:,} requests in {rule.window_seconds} s; the rate rule allows {rule.limit:,}."
    detail = {"client": address, "requests": seen.requests, "limit": rule.limit, "window_seconds": rule.window_seconds}
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


def throttled(api: Api, admission: Admission, key: ApiKey | None, *, now_ms: float) -> Admission:
    """Count a request against every throttle that it passes, then against the quota of its key."""
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
