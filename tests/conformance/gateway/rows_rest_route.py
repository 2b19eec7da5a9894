"""What is known of a REST API's route choice: which resource takes a request, and the 403 where none does."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.conformance.gateway.asking import Table, api_of, asked, reaches, refused, same
from workbench.gateway.api import Api, CustomDomain
from workbench.gateway.routing import Match
from workbench.gateway.verdict import Reply

SELECTION = "LocalStack apigateway method selection tests, recorded 2024-07"
GUIDE = "API Gateway developer guide, api-gateway-method-settings-method-request"
HTTP_GUIDE = "API Gateway developer guide, http-api-develop-routes"
CALL = "API Gateway developer guide, how-to-call-api"
WS_GUIDE = "API Gateway developer guide, websocket-api-develop-routes"
CHALICE = "chalice issue 65 and pull request 588"
TOKEN = b'{"message":"Missing Authentication Token"}'
FORBIDDEN = b'{"message":"Forbidden"}'

rest = Table("rest-route", "rest-api")

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
    "LocalStack TestApigatewayRouting::test_routing_not_found",
    "recorded",
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

ROWS = tuple(rest.rows)
