"""A REST API put into the account as a deployment would, with authorizers, models, keys, and its stage's settings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.events.json_value import Json, JsonObject
    from workbench.gateway.api import Api, ApiKey, Authorizer, Cache, Route, Throttle

_AUTHORIZER_TYPES = {"COGNITO": "COGNITO_USER_POOLS", "JWT": "COGNITO_USER_POOLS"}
_IAM = frozenset({"AWS_IAM", "IAM"})
_SHORTEST_KEY = 20
"""Characters of an API key's value (API Gateway API reference, CreateApiKey); files have shorter ones to try things."""
_LONGEST_TIMEOUT_MS = 29_000


class RestApiSeed:
    """Makes one API of its definition, whose functions are named by ARN."""

    def __init__(self, gateway: Any, api: Api, invocation_uri: Callable[[str], str]) -> None:
        """`gateway` is a client of API Gateway; `invocation_uri` leads from a function to what an integration calls."""
        self._gateway = gateway
        self._api = api
        self._uri = invocation_uri
        self._resources: dict[str, str] = {}
        self._id = ""
        self._authorizers: dict[str, dict[str, str]] = {}
        self._validators: dict[tuple[bool, bool], str] = {}
        self._models: dict[str, str] = {}
        self.authorizer_ids: dict[str, str] = {}
        """From the ids that the definition names to those that the authorizers got."""

    def make(self) -> str:
        """Make it; gives its id."""
        api, gateway = self._api, self._gateway
        source = api.settings.get("api_key_source")
        made: str = gateway.create_rest_api(
            name=api.name,
            endpointConfiguration={"types": [api.endpoint_type]},
            binaryMediaTypes=list(api.binary_media_types),
            tags={"_custom_id_": api.id},  # moto gives it this id: events and policies that name it then fit
            **({"apiKeySource": source} if source else {}),
        )["id"]
        self._id = made
        self._resources["/"] = gateway.get_resources(restApiId=self._id)["items"][0]["id"]
        for name, schema in _mapping(api.settings.get("request_models")).items():
            self._model(schema, name=name)
        for authorizer in api.authorizers.values():
            self._authorizer(authorizer)
        for route in (*api.routes, *(each for each in api.mocks if "mock" in each.settings)):
            self._method(route)
        for kind, said in _mapping(api.settings.get("gateway_responses")).items():
            self._gateway_response(kind, said)
        gateway.create_deployment(restApiId=self._id, stageName=api.stage, variables=dict(api.stage_variables))
        operations = list(self._settings())
        if operations:
            gateway.update_stage(restApiId=self._id, stageName=api.stage, patchOperations=operations)
        for key in api.api_keys:
            self._key(key)
        return made

    def _authorizer(self, authorizer: Authorizer) -> None:
        said = authorizer.settings
        if authorizer.type == "IAM":
            self._authorizers[authorizer.name] = {"authorizationType": "AWS_IAM"}
            return
        words = {
            "authorizerUri": self._uri(authorizer.function) if authorizer.function else None,
            "identitySource": ",".join(authorizer.identity_source) or "method.request.header.Authorization",
            "authorizerResultTtlInSeconds": said.get("ttl_seconds"),
            "identityValidationExpression": said.get("identity_validation_expression"),
            "authorizerCredentials": said.get("credentials"),
            "providerARNs": said.get("user_pool_arns"),
        }
        kind = _AUTHORIZER_TYPES.get(authorizer.type, authorizer.type)
        given = {name: value for name, value in words.items() if value is not None}
        made = self._gateway.create_authorizer(restApiId=self._id, name=authorizer.name, type=kind, **given)["id"]
        authorization = kind if kind == "COGNITO_USER_POOLS" else "CUSTOM"
        self._authorizers[authorizer.name] = {"authorizationType": authorization, "authorizerId": made}
        if said.get("id"):
            self.authorizer_ids[str(said["id"])] = made

    def _method(self, route: Route) -> None:
        said = route.settings
        method = {"restApiId": self._id, "resourceId": self._resource(route.path), "httpMethod": route.method}
        validator = _mapping(said.get("request_validator"))
        models = {kind: self._model(model) for kind, model in _mapping(said.get("request_models")).items()}
        words: dict[str, Any] = {
            **({"authorizationType": "AWS_IAM"} if route.authorizer in _IAM else {"authorizationType": "NONE"}),
            **self._authorizers.get(route.authorizer or "", {}),
            **({"authorizationScopes": said["scopes"]} if said.get("scopes") else {}),
            **({"requestParameters": said["request_parameters"]} if said.get("request_parameters") else {}),
            **({"requestModels": models} if models else {}),
            **({"requestValidatorId": self._validator(validator)} if validator else {}),
        }
        self._gateway.put_method(**method, apiKeyRequired=route.api_key_required, **words)
        if "mock" in said:
            self._mock(method, _mapping(said["mock"]))
            return
        timeout = said.get("integration_timeout_ms") or self._api.integration_timeout_ms
        integration: dict[str, Any] = {
            **({"credentials": route.credentials} if route.credentials else {}),
            **({"timeoutInMillis": min(int(timeout), _LONGEST_TIMEOUT_MS)} if timeout else {}),
            **({"cacheKeyParameters": list(route.cache_key_parameters)} if route.cache_key_parameters else {}),
        }
        uri = self._uri(route.function or "")
        self._gateway.put_integration(**method, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri, **integration)

    def _mock(self, method: dict[str, str], said: JsonObject) -> None:
        status = str(said.get("status") or 200)
        self._gateway.put_integration(
            **method, type="MOCK", requestTemplates={"application/json": json.dumps({"statusCode": int(status)})}
        )
        self._gateway.put_method_response(**method, statusCode=status)
        kind = str(said.get("content_type") or "application/json")
        self._gateway.put_integration_response(
            **method,
            statusCode=status,
            responseParameters={
                f"method.response.header.{name}": f"'{value}'" for name, value in _mapping(said.get("headers")).items()
            },
            responseTemplates={kind: str(said.get("body") or "")},
        )

    def _gateway_response(self, kind: str, said: Json) -> None:
        given = _mapping(said)
        self._gateway.put_gateway_response(
            restApiId=self._id,
            responseType=kind,
            responseParameters={
                f"gatewayresponse.header.{name}": str(value) for name, value in _mapping(given.get("headers")).items()
            },
            responseTemplates={name: str(text) for name, text in _mapping(given.get("templates")).items()},
            **({"statusCode": str(given["status"])} if given.get("status") else {}),
        )

    def _resource(self, path: str) -> str:
        parent = "/"
        for part in filter(None, path.split("/")):
            here = f"{parent.rstrip('/')}/{part}"
            if here not in self._resources:
                words = {"restApiId": self._id, "parentId": self._resources[parent], "pathPart": part}
                self._resources[here] = self._gateway.create_resource(**words)["id"]
            parent = here
        return self._resources[parent]

    def _model(self, said: Json, *, name: str = "") -> str:
        """The name of a model: of one of the API's, or of one made of a schema that a route has for itself."""
        if isinstance(said, str):
            return said
        text = json.dumps(said, sort_keys=True)
        if name or text not in self._models:
            self._models[text] = name or f"Model{len(self._models) + 1}"
            words = {"restApiId": self._id, "name": self._models[text], "contentType": "application/json"}
            self._gateway.create_model(**words, schema=text)
        return self._models[text]

    def _validator(self, said: JsonObject) -> str:
        body, parameters = (bool(said.get(f"validate_request_{part}")) for part in ("body", "parameters"))
        if (body, parameters) not in self._validators:
            made = self._gateway.create_request_validator(
                restApiId=self._id, name=f"validator-{len(self._validators) + 1}",
                validateRequestBody=body, validateRequestParameters=parameters,
            )  # fmt: skip
            self._validators[body, parameters] = made["id"]
        return self._validators[body, parameters]

    def _settings(self) -> Iterator[dict[str, str]]:
        """What differs from AWS's defaults in the stage, for all methods and for single ones."""
        from workbench.gateway.api import Cache, Throttle

        api = self._api
        caches = [api.cache, *(route.cache for route in api.routes if route.cache)]
        if any(cache.enabled for cache in caches):
            yield {"op": "replace", "path": "/cacheClusterEnabled", "value": "true"}
        if api.throttle != Throttle() or api.cache != Cache():
            yield from _of_methods("/*/*", api.throttle, api.cache)
        for route in api.routes:
            if route.throttle or route.cache:
                where = f"/{route.path.replace('/', '~1')}/{route.method}"
                yield from _of_methods(where, route.throttle or api.throttle, route.cache or api.cache)

    def _key(self, key: ApiKey) -> None:
        long = len(key.value) >= _SHORTEST_KEY
        made = self._gateway.create_api_key(name=key.name, enabled=True, **({"value": key.value} if long else {}))["id"]
        if not long:
            self._shorten(made, key.value)
        plan, stage = key.usage_plan, {"apiId": self._id, "stage": self._api.stage}
        methods = {_method_path(name): _limits(limits) for name, limits in plan.methods.items()}
        words: dict[str, Any] = {
            **({"throttle": _limits(plan.throttle)} if plan.throttle else {}),
            **({"quota": {"limit": plan.quota.limit, "period": plan.quota.period}} if plan.quota else {}),
        }
        stages = [{**stage, **({"throttle": methods} if methods else {})}]
        usage = self._gateway.create_usage_plan(name=f"{key.name} of {self._api.name}", apiStages=stages, **words)
        self._gateway.create_usage_plan_key(usagePlanId=usage["id"], keyId=made, keyType="API_KEY")

    def _shorten(self, key_id: str, value: str) -> None:
        """Give a key a value that is shorter than AWS takes."""
        from moto.backends import get_backend

        from workbench.sandbox.message import ACCOUNT_ID

        region = self._gateway.meta.region_name
        get_backend("apigateway")[ACCOUNT_ID][region].get_api_key(key_id).value = value


def _of_methods(where: str, throttle: Throttle, cache: Cache) -> Iterator[dict[str, str]]:
    values = {
        "throttling/rateLimit": f"{throttle.rate_limit:g}",
        "throttling/burstLimit": str(throttle.burst_limit),
        "caching/enabled": json.dumps(cache.enabled),
        "caching/ttlInSeconds": str(cache.ttl_seconds),
        "caching/dataEncrypted": json.dumps(cache.encrypted),
        "caching/requireAuthorizationForCacheControl": json.dumps(cache.require_authorization),
        "caching/unauthorizedCacheControlHeaderStrategy": cache.unauthorized_strategy,
    }
    for name, value in values.items():
        yield {"op": "replace", "path": f"{where}/{name}", "value": value}


def _limits(throttle: Throttle) -> dict[str, float]:
    return {"rateLimit": throttle.rate_limit, "burstLimit": throttle.burst_limit}


def _method_path(route_key: str) -> str:
    """`GET /pets` as a usage plan names it: `/pets/GET`."""
    method, _, path = route_key.partition(" ")
    return f"{path.rstrip('/')}/{method}"


def _mapping(value: Json) -> JsonObject:
    return value if isinstance(value, dict) else {}
