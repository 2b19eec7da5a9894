"""REST APIs as they stand in AWS, read through API Gateway's first API."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from workbench.deployed.gateway_service import GatewayService
from workbench.deployed.live_api import (
    READ_ACTION,
    LiveApi,
    LiveAuthorizer,
    LiveRoute,
    LiveSettings,
    LiveStage,
    function_in,
)
from workbench.deployed.partial_reading import PartialReading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.deployed.session import AwsSession
    from workbench.events.json_value import Json, JsonObject

_METHODS = frozenset({"GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "ANY"})
_HEADER = "gatewayresponse.header."


def _read(session: AwsSession, row: Mapping[str, Any]) -> LiveApi:
    api_id = row["id"]
    client = session.client("apigateway")
    reading = PartialReading(session)
    rows = REST.parts(session, reading, api_id)
    stages: dict[str, Any] = reading.ask(READ_ACTION, partial(client.get_stages, restApiId=api_id)) or {}
    validators = {each["id"]: each for each in rows("get_request_validators")}
    methods = [
        (resource, verb, method)
        for resource in rows("get_resources", embed=["methods"])
        for verb, said in (resource.get("resourceMethods") or {}).items()
        if verb in _METHODS
        and (method := said if "methodIntegration" in said else _method(client, reading, api_id, resource, verb))
    ]
    routes = [_route(resource, verb, method, validators) for resource, verb, method in methods]
    return LiveApi(
        type="REST",
        id=api_id,
        name=row.get("name", api_id),
        endpoint_type=(row.get("endpointConfiguration", {}).get("types") or ["EDGE"])[0],
        stages=tuple(_stage(stage) for stage in stages.get("item", ())),
        routes=tuple(route for route in routes if route.function_arn),
        authorizers=tuple(_authorizer(found) for found in rows("get_authorizers")),
        binary_media_types=tuple(row.get("binaryMediaTypes") or ()),
        api_key_source=row.get("apiKeySource", ""),
        mocks=tuple(route for route in routes if route.mock),
        other_routes=tuple(
            f"{route.method} {route.path}" for route in routes if not route.function_arn and not route.mock
        ),
        not_read=reading.not_read,
    )


REST = GatewayService("apigateway", "get_rest_apis", "get_rest_api", "restApiId", "items", _read)
"""REST APIs."""


def with_own_answers(session: AwsSession, live: LiveApi) -> LiveApi:
    """A REST API with what only its own answers need: gateway responses, and models where a method validates bodies.

    Raises:
        ServiceError: AWS refused for another reason than a missing permission, or did not answer.
    """
    reading = PartialReading(session)
    rows = REST.parts(session, reading, live.id)
    customised = [each for each in rows("get_gateway_responses") if not each.get("defaultResponse")]
    modelled = any(route.request_models and route.validates_body for route in live.routes)
    return replace(
        live,
        gateway_responses={each["responseType"]: _response(each) for each in customised},
        models={each["name"]: _schema(each) for each in rows("get_models")} if modelled else {},
        not_read=tuple(dict.fromkeys((*live.not_read, *reading.not_read))),
    )


def _method(
    client: Any, reading: PartialReading, api_id: str, resource: Mapping[str, Any], verb: str
) -> dict[str, Any] | None:
    """A method with its integration, for a service that does not embed them in the list of resources."""
    words = {"restApiId": api_id, "resourceId": resource["id"], "httpMethod": verb}
    found: dict[str, Any] | None = reading.ask(READ_ACTION, partial(client.get_method, **words))
    return found


def _route(
    resource: Mapping[str, Any], verb: str, method: Mapping[str, Any], validators: Mapping[str, Mapping[str, Any]]
) -> LiveRoute:
    integration = method.get("methodIntegration", {})
    validator = validators.get(method.get("requestValidatorId", ""), {})
    is_proxy = integration.get("type") == "AWS_PROXY"
    return LiveRoute(
        method=verb,
        path=resource["path"],
        function_arn=function_in(integration.get("uri", "")) if is_proxy else "",
        resource_id=resource["id"],
        credentials=integration.get("credentials") or "",
        authorizer_id=method.get("authorizerId") or "",
        authorization=method.get("authorizationType") or "NONE",
        api_key_required=bool(method.get("apiKeyRequired", False)),
        timeout_ms=integration.get("timeoutInMillis"),
        cache_key_parameters=tuple(integration.get("cacheKeyParameters") or ()),
        scopes=tuple(method.get("authorizationScopes") or ()),
        request_parameters=dict(method.get("requestParameters") or {}),
        request_models=dict(method.get("requestModels") or {}),
        validates_body=bool(validator.get("validateRequestBody", False)),
        validates_parameters=bool(validator.get("validateRequestParameters", False)),
        mock=dict(integration) if integration.get("type") == "MOCK" else {},
    )


def _stage(row: Mapping[str, Any]) -> LiveStage:
    caches = bool(row.get("cacheClusterEnabled", False))
    said = {route_key(key): _settings(each, caches=caches) for key, each in (row.get("methodSettings") or {}).items()}
    return LiveStage(
        name=row["stageName"],
        variables=dict(row.get("variables") or {}),
        settings=said.pop("* /*", LiveSettings()),
        of_routes=said,
    )


def route_key(text: str) -> str:
    """`*/*`, `/pets/{id}/GET` or `~1pets~1{id}/GET` as a route key."""
    path, _, method = text.rpartition("/")
    path = path.replace("~1", "/")
    return f"{method} {path if path.startswith('/') else f'/{path}'}"


def _settings(row: Mapping[str, Any], *, caches: bool) -> LiveSettings:
    rate, burst = row.get("throttlingRateLimit"), row.get("throttlingBurstLimit")
    return LiveSettings(
        rate_limit=float(rate) if rate is not None and rate >= 0 else None,
        burst_limit=int(burst) if burst is not None and burst >= 0 else None,
        cache_enabled=bool(caches and row.get("cachingEnabled", False)),
        cache_ttl_seconds=int(row.get("cacheTtlInSeconds", 300)),
        cache_encrypted=bool(row.get("cacheDataEncrypted", False)),
        invalidation_needs_permission=bool(row.get("requireAuthorizationForCacheControl", False)),
        unauthorized_invalidation=row.get("unauthorizedCacheControlHeaderStrategy", ""),
    )


def _authorizer(row: Mapping[str, Any]) -> LiveAuthorizer:
    source = row.get("identitySource") or ""
    return LiveAuthorizer(
        id=row["id"],
        name=row.get("name", row["id"]),
        type=row.get("type", ""),
        function_arn=function_in(row.get("authorizerUri") or ""),
        identity_source=tuple(part.strip() for part in source.split(",") if part.strip()),
        ttl_seconds=row.get("authorizerResultTtlInSeconds"),
        credentials=row.get("authorizerCredentials") or "",
        validation_expression=row.get("identityValidationExpression") or "",
        user_pools=tuple(row.get("providerARNs") or ()),
    )


def _response(row: Mapping[str, Any]) -> JsonObject:
    """A gateway response by the names of the API file."""
    status = str(row.get("statusCode") or "")
    parameters = row.get("responseParameters") or {}
    return {
        "status": int(status) if status.isdecimal() else None,
        "headers": {
            name.removeprefix(_HEADER): value for name, value in parameters.items() if name.startswith(_HEADER)
        },
        "templates": dict(row.get("responseTemplates") or {}),
    }


def _schema(row: Mapping[str, Any]) -> Json:
    """A model's JSON Schema; none where its text is none."""
    try:
        return cast("Json", json.loads(row.get("schema") or ""))
    except ValueError:
        return None
