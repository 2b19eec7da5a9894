"""JWT authorizers of HTTP APIs and Cognito user pools of REST APIs: tokens checked at the gate, without a function."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.events.identity_source import identity_value
from workbench.events.source import Source
from workbench.gateway import rules_authorizers as rules
from workbench.gateway.authorization import Asked, Authorization
from workbench.gateway.authorizer_answers import forbidden, unauthorized
from workbench.gateway.gate_decision import GateDecision
from workbench.gateway.jwt import Checked, Expected, check_token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.arrival import Arrival
    from workbench.events.json_value import Json
    from workbench.gateway.api import Authorizer

DEFAULT_SOURCE = "$request.header.Authorization"


def check(asked: Asked, authorizer: Authorizer) -> Authorization:
    """Whether the request's token lets it pass, and what the event gains from it."""
    source = authorizer.identity_source[0] if authorizer.identity_source else DEFAULT_SOURCE
    value = identity_value(source, asked.request, asked.arrival, context={}) or ""
    token = value[7:].strip() if value[:7].lower() == "bearer " else value.strip()
    if not token:
        why = f"{source} is missing."
        bearer = (("www-authenticate", "Bearer"),) if authorizer.type == "JWT" else ()
        reply = unauthorized(asked, why, rule=rules.IDENTITY_MISSING, headers=bearer)
        detail = {"authorizer": authorizer.name}
        return Authorization(GateDecision("authorizer", "refused", why, rules.IDENTITY_MISSING, detail), reply=reply)
    checked = check_token(token, _expected(asked, authorizer), now_ms=asked.now_ms)
    stated = authorizer.settings.get("claims")
    if isinstance(stated, dict) and not checked.proven and checked.fault != "signature":
        return _stated(asked, authorizer, stated)
    return _refused(asked, authorizer, checked) if checked.fault else _passed(asked, authorizer, checked)


def _expected(asked: Asked, authorizer: Authorizer) -> Expected:
    said = authorizer.settings
    keys, audience = said.get("jwks"), said.get("audience")
    scopes = asked.route.settings.get("scopes") or said.get("scopes")
    issuer = said.get("issuer") or _pool_issuer(said.get("user_pool_arns"))
    return Expected(
        issuer if isinstance(issuer, str) else None,
        tuple(audience) if isinstance(audience, list) else (),
        tuple(scopes) if isinstance(scopes, list) else (),
        keys if isinstance(keys, dict) else None,
    )


def _pool_issuer(arns: Json) -> str | None:
    """The issuer of a Cognito user pool, from its ARN; None where there is not exactly one."""
    if not isinstance(arns, list) or len(arns) != 1:
        return None
    parts = str(arns[0]).split(":")
    pool = parts[-1].removeprefix("userpool/")
    return f"https://cognito-idp.{parts[3]}.amazonaws.com/{pool}" if len(parts) == 6 else None


def _stated(asked: Asked, authorizer: Authorizer, claims: Mapping[str, Json]) -> Authorization:
    summary = f"{authorizer.name}: the claims are those stated; no key set proves the token"
    decision = GateDecision(
        "authorizer", "unknown", summary, rules.NOT_PROVEN, {"authorizer": authorizer.name, "proven": False}
    )
    return Authorization(decision, _gained(asked, authorizer, Checked(claims)))


def _passed(asked: Asked, authorizer: Authorizer, checked: Checked) -> Authorization:
    gained = _gained(asked, authorizer, checked)
    detail = {"authorizer": authorizer.name, "proven": checked.proven, "claims": dict(checked.claims)}
    if not checked.proven:
        summary = f"{authorizer.name}: the token's claims fit; no key set proves its signature"
        return Authorization(GateDecision("authorizer", "unknown", summary, rules.NOT_PROVEN, detail), gained)
    rule = rules.JWT if authorizer.type == "JWT" else rules.COGNITO
    return Authorization(GateDecision("authorizer", "ok", f"{authorizer.name} takes the token", rule, detail), gained)


def _refused(asked: Asked, authorizer: Authorizer, checked: Checked) -> Authorization:
    why = f"The authorizer {authorizer.name} does not take the token: {checked.reason}."
    detail = {"authorizer": authorizer.name, "fault": checked.fault, "proven": checked.proven}
    if authorizer.type == "COGNITO":
        expired = checked.fault == "expired"
        rule = rules.COGNITO_EXPIRED if expired else rules.COGNITO_INVALID
        message = "The incoming token has expired" if expired else "Unauthorized"
        reply = unauthorized(asked, why, rule=rule, message=message)
        return Authorization(GateDecision("authorizer", "refused", why, rule, detail), reply=reply)
    if checked.fault == "scope":
        scopes = " ".join(asked.route.settings.get("scopes") or authorizer.settings.get("scopes") or ())
        header = f'Bearer scope="{scopes}" error="insufficient_scope" error_description="{checked.reason}"'
        reply = forbidden(asked, why, rule=rules.JWT_SCOPE, headers=(("www-authenticate", header),))
        return Authorization(GateDecision("authorizer", "denied", why, rules.JWT_SCOPE, detail), reply=reply)
    reason = "".join(char for char in checked.reason if char.isprintable() and char.isascii() and char != '"')
    header = f'Bearer scope="" error="invalid_token" error_description="{reason}"'
    reply = unauthorized(asked, why, rule=rules.JWT_INVALID, headers=(("www-authenticate", header),))
    return Authorization(GateDecision("authorizer", "refused", why, rules.JWT_INVALID, detail), reply=reply)


def _gained(asked: Asked, authorizer: Authorizer, checked: Checked) -> Arrival:
    """The arrival with what the function finds in `requestContext.authorizer`: every claim as text."""
    joined = "," if authorizer.type == "COGNITO" else " "
    claims = {name: _as_text(value, joined) for name, value in checked.claims.items()}
    if authorizer.type == "COGNITO":
        return replace(asked.arrival, authorizer={"claims": claims})
    scopes = list(checked.scopes) if checked.scopes else None
    if asked.arrival.source is Source.HTTP_2:
        return replace(asked.arrival, authorizer={"jwt": {"claims": claims, "scopes": scopes}})
    return replace(asked.arrival, authorizer={"claims": claims, "scopes": scopes})


def _as_text(value: Json, joined: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        inner = joined.join(_as_text(each, joined) for each in value)
        return inner if joined == "," else f"[{inner}]"
    return json.dumps(value)
