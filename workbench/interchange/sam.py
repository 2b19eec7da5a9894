"""The APIs of a SAM template: those it defines, and the implicit ones of its function events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.api_draft import ApiDraft
from workbench.interchange.around import TemplateSurroundings
from workbench.interchange.custom_domain import domain_of, endpoint_type
from workbench.interchange.deployed_names import label
from workbench.interchange.document import mapping
from workbench.interchange.firewall_resources import protect
from workbench.interchange.mock_integration import preflight_route, sam_preflight
from workbench.interchange.openapi_body import cors_settings, gateway_response, read_body
from workbench.interchange.sam_auth import read_auth
from workbench.interchange.sam_event import SamEvent, read_events
from workbench.interchange.sam_websocket import WEBSOCKET_API, SamWebSocketApi
from workbench.interchange.stage_settings import apply_method_settings, apply_route_settings
from workbench.interchange.template import strings, truth
from workbench.interchange.template_permissions import API_GATEWAY, http_source_arn, rest_source_arn, written_by_sam

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import JsonObject
    from workbench.gateway.api import Api
    from workbench.interchange.api_document import TemplatePermission
    from workbench.interchange.template import Template

_REST = "AWS::Serverless::Api"
_HTTP = "AWS::Serverless::HttpApi"


class SamApis:
    """The APIs of one SAM template, with the permissions that SAM writes for them."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._around = TemplateSurroundings(template)
        self._drafts: dict[str, ApiDraft] = {}
        self.permissions: list[TemplatePermission] = []

    def read(self) -> tuple[Api, ...]:
        """Every API, the defined ones first."""
        for logical_id in self._template.of_type(_REST, _HTTP):
            rest = self._template.type_of(logical_id) == _REST
            self._drafts[logical_id] = self._defined(logical_id, rest=rest)
        events = [(event, draft) for event in read_events(self._template) if (draft := self._draft_of(event))]
        for event, draft in events:
            draft.add_route(event.route(draft, self._template))
        for event, draft in events:
            self.permissions += self._permission(event, draft)
        for logical_id, draft in self._drafts.items():
            said = self._template.properties(logical_id)
            if draft.type == "REST":
                if said.get("Cors"):
                    self._preflights(draft, said)
                apply_method_settings(draft, said.get("MethodSettings"))
                protect(draft, self._template)
                draft.cache = draft.cache if truth(said.get("CacheClusterEnabled")) else ApiDraft("REST", "").cache
            else:
                apply_route_settings(draft, said.get("DefaultRouteSettings"), said.get("RouteSettings"))
        for logical_id in self._template.of_type(WEBSOCKET_API):
            websocket = SamWebSocketApi(self._template, logical_id)
            self._drafts[logical_id] = websocket.read()
            self.permissions += websocket.permissions
        return tuple(draft.finish() for draft in self._drafts.values())

    def _defined(self, logical_id: str, *, rest: bool) -> ApiDraft:
        template = self._template
        said = template.properties(logical_id)
        draft = ApiDraft("REST" if rest else "HTTP", template.api_id(logical_id), region=template.region)
        draft.name = str(said.get("Name") or label(logical_id))
        draft.stage = str(said.get("StageName") or ("Prod" if rest else "$default"))
        variables = mapping(said.get("Variables" if rest else "StageVariables"))
        draft.stage_variables = {str(name): str(value) for name, value in variables.items()}
        draft.binary_media_types = tuple(each.replace("~1", "/") for each in strings(said.get("BinaryMediaTypes")))
        draft.endpoint_type = endpoint_type(said.get("EndpointConfiguration")) if rest else "REGIONAL"
        draft.custom_domain = domain_of(said.get("Domain"))
        if source := said.get("ApiKeySourceType"):
            draft.settings["api_key_source"] = str(source)
        self.permissions += read_auth(template, logical_id, draft)
        if not rest and said.get("CorsConfiguration"):
            draft.settings["cors"] = cors_settings(said["CorsConfiguration"])
        for kind, response in mapping(said.get("GatewayResponses")).items():
            parameters = mapping(mapping(response).get("ResponseParameters"))
            spelled = {
                f"gatewayresponse.header.{name}": value for name, value in mapping(parameters.get("Headers")).items()
            }
            draft.settings.setdefault("gateway_responses", {})[str(kind)] = gateway_response(
                mapping(response).get("StatusCode"), spelled, mapping(mapping(response).get("ResponseTemplates"))
            )
        if models := mapping(said.get("Models")):
            draft.settings["request_models"] = dict(models)
        body = self._around.body(logical_id, said.get("DefinitionBody"), said.get("DefinitionUri"))
        if body:
            read_body(body, draft, around=self._around, path=("Resources", logical_id, "Properties", "DefinitionBody"))
        return draft

    def _preflights(self, draft: ApiDraft, said: JsonObject) -> None:
        """The OPTIONS methods that SAM adds to every path without one, by `Cors`."""
        auth = mapping(said.get("Auth"))
        with_authorizer = auth.get("AddDefaultAuthorizerToCorsPreflight", True) is not False
        with_key = auth.get("AddApiKeyRequiredToCorsPreflight", True) is not False
        methods: dict[str, set[str]] = {}
        for route in (*draft.routes, *draft.mocks):
            methods.setdefault(route.path, set()).add(route.method)
        for path, own in methods.items():
            if "OPTIONS" not in own:
                route = preflight_route(
                    path,
                    sam_preflight(said["Cors"], own),
                    authorizer=draft.default_authorizer if with_authorizer else None,
                    api_key_required=draft.api_key_required and with_key,
                )
                draft.add_mock(route)

    def _draft_of(self, event: SamEvent) -> ApiDraft | None:
        if event.api is None:
            implicit = "ServerlessRestApi" if event.rest else "ServerlessHttpApi"
            name = f"{self._template.stack_of(event.function).prefix}{implicit}"
            if name not in self._drafts:
                self._drafts[name] = self._defined(name, rest=event.rest)
            return self._drafts[name]
        for draft in self._drafts.values():
            if draft.id == event.api and (draft.type == "REST") == event.rest:
                return draft
        self._template.note(event.path, f"The API {event.api} of this event is not in this template")
        return None

    def _permission(self, event: SamEvent, draft: ApiDraft) -> Iterator[TemplatePermission]:
        """What SAM lets the API invoke; nothing further where the function is the HTTP API's `$default` already."""
        default = next((route for route in draft.routes if route.path == "$default"), None)
        if not event.rest and event.template != "$default" and default and default.function == event.function:
            return
        source = rest_source_arn if event.rest else http_source_arn
        stage = draft.stage if event.rest else ""
        yield written_by_sam(
            self._template,
            event.function,
            sid=f"{event.function}{event.name}Permission{stage}",
            qualifier=event.alias,
            said={"Principal": API_GATEWAY, "SourceArn": source(draft, event.method, event.template)},
            place=self._template.place_of(event.path),
        )
