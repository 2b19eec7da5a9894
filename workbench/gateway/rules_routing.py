"""Rules of route choice: how API Gateway finds the function behind a URL, and what it answers where there is none."""

from __future__ import annotations

from workbench.gateway.verdict import Rule

REST_NO_ROUTE = Rule(
    "rest.no-route",
    'A REST API answers a method and path that no resource takes with 403 {"message":"Missing Authentication Token"}.',
    "LocalStack test_apigateway_common.py::TestApigatewayRouting::test_routing_not_found, recorded 2024-07",
    "recorded",
)
REST_NO_STAGE = Rule(
    "rest.no-stage",
    'On an execute-api host the path begins with the stage; any other first segment gets 403 {"message":"Forbidden"}.',
    "API Gateway developer guide, how-to-call-api, and users' reports of calls without a stage",
    "inferred",
)
NO_FUNCTION = Rule(
    "integration.no-function",
    "An integration that is no Lambda proxy answers by its service and mapping templates, which are not simulated.",
    "API Gateway developer guide, api-gateway-api-integration-types",
    "inferred",
)
REST_PRECEDENCE = Rule(
    "rest.precedence",
    "A literal segment goes before {param}, that before {proxy+}; a method before ANY; a resource without the method "
    "falls through to the next.",
    "LocalStack tests/aws/services/apigateway/test_apigateway_api.py, resource and method selection, recorded 2024-07",
    "recorded",
)
HTTP_NO_ROUTE = Rule(
    "http.no-route",
    'An HTTP API without a route or stage for the request answers 404 {"message":"Not Found"}.',
    "API Gateway developer guide, http-api-develop-routes",
    "documented",
)
DOMAIN_NO_MAPPING = Rule(
    "domain.no-mapping",
    'A custom domain answers a base path without a mapping with 403 {"message":"Forbidden"}.',
    "API Gateway developer guide, how-to-custom-domains, and users' reports",
    "inferred",
)
WEBSOCKET_NO_ROUTE = Rule(
    "websocket.no-route",
    "A message that no route key takes, without a $default route, gets an error frame that says Forbidden.",
    "API Gateway developer guide, websocket-api-develop-routes, and users' reports of the frame",
    "inferred",
)
WEBSOCKET_NO_CONNECT = Rule(
    "websocket.no-connect",
    "Without a $connect route a connection is accepted and no function is called.",
    "API Gateway developer guide, apigateway-websocket-api-route-keys-connect-disconnect",
    "documented",
)
WEBSOCKET_NO_DISCONNECT = Rule(
    "websocket.no-disconnect",
    "Without a $disconnect route a connection ends and no function is called.",
    "API Gateway developer guide, apigateway-websocket-api-route-keys-connect-disconnect",
    "documented",
)
ALB_NO_RULE = Rule(
    "alb.no-rule",
    "A request that no listener rule takes goes to the listener's default action, here a fixed 404.",
    "Elastic Load Balancing user guide, load-balancer-listeners, default actions",
    "documented",
)
HTTP_PRECEDENCE = Rule(
    "http.precedence",
    "A full match goes before a greedy path, that before $default; a method before ANY.",
    "API Gateway developer guide, http-api-develop-routes",
    "documented",
)
WEBSOCKET_SELECTION = Rule(
    "websocket.selection",
    "The route selection expression names the route key of a message; what names none goes to $default.",
    "API Gateway developer guide, websocket-api-develop-routes",
    "documented",
)
ALB_RULES = Rule(
    "alb.rules",
    "Listener rules are tried in order; one target group takes all the rest.",
    "Elastic Load Balancing user guide, load-balancer-listeners",
    "documented",
)
URL_TAKES_ALL = Rule(
    "url.takes-all",
    "A function URL takes every method and path.",
    "AWS Lambda developer guide, urls-invocation",
    "documented",
)
