"""What a client sees in AWS when what stands in front of a function may not invoke it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.permissions.rule import Rule

if TYPE_CHECKING:
    from workbench.permissions.invoke_question import InvokeQuestion

_REST = Rule(
    "denied-rest",
    '500 {"message": "Internal server error"}; the execution log says "Execution failed due to configuration error: '
    'Invalid permissions on Lambda function"',
    "API Gateway Developer Guide, Troubleshooting; LocalStack test_apigateway_lambda snapshots",
    "recorded",
)
_HTTP = Rule(
    "denied-http",
    '500 {"message":"Internal Server Error"}; the access log says "The IAM role configured on the integration or API '
    "Gateway doesn't have permissions to call the integration. Check the permissions and try again.\"",
    "API Gateway Developer Guide, Troubleshooting issues with HTTP API Lambda integrations",
    "documented",
)
_ROLE = Rule(
    "denied-role",
    '500 {"message": "Internal server error"}; the log says "API Gateway does not have permission to assume the '
    'provided role"',
    "API Gateway Developer Guide, Troubleshooting",
    "documented",
)
_CONNECT = Rule(
    "denied-connect",
    "the WebSocket handshake fails with 500",
    "API Gateway Developer Guide, Working with routes for WebSocket APIs",
    "inferred",
)
_MESSAGE = Rule(
    "denied-message",
    'the frame {"message": "Internal server error", "connectionId": "…", "requestId": "…"}',
    "API Gateway Developer Guide, Working with WebSocket APIs",
    "inferred",
)
_REST_AUTHORIZER = Rule(
    "denied-authorizer-rest",
    '500 {"message":null}',
    "API Gateway Developer Guide, Use API Gateway Lambda authorizers",
    "recorded",
)
_HTTP_AUTHORIZER = Rule(
    "denied-authorizer-http",
    '500 {"message":"Internal Server Error"}',
    "API Gateway Developer Guide, Working with AWS Lambda authorizers for HTTP APIs",
    "documented",
)
_URL = Rule(
    "denied-function-url",
    '403 {"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: '
    'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}',
    "LocalStack lambda_/test_lambda.snapshot.json, November 2025",
    "recorded",
)
_ALB = Rule(
    "denied-alb",
    "502 Bad Gateway",
    "Elastic Load Balancing, Application Load Balancers, Troubleshooting: HTTP 502",
    "documented",
)


def effect_rule(question: InvokeQuestion, *, role: bool = False) -> Rule:
    """What the client gets; `role`: because the integration's role cannot be assumed."""
    if question.authorizer_id:
        return _REST_AUTHORIZER if question.api_type == "REST" else _HTTP_AUTHORIZER
    if question.api_type == "FUNCTION_URL":
        return _URL
    if question.api_type == "ALB":
        return _ALB
    if role:
        return _ROLE
    if question.api_type == "WEBSOCKET":
        return _CONNECT if question.route_key == "$connect" else _MESSAGE
    return _HTTP if question.api_type == "HTTP" else _REST
