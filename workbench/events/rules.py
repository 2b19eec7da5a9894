"""The rules by which AWS makes an event of a request, for each source, with where each is known from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events.rules_authorizer import RULES as AUTHORIZER_RULES
from workbench.events.rules_http_api import RULES_1, RULES_2
from workbench.events.rules_other_http import ALB_RULES, FUNCTION_URL_RULES, WEBSOCKET_RULES
from workbench.events.rules_rest import RULES as REST_RULES
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.rule import Rule

_OF_AUTHORIZER = {
    Source.REST_TOKEN_AUTHORIZER: ("token", "token-source", "method-arn"),
    Source.REST_REQUEST_AUTHORIZER: ("method-arn", "request", "request-empty", "websocket"),
    Source.HTTP_1_AUTHORIZER: ("method-arn", "request-empty", "http-1", "identity-sources"),
    Source.HTTP_2_AUTHORIZER: ("method-arn", "http-2", "http-2-null", "identity-sources"),
}


def rules_of(source: Source) -> tuple[Rule, ...]:
    """The rules that make events of a source; none of a source that is no request."""
    match source:
        case Source.REST:
            return REST_RULES
        case Source.HTTP_1:
            return RULES_1
        case Source.HTTP_2:
            return RULES_2
        case Source.FUNCTION_URL:
            return FUNCTION_URL_RULES
        case Source.ALB:
            return ALB_RULES
        case Source.WEBSOCKET:
            return WEBSOCKET_RULES
    names = _OF_AUTHORIZER.get(source, ())
    return tuple(rule for rule in AUTHORIZER_RULES if rule.id.removeprefix("authorizer.event.") in names)
