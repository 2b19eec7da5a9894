"""The WebSocket APIs of a SAM template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway.api import Authorizer, Route
from workbench.interchange.api_draft import ApiDraft, iam_authorizer
from workbench.interchange.custom_domain import domain_of
from workbench.interchange.deployed_names import label
from workbench.interchange.document import mapping
from workbench.interchange.stage_settings import apply_route_settings
from workbench.interchange.template import strings, truth, whole
from workbench.interchange.template_permissions import API_GATEWAY, authorizer_source_arn, written_by_sam

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.api_document import TemplatePermission
    from workbench.interchange.places import Path
    from workbench.interchange.template import Template

WEBSOCKET_API = "AWS::Serverless::WebSocketApi"


class SamWebSocketApi:
    """One AWS::Serverless::WebSocketApi, with the permissions that SAM writes for it (AWS SAM translator 1.115)."""

    def __init__(self, template: Template, logical_id: str) -> None:
        self._template = template
        self._id = logical_id
        self._said = template.properties(logical_id)
        self._path: Path = ("Resources", logical_id, "Properties")
        self.permissions: list[TemplatePermission] = []

    def read(self) -> ApiDraft:
        """The API."""
        said = self._said
        draft = ApiDraft("WEBSOCKET", self._template.api_id(self._id), region=self._template.region)
        draft.name = str(said.get("Name") or label(self._id))
        draft.stage = str(said.get("StageName") or "default")
        draft.stage_variables = {str(key): str(each) for key, each in mapping(said.get("StageVariables")).items()}
        draft.custom_domain = domain_of(said.get("Domain"))
        draft.settings["route_selection_expression"] = str(
            said.get("RouteSelectionExpression") or "$request.body.action"
        )
        authorizer = self._authorizer(draft, mapping(said.get("Auth")))
        for key, each in mapping(said.get("Routes")).items():
            self._route(draft, key, mapping(each), authorizer=authorizer if key == "$connect" else None)
        apply_route_settings(draft, said.get("DefaultRouteSettings"), said.get("RouteSettings"))
        return draft

    def _authorizer(self, draft: ApiDraft, auth: Json) -> str | None:
        kind = str(auth.get("AuthType") or "NONE")
        if kind == "AWS_IAM":
            return iam_authorizer(draft)
        if kind != "CUSTOM":
            return None
        found = self._template.function_named(str(auth.get("AuthArn", "")))
        if found is None:
            self._template.note((*self._path, "Auth"), "The function of this authorizer was not found")
            return None
        name = f"{label(self._id)}ConnectAuthorizer"
        role = auth.get("InvokeRole")
        settings: JsonObject = {"credentials": role} if isinstance(role, str) else {}
        draft.authorizers[name] = Authorizer(name, "REQUEST", found[0], strings(auth.get("IdentitySource")), settings)
        if not settings:
            arn = authorizer_source_arn(draft)
            self.permissions += self._allow(found, f"{self._id}AuthorizerPermission", arn, path=(*self._path, "Auth"))
        return name

    def _route(self, draft: ApiDraft, key: str, said: Json, *, authorizer: str | None) -> None:
        path: Path = (*self._path, "Routes", key)
        found = self._template.function_named(str(said.get("FunctionArn", "")))
        if found is None:
            self._template.note(path, f"The function of {key} was not found")
            return
        settings: JsonObject = {"qualifier": found[1]} if found[1] else {}
        if (timeout := whole(said.get("IntegrationTimeout"))) is not None:
            settings["integration_timeout_ms"] = timeout
        if said.get("RouteResponseSelectionExpression"):
            settings["route_response"] = True
        draft.add_route(
            Route(
                path=key,
                function=found[0],
                authorizer=authorizer,
                api_key_required=truth(said.get("ApiKeyRequired")),
                settings=settings,
            )
        )
        arn = f"{draft.arn}/{draft.stage}/{key}"
        spelled = key.removeprefix("$")
        self.permissions += self._allow(
            found, f"{self._id}{spelled[:1].upper()}{spelled[1:]}Permission", arn, path=path
        )

    def _allow(self, found: tuple[str, str], sid: str, arn: str, *, path: Path) -> Iterator[TemplatePermission]:
        yield written_by_sam(
            self._template,
            found[0],
            sid=sid,
            qualifier=found[1],
            said={"Principal": API_GATEWAY, "SourceArn": arn},
            place=self._template.place_of(path, of_key=True),
        )
