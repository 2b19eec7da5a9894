"""What is known of authorizers: what they are asked, what their answers mean, and what a refused client gets."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from tests.conformance.gateway.asking import HOST, Table, same
from tests.conformance.gateway.tokens import ISSUER, NOW_S, key_set, token
from workbench.events.http import HttpRequest
from workbench.events.outcome import Outcome
from workbench.events.source import Source
from workbench.gateway.admission import Admission, admit, proceed
from workbench.gateway.api import Api, ApiKey, Authorizer, Route
from workbench.gateway.gate_state import GateState
from workbench.gateway.routing import Match, RouteTable

REST_GUIDE = "API Gateway developer guide, apigateway-use-lambda-authorizer"
OUTPUT = "API Gateway developer guide, api-gateway-lambda-authorizer-output"
HTTP_GUIDE = "API Gateway developer guide, http-api-lambda-authorizer"
JWT_GUIDE = "API Gateway developer guide, http-api-jwt-authorizer"
COGNITO_GUIDE = "API Gateway developer guide, apigateway-integrate-with-cognito"
IAM_GUIDE = "API Gateway developer guide, permissions"
PUBLIC = "public captures of deployed APIs"
NOW_MS = NOW_S * 1000
ARN = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/GET/pets/7"
UNAUTHORIZED = b'{"message":"Unauthorized"}'
DENIED = b'{"Message":"User is not authorized to access this resource"}'
EXPLICIT = b'{"Message":"User is not authorized to access this resource with an explicit deny"}'
BROKEN = b'{"message":null}'
FORBIDDEN = b'{"message":"Forbidden"}'
FAILED = b'{"message":"Internal Server Error"}'

lambdas = Table("lambda-authorizer", "lambda-authorizer")
jwts = Table("jwt-authorizer", "jwt-authorizer")
cognito = Table("cognito-authorizer", "cognito-authorizer")
iam = Table("iam-authorizer", "iam-authorizer")


def guarded(
    kind: Any = "TOKEN",
    *,
    api: Any = "REST",
    sources: Any = (),
    route: Any = None,
    version: Any = "2.0",
    **settings: Any,
) -> Api:
    guard = Authorizer("guard", kind, "auth.handler", tuple(sources), settings)
    own = Route("GET", "/pets/{id}", authorizer="guard", settings=route or {})
    other = Route("GET", "/dogs/{id}", authorizer="guard")
    return Api(type=api, payload_format_version=version, authorizers={"guard": guard}, routes=(own, other))


def ask(api: Any, *headers: Any, path: Any = "/pets/7", state: Any = None, now_ms: Any = NOW_MS) -> Admission:
    stage = "" if api.stage == "$default" else "/prod"
    request = HttpRequest("GET", f"{HOST}{stage}{path}", headers)
    match = RouteTable.of(api).route(request)
    assert isinstance(match, Match), match
    return admit(api, match, request, state or GateState(), now_ms=now_ms)


TOKEN = ("Authorization", "allow me")


def answered(
    api: Any, answer: Any, *headers: Any, error: Any = None, path: Any = "/pets/7", took_ms: Any = 12.0
) -> Admission:
    """The admission after the authorizer's function gave its answer."""
    admission = ask(api, *(headers or (TOKEN,)), path=path)
    assert admission.needs_authorizer is not None, admission
    payload = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return proceed(admission, Outcome("id", payload, error), admission.state, now_ms=NOW_MS, took_ms=took_ms)


