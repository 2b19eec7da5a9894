"""What is known of what Lambda authorizers receive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.conformance.events.asking import ANY, event_of, row, says
from workbench.events.edit import ABSENT
from workbench.events.source import Source

if TYPE_CHECKING:
    from tests.conformance.row import Row
    from workbench.events.json_value import Json

TOKEN, REQUEST = Source.REST_TOKEN_AUTHORIZER, Source.REST_REQUEST_AUTHORIZER
ONE, TWO = Source.HTTP_1_AUTHORIZER, Source.HTTP_2_AUTHORIZER
ARN = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/GET/pets/7"
BEARER = (("Authorization", "Bearer t"), ("X-Tenant", "acme"))
HEADER = "$request.header.Authorization"


def asks(source: Source, rule: str, case: str, values: dict[str, Json], **asked: Any) -> Row:
    return says(source, rule, case, values, **{"headers": BEARER, **asked})


def _three_keys() -> None:
    assert sorted(event_of(TOKEN, headers=BEARER)) == ["authorizationToken", "methodArn", "type"]


ROWS: tuple[Row, ...] = (
    row(TOKEN, "token", "three keys", _three_keys),
    asks(TOKEN, "token", "its values", {"/type": "TOKEN", "/authorizationToken": "Bearer t", "/methodArn": ARN}),
    asks(TOKEN, "token-source", "another header", {"/authorizationToken": "acme"},
         identity_sources=("method.request.header.X-Tenant",)),
    asks(TOKEN, "token-source", "without regard to case", {"/authorizationToken": "Bearer t"},
         identity_sources=("method.request.header.authorization",)),
    *(asks(source, "method-arn", "a path", {"/methodArn": ARN}) for source in (TOKEN, REQUEST, ONE)),
    asks(TWO, "method-arn", "a path", {"/routeArn": ARN}),
    asks(TOKEN, "method-arn", "the root", {
        "/methodArn": "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/POST/"}, path="/", resource="/",
         method="POST"),
    asks(TOKEN, "method-arn", "in China", {
        "/methodArn": "arn:aws-cn:execute-api:cn-north-1:123456789012:a1b2c3d4e5/prod/GET/pets/7"},
         region="cn-north-1"),
    asks(ONE, "method-arn", "the default stage", {
        "/methodArn": "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/$default/GET/pets/7"}, stage="$default"),
    asks(REQUEST, "request", "type", {"/type": "REQUEST", "/methodArn": ARN}),
    *(
        asks(REQUEST, "request", name, {f"/{name}": ANY})
        for name in ("resource", "path", "httpMethod", "headers", "multiValueHeaders", "queryStringParameters",
                     "multiValueQueryStringParameters", "pathParameters", "stageVariables", "requestContext")
    ),
    asks(REQUEST, "request", "no body", {"/body": ABSENT, "/isBase64Encoded": ABSENT}, method="POST", body=b"hi"),
    asks(REQUEST, "request", "no version", {"/version": ABSENT}),
    *(
        asks(source, "request-empty", f"{name} of {source.value}", {f"/{name}": {}}, resource="/", path="/")
        for source in (REQUEST, ONE)
        for name in ("queryStringParameters", "pathParameters", "stageVariables")
    ),
    asks(REQUEST, "websocket", "the ARN", {
        "/methodArn": "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/$connect"},
         resource="$connect", path="/"),
    asks(REQUEST, "websocket", "the context", {
        "/requestContext/eventType": "CONNECT", "/requestContext/routeKey": "$connect", "/headers/Authorization": ANY},
         resource="$connect", path="/"),
    asks(ONE, "http-1", "joined", {
        "/version": "1.0", "/type": "REQUEST", "/identitySource": "Bearer t,acme",
        "/authorizationToken": "Bearer t,acme",
    }, identity_sources=(HEADER, "$request.header.X-Tenant")),
    asks(ONE, "http-1", "no body", {"/body": ABSENT, "/isBase64Encoded": ABSENT}, method="POST", body=b"hi"),
    asks(TWO, "http-2", "a list", {"/version": "2.0", "/type": "REQUEST", "/identitySource": ["Bearer t", "acme"]},
         identity_sources=(HEADER, "$request.header.X-Tenant")),
    *(
        asks(TWO, "http-2", name, {f"/{name}": ANY})
        for name in ("routeKey", "rawPath", "rawQueryString", "headers", "requestContext", "pathParameters")
    ),
    asks(TWO, "http-2", "no body", {"/body": ABSENT, "/isBase64Encoded": ABSENT}, method="POST", body=b"hi"),
    asks(TWO, "http-2", "cookies", {"/cookies": ["a=1"]}, headers=(("Cookie", "a=1"),)),
    asks(TWO, "http-2-null", "none", {"/identitySource": None}),
    *(
        asks(source, "identity-sources", f"{case} of {source.value}", {
            "/identitySource": ["v"] if source is TWO else "v"},
             headers=(("X-A", "v"),), query="q=v", stage_variables={"s": "v"}, identity_sources=(expression,))
        for source in (ONE, TWO)
        for case, expression in (
            ("a header", "$request.header.x-a"), ("a query parameter", "$request.querystring.q"),
            ("a stage variable", "$stageVariables.s"),
        )
    ),
    asks(TWO, "identity-sources", "a context value", {"/identitySource": ["ANY /pets/{id}"]},
         identity_sources=("$context.routeKey",)),
)  # fmt: skip
