"""What is known of the events of REST APIs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.conformance.events.asking import ANY, PRESENT, SHORT_ID, UUID, event_of, row, says
from workbench.events.caller import CallerKind, example_caller
from workbench.events.caller_overlay import overlay_of
from workbench.events.edit import ABSENT
from workbench.events.rest import DROPPED_HEADERS
from workbench.events.source import Source

if TYPE_CHECKING:
    from tests.conformance.row import Row
    from workbench.events.json_value import Json

REST = Source.REST
KEYS = (
    "resource", "path", "httpMethod", "headers", "multiValueHeaders", "queryStringParameters",
    "multiValueQueryStringParameters", "pathParameters", "stageVariables", "requestContext", "body", "isBase64Encoded",
)  # fmt: skip
CONTEXT_KEYS = (
    "accountId", "apiId", "deploymentId", "domainName", "domainPrefix", "extendedRequestId", "httpMethod", "identity",
    "path", "protocol", "requestId", "requestTime", "requestTimeEpoch", "resourceId", "resourcePath", "stage",
)  # fmt: skip
NULL_IDENTITY = (
    "accessKey", "accountId", "caller", "cognitoAuthenticationProvider", "cognitoAuthenticationType",
    "cognitoIdentityId", "cognitoIdentityPoolId", "principalOrgId", "user", "userArn",
)  # fmt: skip
PROXY: dict[str, Any] = {"resource": "/{proxy+}"}


def proxied(path: str) -> dict[str, Any]:
    return {**PROXY, "path": path, "path_parameters": (("proxy", path.lstrip("/")),)}


def rest(rule: str, case: str, values: dict[str, Json], **asked: Any) -> Row:
    return says(REST, rule, case, values, **asked)


def as_caller(kind: CallerKind) -> dict[str, Any]:
    overlay = overlay_of(example_caller(kind), REST)
    return {
        "identity": overlay.identity,
        "authorizer": overlay.authorizer,
        "context": overlay.context,
        "headers": overlay.headers,
    }


def _keys() -> None:
    assert sorted(event_of(REST)) == sorted(KEYS)


def _context_keys() -> None:
    assert sorted(event_of(REST)["requestContext"]) == sorted(CONTEXT_KEYS)


def _identity_keys() -> None:
    identity = event_of(REST)["requestContext"]["identity"]
    assert sorted(identity) == sorted((*NULL_IDENTITY, "sourceIp", "userAgent"))


def _sorted() -> None:
    names = list(event_of(REST, headers=(("zeta", "1"), ("Alpha", "2"), ("beta", "3")))["headers"])
    assert names == sorted(names, key=str.lower)


def _ids_differ() -> None:
    context = event_of(REST)["requestContext"]
    assert context["requestId"] != context["extendedRequestId"]


UNICODE = "/pets/caf%C3%A9%20%2B"
ROWS: tuple[Row, ...] = (
    rest(
        "operation-name", "of a method that has one", {"/requestContext/operationName": "readPet"},
        context={"operationName": "readPet"},
    ),
    rest("path-without-stage", "plain", {"/path": "/pets/7"}),
    rest("path-without-stage", "a space and UTF-8", {"/path": UNICODE}, path=UNICODE),
    rest("path-without-stage", "a named stage is left out", {"/path": "/pets/7"}, stage="test"),
    rest("context-path-with-stage", "plain", {"/requestContext/path": "/prod/pets/7"}),
    rest("context-path-with-stage", "another stage", {"/requestContext/path": "/test/pets/7"}, stage="test"),
    rest("context-path-with-stage", "encoded", {"/requestContext/path": f"/prod{UNICODE}"}, path=UNICODE),
    rest(
        "custom-domain-path", "base path and stage",
        {"/path": "/v1/pets/7", "/requestContext/path": "/v1/pets/7", "/requestContext/stage": "prod"},
        path="/v1/pets/7", domain_name="api.example.com", base_path="v1",
    ),
    rest(
        "custom-domain-path", "without a base path", {"/path": "/pets/7", "/requestContext/path": "/pets/7"},
        domain_name="api.example.com",
    ),
    rest("path-parameters-encoded", "a space", {"/pathParameters/id": "a%20b"}, path="/pets/a%20b"),
    rest("path-parameters-encoded", "UTF-8", {"/pathParameters/id": "caf%C3%A9"}, path="/pets/caf%C3%A9"),
    rest("path-parameters-encoded", "an encoded plus", {"/pathParameters/id": "a%2Bb"}, path="/pets/a%2Bb"),
    rest("path-parameters-encoded", "a literal plus", {"/pathParameters/id": "a+b"}, path="/pets/a+b"),
    rest("encoded-slash", "in one segment", {"/path": "/pets/a%2Fb", "/pathParameters/id": "a%2Fb"},
         path="/pets/a%2Fb"),
    rest("trailing-slash", "stays in the path", {"/path": "/a/b/"}, **proxied("/a/b/")),
    rest("trailing-slash", "stays in the context path", {"/requestContext/path": "/prod/a/b/"}, **proxied("/a/b/")),
    rest("trailing-slash", "goes from the greedy parameter", {"/pathParameters/proxy": "a/b"}, **proxied("/a/b/")),
    rest("double-slash", "at the start of the path", {"/path": "/a"}, **proxied("//a")),
    rest("double-slash", "at the start of the context path", {"/requestContext/path": "/prod//a"}, **proxied("//a")),
    rest("double-slash", "inside", {"/path": "/a//b", "/pathParameters/proxy": "a//b"}, **proxied("/a//b")),
    rest("query-decoded", "a value", {"/queryStringParameters/q": "a b&c"}, query="q=a%20b%26c"),
    rest("query-decoded", "a name", {"/queryStringParameters": {"a[b]": "1"}}, query="a%5Bb%5D=1"),
    rest("query-decoded", "the multi-value map", {"/multiValueQueryStringParameters/q": ["é"]}, query="q=%C3%A9"),
    rest("query-decoded", "an empty value", {"/queryStringParameters/q": ""}, query="q="),
    rest("query-decoded", "a name alone", {"/queryStringParameters/q": ""}, query="q"),
    rest("query-plus", "is a space", {"/queryStringParameters/q": "a b"}, query="q=a+b"),
    rest("query-plus", "encoded stays a plus", {"/queryStringParameters/q": "a+b"}, query="q=a%2Bb"),
    rest("query-last-value", "single", {"/queryStringParameters/tag": "c"}, query="tag=a&tag=b&tag=c"),
    rest("query-last-value", "multi", {"/multiValueQueryStringParameters/tag": ["a", "b", "c"]},
         query="tag=a&tag=b&tag=c"),
    rest("query-last-value", "one value is a list too", {"/multiValueQueryStringParameters/tag": ["a"]}, query="tag=a"),
    rest("header-last-value", "single", {"/headers/X-One": "2"}, headers=(("X-One", "1"), ("X-One", "2"))),
    rest("header-last-value", "multi", {"/multiValueHeaders/X-One": ["1", "2"]},
         headers=(("X-One", "1"), ("X-One", "2"))),
    rest("header-case-kept", "odd case", {"/headers/tEsT-HEADeR": "1"}, headers=(("tEsT-HEADeR", "1"),)),
    rest("header-case-kept", "lower case", {"/headers/accept": "*/*"}, headers=(("accept", "*/*"),)),
    rest("header-case-kept", "in the multi-value map", {"/multiValueHeaders/tEsT-HEADeR": ["1"]},
         headers=(("tEsT-HEADeR", "1"),)),
    rest("header-title-cased", "user-agent", {"/headers/User-Agent": "x", "/headers/user-agent": ABSENT},
         headers=(("user-agent", "x"),)),
    rest("header-title-cased", "authorization", {"/headers/Authorization": "x", "/headers/AUTHORIZATION": ABSENT},
         headers=(("AUTHORIZATION", "x"),)),
    *(
        rest("headers-dropped", name, {f"/headers/{name}": ABSENT, f"/multiValueHeaders/{name}": ABSENT},
             headers=((name, "x"),))
        for name in sorted(DROPPED_HEADERS)
    ),
    rest("signature-dropped", "in the header", {"/headers/Authorization": ABSENT},
         headers=(("Authorization", "AWS4-HMAC-SHA256 Credential=A/B, Signature=0"),)),
    rest("signature-dropped", "a bearer token stays", {"/headers/Authorization": "Bearer x"},
         headers=(("Authorization", "Bearer x"),)),
    rest("headers-added", "the client's address", {"/headers/X-Forwarded-For": "198.51.100.7"}),
    rest("headers-added", "port", {"/headers/X-Forwarded-Port": "443"}),
    rest("headers-added", "protocol", {"/headers/X-Forwarded-Proto": "https"}),
    rest("headers-added", "trace id", {"/headers/X-Amzn-Trace-Id": re.compile(r"Root=1-66acb0c0-[0-9a-f]{24}")}),
    rest("headers-added", "host", {"/headers/Host": "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"}),
    rest("headers-added", "behind a proxy", {"/headers/X-Forwarded-For": "203.0.113.1, 198.51.100.7"},
         headers=(("X-Forwarded-For", "203.0.113.1"),)),
    rest("headers-added", "no CloudFront on a regional endpoint", {
        "/headers/Via": ABSENT, "/headers/X-Amz-Cf-Id": ABSENT}),
    row(REST, "headers-sorted", "by name", _sorted),
    rest("edge-headers", "CloudFront's own", {
        "/headers/CloudFront-Forwarded-Proto": "https", "/headers/CloudFront-Viewer-Country": PRESENT,
        "/headers/CloudFront-Is-Desktop-Viewer": "true", "/headers/CloudFront-Is-Mobile-Viewer": "false",
        "/headers/CloudFront-Is-SmartTV-Viewer": "false", "/headers/CloudFront-Is-Tablet-Viewer": "false",
    }, endpoint_type="EDGE"),
    rest("edge-headers", "Via and X-Amz-Cf-Id", {
        "/headers/Via": re.compile(r"1\.1 [0-9a-f]{32}\.cloudfront\.net \(CloudFront\)"),
        "/headers/X-Amz-Cf-Id": re.compile(r"[A-Za-z0-9_-]{54}=="),
    }, endpoint_type="EDGE"),
    rest("edge-headers", "a second address", {
        "/headers/X-Forwarded-For": re.compile(r"198\.51\.100\.7, [0-9.]+"),
    }, endpoint_type="EDGE"),
    rest("edge-headers", "the source address is the client's", {
        "/requestContext/identity/sourceIp": "198.51.100.7"}, endpoint_type="EDGE"),
    rest("private-headers", "ids in headers and identity", {
        "/headers/x-amzn-vpc-id": "vpc-1", "/headers/x-amzn-vpce-id": "vpce-1",
        "/requestContext/identity/vpcId": "vpc-1", "/requestContext/identity/vpceId": "vpce-1",
    }, endpoint_type="PRIVATE", identity={"vpcId": "vpc-1", "vpceId": "vpce-1"}),
    rest("private-headers", "made up where not given", {"/requestContext/identity/vpceId": PRESENT},
         endpoint_type="PRIVATE"),
    *(
        rest("null-not-absent", name, {f"/{name}": None}, resource="/pets", path="/pets")
        for name in ("body", "queryStringParameters", "multiValueQueryStringParameters", "pathParameters",
                     "stageVariables")
    ),
    rest("null-not-absent", "an empty body", {"/body": None, "/isBase64Encoded": False}, body=b"", method="POST"),
    rest("no-version", "absent", {"/version": ABSENT}),
    row(REST, "keys", "all twelve", _keys),
    *(rest("keys", f"{name} is there", {f"/{name}": ANY}) for name in KEYS),
    row(REST, "context-keys", "no more", _context_keys),
    *(rest("context-keys", f"{name} is there", {f"/requestContext/{name}": ANY}) for name in CONTEXT_KEYS),
    row(REST, "identity-keys", "no more", _identity_keys),
    *(
        rest("identity-keys", f"{name} is null", {f"/requestContext/identity/{name}": None})
        for name in NULL_IDENTITY
    ),
    rest("identity-keys", "sourceIp", {"/requestContext/identity/sourceIp": "198.51.100.7"}),
    rest("identity-keys", "userAgent", {"/requestContext/identity/userAgent": "curl/8"},
         headers=(("User-Agent", "curl/8"),)),
    rest("no-authorizer", "absent", {"/requestContext/authorizer": ABSENT}),
    rest("user-agent-null", "not sent", {"/requestContext/identity/userAgent": None, "/headers/User-Agent": ABSENT}),
    rest("protocol", "HTTP/1.1", {"/requestContext/protocol": "HTTP/1.1"}),
    rest("protocol", "an HTTP 2 client", {"/requestContext/protocol": "HTTP/1.1"}, http_version="HTTP/2"),
    rest("request-id", "a UUID", {"/requestContext/requestId": UUID}),
    rest("request-id", "the extended one", {"/requestContext/extendedRequestId": SHORT_ID}),
    row(REST, "request-id", "they differ", _ids_differ),
    rest("request-time", "as text", {"/requestContext/requestTime": "02/Aug/2024:10:11:12 +0000"}),
    rest("request-time", "in milliseconds", {"/requestContext/requestTimeEpoch": 1_722_593_472_123}),
    rest("body-text", "JSON", {"/body": '{"a": 1}', "/isBase64Encoded": False}, body=b'{"a": 1}', method="POST",
         headers=(("Content-Type", "application/json"),)),
    rest("body-text", "a form", {"/body": "a=1&b=2", "/isBase64Encoded": False}, body=b"a=1&b=2", method="POST",
         headers=(("Content-Type", "application/x-www-form-urlencoded"),)),
    rest("body-text", "no Content-Type", {"/body": "hello", "/isBase64Encoded": False}, body=b"hello", method="POST"),
    rest("body-text", "another binary type is configured", {"/isBase64Encoded": False}, body=b"x", method="POST",
         headers=(("Content-Type", "image/gif"),), binary_media_types=("image/png",)),
    rest("body-binary", "an exact type", {"/body": "iVBO", "/isBase64Encoded": True}, body=b"\x89PN", method="POST",
         headers=(("Content-Type", "image/png"),), binary_media_types=("image/png",)),
    rest("body-binary", "a family", {"/body": "iVBO", "/isBase64Encoded": True}, body=b"\x89PN", method="POST",
         headers=(("Content-Type", "image/png"),), binary_media_types=("image/*",)),
    rest("body-binary", "everything", {"/body": "aGk=", "/isBase64Encoded": True}, body=b"hi", method="POST",
         headers=(("Content-Type", "text/plain"),), binary_media_types=("*/*",)),
    rest("body-binary", "parameters of the type do not matter", {"/isBase64Encoded": True}, body=b"hi", method="POST",
         headers=(("Content-Type", "image/png; q=1"),), binary_media_types=("image/png",)),
    rest("body-accept-is-nothing", "Accept matches, Content-Type does not", {"/isBase64Encoded": False}, body=b"hi",
         method="POST", headers=(("Accept", "image/png"), ("Content-Type", "text/plain")),
         binary_media_types=("image/png",)),
    rest("resource", "a parameter", {"/resource": "/pets/{id}", "/requestContext/resourcePath": "/pets/{id}"}),
    rest("resource", "greedy", {"/resource": "/{proxy+}", "/requestContext/resourcePath": "/{proxy+}"},
         **proxied("/a")),
    rest("domain", "of the API", {
        "/requestContext/domainName": "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
        "/requestContext/domainPrefix": "a1b2c3d4e5",
    }),
    rest("domain", "of the user's own", {
        "/requestContext/domainName": "api.example.com", "/requestContext/domainPrefix": "api",
    }, domain_name="api.example.com"),
    rest("domain", "in China", {
        "/requestContext/domainName": "a1b2c3d4e5.execute-api.cn-north-1.amazonaws.com.cn",
    }, region="cn-north-1"),
    rest("stage-variables", "a map", {"/stageVariables": {"table": "pets"}}, stage_variables={"table": "pets"}),
    rest("claims", "as strings", {"/requestContext/authorizer/claims/username": "alice"},
         **as_caller(CallerKind.COGNITO_USER_POOL)),
    rest("lambda-authorizer", "principal and context", {
        "/requestContext/authorizer/principalId": "alice", "/requestContext/authorizer/tenant": "acme",
        "/requestContext/authorizer/integrationLatency": 0,
    }, **as_caller(CallerKind.LAMBDA_AUTHORIZER)),
    rest("api-key", "key and id", {
        "/requestContext/identity/apiKey": PRESENT, "/requestContext/identity/apiKeyId": PRESENT,
    }, **as_caller(CallerKind.API_KEY)),
    rest("client-certificate", "its subject", {
        "/requestContext/identity/clientCert/subjectDN": PRESENT,
        "/requestContext/identity/clientCert/validity/notBefore": PRESENT,
    }, **as_caller(CallerKind.CLIENT_CERTIFICATE)),
    rest("console-test", "stage and domain", {
        "/requestContext/stage": "test-invoke-stage", "/requestContext/domainName": "testPrefix.testDomainName",
        "/requestContext/domainPrefix": "testPrefix", "/requestContext/path": "/pets/7",
    }, stage="test-invoke-stage"),
    rest("console-test", "identity", {
        "/requestContext/identity/apiKey": "test-invoke-api-key",
        "/requestContext/identity/apiKeyId": "test-invoke-api-key-id",
        "/requestContext/identity/sourceIp": "test-invoke-source-ip", "/requestContext/identity/userArn": PRESENT,
    }, stage="test-invoke-stage"),
    rest("console-headers-null", "both maps", {"/headers": None, "/multiValueHeaders": None},
         stage="test-invoke-stage"),
    rest("console-headers-null", "headers that were given stay", {"/headers": {"X-One": "1"}},
         stage="test-invoke-stage", headers=(("X-One", "1"),)),
)  # fmt: skip
