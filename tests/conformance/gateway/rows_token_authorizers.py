"""What is known of JWT, Cognito and IAM authorization: which callers pass, and what the others get."""

from __future__ import annotations

from typing import Any

from tests.conformance.gateway.asking import Table, same
from tests.conformance.gateway.guard import (
    COGNITO_GUIDE,
    FORBIDDEN,
    IAM_GUIDE,
    JWT_GUIDE,
    NOW_MS,
    PUBLIC,
    TOKEN,
    UNAUTHORIZED,
    ask,
    guarded,
    refused,
)
from tests.conformance.gateway.tokens import ISSUER, NOW_S, key_set, token
from workbench.events.http import HttpRequest
from workbench.gateway.admission import admit
from workbench.gateway.api import Api, Authorizer, Route
from workbench.gateway.gate_state import GateState
from workbench.gateway.routing import Match, RouteTable

jwts = Table("jwt-authorizer", "jwt-authorizer")
cognito = Table("cognito-authorizer", "cognito-authorizer")
iam = Table("iam-authorizer", "iam-authorizer")
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
    refused(admission, status, UNAUTHORIZED if status == 401 else FORBIDDEN)
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
    "no token is 401 Unauthorized", COGNITO_GUIDE, "documented", lambda: refused(ask(COGNITO), 401, UNAUTHORIZED)
)
cognito.add(
    "text that is no token is 401 Unauthorized",
    COGNITO_GUIDE,
    "documented",
    lambda: refused(ask(COGNITO, TOKEN), 401, UNAUTHORIZED),
)
cognito.add(
    "an expired token says so",
    PUBLIC,
    "inferred",
    lambda: refused(
        ask(COGNITO, ("Authorization", pool_token(exp=NOW_S - 1))), 401, b'{"message":"The incoming token has expired"}'
    ),
)
cognito.add(
    "a token of another pool is 401",
    COGNITO_GUIDE,
    "documented",
    lambda: refused(ask(COGNITO, ("Authorization", token())), 401, UNAUTHORIZED),
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
    lambda: refused(ask(iam_api("REST")), 403, b'{"message":"Missing Authentication Token"}'),
)
iam.add(
    "an unsigned request to HTTP is 403 Forbidden",
    IAM_GUIDE,
    "documented",
    lambda: refused(ask(iam_api("HTTP")), 403, FORBIDDEN),
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
ROWS = (*jwts.rows, *cognito.rows, *iam.rows)
