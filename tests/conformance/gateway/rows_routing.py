"""What is known of route choice: which route a request reaches, and what the client gets where none takes it."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.conformance.gateway.asking import HOST, Table, asked, reaches, refused, same
from workbench.events.http import HttpRequest
from workbench.gateway.api import Api, CustomDomain, Route
from workbench.gateway.routing import Match, RouteTable
from workbench.gateway.verdict import Reply

SELECTION = "LocalStack apigateway method selection tests, recorded 2024-07"
GUIDE = "API Gateway developer guide, api-gateway-method-settings-method-request"
HTTP_GUIDE = "API Gateway developer guide, http-api-develop-routes"
CALL = "API Gateway developer guide, how-to-call-api"
WS_GUIDE = "API Gateway developer guide, websocket-api-develop-routes"
CHALICE = "chalice issue 65 and pull request 588"
TOKEN = b'{"message":"Missing Authentication Token"}'
FORBIDDEN = b'{"message":"Forbidden"}'
NOT_FOUND = b'{"message":"Not Found"}'

rest = Table("rest-route", "rest-api")
http = Table("http-route", "http-api-2.0")
other = Table("other-route", "websocket")


def api_of(*keys: Any, **more: Any) -> Any:
    routes = [Route(key.partition(" ")[0], key.partition(" ")[2]) if " " in key else Route(path=key) for key in keys]
    return Api(routes=tuple(routes), **more)


PETS = api_of("GET /pets", "POST /pets", "GET /pets/{id}", "GET /pets/mine", "ANY /pets/{id}/{proxy+}", "ANY /{proxy+}")
for fact, method, path, key, parameters in (
    ("a literal path", "GET", "/prod/pets", "GET /pets", {}),
    ("the method chooses", "POST", "/prod/pets", "POST /pets", {}),
    ("a literal segment goes before a parameter", "GET", "/prod/pets/mine", "GET /pets/mine", {}),
    ("a parameter goes before the greedy one", "GET", "/prod/pets/7", "GET /pets/{id}", {"id": "7"}),
    (
        "the longer greedy path goes first",
        "GET",
        "/prod/pets/7/a/b",
        "ANY /pets/{id}/{proxy+}",
        {"id": "7", "proxy": "a/b"},
    ),
    ("anything else reaches the greedy root", "GET", "/prod/else", "ANY /{proxy+}", {"proxy": "else"}),
):
    rest.add(fact, GUIDE, "documented", partial(reaches, PETS, method, path, key=key, parameters=parameters))
rest.add(
    "a missing method falls through to the greedy root",
    SELECTION,
    "recorded",
    partial(
        reaches,
        api_of("POST /test", "OPTIONS /{proxy+}"),
        "OPTIONS",
        "/prod/test",
        key="OPTIONS /{proxy+}",
        parameters={"proxy": "test"},
    ),
)
rest.add(
    "a path below a literal one falls through to the greedy root",
    SELECTION,
    "recorded",
    partial(
        reaches,
        api_of("ANY /{proxy+}", "GET /part1"),
        "GET",
        "/prod/part1/random",
        key="ANY /{proxy+}",
        parameters={"proxy": "part1/random"},
    ),
)
rest.add(
    "a missing method of a literal falls to a parameter",
    SELECTION,
    "recorded",
    partial(reaches, api_of("POST /a/b", "GET /a/{x}"), "GET", "/prod/a/b", key="GET /a/{x}", parameters={"x": "b"}),
)
rest.add(
    "a method goes before ANY",
    GUIDE,
    "documented",
    partial(reaches, api_of("ANY /a", "GET /a"), "GET", "/prod/a", key="GET /a"),
)
for method in ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"):
    rest.add(
        f"ANY stands for {method}",
        GUIDE,
        "documented",
        partial(reaches, api_of("ANY /a"), method, "/prod/a", key="ANY /a"),
    )
rest.add(
    "ANY does not stand for other methods",
    GUIDE,
    "documented",
    partial(refused, api_of("ANY /a"), "PURGE", "/prod/a", status=403, body=TOKEN),
)
rest.add(
    "GET does not answer HEAD",
    GUIDE,
    "documented",
    partial(refused, api_of("GET /a"), "HEAD", "/prod/a", status=403, body=TOKEN),
)
rest.add(
    "/ needs its own method: the greedy root does not take it",
    CHALICE,
    "inferred",
    partial(refused, api_of("ANY /{proxy+}"), "GET", "/prod/", status=403, body=TOKEN),
)
rest.add(
    "/ is taken by its own method", GUIDE, "documented", partial(reaches, api_of("GET /"), "GET", "/prod/", key="GET /")
)
rest.add(
    "the stage alone is the root", GUIDE, "documented", partial(reaches, api_of("GET /"), "GET", "/prod", key="GET /")
)
rest.add(
    "a trailing slash is ignored in matching",
    CHALICE,
    "inferred",
    partial(reaches, PETS, "GET", "/prod/pets/", key="GET /pets"),
)
rest.add(
    "a trailing slash is no empty parameter",
    CHALICE,
    "inferred",
    partial(refused, api_of("GET /a/{x}"), "GET", "/prod/a/", status=403, body=TOKEN),
)
rest.add(
    "the greedy parameter loses a trailing slash",
    "LocalStack test_lambda_aws_proxy_integration",
    "recorded",
    partial(reaches, PETS, "GET", "/prod/a/b/", key="ANY /{proxy+}", parameters={"proxy": "a/b"}),
)
rest.add(
    "the path keeps a trailing slash",
    "LocalStack test_lambda_aws_proxy_integration",
    "recorded",
    lambda: _path(PETS, "/prod/a/b/", "/a/b/"),
)
rest.add(
    "a double slash inside is kept",
    "LocalStack test_lambda_aws_proxy_integration",
    "recorded",
    partial(reaches, PETS, "GET", "/prod/a//b", key="ANY /{proxy+}", parameters={"proxy": "a//b"}),
)
rest.add(
    "path parameters stay encoded",
    "aws-lambda-dotnet snapshot V1_SpecialCharactersInPathRest",
    "recorded",
    partial(reaches, PETS, "GET", "/prod/pets/a%20b", key="GET /pets/{id}", parameters={"id": "a%20b"}),
)
rest.add(
    "%2F matches a single parameter",
    "aws-sam-cli issues 771 and 3524",
    "inferred",
    partial(reaches, PETS, "GET", "/prod/pets/a%2Fb", key="GET /pets/{id}", parameters={"id": "a%2Fb"}),
)
rest.add(
    "a literal + is untouched",
    "LocalStack test_lambda_aws_proxy_integration",
    "recorded",
    partial(reaches, PETS, "GET", "/prod/pets/a+b", key="GET /pets/{id}", parameters={"id": "a+b"}),
)
rest.add(
    "paths are told apart by case",
    GUIDE,
    "documented",
    partial(refused, api_of("GET /Pets"), "GET", "/prod/pets", status=403, body=TOKEN),
)
rest.add(
    "the query is no part of the path",
    GUIDE,
    "documented",
    partial(reaches, PETS, "GET", "/prod/pets?x=/y", key="GET /pets"),
)


def _path(api: Any, url: Any, path: Any) -> None:
    found = asked(api, "GET", url)
    assert isinstance(found, Match)
    assert found.arrival.path == path, found.arrival.path


def _refusal() -> None:
    found = asked(api_of("GET /a"), "GET", "/prod/b")
    assert isinstance(found, Reply)
    same(
        found,
        status=403,
        body=TOKEN,
        code="missing_authentication_token",
        headers={
            "x-amzn-ErrorType": "MissingAuthenticationTokenException",
            "Content-Type": "application/json",
            "Content-Length": "42",
        },
    )


rest.add(
    "no route is 403, not 404, with its error type",
    "API Gateway developer guide, supported-gateway-response-types",
    "documented",
    _refusal,
)
rest.add(
    "an execute-api host wants the stage in front",
    "reports: OWASP Serverless-Goat issue 14, plambdapi issue 6",
    "inferred",
    partial(refused, PETS, "GET", "/pets", status=403, body=FORBIDDEN),
)
rest.add(
    "the stage is told apart by case",
    "aws-sam-cli users' reports",
    "inferred",
    partial(refused, PETS, "GET", "/Prod/pets", status=403, body=FORBIDDEN),
)
rest.add(
    "without routes ANY / and ANY /{proxy+} take all",
    "the workbench's own API file",
    "documented",
    partial(reaches, Api(), "DELETE", "/prod/x/y", key="ANY /{proxy+}", parameters={"proxy": "x/y"}),
)
rest.add(
    "on localhost the stage may be left out",
    "the workbench's own serve",
    "documented",
    partial(reaches, PETS, "GET", "http://localhost:3000/pets/7", key="GET /pets/{id}", parameters={"id": "7"}),
)
rest.add(
    "on localhost the stage may stand in front",
    "the workbench's own serve",
    "documented",
    partial(reaches, PETS, "GET", "http://localhost:3000/prod/pets/7", key="GET /pets/{id}", parameters={"id": "7"}),
)
DOMAIN = api_of("GET /pets", custom_domain=CustomDomain("api.example.com", "v1"))
rest.add(
    "a custom domain carries its base path and no stage",
    CALL,
    "documented",
    partial(reaches, DOMAIN, "GET", "https://api.example.com/v1/pets", key="GET /pets"),
)
rest.add(
    "the path of a custom domain keeps the base path",
    "LocalStack issue 12296, serverless-java-container issue 112",
    "inferred",
    lambda: _path(DOMAIN, "https://api.example.com/v1/pets", "/v1/pets"),
)
rest.add(
    "a base path without mapping is 403",
    "users' reports",
    "inferred",
    partial(refused, DOMAIN, "GET", "https://api.example.com/v2/pets", status=403, body=FORBIDDEN),
)
rest.add(
    "a custom domain without base path takes the path as it is",
    CALL,
    "documented",
    partial(
        reaches,
        api_of("GET /pets", custom_domain=CustomDomain("api.example.com")),
        "GET",
        "https://api.example.com/pets",
        key="GET /pets",
    ),
)

DOGS = api_of("GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default", type="HTTP")
for fact, method, path, key in (
    ("the full match goes first", "GET", "/pets/dog/1", "GET /pets/dog/1"),
    ("then the parameter", "GET", "/pets/dog/2", "GET /pets/dog/{id}"),
    ("then the greedy path of the method", "GET", "/pets/cat/1", "GET /pets/{proxy+}"),
    ("then the greedy path of ANY", "POST", "/test/5", "ANY /{proxy+}"),
    ("a greedy path of another method does not take it", "POST", "/pets/cat/1", "ANY /{proxy+}"),
    ("the rest goes to $default", "GET", "/", "$default"),
):
    http.add(fact, HTTP_GUIDE, "documented", partial(reaches, DOGS, method, path, key=key))
http.add(
    "no route is 404",
    HTTP_GUIDE,
    "documented",
    partial(refused, api_of("GET /a", type="HTTP"), "GET", "/b", status=404, body=NOT_FOUND),
)
http.add(
    "no method is 404",
    HTTP_GUIDE,
    "documented",
    partial(refused, api_of("GET /a", type="HTTP"), "POST", "/a", status=404, body=NOT_FOUND),
)
http.add(
    "ANY catches methods without a route of their own",
    HTTP_GUIDE,
    "documented",
    partial(reaches, api_of("GET /a", "ANY /a", type="HTTP"), "POST", "/a", key="ANY /a"),
)
http.add(
    "a trailing slash does not match the route without",
    "users' reports",
    "inferred",
    partial(refused, api_of("GET /a", type="HTTP"), "GET", "/a/", status=404, body=NOT_FOUND),
)
http.add(
    "a trailing slash falls to $default",
    "users' reports",
    "inferred",
    partial(reaches, api_of("GET /a", "$default", type="HTTP"), "GET", "/a/", key="$default"),
)
http.add(
    "the stage $default stands in no path",
    HTTP_GUIDE,
    "documented",
    partial(reaches, api_of("GET /a", type="HTTP"), "GET", "/a", key="GET /a"),
)
http.add(
    "a named stage stands in front",
    HTTP_GUIDE,
    "documented",
    partial(reaches, api_of("GET /a", type="HTTP", stage="dev"), "GET", "/dev/a", key="GET /a"),
)
http.add(
    "without the named stage it is 404",
    HTTP_GUIDE,
    "documented",
    partial(refused, api_of("GET /a", type="HTTP", stage="dev"), "GET", "/a", status=404, body=NOT_FOUND),
)
http.add(
    "a prefix of the stage's name is not the stage",
    HTTP_GUIDE,
    "documented",
    partial(refused, api_of("GET /a", type="HTTP", stage="dev"), "GET", "/develop/a", status=404, body=NOT_FOUND),
)
http.add(
    "without routes $default takes all",
    "the workbench's own API file",
    "documented",
    partial(reaches, Api(type="HTTP"), "GET", "/x/y", key="$default", parameters={}),
)


def _preflight() -> None:
    api = api_of(
        "GET /a",
        type="HTTP",
        settings={"cors": {"allow_origins": ["https://x.com"], "allow_methods": ["GET"], "max_age": 60}},
    )
    sent = (("Origin", "https://x.com"), ("Access-Control-Request-Method", "GET"))
    found = asked(api, "OPTIONS", "/a", headers=sent)
    assert isinstance(found, Reply)
    headers = {"Access-Control-Allow-Origin": "https://x.com", "Access-Control-Allow-Methods": "GET"}
    same(found, status=204, body=b"", code="ok", headers={**headers, "Access-Control-Max-Age": "60"})


def _preflight_refused() -> None:
    api = api_of("GET /a", type="HTTP", settings={"cors": {"allow_origins": ["https://x.com"]}})
    headers = (("Origin", "https://evil.com"), ("Access-Control-Request-Method", "GET"))
    found = asked(api, "OPTIONS", "/a", headers=headers)
    assert isinstance(found, Reply)
    same(found, status=204, absent=("Access-Control-Allow-Origin",))


http.add(
    "a preflight is answered without an OPTIONS route",
    "API Gateway developer guide, http-api-cors",
    "documented",
    _preflight,
)
http.add(
    "a preflight of another origin gets no CORS headers",
    "API Gateway developer guide, http-api-cors",
    "documented",
    _preflight_refused,
)

CHAT = Api(type="WEBSOCKET", routes=(Route(path="$connect"), Route(path="send"), Route(path="$default")))
STRICT = Api(type="WEBSOCKET", routes=(Route(path="$connect"), Route(path="send")))
HANDSHAKE = HttpRequest("GET", f"{HOST}/prod")


def _message(api: Any, message: Any, key: Any) -> None:
    found = RouteTable.of(api).route_message(HANDSHAKE, message, context={})
    if key is None:
        assert isinstance(found, Reply)
        assert b'"Forbidden"' in found.response.body
    else:
        assert isinstance(found, Match)
        assert found.route.path == key
        assert found.arrival.route_key == key


other.add(
    "the handshake reaches $connect", WS_GUIDE, "documented", partial(reaches, CHAT, "GET", "/prod", key="$connect")
)
other.add(
    "without $connect the connection opens",
    WS_GUIDE,
    "documented",
    lambda: same(asked(Api(type="WEBSOCKET", routes=(Route(path="send"),)), "GET", "/prod"), status=101),
)
other.add(
    "the action of a message chooses its route",
    WS_GUIDE,
    "documented",
    partial(_message, CHAT, b'{"action": "send"}', "send"),
)
other.add(
    "an unknown action goes to $default",
    WS_GUIDE,
    "documented",
    partial(_message, CHAT, b'{"action": "x"}', "$default"),
)
other.add(
    "a message without action goes to $default", WS_GUIDE, "documented", partial(_message, CHAT, b"{}", "$default")
)
other.add(
    "text that is no JSON goes to $default", WS_GUIDE, "documented", partial(_message, CHAT, b"hello", "$default")
)
other.add(
    "without $default an unknown action is Forbidden",
    "captures of error frames",
    "inferred",
    partial(_message, STRICT, b'{"action": "x"}', None),
)
other.add(
    "another selection expression chooses by another key",
    WS_GUIDE,
    "documented",
    partial(
        _message,
        Api(type="WEBSOCKET", routes=CHAT.routes, settings={"route_selection_expression": "$request.body.detail.kind"}),
        b'{"detail": {"kind": "send"}}',
        "send",
    ),
)
other.add(
    "a function URL takes every path",
    "AWS Lambda developer guide, urls-invocation",
    "documented",
    partial(reaches, Api(type="FUNCTION_URL"), "GET", "https://abc.lambda-url.us-east-1.on.aws/x/y", key="$default"),
)
other.add(
    "a load balancer takes every path",
    "Elastic Load Balancing user guide, lambda-functions",
    "documented",
    partial(reaches, Api(type="ALB"), "GET", "http://lb-1.us-east-1.elb.amazonaws.com/x/y", key="ANY /"),
)
other.add(
    "a listener rule takes its path pattern",
    "Elastic Load Balancing user guide, load-balancer-listeners",
    "documented",
    partial(
        reaches,
        Api(type="ALB", routes=(Route(path="/img/*"), Route(path="/*"))),
        "GET",
        "http://lb/img/a/b.png",
        key="ANY /img/*",
    ),
)
ROWS = (*rest.rows, *http.rows, *other.rows)
