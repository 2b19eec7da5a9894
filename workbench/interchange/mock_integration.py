"""MOCK integrations as templates and OpenAPI documents write them, and those that frameworks write for CORS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway.api import Route
from workbench.gateway.mock_integration import configured_mock
from workbench.interchange.document import mapping, sequence
from workbench.interchange.template import strings, truth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.events.json_value import Json, JsonObject

ALL_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
SERVERLESS_HEADERS = (
    "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent,X-Amzn-Trace-Id"
)
"""What the Serverless Framework allows where `cors` names no headers (its guide, events/apigateway)."""


def mock_of_resource(integration: Json) -> tuple[JsonObject, tuple[str, ...]]:
    """The answer of an `AWS::ApiGateway::Method`'s MOCK integration, and what of it is not simulated."""
    answers = [
        (str(mapping(each).get("SelectionPattern") or "default"), mapping(each))
        for each in sequence(integration.get("IntegrationResponses"))
    ]
    keys = ("StatusCode", "ResponseParameters", "ResponseTemplates")
    return configured_mock(integration.get("RequestTemplates"), answers, keys)


def mock_of_operation(integration: Json) -> tuple[JsonObject, tuple[str, ...]]:
    """The answer of an OpenAPI operation's mock integration, and what of it is not simulated."""
    answers = [(str(pattern), mapping(each)) for pattern, each in mapping(integration.get("responses")).items()]
    keys = ("statusCode", "responseParameters", "responseTemplates")
    return configured_mock(integration.get("requestTemplates"), answers, keys)


def sam_preflight(cors: Json, methods: Iterable[str]) -> JsonObject:
    """What an OPTIONS method answers that AWS SAM writes for a path, by the API's `Cors` and the path's methods."""
    said = mapping(cors) if isinstance(cors, dict) else {"AllowOrigin": cors}
    own = set(methods)
    allowed = ",".join(ALL_METHODS if "ANY" in own else sorted(own | {"OPTIONS"}))
    values = {
        "Access-Control-Allow-Origin": said.get("AllowOrigin"),
        "Access-Control-Allow-Headers": said.get("AllowHeaders"),
        "Access-Control-Allow-Methods": said.get("AllowMethods") or allowed,
        "Access-Control-Max-Age": said.get("MaxAge"),
        "Access-Control-Allow-Credentials": "true" if truth(said.get("AllowCredentials")) else None,
    }
    headers = {name: _unquoted(value) for name, value in values.items() if value is not None}
    return {"status": 200, "headers": headers, "body": "{}\n"}


def serverless_preflight(cors: Json, methods: Iterable[str]) -> JsonObject:
    """What an OPTIONS method answers that the Serverless Framework writes for a path with `cors`."""
    said = mapping(cors) if isinstance(cors, dict) else {}
    named = [each for each in ALL_METHODS if each != "OPTIONS"] if "ANY" in set(methods) else sorted(set(methods))
    origins = strings(said.get("origins") or said.get("origin")) or ("*",)
    values = {
        "Access-Control-Allow-Origin": origins[0],
        "Access-Control-Allow-Headers": ",".join(strings(said.get("headers"))) or SERVERLESS_HEADERS,
        "Access-Control-Allow-Methods": ",".join(strings(said.get("methods"))) or ",".join(["OPTIONS", *named]),
        "Access-Control-Allow-Credentials": "true" if truth(said.get("allowCredentials")) else None,
        "Access-Control-Max-Age": said.get("maxAge"),
        "Cache-Control": said.get("cacheControl"),
    }
    return {"status": 200, "headers": {name: str(value) for name, value in values.items() if value is not None}}


def preflight_route(
    path: str, answer: JsonObject, *, authorizer: str | None = None, api_key_required: bool = False
) -> Route:
    """The OPTIONS route that a framework adds to a path."""
    return Route("OPTIONS", path, None, authorizer, api_key_required, settings={"mock": answer})


def _unquoted(value: Json) -> str:
    text = str(value)
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == "'" else text