def policy(effect: Any = "Allow", resource: Any = ARN, action: Any = "execute-api:Invoke", **more: Any) -> Any:
    statement = {"Action": action, "Effect": effect, "Resource": resource}
    return {"principalId": "alice", "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}, **more}


REST = guarded()
HTTP = guarded("REQUEST", api="HTTP", sources=("$request.header.Authorization",))
SIMPLE = guarded("REQUEST", api="HTTP", sources=("$request.header.Authorization",), enable_simple_responses=True)


def _refused(admission: Any, status: Any, body: Any, code: Any = None) -> None:
    assert admission.reply is not None, admission.decisions
    same(admission.reply, status=status, body=body, code=code)
    assert admission.needs_authorizer is None


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
    lambda: _refused(ask(REST), 401, UNAUTHORIZED, "unauthorized"),
)
lambdas.add(
    "an empty token is none",
    REST_GUIDE,
    "documented",
    lambda: _refused(ask(REST, ("Authorization", "")), 401, UNAUTHORIZED),
)
lambdas.add(
    "a token that the expression does not match is 401",
    REST_GUIDE,
    "documented",
    lambda: _refused(ask(guarded(identity_validation_expression="^Bearer .+"), TOKEN), 401, UNAUTHORIZED),
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
    lambda: _refused(ask(guarded(sources=("method.request.header.X-Token",)), TOKEN), 401, UNAUTHORIZED),
)
lambdas.add(
    "a REQUEST authorizer wants each of its sources",
    REST_GUIDE,
    "documented",
    lambda: _refused(
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
    lambda: _refused(ask(HTTP), 401, UNAUTHORIZED),
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
    lambda: _refused(answered(REST, policy(resource=ARN.replace("GET", "POST"))), 403, DENIED, "access_denied"),
)
lambdas.add(
    "a policy for another action does not: 403",
    OUTPUT,
    "inferred",
    lambda: _refused(answered(REST, policy(action="lambda:InvokeFunction")), 403, DENIED),
)
lambdas.add(
    "an explicit deny is 403 and says so",
    PUBLIC,
    "inferred",
    lambda: _refused(answered(REST, policy("Deny")), 403, EXPLICIT, "access_denied"),
)


def _deny_wins() -> None:
    both = policy()
    both["policyDocument"]["Statement"].append({"Action": "*", "Effect": "Deny", "Resource": "*"})
    _refused(answered(REST, both), 403, EXPLICIT)


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
    lambda: _refused(answered(REST, policy(context={"a": {}})), 500, BROKEN, "authorizer_configuration_error"),
)
lambdas.add(
    "raising exactly Unauthorized is 401",
    REST_GUIDE,
    "documented",
    lambda: _refused(answered(REST, {"errorMessage": "Unauthorized"}, error="Unhandled"), 401, UNAUTHORIZED),
)
lambdas.add(
    "raising anything else is 500 with null",
    PUBLIC,
    "inferred",
    lambda: _refused(answered(REST, {"errorMessage": "Boom"}, error="Unhandled"), 500, BROKEN),
)
lambdas.add(
    "an answer without policy is 500 with null",
    PUBLIC,
    "inferred",
    lambda: _refused(answered(REST, {"principalId": "a"}), 500, BROKEN),
)
lambdas.add(
    "an answer without principal is 500 with null",
    PUBLIC,
    "inferred",
    lambda: _refused(answered(REST, {"policyDocument": policy()["policyDocument"]}), 500, BROKEN),
)
lambdas.add(
    "an answer that is no JSON is 500 with null",
    PUBLIC,
    "inferred",
    lambda: _refused(answered(REST, b"yes"), 500, BROKEN),
)
lambdas.add(
    "an HTTP authorizer that raises is 500",
    "API Gateway developer guide, http-api-troubleshooting-lambda",
    "documented",
    lambda: _refused(answered(HTTP, {"errorMessage": "Boom"}, error="Unhandled"), 500, FAILED),
)
lambdas.add(
    "an HTTP client that is denied is told Forbidden",
    HTTP_GUIDE,
    "documented",
    lambda: _refused(answered(HTTP, policy("Deny")), 403, FORBIDDEN),
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
    lambda: _refused(answered(SIMPLE, {"isAuthorized": False}), 403, FORBIDDEN),
)
lambdas.add(
    "a simple response has to be switched on",
    HTTP_GUIDE,
    "documented",
    lambda: _refused(answered(HTTP, {"isAuthorized": True}), 500, FAILED),
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
    lambda: _refused(_cached(REST, path="/dogs/7", first=policy()), 403, DENIED),
)
lambdas.add("an HTTP API remembers nothing unless told", HTTP_GUIDE, "documented", partial(_cached, HTTP, passes=False))
lambdas.add("an HTTP API remembers where told", HTTP_GUIDE, "documented", partial(_cached, TTL_HTTP))


