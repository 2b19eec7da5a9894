"""IAM authorization: whether a request is signed, and the identity that the user states for its signer."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.events.source import Source
from workbench.gateway import rules_authorizers as rules
from workbench.gateway.authorization import Asked, Authorization
from workbench.gateway.authorizer_answers import forbidden
from workbench.gateway.gate_decision import GateDecision
from workbench.gateway.gateway_responses import Refusal, refuse
from workbench.gateway.own_answers import websocket_frame
from workbench.gateway.respond import respond_not_permitted
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import JsonObject
    from workbench.gateway.api import Authorizer
    from workbench.gateway.verdict import Rule

_CREDENTIAL = re.compile(r"Credential=([A-Za-z0-9]+)/")
_IAM_KEYS = ("accessKey", "accountId", "callerId", "cognitoIdentity", "principalOrgId", "userArn", "userId")


def check(asked: Asked, authorizer: Authorizer) -> Authorization:
    """Let a signed request, or one whose identity is stated, pass as that identity; refuse an unsigned one."""
    stated = authorizer.settings.get("identity")
    identity: JsonObject = dict(stated) if isinstance(stated, dict) else {}
    if not identity:
        key = access_key(asked.request)
        if key is None:
            return _unsigned(asked, authorizer)
        identity = {"accessKey": key, "accountId": asked.api.account_id}
    who = identity.get("userArn") or identity.get("accessKey") or "the identity stated"
    summary = f"Taken as {who}; the signature is not checked here"
    decision = GateDecision(
        "authorizer", "unknown", summary, rules.IAM, {"authorizer": authorizer.name, "identity": identity}
    )
    return Authorization(decision, _gained(asked.arrival, identity))


def access_key(request: HttpRequest) -> str | None:
    """The access key that signed a request, in its header or its query; None where it is not signed."""
    header = request.header("Authorization") or ""
    signed = header.startswith("AWS4-HMAC-SHA256") or "X-Amz-Signature=" in request.raw_query
    if not signed:
        return None
    found = _CREDENTIAL.search(header) or re.search(r"X-Amz-Credential=([A-Za-z0-9]+)", request.raw_query)
    return found[1] if found else ""


def _gained(arrival: Arrival, identity: JsonObject) -> Arrival:
    if arrival.source in (Source.HTTP_2, Source.FUNCTION_URL):
        return replace(arrival, authorizer={"iam": {**dict.fromkeys(_IAM_KEYS), **identity}})
    return replace(arrival, identity={**arrival.identity, **identity})


def _unsigned(asked: Asked, authorizer: Authorizer) -> Authorization:
    why = "The request is not signed. Sign it, or state the identity of the caller."
    rule, reply = _refusal(asked, why)
    return Authorization(GateDecision("authorizer", "refused", why, rule, {"authorizer": authorizer.name}), reply=reply)


def _refusal(asked: Asked, why: str) -> tuple[Rule, Reply]:
    match asked.api.type:
        case "REST":
            rule = rules.IAM_MISSING
            refusal = Refusal(
                "MISSING_AUTHENTICATION_TOKEN", "missing_authentication_token", why, rule, context=asked.arrival.context
            )
            return rule, refuse(asked.api, asked.request, refusal)
        case "FUNCTION_URL":
            denied = respond_not_permitted(asked.api, asked.request, context=asked.arrival.context)
            rule = rules.IAM_MISSING_URL
            return rule, Reply(denied.response, Verdict("access_denied", why, rule))
        case "WEBSOCKET":
            rule = rules.IAM_MISSING
            return rule, websocket_frame(
                403, Verdict("access_denied", why, rule), message="Forbidden", context=asked.arrival.context
            )
        case _:
            rule = rules.IAM_MISSING_HTTP
            return rule, forbidden(asked, why, rule=rule)
