"""Lambda authorizers, TOKEN and REQUEST: what is asked, what the answer means, and how long it is remembered."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.events.authorizer import method_arn
from workbench.events.identity_source import DEFAULT_TOKEN_SOURCE, identity_value
from workbench.events.source import Source
from workbench.gateway import rules_authorizers as rules
from workbench.gateway.authorization import Asked, Authorization, AuthorizerCall
from workbench.gateway.authorizer_answers import broken, forbidden, unauthorized
from workbench.gateway.authorizer_policy import judge
from workbench.gateway.gate_decision import GateDecision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.arrival import Arrival
    from workbench.events.json_value import Json, JsonObject
    from workbench.events.outcome import Outcome
    from workbench.gateway.api import Authorizer
    from workbench.gateway.gate_state import Remembered
    from workbench.gateway.verdict import Rule


def ask(asked: Asked, authorizer: Authorizer, remembered: Mapping[tuple[str, ...], Remembered]) -> Authorization:
    """Refuse a request without identity, judge it by a remembered answer, or say what has to be asked."""
    sources = authorizer.identity_source or ((DEFAULT_TOKEN_SOURCE,) if authorizer.type == "TOKEN" else ())
    values = [_identity(source, asked) for source in sources]
    for source, value in zip(sources, values, strict=True):
        if not value:
            why = f"{source} is missing, so the authorizer {authorizer.name} is not called."
            return _refused(asked, authorizer, why, rules.IDENTITY_MISSING)
    pattern = authorizer.settings.get("identity_validation_expression")
    if pattern and values and not re.search(str(pattern), values[0] or ""):
        why = f"The token does not match {pattern}, so the authorizer {authorizer.name} is not called."
        return _refused(asked, authorizer, why, rules.TOKEN_PATTERN)
    ttl = _ttl(asked, authorizer, bool(sources))
    key = (authorizer.name, *(value or "" for value in values)) if ttl else ()
    known = remembered.get(key) if key else None
    if known is not None and known.until_ms > asked.now_ms:
        return weigh(asked, authorizer, known.answer, cached=True)
    arrival = replace(asked.arrival, source=event_source(asked, authorizer), identity_sources=tuple(sources))
    return Authorization(call=AuthorizerCall(authorizer, arrival, key, ttl))


def event_source(asked: Asked, authorizer: Authorizer) -> Source:
    """The kind of event that the authorizer's function receives."""
    if asked.api.type == "HTTP":
        version = authorizer.settings.get("payload_format_version")
        return Source.HTTP_1_AUTHORIZER if version == "1.0" else Source.HTTP_2_AUTHORIZER
    return Source.REST_TOKEN_AUTHORIZER if authorizer.type == "TOKEN" else Source.REST_REQUEST_AUTHORIZER


def answer_of(outcome: Outcome) -> Json:
    """The authorizer's answer; None where there is none to read."""
    if outcome.function_error:
        return None
    try:
        return json.loads(outcome.payload)
    except (ValueError, RecursionError):
        return None


def failed(asked: Asked, authorizer: Authorizer, outcome: Outcome) -> Authorization | None:
    """What an authorizer that failed comes to; None where it did not."""
    if not outcome.function_error:
        return None
    try:
        error = json.loads(outcome.payload)
    except (ValueError, RecursionError):
        error = None
    said = error.get("errorMessage") if isinstance(error, dict) else None
    if said == "Unauthorized" and asked.api.type != "HTTP":
        return _refused(
            asked, authorizer, f"The authorizer {authorizer.name} said Unauthorized.", rules.SAID_UNAUTHORIZED
        )
    return _broken(asked, authorizer, f"it failed with {outcome.error_type or 'an error'}")


