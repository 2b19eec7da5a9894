"""What Lambda authorizers receive, rule by rule."""

from __future__ import annotations

from workbench.events.rule import Rule

_AUTHORIZER_INPUT = "API Gateway developer guide, api-gateway-lambda-authorizer-input"
_HTTP_AUTHORIZER = "API Gateway developer guide, http-api-lambda-authorizer"

RULES: tuple[Rule, ...] = (
    Rule(
        "authorizer.event.token",
        "A TOKEN authorizer receives type, authorizationToken and methodArn, nothing else.",
        _AUTHORIZER_INPUT,
        "documented",
    ),
    Rule(
        "authorizer.event.token-source",
        "The token is the value of the header that the authorizer names, Authorization by default.",
        _AUTHORIZER_INPUT,
        "documented",
    ),
    Rule(
        "authorizer.event.method-arn",
        "methodArn is the API, the stage, the method and the path that was asked for.",
        _AUTHORIZER_INPUT,
        "documented",
    ),
    Rule(
        "authorizer.event.request",
        "A REQUEST authorizer receives type, methodArn and the request without its body.",
        _AUTHORIZER_INPUT,
        "documented",
    ),
    Rule(
        "authorizer.event.request-empty",
        "Empty maps are `{}`, where an integration's event has null.",
        _AUTHORIZER_INPUT,
        "documented",
    ),
    Rule(
        "authorizer.event.websocket",
        "For a WebSocket API it is asked on $connect only, and methodArn ends in /$connect.",
        "API Gateway developer guide, apigateway-websocket-api-lambda-auth",
        "documented",
    ),
    Rule(
        "authorizer.event.http-1",
        "Format 1.0 has version, identitySource and authorizationToken, both joined by commas.",
        _HTTP_AUTHORIZER,
        "documented",
    ),
    Rule(
        "authorizer.event.http-2",
        "Format 2.0 has version, routeArn, and identitySource as a list; no body.",
        _HTTP_AUTHORIZER,
        "documented",
    ),
    Rule(
        "authorizer.event.http-2-null",
        "identitySource is null where the authorizer names none.",
        _HTTP_AUTHORIZER,
        "inferred",
    ),
    Rule(
        "authorizer.event.identity-sources",
        "An identity source is a header, a query parameter, a context value or a stage variable.",
        _HTTP_AUTHORIZER,
        "documented",
    ),
)
