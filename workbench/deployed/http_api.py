"""HTTP and WebSocket APIs as they stand in AWS, read through API Gateway's second API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.deployed.gateway_service import GatewayService
from workbench.deployed.live_api import LiveApi, LiveAuthorizer, LiveRoute, LiveSettings, LiveStage, function_in
from workbench.deployed.partial_reading import PartialReading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.deployed.session import AwsSession


def _read(session: AwsSession, row: Mapping[str, Any]) -> LiveApi:
    api_id = row["ApiId"]
    reading = PartialReading(session)
    rows = HTTP.parts(session, reading, api_id)
    is_websocket = row.get("ProtocolType") == "WEBSOCKET"
    integrations = {found["IntegrationId"]: found for found in rows("get_integrations")}
    routes = [_route(found, integrations, is_websocket=is_websocket) for found in rows("get_routes")]
    guarded = any(route.authorizer_id for route in routes)
    return LiveApi(
        type="WEBSOCKET" if is_websocket else "HTTP",
        id=api_id,
        name=row.get("Name", api_id),
        endpoint_type="REGIONAL",
        stages=tuple(_stage(found) for found in rows("get_stages")),
        routes=tuple(route for route in routes if route.function_arn),
        authorizers=tuple(_authorizer(found) for found in rows("get_authorizers")) if guarded else (),
        cors=dict(row.get("CorsConfiguration") or {}),
        route_selection_expression=row.get("RouteSelectionExpression", "") if is_websocket else "",
        other_routes=tuple(f"{route.method} {route.path}" for route in routes if not route.function_arn),
        not_read=reading.not_read,
    )


HTTP = GatewayService("apigatewayv2", "get_apis", "get_api", "ApiId", "Items", _read)
"""HTTP and WebSocket APIs."""


def _route(row: Mapping[str, Any], integrations: Mapping[str, Mapping[str, Any]], *, is_websocket: bool) -> LiveRoute:
    integration = integrations.get(row.get("Target", "").rpartition("/")[2], {})
    uri = integration.get("IntegrationUri", "")
    arn = function_in(uri) or (uri if ":function:" in uri else "")
    is_proxy = integration.get("IntegrationType") == "AWS_PROXY" and not integration.get("IntegrationSubtype")
    method, _, path = ("", "", row["RouteKey"]) if is_websocket else row["RouteKey"].rpartition(" ")
    return LiveRoute(
        method=method or "ANY",
        path=path,
        function_arn=arn if is_proxy else "",
        credentials=integration.get("CredentialsArn") or "",
        authorizer_id=row.get("AuthorizerId") or "",
        authorization=row.get("AuthorizationType") or "NONE",
        api_key_required=bool(row.get("ApiKeyRequired", False)),
        payload_format_version=integration.get("PayloadFormatVersion") or "",
        timeout_ms=integration.get("TimeoutInMillis"),
        scopes=tuple(row.get("AuthorizationScopes") or ()),
    )


def _stage(row: Mapping[str, Any]) -> LiveStage:
    return LiveStage(
        name=row["StageName"],
        variables=dict(row.get("StageVariables") or {}),
        settings=_settings(row.get("DefaultRouteSettings") or {}),
        of_routes={key: _settings(each) for key, each in (row.get("RouteSettings") or {}).items()},
    )


def _settings(row: Mapping[str, Any]) -> LiveSettings:
    return LiveSettings(rate_limit=row.get("ThrottlingRateLimit"), burst_limit=row.get("ThrottlingBurstLimit"))


def _authorizer(row: Mapping[str, Any]) -> LiveAuthorizer:
    token = row.get("JwtConfiguration") or {}
    return LiveAuthorizer(
        id=row["AuthorizerId"],
        name=row.get("Name", ""),
        type=row.get("AuthorizerType", ""),
        function_arn=function_in(row.get("AuthorizerUri") or ""),
        identity_source=tuple(row.get("IdentitySource") or ()),
        ttl_seconds=row.get("AuthorizerResultTtlInSeconds"),
        issuer=token.get("Issuer", ""),
        audience=tuple(token.get("Audience") or ()),
        credentials=row.get("AuthorizerCredentialsArn") or "",
        payload_format_version=row.get("AuthorizerPayloadFormatVersion") or "",
        simple_responses=bool(row.get("EnableSimpleResponses", False)),
    )