def weigh(
    asked: Asked, authorizer: Authorizer, answer: Json, *, cached: bool = False, took_ms: float = 0
) -> Authorization:
    """Whether an answer lets the request pass, and what the event gains from it."""
    if not isinstance(answer, dict):
        return _broken(asked, authorizer, "its answer is no object")
    context = answer.get("context")
    if context is not None and not isinstance(context, dict):
        return _broken(asked, authorizer, "its context is no object")
    if asked.api.type == "HTTP" and authorizer.settings.get("enable_simple_responses"):
        return _simple(asked, authorizer, answer, cached=cached)
    principal, document = answer.get("principalId"), answer.get("policyDocument")
    if not isinstance(document, dict):
        mend = " Turn on enable_simple_responses to answer with isAuthorized." if "isAuthorized" in answer else ""
        return _broken(asked, authorizer, f"its answer has no policyDocument.{mend}")
    if asked.api.type != "HTTP" and not isinstance(principal, str):
        return _broken(asked, authorizer, "its answer has no principalId")
    if asked.api.type != "HTTP" and (
        bad := [key for key, value in (context or {}).items() if isinstance(value, (dict, list))]
    ):
        return _broken(asked, authorizer, f"context.{bad[0]} is neither text, number nor boolean")
    arn = method_arn(asked.request, asked.arrival)
    about = {"aws:SourceIp": asked.request.client_address}
    judged = judge(document, resource=arn, account_id=asked.api.account_id, context=about)
    if judged is None:
        return _broken(asked, authorizer, "its policyDocument is no policy")
    detail: JsonObject = {"authorizer": authorizer.name, "cached": cached, "resource": arn, "decision": judged.decision}
    if judged.decision == "unknown":
        detail["reason"] = judged.reason
    if judged.decision in ("explicitly_denied", "implicitly_denied"):
        explicit = judged.decision == "explicitly_denied"
        rule = rules.EXPLICIT_DENY if explicit else rules.NOT_ALLOWED
        rule = rules.FORBIDDEN_HTTP if asked.api.type == "HTTP" else rule
        why = f"The policy of the authorizer {authorizer.name} {'denies' if explicit else 'does not allow'} {arn}."
        reply = forbidden(asked, why, rule=rule, explicit=explicit)
        return Authorization(GateDecision("authorizer", "denied", why, rule, detail), reply=reply)
    summary = f"{authorizer.name} allows it{', as remembered' if cached else ''}"
    outcome = "ok" if judged.decision == "allowed" else "unknown"
    rule = rules.CACHED if cached else rules.ALLOWED
    decision = GateDecision("authorizer", "ok" if outcome == "ok" else "unknown", summary, rule, detail)
    gained = _gained(asked.arrival, principal, context, took_ms=took_ms)
    usage_key = answer.get("usageIdentifierKey")
    return Authorization(decision, gained, usage_key=usage_key if isinstance(usage_key, str) else "")


def _simple(asked: Asked, authorizer: Authorizer, answer: JsonObject, *, cached: bool) -> Authorization:
    said = answer.get("isAuthorized")
    if not isinstance(said, bool):
        return _broken(asked, authorizer, "isAuthorized is neither true nor false")
    detail = {"authorizer": authorizer.name, "cached": cached, "is_authorized": said}
    if said:
        summary = f"{authorizer.name} allows it{', as remembered' if cached else ''}"
        decision = GateDecision("authorizer", "ok", summary, rules.CACHED if cached else rules.SIMPLE, detail)
        return Authorization(decision, _gained(asked.arrival, None, answer.get("context"), took_ms=0))
    why = f"The authorizer {authorizer.name} said isAuthorized: false."
    reply = forbidden(asked, why, rule=rules.SIMPLE)
    return Authorization(GateDecision("authorizer", "denied", why, rules.SIMPLE, detail), reply=reply)


def _gained(arrival: Arrival, principal: Json, context: JsonObject | None, *, took_ms: float) -> Arrival:
    """The arrival with what the function finds in `requestContext.authorizer`."""
    if arrival.source is Source.HTTP_2:
        return replace(arrival, authorizer={"lambda": context})
    said = {key: _as_text(value) for key, value in (context or {}).items()}
    latency = {"integrationLatency": int(took_ms)}
    return replace(arrival, authorizer={"principalId": principal, **said, **latency} if principal else said)


def _as_text(value: Json) -> Json:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value)


def _identity(source: str, asked: Asked) -> str | None:
    request, arrival = asked.request, asked.arrival
    identity = {"sourceIp": request.client_address, "userAgent": request.header("User-Agent") or ""}
    http = {"method": request.method, "path": arrival.path, **identity}
    context = {
        "accountId": arrival.account_id,
        "apiId": arrival.api_id,
        "domainName": arrival.domain,
        "http": http,
        "httpMethod": request.method,
        "identity": identity,
        "path": arrival.path,
        "resourcePath": arrival.resource,
        "routeKey": arrival.route_key,
        "stage": arrival.stage,
    }
    return identity_value(source.removeprefix("route."), request, arrival, context=context)


def _ttl(asked: Asked, authorizer: Authorizer, has_sources: bool) -> int:
    """REST remembers for 300 s unless told otherwise; an HTTP API only where told; a WebSocket API never."""
    said = authorizer.settings.get("ttl_seconds")
    if asked.api.type == "WEBSOCKET" or not has_sources:
        return 0
    if isinstance(said, int):
        return min(said, 3600)
    return 300 if asked.api.type == "REST" else 0


def _refused(asked: Asked, authorizer: Authorizer, why: str, rule: Rule) -> Authorization:
    reply = unauthorized(asked, why, rule=rule)
    return Authorization(GateDecision("authorizer", "refused", why, rule, {"authorizer": authorizer.name}), reply=reply)


def _broken(asked: Asked, authorizer: Authorizer, what: str) -> Authorization:
    rule = rules.FAILED_HTTP if asked.api.type == "HTTP" else rules.FAILED
    why = f"The authorizer {authorizer.name} cannot be used: {what.removesuffix('.')}."
    reply = broken(asked, why, rule=rule)
    return Authorization(GateDecision("authorizer", "failed", why, rule, {"authorizer": authorizer.name}), reply=reply)
