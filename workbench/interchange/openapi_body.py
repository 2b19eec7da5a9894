"""The routes and settings of an API, from the OpenAPI document that defines it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.gateway.api import Route
from workbench.interchange.document import mapping, sequence
from workbench.interchange.mock_integration import mock_of_operation
from workbench.interchange.openapi_security import read_schemes, security_of
from workbench.interchange.template import strings, truth, whole

if TYPE_CHECKING:
    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.api_draft import ApiDraft
    from workbench.interchange.openapi_security import Surroundings
    from workbench.interchange.places import Path

_ANY = "x-amazon-apigateway-any-method"
_INTEGRATION = "x-amazon-apigateway-integration"
_METHODS = frozenset({"delete", "get", "head", "options", "patch", "post", "put", _ANY})
_PLACES = {"query": "querystring", "header": "header", "path": "path"}
_HTTP_SIGNS = ("x-amazon-apigateway-cors", "x-amazon-apigateway-importexport-version")


def is_http_api(body: Json) -> bool:
    """Whether a document describes an HTTP API: by what only these have."""
    if any(sign in body for sign in _HTTP_SIGNS) or "swagger" in body:
        return "swagger" not in body
    paths = mapping(body.get("paths"))
    text = json.dumps([paths, mapping(body.get("components")).get("securitySchemes")], default=str)
    return "$default" in paths or "/$default" in paths or '"payloadFormatVersion"' in text or '"jwt"' in text


def read_body(body: Json, draft: ApiDraft, *, around: Surroundings, path: Path) -> None:
    """Add what an OpenAPI document says to a draft of an API."""
    title = mapping(body.get("info")).get("title")
    if isinstance(title, str) and draft.name == "demo":
        draft.name = title
    _read_settings(body, draft, around=around, path=path)
    keys = read_schemes(body, draft, around=around, path=path)
    for template, item in mapping(body.get("paths")).items():
        for method, operation in mapping(item).items():
            where = (*path, "paths", template, method)
            if method.lower() in _METHODS and isinstance(operation, dict):
                shared = sequence(item.get("parameters"))
                route = _Operation(method, template, operation, shared, body).route(draft, keys, around, where)
                if route is not None:
                    draft.add_route(route)
            elif method not in {"parameters", "summary", "description", "servers", "$ref"}:
                around.note(where, f"{method} is no method of API Gateway")


class _Operation:
    """One method of one path."""

    def __init__(self, method: str, template: str, said: JsonObject, shared: list[Json], body: Json) -> None:
        self.method = "ANY" if method.lower() == _ANY else method.upper()
        self.template = "$default" if template in {"$default", "/$default"} else template
        self.said = said
        self.parameters = [_dereferenced(each, body) for each in [*shared, *sequence(said.get("parameters"))]]
        self.body = body

    def route(self, draft: ApiDraft, keys: frozenset[str], around: Surroundings, where: Path) -> Route | None:
        """The route to the function behind the operation; None, with a note, where there is none."""
        integration = mapping(_dereferenced(self.said.get(_INTEGRATION), self.body))
        key = f"{self.method} {self.template}"
        if not integration:
            around.note(where, f"{key} has no integration")
            return None
        kind = str(integration.get("type", "")).lower()
        if kind == "mock" and draft.type == "REST":
            self._mock(integration, draft, keys, around, where)
            return None
        if kind != "aws_proxy":
            path = without_trailing_slash(self.template) if draft.type == "REST" else self.template
            around.note((*where, _INTEGRATION), draft.add_elsewhere(self.method, path, kind or "unnamed"))
            return None
        target = around.target(integration.get("uri"), draft)
        if target is None:
            around.note((*where, _INTEGRATION, "uri"), f"The function of {key} was not found")
            return None
        authorizer, api_key, scopes = security_of(self.said, self.body, draft, keys=keys)
        credentials = integration.get("credentials")
        settings = self._settings(integration, draft)
        if scopes:
            settings["scopes"] = list(scopes)
        if target.qualifier:
            settings["qualifier"] = target.qualifier
        if draft.type == "REST" and isinstance(self.said.get("operationId"), str):
            settings["operation_name"] = self.said["operationId"]
        return Route(
            method=self.method,
            path=without_trailing_slash(self.template) if draft.type == "REST" else self.template,
            function=target.function,
            authorizer=authorizer,
            api_key_required=api_key,
            cache_key_parameters=strings(integration.get("cacheKeyParameters")),
            credentials=credentials if isinstance(credentials, str) else None,
            settings=settings,
        )

    def _mock(
        self, integration: Json, draft: ApiDraft, keys: frozenset[str], around: Surroundings, where: Path
    ) -> None:
        answer, problems = mock_of_operation(integration)
        for problem in problems:
            what = f"The MOCK integration of {self.method} {self.template} is simulated in part: {problem}"
            around.note((*where, _INTEGRATION), what)
        authorizer, api_key, _ = security_of(self.said, self.body, draft, keys=keys)
        path = without_trailing_slash(self.template)
        draft.add_mock(Route(self.method, path, None, authorizer, api_key, settings={"mock": answer}))

    def _settings(self, integration: Json, draft: ApiDraft) -> JsonObject:
        version = integration.get("payloadFormatVersion")
        timeout = whole(integration.get("timeoutInMillis"))
        settings: JsonObject = {} if timeout is None else {"integration_timeout_ms": timeout}
        if version is not None:
            settings["payload_format_version"] = str(version)
        if draft.type == "REST":
            settings |= self._validation()
        return settings

    def _validation(self) -> JsonObject:
        """What a REST API validates: only where a validator is named is any of it looked at."""
        said = self.said.get(
            "x-amazon-apigateway-request-validator", self.body.get("x-amazon-apigateway-request-validator")
        )
        validator = mapping(mapping(self.body.get("x-amazon-apigateway-request-validators")).get(str(said)))
        required = {
            f"method.request.{_PLACES[str(each.get('in'))]}.{each.get('name')}": truth(each.get("required"))
            for each in self.parameters
            if str(each.get("in")) in _PLACES and each.get("in") != "path"
        }
        models = self._models()
        settings: JsonObject = {}
        if required:
            settings["request_parameters"] = required
        if models:
            settings["request_models"] = models
        if validator:
            settings["request_validator"] = {
                "validate_request_body": truth(validator.get("validateRequestBody")),
                "validate_request_parameters": truth(validator.get("validateRequestParameters")),
            }
        return settings

    def _models(self) -> JsonObject:
        swagger = next((each.get("schema") for each in self.parameters if each.get("in") == "body"), None)
        if swagger is not None:
            return {"application/json": _whole_schema(swagger, self.body)}
        content = mapping(mapping(_dereferenced(self.said.get("requestBody"), self.body)).get("content"))
        return {
            str(mime): _whole_schema(each["schema"], self.body)
            for mime, each in content.items()
            if "schema" in mapping(each)
        }


def without_trailing_slash(path: str) -> str:
    """The path as a REST API keeps it (serverless-application-model issue 665)."""
    return path[:-1] if len(path) > 1 and path.endswith("/") else path


def _dereferenced(value: Json, body: Json) -> Json:
    """What a `$ref` inside the document points at, else the value."""
    reference = mapping(value).get("$ref")
    if not isinstance(reference, str) or not reference.startswith("#/"):
        return value if isinstance(value, dict) else {}
    found: Json = body
    for part in reference[2:].split("/"):
        found = mapping(found).get(part.replace("~1", "/").replace("~0", "~"))
    return mapping(found)


def _whole_schema(schema: Json, body: Json) -> Json:
    """A schema together with the definitions that it refers to."""
    text = json.dumps(schema, default=str)
    if "$ref" not in text:
        return schema
    definitions = body.get("definitions") or mapping(body.get("components")).get("schemas") or {}
    whole_text = json.dumps({**mapping(schema), "definitions": definitions}, default=str)
    return json.loads(whole_text.replace("#/components/schemas/", "#/definitions/"))


def _read_settings(body: Json, draft: ApiDraft, *, around: Surroundings, path: Path) -> None:
    if types := strings(body.get("x-amazon-apigateway-binary-media-types")):
        draft.binary_media_types = types
    if source := body.get("x-amazon-apigateway-api-key-source"):
        draft.settings["api_key_source"] = str(source)
    if cors := body.get("x-amazon-apigateway-cors"):
        draft.settings["cors"] = cors_settings(cors)
    if responses := mapping(body.get("x-amazon-apigateway-gateway-responses")):
        draft.settings["gateway_responses"] = {
            str(kind): gateway_response(
                mapping(said).get("statusCode"),
                mapping(mapping(said).get("responseParameters")),
                mapping(mapping(said).get("responseTemplates")),
            )
            for kind, said in responses.items()
        }
    for key in ("x-amazon-apigateway-policy", "x-amazon-apigateway-minimum-compression-size"):
        if key in body:
            around.note((*path, key), f"{key.removeprefix('x-amazon-apigateway-')} of the API is not simulated")


def gateway_response(status: Json, parameters: Json, templates: Json) -> JsonObject:
    """A customised gateway response, in the names of the API file."""
    headers = {
        str(name).removeprefix("gatewayresponse.header."): str(value)
        for name, value in parameters.items()
        if str(name).startswith("gatewayresponse.header.")
    }
    code = whole(status)
    said: JsonObject = {"headers": headers, "templates": {str(mime): str(text) for mime, text in templates.items()}}
    return said if code is None else {"status": code, **said}


def cors_settings(said: Json) -> JsonObject:
    """CORS of an HTTP API or function URL, in the names of the API file, from any of AWS's spellings."""
    if said is True:
        return {"allow_origins": ["*"], "allow_methods": ["*"], "allow_headers": ["*"]}
    if isinstance(said, str):
        return {"allow_origins": [said]}
    folded = {str(key).lower(): value for key, value in mapping(said).items()}
    cors: JsonObject = {
        name: list(strings(folded[name.replace("_", "")]))
        for name in ("allow_origins", "allow_methods", "allow_headers", "expose_headers")
        if folded.get(name.replace("_", "")) is not None
    }
    if (age := whole(folded.get("maxage"))) is not None:
        cors["max_age"] = age
    cors["allow_credentials"] = truth(folded.get("allowcredentials"))
    return cors
