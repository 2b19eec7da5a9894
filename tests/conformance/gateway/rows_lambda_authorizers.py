"""What is known of Lambda authorizers: what they are asked, what their answers mean, how long they are remembered."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.conformance.gateway.asking import Table
from tests.conformance.gateway.guard import (
    ARN,
    BROKEN,
    DENIED,
    EXPLICIT,
    FAILED,
    FORBIDDEN,
    HTTP_GUIDE,
    NOW_MS,
    OUTPUT,
    PUBLIC,
    REST_GUIDE,
    TOKEN,
    UNAUTHORIZED,
    answered,
    ask,
    guarded,
    policy,
    refused,
)
from workbench.events.source import Source
from workbench.gateway.api import Api, ApiKey, Route

lambdas = Table("lambda-authorizer", "lambda-authorizer")
REST = guarded()
HTTP = guarded("REQUEST", api="HTTP", sources=("$request.header.Authorization",))
SIMPLE = guarded("REQUEST", api="HTTP", sources=("$request.header.Authorization",), enable_simple_responses=True)


def _passes(api: Any, answer: Any, gained: Any = None) -> None:
    admission = answered(api, answer)
    assert admission.passed, admission.decisions[-1].summary
    if gained is not None:
        assert admission.arrival.authorizer == gained, admission.arrival.authorizer


def _source(api: Any, source: Any) -> None:
    call = ask(api, TOKEN).needs_authorizer
    assert call is not None
    assert call.arrival.source is source


lambdas.add(
    "a TOKEN authorizer without its token is not called: 401",
    REST_GUIDE,
    "documented",
    lambda: refused(ask(REST), 401, UNAUTHORIZED, "unauthorized"),
)
lambdas.add(
    "an empty token is none",
    REST_GUIDE,
    "documented",
    lambda: refused(ask(REST, ("Authorization", "")), 401, UNAUTHORIZED),
)
lambdas.add(
    "a token that the expression does not match is 401",
    REST_GUIDE,
    "documented",
    lambda: refused(ask(guarded(identity_validation_expression="^Bearer .+"), TOKEN), 401, UNAUTHORIZED),
)
lambdas.add(
    "a token that it matches is passed on",
    REST_GUIDE,
    "documented",
    lambda: _source(guarded(identity_validation_expression="^allow"), Source.REST_TOKEN_AUTHORIZER),
)
lambdas.add(
    "another header may hold the token",
    REST_GUIDE,
    "documented",
    lambda: refused(ask(guarded(sources=("method.request.header.X-Token",)), TOKEN), 401, UNAUTHORIZED),
)
lambdas.add(
    "a REQUEST authorizer wants each of its sources",
    REST_GUIDE,
    "documented",
    lambda: refused(
        ask(guarded("REQUEST", sources=("method.request.header.Authorization", "method.request.querystring.q")), TOKEN),
        401,
        UNAUTHORIZED,
    ),
)
lambdas.add(
    "a source of the context is always there",
    REST_GUIDE,
    "documented",
    lambda: _source(guarded("REQUEST", sources=("context.identity.sourceIp",)), Source.REST_REQUEST_AUTHORIZER),
)
lambdas.add(
    "an HTTP API's authorizer without its source is 401",
    HTTP_GUIDE,
    "documented",
    lambda: refused(ask(HTTP), 401, UNAUTHORIZED),
)
lambdas.add(
    "an HTTP API asks in format 2.0", HTTP_GUIDE, "documented", partial(_source, HTTP, Source.HTTP_2_AUTHORIZER)
)
lambdas.add(
    "an HTTP API asks in format 1.0 where told",
    HTTP_GUIDE,
    "documented",
    partial(_source, guarded("REQUEST", api="HTTP", payload_format_version="1.0"), Source.HTTP_1_AUTHORIZER),
)
for fact, answer in (
    ("a policy for the very method", policy()),
    ("a wildcard in the resource", policy(resource="arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/GET/*")),
    ("a ? in the resource", policy(resource=ARN.replace("/7", "/?"))),
    ("the resource *", policy(resource="*")),
    ("a wildcard in the action", policy(action="execute-api:*")),
    ("the action *", policy(action="*")),
    (
        "lists of actions and resources",
        policy(action=["execute-api:Invoke"], resource=[ARN, "arn:aws:execute-api:*:*:other/*"]),
    ),
):
    lambdas.add(f"{fact} lets it pass", OUTPUT, "documented", partial(_passes, REST, answer))
lambdas.add(
    "a policy for another method does not: 403",
    OUTPUT,
    "inferred",
    lambda: refused(answered(REST, policy(resource=ARN.replace("GET", "POST"))), 403, DENIED, "access_denied"),
)
lambdas.add(
    "a policy for another action does not: 403",
    OUTPUT,
    "inferred",
    lambda: refused(answered(REST, policy(action="lambda:InvokeFunction")), 403, DENIED),
)
lambdas.add(
    "an explicit deny is 403 and says so",
    PUBLIC,
    "inferred",
    lambda: refused(answered(REST, policy("Deny")), 403, EXPLICIT, "access_denied"),
)


def _deny_wins() -> None:
    both = policy()
    both["policyDocument"]["Statement"].append({"Action": "*", "Effect": "Deny", "Resource": "*"})
    refused(answered(REST, both), 403, EXPLICIT)


def _gains() -> None:
    admission = answered(REST, policy(context={"text": "a", "number": 1, "yes": True}))
    assert admission.arrival.authorizer == {
        "principalId": "alice", "text": "a", "number": "1", "yes": "true", "integrationLatency": 12,
    }  # fmt: skip


lambdas.add("a deny goes before every allow", OUTPUT, "documented", _deny_wins)
lambdas.add("the context reaches a REST function as text", OUTPUT, "documented", _gains)
lambdas.add(
    "the context reaches an HTTP function as it is",
    HTTP_GUIDE,
    "documented",
    partial(
        _passes,
        HTTP,
        policy(resource="*", context={"n": 1, "deep": {"a": [1]}}),
        {"lambda": {"n": 1, "deep": {"a": [1]}}},
    ),
)
lambdas.add(
    "a REST context with an object is a configuration error",
    OUTPUT,
    "documented",
    lambda: refused(answered(REST, policy(context={"a": {}})), 500, BROKEN, "authorizer_configuration_error"),
)
lambdas.add(
    "raising exactly Unauthorized is 401",
    REST_GUIDE,
    "documented",
    lambda: refused(answered(REST, {"errorMessage": "Unauthorized"}, error="Unhandled"), 401, UNAUTHORIZED),
)
lambdas.add(
    "raising anything else is 500 with null",
    PUBLIC,
    "inferred",
    lambda: refused(answered(REST, {"errorMessage": "Boom"}, error="Unhandled"), 500, BROKEN),
)
lambdas.add(
    "an answer without policy is 500 with null",
    PUBLIC,
    "inferred",
    lambda: refused(answered(REST, {"principalId": "a"}), 500, BROKEN),
)
lambdas.add(
    "an answer without principal is 500 with null",
    PUBLIC,
    "inferred",
    lambda: refused(answered(REST, {"policyDocument": policy()["policyDocument"]}), 500, BROKEN),
)
lambdas.add(
    "an answer that is no JSON is 500 with null",
    PUBLIC,
    "inferred",
    lambda: refused(answered(REST, b"yes"), 500, BROKEN),
)
lambdas.add(
    "an HTTP authorizer that raises is 500",
    "API Gateway developer guide, http-api-troubleshooting-lambda",
    "documented",
    lambda: refused(answered(HTTP, {"errorMessage": "Boom"}, error="Unhandled"), 500, FAILED),
)
lambdas.add(
    "an HTTP client that is denied is told Forbidden",
    HTTP_GUIDE,
    "documented",
    lambda: refused(answered(HTTP, policy("Deny")), 403, FORBIDDEN),
)
lambdas.add(
    "isAuthorized: true lets it pass",
    HTTP_GUIDE,
    "documented",
    partial(_passes, SIMPLE, {"isAuthorized": True, "context": {"a": 1}}, {"lambda": {"a": 1}}),
)
lambdas.add(
    "isAuthorized: false is 403 Forbidden",
    HTTP_GUIDE,
    "documented",
    lambda: refused(answered(SIMPLE, {"isAuthorized": False}), 403, FORBIDDEN),
)
lambdas.add(
    "a simple response has to be switched on",
    HTTP_GUIDE,
    "documented",
    lambda: refused(answered(HTTP, {"isAuthorized": True}), 500, FAILED),
)


def _cached(
    api: Any, *, path: Any = "/pets/7", later_ms: Any = 1000, passes: Any = True, token_: Any = TOKEN, first: Any = None
) -> Any:
    answer = first or policy(resource="*")
    admission = answered(api, answer)
    again = ask(api, token_, path=path, state=admission.state, now_ms=NOW_MS + later_ms)
    assert (again.needs_authorizer is None) is passes, again
    return again


TTL_HTTP = guarded("REQUEST", api="HTTP", sources=("$request.header.Authorization",), ttl_seconds=60)
lambdas.add("an answer is remembered for the same token", REST_GUIDE, "documented", partial(_cached, REST))
lambdas.add(
    "for 300 s unless told otherwise", REST_GUIDE, "documented", partial(_cached, REST, later_ms=300_000, passes=False)
)
lambdas.add(
    "for as long as told",
    REST_GUIDE,
    "documented",
    partial(_cached, guarded(ttl_seconds=10), later_ms=10_000, passes=False),
)
lambdas.add("not at all for 0", REST_GUIDE, "documented", partial(_cached, guarded(ttl_seconds=0), passes=False))
lambdas.add(
    "another token is asked for anew",
    REST_GUIDE,
    "documented",
    partial(_cached, REST, token_=("Authorization", "else"), passes=False),
)
lambdas.add(
    "a remembered policy is judged for each method",
    REST_GUIDE,
    "documented",
    lambda: refused(_cached(REST, path="/dogs/7", first=policy()), 403, DENIED),
)
lambdas.add("an HTTP API remembers nothing unless told", HTTP_GUIDE, "documented", partial(_cached, HTTP, passes=False))
lambdas.add("an HTTP API remembers where told", HTTP_GUIDE, "documented", partial(_cached, TTL_HTTP))


def _usage_key() -> None:
    api = Api(
        authorizers=REST.authorizers, settings={"api_key_source": "AUTHORIZER"}, api_keys=(ApiKey("alice", "k1"),),
        routes=(Route("GET", "/pets/{id}", authorizer="guard", api_key_required=True),),
    )  # fmt: skip
    assert answered(api, policy(usageIdentifierKey="k1")).arrival.identity["apiKey"] == "k1"
    refused(answered(api, policy(usageIdentifierKey="k2")), 403, FORBIDDEN, "forbidden")
    refused(answered(api, policy()), 403, FORBIDDEN, "forbidden")


lambdas.add("the authorizer may name the API key", OUTPUT, "documented", _usage_key)

ROWS = tuple(lambdas.rows)
