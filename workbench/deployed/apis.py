"""The APIs in front of functions as they stand in AWS: stages, routes, integrations, authorizers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from workbench.deployed.service_error import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.deployed.session import AwsSession

_FUNCTION_IN_URI = re.compile(r"functions/(?P<arn>arn:[^/]+|[^/]+)/(?:invocations|response-streaming-invocations)")
_METHODS = frozenset({"GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "ANY"})


@dataclass(frozen=True, slots=True)
class LiveRoute:
    """One method or route with a Lambda integration."""

    method: str
    path: str
    function_arn: str
    """As the integration names it; may hold a stage variable."""
    resource_id: str = ""
    credentials: str = ""
    authorizer_id: str = ""
    authorization: str = "NONE"
    api_key_required: bool = False
    payload_format_version: str = ""
    timeout_ms: int | None = None


@dataclass(frozen=True, slots=True)
class LiveStage:
    """One stage with what is set for all of its methods."""

    name: str
    variables: dict[str, str]
    rate_limit: float | None = None
    burst_limit: int | None = None
    cache_enabled: bool = False
    cache_ttl_seconds: int = 300
    cache_encrypted: bool = False


@dataclass(frozen=True, slots=True)
class LiveAuthorizer:
    """One authorizer."""

    id: str
    name: str
    type: str
    function_arn: str = ""
    identity_source: tuple[str, ...] = ()
    ttl_seconds: int | None = None
    issuer: str = ""
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LiveApi:
    """One API with its routes."""

    type: Literal["REST", "HTTP", "WEBSOCKET"]
    id: str
    name: str
    endpoint_type: str
    stages: tuple[LiveStage, ...]
    routes: tuple[LiveRoute, ...]
    authorizers: tuple[LiveAuthorizer, ...]
    binary_media_types: tuple[str, ...] = ()

    def reaches(self, function_arn: str) -> bool:
        """Whether a route leads to the function, whatever the qualifier."""
        return any(route.function_arn.startswith(function_arn) for route in self.routes)


def list_apis(session: AwsSession) -> Iterator[LiveApi]:
    """Every REST, HTTP and WebSocket API of the region.

    Raises:
        ServiceError: AWS refused or did not answer.
    """
    yield from _rest_apis(session)
    yield from _version_2_apis(session)


def _rest_apis(session: AwsSession) -> Iterator[LiveApi]:
    client = session.client("apigateway")
    with in_words("apigateway:GET", session.account):
        for row in _pages(client, "get_rest_apis", "items"):
            api_id = row["id"]
            yield LiveApi(
                type="REST",
                id=api_id,
                name=row.get("name", api_id),
                endpoint_type=(row.get("endpointConfiguration", {}).get("types") or ["EDGE"])[0],
                stages=tuple(_rest_stage(stage) for stage in client.get_stages(restApiId=api_id)["item"]),
                routes=tuple(_rest_routes(client, api_id)),
                authorizers=tuple(
                    _rest_authorizer(found) for found in client.get_authorizers(restApiId=api_id).get("items", ())
                ),
                binary_media_types=tuple(row.get("binaryMediaTypes", ())),
            )


def _rest_routes(client: Any, api_id: str) -> Iterator[LiveRoute]:
    for resource in _pages(client, "get_resources", "items", restApiId=api_id, embed=["methods"]):
        for verb in resource.get("resourceMethods", {}):
            if verb not in _METHODS:
                continue
            method = client.get_method(restApiId=api_id, resourceId=resource["id"], httpMethod=verb)
            integration = method.get("methodIntegration", {})
            function = _FUNCTION_IN_URI.search(integration.get("uri", ""))
            if function is None:
                continue
            yield LiveRoute(
                method=verb,
                path=resource["path"],
                function_arn=function["arn"],
                resource_id=resource["id"],
                credentials=integration.get("credentials", ""),
                authorizer_id=method.get("authorizerId", ""),
                authorization=method.get("authorizationType", "NONE"),
                api_key_required=bool(method.get("apiKeyRequired", False)),
                timeout_ms=integration.get("timeoutInMillis"),
            )


def _rest_stage(row: dict[str, Any]) -> LiveStage:
    every_method = row.get("methodSettings", {}).get("*/*", {})
    return LiveStage(
        name=row["stageName"],
        variables=row.get("variables", {}),
        rate_limit=every_method.get("throttlingRateLimit"),
        burst_limit=every_method.get("throttlingBurstLimit"),
        cache_enabled=bool(row.get("cacheClusterEnabled", False) and every_method.get("cachingEnabled", False)),
        cache_ttl_seconds=int(every_method.get("cacheTtlInSeconds", 300)),
        cache_encrypted=bool(every_method.get("cacheDataEncrypted", False)),
    )


def _rest_authorizer(row: dict[str, Any]) -> LiveAuthorizer:
    function = _FUNCTION_IN_URI.search(row.get("authorizerUri", ""))
    source = row.get("identitySource", "")
    return LiveAuthorizer(
        id=row["id"],
        name=row.get("name", row["id"]),
        type=row.get("type", ""),
        function_arn=function["arn"] if function else "",
        identity_source=tuple(part.strip() for part in source.split(",") if part.strip()),
        ttl_seconds=row.get("authorizerResultTtlInSeconds"),
    )


def _version_2_apis(session: AwsSession) -> Iterator[LiveApi]:
    client = session.client("apigatewayv2")
    with in_words("apigateway:GET", session.account):
        for row in _pages(client, "get_apis", "Items"):
            api_id = row["ApiId"]
            integrations = {
                found["IntegrationId"]: found for found in _pages(client, "get_integrations", "Items", ApiId=api_id)
            }
            found_routes = _pages(client, "get_routes", "Items", ApiId=api_id)
            routes = tuple(route for found in found_routes if (route := _version_2_route(found, integrations)))
            guarded = any(route.authorizer_id for route in routes)
            yield LiveApi(
                type="WEBSOCKET" if row.get("ProtocolType") == "WEBSOCKET" else "HTTP",
                id=api_id,
                name=row.get("Name", api_id),
                endpoint_type="REGIONAL",
                stages=tuple(_version_2_stage(found) for found in _pages(client, "get_stages", "Items", ApiId=api_id)),
                routes=routes,
                authorizers=tuple(
                    _version_2_authorizer(found) for found in _pages(client, "get_authorizers", "Items", ApiId=api_id)
                )
                if guarded
                else (),
            )


def _version_2_route(row: dict[str, Any], integrations: dict[str, Any]) -> LiveRoute | None:
    integration = integrations.get(row.get("Target", "").rpartition("/")[2], {})
    uri = integration.get("IntegrationUri", "")
    function = _FUNCTION_IN_URI.search(uri)
    arn = function["arn"] if function else uri
    if ":function:" not in arn:
        return None
    method, _, path = row["RouteKey"].rpartition(" ")
    return LiveRoute(
        method=method or "ANY",
        path=path,
        function_arn=arn,
        credentials=integration.get("CredentialsArn", ""),
        authorizer_id=row.get("AuthorizerId", ""),
        authorization=row.get("AuthorizationType", "NONE"),
        payload_format_version=integration.get("PayloadFormatVersion", ""),
        timeout_ms=integration.get("TimeoutInMillis"),
    )


def _version_2_stage(row: dict[str, Any]) -> LiveStage:
    settings = row.get("DefaultRouteSettings", {})
    return LiveStage(
        name=row["StageName"],
        variables=row.get("StageVariables", {}),
        rate_limit=settings.get("ThrottlingRateLimit"),
        burst_limit=settings.get("ThrottlingBurstLimit"),
    )


def _version_2_authorizer(row: dict[str, Any]) -> LiveAuthorizer:
    function = _FUNCTION_IN_URI.search(row.get("AuthorizerUri", ""))
    token = row.get("JwtConfiguration", {})
    return LiveAuthorizer(
        id=row["AuthorizerId"],
        name=row.get("Name", ""),
        type=row.get("AuthorizerType", ""),
        function_arn=function["arn"] if function else "",
        identity_source=tuple(row.get("IdentitySource", ())),
        ttl_seconds=row.get("AuthorizerResultTtlInSeconds"),
        issuer=token.get("Issuer", ""),
        audience=tuple(token.get("Audience", ())),
    )


def _pages(client: Any, operation: str, key: str, **words: Any) -> Iterator[dict[str, Any]]:
    for page in client.get_paginator(operation).paginate(**words):
        yield from page.get(key, ())
