"""What a client gets whom an authorizer does not let pass, as each kind of API spells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway.gateway_responses import Refusal, refuse
from workbench.gateway.own_answers import http_api_answer, websocket_frame
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from workbench.events.http import Headers, HttpRequest
    from workbench.gateway.api import Api
    from workbench.gateway.verdict import Rule

DENIED = "User is not authorized to access this resource"
EXPLICITLY_DENIED = f"{DENIED} with an explicit deny"


def unauthorized(
    api: Api, request: HttpRequest, why: str, *, rule: Rule, message: str = "Unauthorized", headers: Headers = ()
) -> Reply:
    """401: nothing that identifies the caller, or nothing that can be believed."""
    if api.type == "REST":
        return refuse(api, request, Refusal("UNAUTHORIZED", "unauthorized", why, rule, message=message))
    verdict = Verdict("unauthorized", why, rule)
    if api.type == "WEBSOCKET":
        return websocket_frame(401, verdict, message="Unauthorized", context={})
    return http_api_answer(401, verdict, message="Unauthorized", headers=headers)


def forbidden(
    api: Api, request: HttpRequest, why: str, *, rule: Rule, explicit: bool = False, headers: Headers = ()
) -> Reply:
    """403: the caller is known and may not."""
    if api.type == "REST":
        message = EXPLICITLY_DENIED if explicit else DENIED
        body = f'{{"Message":"{message}"}}'
        refusal = Refusal("ACCESS_DENIED", "access_denied", why, rule, message=message, body=body)
        return refuse(api, request, refusal)
    verdict = Verdict("access_denied", why, rule)
    if api.type == "WEBSOCKET":
        return websocket_frame(403, verdict, message="Forbidden", context={})
    return http_api_answer(403, verdict, message="Forbidden", headers=headers)


def broken(api: Api, request: HttpRequest, why: str, *, rule: Rule) -> Reply:
    """500: the authorizer itself failed, or said nothing that can be read."""
    code = "authorizer_configuration_error"
    if api.type == "REST":
        return refuse(api, request, Refusal("AUTHORIZER_CONFIGURATION_ERROR", code, why, rule))
    verdict = Verdict(code, why, rule)
    if api.type == "WEBSOCKET":
        return websocket_frame(500, verdict, message="Internal server error", context={})
    return http_api_answer(500, verdict, message="Internal Server Error")
