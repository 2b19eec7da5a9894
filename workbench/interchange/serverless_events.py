"""The APIs of a serverless.yml: its http, httpApi, websocket and url events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway.api import Api, ApiKey, Quota, Route, UsagePlan
from workbench.interchange.api_draft import ApiDraft
from workbench.interchange.custom_domain import endpoint_type
from workbench.interchange.document import mapping, sequence
from workbench.interchange.mock_integration import preflight_route, serverless_preflight
from workbench.interchange.openapi_body import cors_settings, without_trailing_slash
from workbench.interchange.resource_names import FIRST_API_ID, made_id
from workbench.interchange.sam_auth import made_key, throttle_of
from workbench.interchange.serverless_authorizers import ServerlessAuthorizers
from workbench.interchange.serverless_functions import ServerlessFunctions
from workbench.interchange.template import strings, truth, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.events.json_value import Json, JsonObject
    from workbench.gateway.api import ApiType, Period
    from workbench.interchange.api_document import TemplatePermission
    from workbench.interchange.places import Path
    from workbench.interchange.template import Template

_LOGICAL: Mapping[str, tuple[ApiType, str]] = {
    "http": ("REST", "ApiGatewayRestApi"),
    "httpApi": ("HTTP", "HttpApi"),
    "websocket": ("WEBSOCKET", "WebsocketsApi"),
}
_PERIODS: Mapping[str, Period] = {"DAY": "DAY", "WEEK": "WEEK", "MONTH": "MONTH"}
_CORS_HEADERS = "Content-Type X-Amz-Date Authorization X-Api-Key X-Amz-Security-Token X-Amz-User-Agent X-Amzn-Trace-Id"
"""What an httpApi with `cors: true` allows (Serverless Framework documentation, HTTP API)."""


_FUNCTION = frozenset(
    {
        *("handler", "name", "description", "runtime", "memorySize", "timeout", "environment", "layers", "role"),
        *("events", "url", "package", "image", "architecture", "reservedConcurrency", "provisionedConcurrency"),
        *("tracing", "vpc", "tags", "dependsOn", "condition", "onError", "kmsKeyArn", "disableLogs", "destinations"),
        *("logRetentionInDays", "versionFunction", "ephemeralStorageSize", "snapStart", "maximumRetryAttempts"),
        *("maximumEventAge", "fileSystemConfig", "runtimeManagement", "module"),
    }
)
_EVENT = frozenset(
    {
        *("path", "method", "cors", "private", "authorizer", "request", "integration", "timeoutInMillis", "response"),
        *("operationId", "documentation", "route", "routeResponseSelectionExpression"),
    }
)
"""What is read of functions and their events, or changes nothing between a client and a function."""


class ServerlessApis:
    """The APIs of one service, with the permissions that the Serverless Framework writes for them."""

    def __init__(
        self, template: Template, provider: Json, functions: Mapping[str, Json], *, stage: str, service: str
    ) -> None:
        self._template = template
        self._provider = provider
        self._functions = functions
        self._stage = stage
        self._service = service
        self._drafts: dict[str, ApiDraft] = {}
        self._cors: dict[str, list[tuple[str, Json]]] = {}
        """By path: the methods that ask for CORS, and how."""
        self._granted = ServerlessFunctions(template, functions)
        self._authorizers = ServerlessAuthorizers(template, self._granted)

    @property
    def permissions(self) -> tuple[TemplatePermission, ...]:
        """The permissions for all APIs read so far."""
        return self._granted.permissions

    def read(self) -> Iterator[Api]:
        """Every API of the service."""
        urls: list[Api] = []
        for key, said in self._functions.items():
            self._note_unknown(said, _FUNCTION, path=("serverless", "functions", key))
            for index, event in enumerate(sequence(said.get("events"))):
                path: Path = ("serverless", "functions", key, "events", index)
                given = mapping(event) if isinstance(event, dict) else {str(event): {}}
                for kind, how in given.items():
                    if kind in _LOGICAL:
                        self._event(kind, key, how, path=(*path, kind))
            if said.get("url"):
                urls.append(self._url(key, said["url"]))
        for template, asked in self._cors.items():
            answer = serverless_preflight(asked[0][1], [method for method, _ in asked])
            self._drafts["http"].add_mock(preflight_route(template, answer))
        yield from (draft.finish() for draft in self._drafts.values())
        yield from urls

    def _note_unknown(self, said: Json, known: frozenset[str], *, path: Path) -> None:
        for name in said:
            if name not in known:
                self._template.note((*path, name), f"{name} is not simulated")

    def _draft(self, kind: str) -> ApiDraft:
        if kind not in self._drafts:
            api_type, logical_id = _LOGICAL[kind]
            first = FIRST_API_ID if not self._drafts else made_id(logical_id)
            draft = ApiDraft(api_type, first, name=self._name_of(api_type), stage=self._stage)
            draft.region = self._template.region
            self._drafts[kind] = draft
            if kind == "http":
                self._configure_rest(draft)
            elif kind == "httpApi":
                self._configure_http(draft)
            else:
                expression = self._provider.get("websocketsApiRouteSelectionExpression")
                draft.settings["route_selection_expression"] = str(expression or "$request.body.action")
        return self._drafts[kind]

    def _name_of(self, api_type: ApiType) -> str:
        """What the Serverless Framework calls an API (version 3, lib/plugins/aws/lib/naming.js)."""
        provider = self._provider
        if api_type == "WEBSOCKET":
            return str(provider.get("websocketsApiName") or f"{self._stage}-{self._service}-websockets")
        rest = mapping(provider.get("apiGateway"))
        own = provider.get("apiName") if api_type == "REST" else mapping(provider.get("httpApi")).get("name")
        parts = (
            (self._service, self._stage)
            if truth(rest.get("shouldStartNameWithService"))
            else (self._stage, self._service)
        )
        return str(own or "-".join(parts))

    def _configure_rest(self, draft: ApiDraft) -> None:
        said = mapping(self._provider.get("apiGateway"))
        draft.endpoint_type = endpoint_type(self._provider.get("endpointType"))
        draft.binary_media_types = strings(said.get("binaryMediaTypes"))
        if source := said.get("apiKeySourceType"):
            draft.settings["api_key_source"] = str(source).upper()
        plan = mapping(said.get("usagePlan"))
        quota, throttle = mapping(plan.get("quota")), mapping(plan.get("throttle"))
        period = _PERIODS.get(str(quota.get("period", "")).upper(), "DAY")
        usage = UsagePlan(
            throttle=throttle_of(throttle.get("rateLimit"), throttle.get("burstLimit")),
            quota=Quota(whole(quota.get("limit")) or 0, period) if quota else None,
        )
        for each in sequence(said.get("apiKeys")):
            name = str(mapping(each).get("name") or each)
            draft.api_keys.append(ApiKey(name, str(mapping(each).get("value") or made_key(name)), usage))
        for key in said:
            if key in {"minimumCompressionSize", "resourcePolicy", "restApiId", "request"}:
                path: Path = ("serverless", "provider", "apiGateway", key)
                self._template.note(path, f"apiGateway.{key} is not simulated")

    def _configure_http(self, draft: ApiDraft) -> None:
        said = mapping(self._provider.get("httpApi"))
        draft.stage = "$default"
        draft.payload_format_version = "1.0" if str(said.get("payload", "2.0")).startswith("1") else "2.0"
        if cors := said.get("cors"):
            draft.settings["cors"] = _cors(cors)
        path: Path = ("serverless", "provider", "httpApi", "authorizers")
        self._authorizers.of_provider(said.get("authorizers"), draft, path=path)

    def _event(self, kind: str, function: str, how: Json, *, path: Path) -> None:
        draft = self._draft(kind)
        said = mapping(how)
        self._note_unknown(said, _EVENT, path=path)
        if kind == "websocket":
            key = str(said.get("route") or how)
            settings: JsonObject = {"route_response": True} if said.get("routeResponseSelectionExpression") else {}
            draft.add_route(Route(path=key, function=function, settings=settings))
        else:
            method, template = _method_and_path(how)
            authorizer, scopes = self._authorizers.of_event(said.get("authorizer"), draft, path=(*path, "authorizer"))
            settings = self._settings(said, rest=draft.type == "REST")
            if scopes:
                settings["scopes"] = list(scopes)
            if draft.type == "REST" and said.get("operationId"):
                settings["operation_name"] = str(said["operationId"])
            is_proxy = str(said.get("integration", "lambda-proxy")).lower().replace("_", "-") in {
                "lambda-proxy",
                "aws-proxy",
            }
            if not is_proxy:
                self._template.note(path, draft.add_elsewhere(method, template, str(said["integration"])))
                return
            if draft.type == "REST" and said.get("cors"):
                self._cors.setdefault(template, []).append((method, said["cors"]))
            draft.add_route(
                Route(
                    method=method,
                    path=template,
                    function=function,
                    authorizer=authorizer,
                    api_key_required=truth(said.get("private")),
                    settings=settings,
                )
            )
        self._granted.grant(kind, function, draft, path=path)

    def _settings(self, said: Json, *, rest: bool) -> JsonObject:
        settings: JsonObject = {}
        if (timeout := whole(said.get("timeoutInMillis"))) is not None:
            settings["integration_timeout_ms"] = timeout
        request = mapping(said.get("request"))
        required: JsonObject = {}
        for key, where in (("querystrings", "querystring"), ("headers", "header"), ("paths", "path")):
            for name, how in mapping(mapping(request.get("parameters")).get(key)).items():
                needed = how.get("required") if isinstance(how, dict) else how
                required[f"method.request.{where}.{name}"] = truth(needed)
        models = {
            str(mime): how.get("schema", how) if isinstance(how, dict) else how
            for mime, how in mapping(request.get("schemas") or request.get("schema")).items()
        }
        if rest and required:
            settings["request_parameters"] = required
        if rest and models:
            settings["request_models"] = models
        if rest and (required or models):
            settings["request_validator"] = {"validate_request_body": True, "validate_request_parameters": True}
        return settings

    def _url(self, function: str, said: Json) -> Api:
        how = mapping(said)
        auth = "AWS_IAM" if str(how.get("authorizer", "")).lower() == "aws_iam" else "NONE"
        settings: JsonObject = {
            "auth_type": auth,
            "invoke_mode": "RESPONSE_STREAM" if how.get("invokeMode") == "RESPONSE_STREAM" else "BUFFERED",
        }
        if cors := how.get("cors"):
            settings["cors"] = _cors(cors)
        if auth == "NONE":
            self._granted.grant_url(function)
        routes = (Route(path="$default", function=function),)
        name, region = f"{function}Url", self._template.region
        return Api("FUNCTION_URL", id=made_id(name), name=name, region=region, routes=routes, settings=settings)


def _method_and_path(how: Json) -> tuple[str, str]:
    """The method and path of an event: `GET /pets`, `*`, or a mapping of both."""
    if isinstance(how, dict):
        method, path = str(how.get("method") or "ANY"), str(how.get("path") or "")
    else:
        method, _, path = str(how).strip().partition(" ")
    method, path = method.upper(), path.strip()
    if path in {"*", ""} and method in {"*", "ANY"} and (path or not isinstance(how, dict)):
        return "ANY", "$default"
    path = path if path.startswith("/") else f"/{path}"
    return "ANY" if method == "*" else method, without_trailing_slash(path)


def _cors(said: Json) -> JsonObject:
    if said is True:
        return {"allow_origins": ["*"], "allow_methods": ["*"], "allow_headers": _CORS_HEADERS.split()}
    renamed = {
        "allowedOrigins": "allowOrigins",
        "allowedHeaders": "allowHeaders",
        "allowedMethods": "allowMethods",
        "exposedResponseHeaders": "exposeHeaders",
    }
    return cors_settings({renamed.get(str(key), str(key)): value for key, value in mapping(said).items()})
