"""Rules of what stands before a function: keys, throttles, quotas, sizes, flood rules, validation, cache."""

from __future__ import annotations

from workbench.gateway.verdict import Rule

_THROTTLING = "API Gateway developer guide, api-gateway-request-throttling"
_PLANS = "API Gateway developer guide, api-gateway-api-usage-plans"
_TYPES = "API Gateway developer guide, supported-gateway-response-types"
_LIMITS = "API Gateway developer guide, limits"
_CACHING = "API Gateway developer guide, api-gateway-caching"

THROTTLE_ORDER = Rule(
    "throttle.order",
    "A request needs a token from the usage plan's method or key, then the method or stage, then the account.",
    _THROTTLING,
    "documented",
)
THROTTLED = Rule(
    "throttle.refused",
    'A request beyond the rate and burst of its token bucket gets 429 {"message":"Too Many Requests"}.',
    f"{_THROTTLING}; {_TYPES}, THROTTLED",
    "documented",
)
QUOTA = Rule(
    "quota.refused",
    'A key that has used up the quota of its period gets 429 {"message":"Limit Exceeded"}.',
    f"{_PLANS}; {_TYPES}, QUOTA_EXCEEDED",
    "documented",
)
KEY_ACCEPTED = Rule(
    "api-key.accepted", "A method that requires a key takes one that a usage plan knows.", _PLANS, "documented"
)
KEY_REFUSED = Rule(
    "api-key.refused",
    'Without a known x-api-key a method that requires one answers 403 {"message":"Forbidden"}.',
    f"{_TYPES}, INVALID_API_KEY; measured, ministack issue 1746",
    "documented",
)
RATE_RULE = Rule(
    "waf.rate-rule",
    "A rate-based rule blocks a client address while its requests in the trailing window exceed the limit: 403.",
    "AWS WAF developer guide, waf-rule-statement-type-rate-based",
    "documented",
)
RATE_RULE_UNSUPPORTED = Rule(
    "waf.unsupported",
    "AWS WAF protects REST APIs and load balancers; HTTP and WebSocket APIs and function URLs it does not.",
    "AWS WAF developer guide, how-aws-waf-works-resources",
    "documented",
)
PAYLOAD = Rule("quota.payload", "A request body may have 10 MB; more gets 413.", _LIMITS, "documented")
PAYLOAD_ALB = Rule(
    "alb.request-too-large",
    "A load balancer passes on at most 1 MB to a function; more gets 413.",
    "Elastic Load Balancing user guide, lambda-functions",
    "documented",
)
EVENT = Rule(
    "quota.event",
    "Lambda takes at most 6 MB in a synchronous invocation; a request whose event is larger gets 413.",
    "AWS Lambda developer guide, gettingstarted-limits; aws-lambda-dotnet pull request 1990",
    "inferred",
)
HEADERS = Rule(
    "quota.headers",
    "Headers may have 10,240 bytes in all, with the request line for HTTP APIs; more gets 431.",
    _LIMITS,
    "inferred",
)
URL = Rule(
    "quota.url",
    "A URL may have 10,240 characters, 8,192 on an edge-optimised endpoint; more gets 414.",
    _LIMITS,
    "inferred",
)
MESSAGE = Rule(
    "quota.message",
    "A WebSocket message may have 128 KB, in frames of 32 KB; more closes the connection with 1009.",
    _LIMITS,
    "documented",
)
PARAMETERS = Rule(
    "validate.parameters",
    "A required parameter must be there and not blank; else 400, naming those that are missing.",
    "LocalStack test_apigateway_common.py::test_api_gateway_request_validator, recorded 2024-01",
    "recorded",
)
BODY = Rule(
    "validate.body",
    'A body that its model does not take gets 400 {"message": "Invalid request body"}.',
    "LocalStack test_apigateway_common.py::test_api_gateway_request_validator, recorded 2024-01",
    "recorded",
)
CACHE_KEY = Rule(
    "cache.key",
    "The cache of a stage knows an answer by method, resource and the parameters marked as keys, and by nothing else.",
    _CACHING,
    "documented",
)
CACHE_INVALIDATED = Rule(
    "cache.invalidated",
    "Cache-Control: max-age=0 makes the gateway ask the function anew and replace the entry.",
    _CACHING,
    "documented",
)
CACHE_NOT_ALLOWED = Rule(
    "cache.invalidation-not-allowed",
    "Where invalidation needs execute-api:InvalidateCache the stage's setting says what a client without it gets.",
    _CACHING,
    "documented",
)
CACHE_STORED = Rule(
    "cache.stored",
    "Only answers to GET of at most 1,048,576 bytes are kept, for the time to live.",
    _CACHING,
    "documented",
)
CACHE_NOT_STORED = Rule(
    "cache.not-stored", "An answer that is no success is not kept.", "Reasoning; not recorded", "inferred"
)