def _usage_key() -> None:
    api = Api(
        authorizers=REST.authorizers, settings={"api_key_source": "AUTHORIZER"}, api_keys=(ApiKey("alice", "k1"),),
        routes=(Route("GET", "/pets/{id}", authorizer="guard", api_key_required=True),),
    )  # fmt: skip
    assert answered(api, policy(usageIdentifierKey="k1")).arrival.identity["apiKey"] == "k1"
    _refused(answered(api, policy(usageIdentifierKey="k2")), 403, FORBIDDEN, "forbidden")
    _refused(answered(api, policy()), 403, FORBIDDEN, "forbidden")


lambdas.add("the authorizer may name the API key", OUTPUT, "documented", _usage_key)

JWT = {"issuer": ISSUER, "audience": ["app"], "jwks": key_set()}


def jwt_api(**more: Any) -> Any:
    return guarded("JWT", api="HTTP", **{**JWT, **more})


def bearer(text: Any) -> Any:
    return ("Authorization", f"Bearer {text}")


def _jwt(text: Any, status: Any, *, header: Any = "", api: Any = None) -> None:
    admission = ask(api or jwt_api(), *([bearer(text)] if text else []))
    if status == 200:
        assert admission.passed, admission.reply
        return
    _refused(admission, status, UNAUTHORIZED if status == 401 else FORBIDDEN)
    assert admission.reply is not None
    assert header in (admission.reply.response.header("www-authenticate") or ""), admission.reply.response.headers


def _expired() -> Any:
    return token(exp=NOW_S - 1)


jwts.add("a valid token passes", JWT_GUIDE, "documented", lambda: _jwt(token(), 200))
jwts.add(
    "without Bearer it passes too", JWT_GUIDE, "documented", lambda: _passed(ask(jwt_api(), ("Authorization", token())))
)
jwts.add(
    "no token is 401 with www-authenticate: Bearer", JWT_GUIDE, "documented", lambda: _jwt("", 401, header="Bearer")
)
jwts.add(
    "text that is no token is 401 invalid_token",
    PUBLIC,
    "inferred",
    lambda: _jwt("hello", 401, header='error="invalid_token"'),
)
jwts.add(
    "an expired token is 401", JWT_GUIDE, "documented", lambda: _jwt(_expired(), 401, header="the token has expired")
)
jwts.add("a token that begins later is 401", JWT_GUIDE, "documented", lambda: _jwt(token(nbf=NOW_S + 60), 401))
jwts.add("a token issued in the future is 401", JWT_GUIDE, "documented", lambda: _jwt(token(iat=NOW_S + 60), 401))
jwts.add("another issuer is 401", JWT_GUIDE, "documented", lambda: _jwt(token(iss="https://else"), 401))
jwts.add("another audience is 401", JWT_GUIDE, "documented", lambda: _jwt(token(aud="else"), 401))
jwts.add("one of several audiences passes", JWT_GUIDE, "documented", lambda: _jwt(token(aud=["else", "app"]), 200))
jwts.add(
    "client_id counts where there is no aud",
    JWT_GUIDE,
    "documented",
    lambda: _jwt(token(aud=None, client_id="app"), 200),
)
jwts.add(
    "client_id does not count beside aud",
    JWT_GUIDE,
    "documented",
    lambda: _jwt(token(aud="else", client_id="app"), 401),
)
jwts.add(
    "another key's signature is 401",
    JWT_GUIDE,
    "documented",
    lambda: _jwt(token(signed_by="two"), 401, header="signature"),
)
jwts.add("a changed token is 401", JWT_GUIDE, "documented", lambda: _jwt(_changed(), 401, header="signature"))
jwts.add("an unsigned token is 401", JWT_GUIDE, "documented", lambda: _jwt(_unsigned_token(), 401))
for fact, claims, scopes, status in (
    ("a token with one of the scopes passes", {"scope": "read write"}, ["write", "admin"], 200),
    ("a token in scp passes", {"scp": ["read"]}, ["read"], 200),
    ("a token without them is 403 insufficient_scope", {"scope": "read"}, ["write"], 403),
    ("a token without scopes is 403", {}, ["write"], 403),
):

    def _scoped(claims: Any = claims, scopes: Any = scopes, status: Any = status) -> None:
        _jwt(token(**claims), status, header="insufficient_scope", api=jwt_api(route={"scopes": scopes}))

    jwts.add(fact, JWT_GUIDE, "documented", _scoped)


