"""REST APIs that a template spells out: RestApi, Resource, Method, Stage, Authorizer, usage plans."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.gateway.api import ApiKey, Cache, CustomDomain, Quota, Route, UsagePlan
from workbench.interchange.api_stage import ApiStage
from workbench.interchange.custom_domain import endpoint_type
from workbench.interchange.document import mapping, sequence
from workbench.interchange.firewall_resources import protect
from workbench.interchange.mock_integration import mock_of_resource
from workbench.interchange.openapi_body import gateway_response
from workbench.interchange.sam_auth import made_key, throttle_of
from workbench.interchange.stage_settings import apply_method_settings
from workbench.interchange.template import strings, truth, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json, JsonObject
    from workbench.gateway.api import Api, ApiType, AuthorizerType, Period
    from workbench.interchange.template import Template

_TYPES: dict[str, AuthorizerType] = {"TOKEN": "TOKEN", "REQUEST": "REQUEST", "COGNITO_USER_POOLS": "COGNITO"}
_PERIODS: dict[str, Period] = {"DAY": "DAY", "WEEK": "WEEK", "MONTH": "MONTH"}
_DEEPEST = 100
"""How many segments a path may have; a guard against resources that are their own parents."""


class RestApiStage(ApiStage):
    """One stage of a REST API."""

    API = "AWS::ApiGateway::RestApi"
    STAGE = "AWS::ApiGateway::Stage"
    OWNER = "RestApiId"

    def __init__(self, template: Template, logical_id: str, stage: str) -> None:
        super().__init__(template, logical_id, stage)
        self._resources: dict[str, str] = {}
        """Logical ids by resource id."""

    def _type(self) -> ApiType:
        return "REST"

    def read(self) -> Api:
        """The API: its authorizers, responses and models, then its document, then its methods."""
        draft, said = self._draft, self._said
        draft.endpoint_type = endpoint_type(said.get("EndpointConfiguration"))
        draft.binary_media_types = strings(said.get("BinaryMediaTypes"))
        if source := said.get("ApiKeySourceType"):
            draft.settings["api_key_source"] = str(source)
        stage = self._stage()
        self._gather_authorizers()
        self._gather_responses_and_models()
        self._read_body()
        for resource in self._mine("AWS::ApiGateway::Resource"):
            self._resources[str(self._template.ref(resource))] = resource
        for method in self._mine("AWS::ApiGateway::Method"):
            self._method(method)
        apply_method_settings(draft, stage.get("MethodSettings"))
        if not truth(stage.get("CacheClusterEnabled")):
            draft.cache = Cache()
        self._gather_keys()
        self._domain()
        protect(draft, self._template)
        return draft.finish()

    def _stage(self) -> JsonObject:
        """The stage; a deployment may make it too."""
        said: JsonObject = self._template.properties(self._stage_id) if self._stage_id else {}
        name = said.get("StageName")
        if not self._stage_id:
            for deployment in self._mine("AWS::ApiGateway::Deployment"):
                made = self._template.properties(deployment)
                said = dict(mapping(made.get("StageDescription")))
                name = made.get("StageName")
        self._draft.stage = str(name or "prod")
        self._draft.stage_variables = {str(key): str(value) for key, value in mapping(said.get("Variables")).items()}
        return said

    def _gather_authorizers(self) -> None:
        for logical_id in self._mine("AWS::ApiGateway::Authorizer"):
            said = self._template.properties(logical_id)
            kind = _TYPES.get(str(said.get("Type", "")))
            if kind is None:
                self._template.note(("Resources", logical_id), f"An authorizer of type {said.get('Type')} is not known")
                continue
            sources = (part.strip() for part in str(said.get("IdentitySource") or "").split(","))
            settings: JsonObject = {
                "ttl_seconds": whole(said.get("AuthorizerResultTtlInSeconds")),
                "identity_validation_expression": said.get("IdentityValidationExpression"),
                "credentials": said.get("AuthorizerCredentials"),
                "user_pool_arns": list(strings(said.get("ProviderARNs"))) or None,
            }
            self._add_authorizer(logical_id, kind, tuple(part for part in sources if part), settings=settings)

    def _gather_responses_and_models(self) -> None:
        for logical_id in self._mine("AWS::ApiGateway::GatewayResponse"):
            said = self._template.properties(logical_id)
            self._draft.settings.setdefault("gateway_responses", {})[str(said.get("ResponseType"))] = gateway_response(
                said.get("StatusCode"), mapping(said.get("ResponseParameters")), mapping(said.get("ResponseTemplates"))
            )
        for logical_id in self._mine("AWS::ApiGateway::Model"):
            said = self._template.properties(logical_id)
            name = str(said.get("Name") or logical_id)
            self._draft.settings.setdefault("request_models", {})[name] = said.get("Schema") or {}

    def _path_of(self, resource: str) -> str | None:
        """The path of a resource id; None where a resource above it is not in the template."""
        if resource == f"{self._draft.id}/root":
            return "/"
        parts: list[str] = []
        while resource in self._resources and len(parts) < _DEEPEST:
            said = self._template.properties(self._resources[resource])
            parts.append(str(said.get("PathPart", "")))
            resource = str(said.get("ParentId", ""))
        return "/" + "/".join(reversed(parts)) if resource == f"{self._draft.id}/root" else None

    def _method(self, logical_id: str) -> None:
        said = self._template.properties(logical_id)
        path = self._path_of(str(said.get("ResourceId", "")))
        where = ("Resources", logical_id)
        if path is None:
            self._template.note(
                (*where, "Properties", "ResourceId"), f"The path of the method {logical_id} was not found"
            )
            return
        method = str(said.get("HttpMethod", "ANY")).upper()
        integration = mapping(said.get("Integration"))
        kind = str(integration.get("Type", "")).upper()
        if kind == "MOCK":
            self._mock(logical_id, Route(method, path, None, self._authorizer_of(logical_id)))
            return
        if kind != "AWS_PROXY":
            what = self._draft.add_elsewhere(method, path, kind or "unnamed")
            self._template.note((*where, "Properties", "Integration"), what)
            return
        route = Route(
            method=method,
            path=path,
            authorizer=self._authorizer_of(logical_id),
            api_key_required=truth(said.get("ApiKeyRequired")),
            cache_key_parameters=strings(integration.get("CacheKeyParameters")),
            settings=self._method_settings(said, integration),
        )
        self._add_route(
            route,
            integration.get("Uri"),
            integration.get("Credentials"),
            path=(*where, "Properties", "Integration", "Uri"),
        )

    def _mock(self, logical_id: str, route: Route) -> None:
        said = self._template.properties(logical_id)
        answer, problems = mock_of_resource(mapping(said.get("Integration")))
        for problem in problems:
            where = ("Resources", logical_id, "Properties", "Integration")
            self._template.note(where, f"The MOCK integration of {route.key} is simulated in part: {problem}")
        key_required = truth(said.get("ApiKeyRequired"))
        self._draft.add_mock(replace(route, api_key_required=key_required, settings={"mock": answer}))

    def _method_settings(self, said: JsonObject, integration: Json) -> JsonObject:
        settings: JsonObject = {}
        if (timeout := whole(integration.get("TimeoutInMillis"))) is not None:
            settings["integration_timeout_ms"] = timeout
        if said.get("OperationName"):
            settings["operation_name"] = str(said["OperationName"])
        if scopes := strings(said.get("AuthorizationScopes")):
            settings["scopes"] = list(scopes)
        if required := mapping(said.get("RequestParameters")):
            settings["request_parameters"] = {str(name): truth(value) for name, value in required.items()}
        if models := mapping(said.get("RequestModels")):
            settings["request_models"] = {str(mime): str(name) for mime, name in models.items()}
        for logical_id in self._mine("AWS::ApiGateway::RequestValidator"):
            if str(self._template.ref(logical_id)) == said.get("RequestValidatorId"):
                validator = self._template.properties(logical_id)
                settings["request_validator"] = {
                    "validate_request_body": truth(validator.get("ValidateRequestBody")),
                    "validate_request_parameters": truth(validator.get("ValidateRequestParameters")),
                }
        return settings

    def _gather_keys(self) -> None:
        """The API keys of the usage plans of this API's stage."""
        template = self._template
        for logical_id in template.of_type("AWS::ApiGateway::UsagePlan"):
            said = template.properties(logical_id)
            if self._draft.id not in {str(mapping(each).get("ApiId")) for each in sequence(said.get("ApiStages"))}:
                continue
            throttle, quota = mapping(said.get("Throttle")), mapping(said.get("Quota"))
            period = _PERIODS.get(str(quota.get("Period")), "DAY")
            plan = UsagePlan(
                throttle=throttle_of(throttle.get("RateLimit"), throttle.get("BurstLimit")),
                quota=Quota(whole(quota.get("Limit")) or 0, period) if quota else None,
            )
            for member in template.of_type("AWS::ApiGateway::UsagePlanKey"):
                key = template.properties(member)
                if str(key.get("UsagePlanId")) == str(template.ref(logical_id)):
                    self._draft.api_keys += self._keys(str(key.get("KeyId")), plan)

    def _keys(self, key_id: str, plan: UsagePlan) -> Iterator[ApiKey]:
        for logical_id in self._template.of_type("AWS::ApiGateway::ApiKey"):
            if str(self._template.ref(logical_id)) == key_id:
                said = self._template.properties(logical_id)
                value = str(said.get("Value") or made_key(logical_id))
                if "Value" not in said:
                    what = f"AWS makes up the value of this API key; here it is {value}"
                    self._template.note(("Resources", logical_id), what)
                yield ApiKey(str(said.get("Name") or logical_id), value, plan)

    def _domain(self) -> None:
        for logical_id in self._mine("AWS::ApiGateway::BasePathMapping"):
            said = self._template.properties(logical_id)
            if said.get("Stage", self._draft.stage) != self._draft.stage:
                continue
            self._draft.custom_domain = CustomDomain(
                str(said.get("DomainName", "")), str(said.get("BasePath") or "").strip("/")
            )
