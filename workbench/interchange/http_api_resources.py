"""HTTP and WebSocket APIs that a template spells out: Api, Route, Integration, Stage, Authorizer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway.api import CustomDomain, Route
from workbench.interchange.api_stage import ApiStage
from workbench.interchange.document import mapping
from workbench.interchange.openapi_body import cors_settings
from workbench.interchange.stage_settings import apply_route_settings
from workbench.interchange.template import strings, truth, whole

if TYPE_CHECKING:
    from workbench.events.json_value import Json, JsonObject
    from workbench.gateway.api import Api, ApiType, AuthorizerType


class HttpApiStage(ApiStage):
    """One stage of an HTTP or WebSocket API."""

    API = "AWS::ApiGatewayV2::Api"
    STAGE = "AWS::ApiGatewayV2::Stage"
    OWNER = "ApiId"

    def _type(self) -> ApiType:
        return "WEBSOCKET" if self._said.get("ProtocolType") == "WEBSOCKET" else "HTTP"

    def read(self) -> Api:
        """The API: its authorizers, then its document, then its routes."""
        draft, said = self._draft, self._said
        if draft.type == "WEBSOCKET":
            draft.settings["route_selection_expression"] = str(
                said.get("RouteSelectionExpression") or "$request.body.action"
            )
        stage = self._stage()
        self._gather_authorizers()
        if said.get("CorsConfiguration"):
            draft.settings["cors"] = cors_settings(said["CorsConfiguration"])
        self._read_body()
        if said.get("Target"):
            self._quick_create()
        for route in self._mine("AWS::ApiGatewayV2::Route"):
            self._route(route)
        apply_route_settings(draft, stage.get("DefaultRouteSettings"), stage.get("RouteSettings"))
        for mapped in self._mine("AWS::ApiGatewayV2::ApiMapping"):
            mapping_said = self._template.properties(mapped)
            if mapping_said.get("Stage", draft.stage) != draft.stage:
                continue
            key = str(mapping_said.get("ApiMappingKey") or "")
            draft.custom_domain = CustomDomain(str(mapping_said.get("DomainName", "")), key.strip("/"))
        return draft.finish()

    def _stage(self) -> JsonObject:
        said: JsonObject = self._template.properties(self._stage_id) if self._stage_id else {}
        self._draft.stage = str(said.get("StageName") or ("prod" if self._draft.type == "WEBSOCKET" else "$default"))
        variables = mapping(said.get("StageVariables"))
        self._draft.stage_variables = {str(key): str(value) for key, value in variables.items()}
        return said

    def _gather_authorizers(self) -> None:
        for logical_id in self._mine("AWS::ApiGatewayV2::Authorizer"):
            said = self._template.properties(logical_id)
            kind: AuthorizerType = "JWT" if said.get("AuthorizerType") == "JWT" else "REQUEST"
            jwt = mapping(said.get("JwtConfiguration"))
            version = said.get("AuthorizerPayloadFormatVersion")
            settings: JsonObject = {
                "ttl_seconds": whole(said.get("AuthorizerResultTtlInSeconds")),
                "credentials": said.get("AuthorizerCredentialsArn"),
                "issuer": jwt.get("Issuer"),
                "audience": list(strings(jwt.get("Audience"))) or None,
                "payload_format_version": None if version is None else str(version),
                "enable_simple_responses": truth(said["EnableSimpleResponses"])
                if "EnableSimpleResponses" in said
                else None,
            }
            self._add_authorizer(logical_id, kind, strings(said.get("IdentitySource")), settings=settings)

    def _quick_create(self) -> None:
        """The API that is made with nothing but a function as its target."""
        method, path = _split(str(self._said.get("RouteKey") or "$default"))
        route = Route(method=method, path=path, settings={"payload_format_version": "2.0"})
        where = ("Resources", self._id, "Properties", "Target")
        self._add_route(route, self._said["Target"], self._said.get("CredentialsArn"), path=where)

    def _integration(self, text: str) -> JsonObject | None:
        """The integration that a route's target names, `integrations/ID`."""
        wanted = text.removeprefix("integrations/")
        for logical_id in self._mine("AWS::ApiGatewayV2::Integration"):
            if str(self._template.ref(logical_id)) == wanted:
                return self._template.properties(logical_id)
        return None

    def _route(self, logical_id: str) -> None:
        said = self._template.properties(logical_id)
        where = ("Resources", logical_id, "Properties")
        key = str(said.get("RouteKey", ""))
        integration = self._integration(str(said.get("Target", "")))
        if integration is None:
            self._template.note((*where, "Target"), f"The integration of {key} was not found")
            return
        method, path = _split(key) if self._draft.type == "HTTP" else ("ANY", key)
        kind = str(integration.get("IntegrationType", ""))
        if kind != "AWS_PROXY" or integration.get("IntegrationSubtype"):
            named = integration.get("IntegrationSubtype") or kind or "unnamed"
            self._template.note((*where, "Target"), self._draft.add_elsewhere(method, path, str(named)))
            return
        route = Route(
            method=method,
            path=path,
            authorizer=self._authorizer_of(logical_id),
            api_key_required=truth(said.get("ApiKeyRequired")),
            settings=self._settings(said, integration),
        )
        self._add_route(
            route, integration.get("IntegrationUri"), integration.get("CredentialsArn"), path=(*where, "Target")
        )

    def _settings(self, said: JsonObject, integration: Json) -> JsonObject:
        settings: JsonObject = {}
        if self._draft.type == "HTTP":
            version = str(integration.get("PayloadFormatVersion") or "1.0")
            settings["payload_format_version"] = "1.0" if version.startswith("1") else "2.0"
        if (timeout := whole(integration.get("TimeoutInMillis"))) is not None:
            settings["integration_timeout_ms"] = timeout
        if scopes := strings(said.get("AuthorizationScopes")):
            settings["scopes"] = list(scopes)
        if self._draft.type == "WEBSOCKET" and said.get("RouteResponseSelectionExpression"):
            settings["route_response"] = True
        return settings


def _split(key: str) -> tuple[str, str]:
    """A route key as method and path."""
    method, _, path = key.partition(" ")
    return (method.upper(), path.strip()) if path else ("ANY", key)