def _passed(admission: Any) -> None:
    assert admission.passed, admission.reply


def _changed() -> Any:
    head, body, signature = token().split(".")
    other = token(sub="mallory").split(".")[1]
    assert other != body
    return f"{head}.{other}.{signature}"


def _unsigned_token() -> Any:
    return f"eyJhbGciOiJub25lIn0.{token().split('.')[1]}."


def _claims_2() -> None:
    gained = ask(
        jwt_api(route={"scopes": ["read"]}), bearer(token(scope="read", groups=["a", "b"], level=3))
    ).arrival.authorizer
    assert gained is not None
    claims = gained["jwt"]["claims"]
    assert gained["jwt"]["scopes"] == ["read"]
    assert (claims["sub"], claims["level"], claims["groups"]) == ("alice", "3", "[a b]")


def _claims_1() -> None:
    gained = ask(guarded("JWT", api="HTTP", version="1.0", **JWT), bearer(token())).arrival.authorizer
    assert gained is not None
    assert gained["claims"]["sub"] == "alice"
    assert gained["scopes"] is None


def _unproven() -> None:
    admission = ask(guarded("JWT", api="HTTP", issuer=ISSUER, audience=["app"]), bearer(token()))
    assert admission.passed
    assert [each.outcome for each in admission.decisions if each.name == "authorizer"] == ["unknown"]


jwts.add(
    "claims reach a 2.0 function as text, with the scopes",
    "API Gateway developer guide, http-api-jwt-authorizer",
    "documented",
    _claims_2,
)
jwts.add(
    "claims reach a 1.0 function beside the scopes",
    "API Gateway developer guide, http-api-develop-integrations-lambda",
    "documented",
    _claims_1,
)
jwts.add("without keys a token is not proven, and that is said", "the workbench's own rule", "inferred", _unproven)

POOL = {"user_pool_arns": ["arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc"], "jwks": key_set()}
POOL_ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc"
COGNITO = guarded("COGNITO", sources=("method.request.header.Authorization",), **POOL)


def pool_token(**claims: Any) -> Any:
    return token(**{"iss": POOL_ISSUER, **claims})


def _cognito_claims() -> None:
    admission = ask(COGNITO, ("Authorization", pool_token(**{"cognito:groups": ["a", "b"], "email_verified": True})))
    assert admission.passed, admission.reply
    assert admission.arrival.authorizer is not None
    claims = admission.arrival.authorizer["claims"]
    assert (claims["sub"], claims["cognito:groups"], claims["email_verified"]) == ("alice", "a,b", "true")


def _stated() -> None:
    api = guarded("COGNITO", claims={"sub": "stated"})
    admission = ask(api, ("Authorization", "anything"))
    assert admission.passed, admission.reply
    assert admission.arrival.authorizer == {"claims": {"sub": "stated"}}
    assert admission.decisions[-1].outcome == "unknown"


