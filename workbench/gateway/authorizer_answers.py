"""What a client gets whom an authorizer does not let pass, as each kind of API spells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway.gateway_responses import Refusal, refuse
from workbench.gateway.own_answers import http_api_answer, websocket_frame
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from workbench.events.http import Headers
    from workbench.gateway.authorization import Asked
    from workbench.gateway.verdict import Rule

DENIED = "User is not authorized to access this resource"
EXPLICITLY_DENIED = f"{DENIED} with an explicit deny"


def unauthorized(asked: Asked, why: str, *, rule: Rule, message: str = "Unauthorized", headers: Headers = ()) -> Reply:
    """401: nothing that identifies the caller, or nothing that can be believed."""
    if asked.api.type == "REST":
        return refuse(
            asked.api,
            asked.request,
            Refusal("UNAUTHORIZED", "unauthorized", why, rule, message=message, context=asked.arrival.context),
        )
    verdict = Verdict("unauthorized", why, rule)
    if asked.api.type == "WEBSOCKET":
        return websocket_frame(401, verdict, message="Unauthorized", context=asked.arrival.context)
    return http_api_answer(401, verdict, message="Unauthorized", request_id=_id(asked), headers=headers)


def forbidden(asked: Asked, why: str, *, rule: Rule, explicit: bool = False, headers: Headers = ()) -> Reply:
    """403: the caller is known and may not."""
    if asked.api.type == "REST":
        message = EXPLICITLY_DENIED if explicit else DENIED
        body = f'{{"Message":"{message}"}}'
        refusal = Refusal(
            "ACCESS_DENIED", "access_denied", why, rule, message=message, body=body, context=asked.arrival.context
        )
        return refuse(asked.api, asked.request, refusal)
    verdict = Verdict("access_denied", why, rule)
    if asked.api.type == "WEBSOCKET":
        return websocket_frame(403, verdict, message="Forbidden", context=asked.arrival.context)
    return http_api_answer(403, verdict, message="Forbidden", request_id=_id(asked), headers=headers)


def broken(asked: Asked, why: str, *, rule: Rule) -> Reply:
    """500: the authorizer itself failed, or said nothing that can be read."""
    code = "authorizer_configuration_error"
    if asked.api.type == "REST":
        return refuse(
            asked.api,
            asked.request,
            Refusal("AUTHORIZER_CONFIGURATION_ERROR", code, why, rule, context=asked.arrival.context),
        )
    verdict = Verdict(code, why, rule)
    if asked.api.type == "WEBSOCKET":
        return websocket_frame(500, verdict, message="Internal server error", context=asked.arrival.context)
    return http_api_answer(500, verdict, message="Internal Server Error", request_id=_id(asked))


def _id(asked: Asked) -> str:
    return str(asked.arrival.context.get("requestId") or "")
