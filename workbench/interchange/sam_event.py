"""The events of a SAM function that put it behind an API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.gateway.api import Route
from workbench.interchange.api_draft import iam_authorizer
from workbench.interchange.document import mapping, sequence
from workbench.interchange.openapi_body import without_trailing_slash
from workbench.interchange.sam_auth import CALLER, throttle_of
from workbench.interchange.template import strings, truth, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.api_draft import ApiDraft
    from workbench.interchange.places import Path
    from workbench.interchange.template import Template

_PROPERTIES = frozenset(
    {
        *("Path", "Method", "RestApiId", "ApiId", "Auth", "RequestModel", "RequestParameters", "TimeoutInMillis"),
        *("PayloadFormatVersion", "RouteSettings"),
    }
)


@dataclass(frozen=True, slots=True)
class SamEvent:
    """One Api or HttpApi event of a function."""

    function: str
    """The function's logical id."""
    name: str
    rest: bool
    api: str | None
    """The id of the API that it names; None for the implicit one."""
    method: str
    template: str
    """The path, or `$default`."""
    said: JsonObject
    path: Path
    alias: str = ""

    def route(self, draft: ApiDraft, template: Template) -> Route:
        """The route that the event makes in its API."""
        auth = mapping(self.said.get("Auth"))
        authorizer = self._authorizer(auth, draft, template)
        api_key = truth(auth["ApiKeyRequired"]) if "ApiKeyRequired" in auth else draft.api_key_required
        settings, cache_keys = self._settings(auth)
        said = mapping(self.said.get("RouteSettings"))
        return Route(
            method=self.method,
            path=without_trailing_slash(self.template) if self.rest else self.template,
            function=self.function,
            authorizer=authorizer,
            api_key_required=api_key and self.rest,
            throttle=throttle_of(said.get("ThrottlingRateLimit"), said.get("ThrottlingBurstLimit")),
            cache_key_parameters=cache_keys,
            credentials=self._credentials(auth, authorizer, draft),
            settings=settings,
        )

    def _authorizer(self, auth: Json, draft: ApiDraft, template: Template) -> str | None:
        name = auth.get("Authorizer")
        if name is None:
            return draft.default_authorizer
        if name == "NONE":
            return None
        if name == "AWS_IAM":
            return iam_authorizer(draft)
        if str(name) not in draft.authorizers:
            template.note((*self.path, "Properties", "Auth", "Authorizer"), f"There is no authorizer {name}")
            return None
        return str(name)

    def _credentials(self, auth: Json, authorizer: str | None, draft: ApiDraft) -> str | None:
        """With AWS_IAM, SAM has a REST API invoke with the caller's own credentials unless told otherwise."""
        if not self.rest or authorizer is None or draft.authorizers[authorizer].type != "IAM":
            return None
        role = str(auth.get("InvokeRole") or "CALLER_CREDENTIALS")
        return {"CALLER_CREDENTIALS": CALLER, "NONE": None}.get(role, role)

    def _settings(self, auth: Json) -> tuple[JsonObject, tuple[str, ...]]:
        required: JsonObject = {}
        cached: list[str] = []
        for each in sequence(self.said.get("RequestParameters")):
            given = mapping(each) if isinstance(each, dict) else {str(each): {}}
            for name, how in given.items():
                required[str(name)] = truth(mapping(how).get("Required"))
                if truth(mapping(how).get("Caching")):
                    cached.append(str(name))
        model = mapping(self.said.get("RequestModel"))
        timeout = whole(self.said.get("TimeoutInMillis"))
        settings: JsonObject = {} if timeout is None else {"integration_timeout_ms": timeout}
        if self.alias:
            settings["qualifier"] = self.alias
        if not self.rest:
            settings["payload_format_version"] = _version(self.said.get("PayloadFormatVersion"))
        if scopes := strings(auth.get("AuthorizationScopes")):
            settings["scopes"] = list(scopes)
        if required:
            settings["request_parameters"] = required
        if model.get("Model"):
            settings["request_models"] = {"application/json": str(model["Model"])}
        validates = (truth(model.get("ValidateBody")), truth(model.get("ValidateParameters")))
        if any(validates):
            keys = ("validate_request_body", "validate_request_parameters")
            settings["request_validator"] = dict(zip(keys, validates, strict=True))
        return settings, tuple(cached)


def _version(said: Json) -> str:
    return "1.0" if str(said).startswith("1") else "2.0"


def read_events(template: Template) -> Iterator[SamEvent]:
    """Every Api and HttpApi event of the template's functions, in the order of the file."""
    for function in template.of_type("AWS::Serverless::Function"):
        said = template.properties(function)
        for name, each in mapping(said.get("Events")).items():
            event = mapping(each)
            where: Path = ("Resources", function, "Properties", "Events", name)
            if str(event.get("Type")) not in {"Api", "HttpApi"}:
                continue
            properties = mapping(event.get("Properties"))
            for key in properties:
                if key not in _PROPERTIES:
                    template.note((*where, "Properties", key), f"{key} of the event {name} is not simulated")
            yield _event(function, name, event, properties, path=where, alias=str(said.get("AutoPublishAlias") or ""))


def _event(function: str, name: str, event: Json, said: Json, *, path: Path, alias: str) -> SamEvent:
    rest = event["Type"] == "Api"
    api = said.get("RestApiId" if rest else "ApiId")
    method = str(said.get("Method") or "ANY").upper()
    template = str(said.get("Path") or ("/" if rest else "$default"))
    return SamEvent(
        function=function,
        name=name,
        rest=rest,
        api=str(api) if api else None,
        method="ANY" if method in {"ANY", "X-AMAZON-APIGATEWAY-ANY-METHOD", "*"} else method,
        template="$default" if template == "/$default" else template,
        said=dict(said),
        path=path,
        alias=alias,
    )