cognito.add("a token of the pool passes, its claims are text", COGNITO_GUIDE, "documented", _cognito_claims)
cognito.add(
    "no token is 401 Unauthorized", COGNITO_GUIDE, "documented", lambda: _refused(ask(COGNITO), 401, UNAUTHORIZED)
)
cognito.add(
    "text that is no token is 401 Unauthorized",
    COGNITO_GUIDE,
    "documented",
    lambda: _refused(ask(COGNITO, TOKEN), 401, UNAUTHORIZED),
)
cognito.add(
    "an expired token says so",
    PUBLIC,
    "inferred",
    lambda: _refused(
        ask(COGNITO, ("Authorization", pool_token(exp=NOW_S - 1))), 401, b'{"message":"The incoming token has expired"}'
    ),
)
cognito.add(
    "a token of another pool is 401",
    COGNITO_GUIDE,
    "documented",
    lambda: _refused(ask(COGNITO, ("Authorization", token())), 401, UNAUTHORIZED),
)
cognito.add("stated claims stand in for a token that cannot be proven", "the workbench's own rule", "inferred", _stated)

SIGNED = (
    "Authorization",
    "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20231114/us-east-1/execute-api/aws4_request, Signature=0",
)


def iam_api(kind: Any, **settings: Any) -> Any:
    guard = Authorizer("guard", "IAM", settings=settings)
    return Api(type=kind, authorizers={"guard": guard}, routes=(Route("GET", "/pets/{id}", authorizer="guard"),))


def _iam_rest() -> None:
    admission = ask(iam_api("REST", identity={"userArn": "arn:aws:iam::123456789012:user/alice"}), SIGNED)
    assert admission.passed
    assert admission.arrival.identity["userArn"] == "arn:aws:iam::123456789012:user/alice"
    assert admission.decisions[-1].outcome == "unknown"


def _iam_http() -> None:
    gained = ask(iam_api("HTTP", identity={"userArn": "arn"}), SIGNED).arrival.authorizer
    assert gained is not None
    assert gained["iam"]["userArn"] == "arn"
    assert set(gained["iam"]) == {
        "accessKey",
        "accountId",
        "callerId",
        "cognitoIdentity",
        "principalOrgId",
        "userArn",
        "userId",
    }


def _iam_url() -> None:
    request = HttpRequest("GET", "https://abc.lambda-url.us-east-1.on.aws/")
    api = Api(type="FUNCTION_URL", settings={"auth_type": "AWS_IAM"})
    match = RouteTable.of(api).route(request)
    assert isinstance(match, Match)
    admission = admit(api, match, request, GateState(), now_ms=NOW_MS)
    assert admission.reply is not None
    same(admission.reply, status=403, headers={"x-amzn-ErrorType": "AccessDeniedException"})
    assert admission.reply.response.body.startswith(b'{"Message":"Forbidden. For troubleshooting Function URL')


iam.add(
    "an unsigned request to REST is 403 Missing Authentication Token",
    IAM_GUIDE,
    "documented",
    lambda: _refused(ask(iam_api("REST")), 403, b'{"message":"Missing Authentication Token"}'),
)
iam.add(
    "an unsigned request to HTTP is 403 Forbidden",
    IAM_GUIDE,
    "documented",
    lambda: _refused(ask(iam_api("HTTP")), 403, FORBIDDEN),
)
iam.add("an unsigned request to a function URL is 403", "AWS Lambda developer guide, urls-auth", "documented", _iam_url)
iam.add(
    "the stated identity reaches a REST function",
    "API Gateway developer guide, api-gateway-mapping-template-reference",
    "documented",
    _iam_rest,
)
iam.add(
    "the stated identity reaches an HTTP function",
    "Powertools events apiGatewayProxyV2IamEvent.json",
    "inferred",
    _iam_http,
)
ROWS = (*lambdas.rows, *jwts.rows, *cognito.rows, *iam.rows)
