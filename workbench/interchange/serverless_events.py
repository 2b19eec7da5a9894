"""The APIs of a serverless.yml: its http, httpApi, websocket and url events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway.api import Api, ApiKey, Authorizer, Quota, Route, UsagePlan
from workbench.interchange.api_document import TemplatePermission
from workbench.interchange.api_draft import ApiDraft, iam_authorizer
from workbench.interchange.custom_domain import endpoint_type
from workbench.interchange.document import mapping, sequence
from workbench.interchange.mock_integration import preflight_route, serverless_preflight
from workbench.interchange.openapi_body import cors_settings, without_trailing_slash
from workbench.interchange.resource_names import ACCOUNT_ID, FIRST_API_ID, REGION, made_id
from workbench.interchange.sam_auth import made_key, throttle_of
from workbench.interchange.template import strings, truth, whole
from workbench.interchange.template_permissions import API_GATEWAY, statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.events.json_value import Json, JsonObject
    from workbench.gateway.api import ApiType, Period
    from workbench.interchange.document import Path
    from workbench.interchange.template import Template

_LOGICAL: Mapping[str, tuple[ApiType, str]] = {
    "http": ("REST", "ApiGatewayRestApi"),
    "httpApi": ("HTTP", "HttpApi"),
    "websocket": ("WEBSOCKET", "WebsocketsApi"),
}
_PERIODS: Mapping[str, Period] = {"DAY": "DAY", "WEEK": "WEEK", "MONTH": "MONTH"}
_CORS_HEADERS = "Content-Type X-Amz-Date Authorization X-Api-Key X-Amz-Security-Token X-Amz-User-Agent X-Amzn-Trace-Id"
"""What an httpApi with `cors: true` allows (Serverless Framework documentation, HTTP API)."""


def logical_id(function: str) -> str:
    """The logical id that the Serverless Framework gives a function."""
    spelled = function.replace("-", "Dash").replace("_", "Underscore")
    return f"{spelled[:1].upper()}{spelled[1:]}LambdaFunction"


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
        self._granted: dict[tuple[str, str], TemplatePermission] = {}

    @property
    def permissions(self) -> tuple[TemplatePermission, ...]:
        """The permissions for all APIs read so far."""
        return tuple(self._granted.values())

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
                    elif kind == "alb":
                        self._template.note((*path, kind), "An alb event is not simulated")
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
            draft = ApiDraft(api_type, first, name=f"{self._stage}-{self._service}", stage=self._stage)
            self._drafts[kind] = draft
            if kind == "http":
                self._configure_rest(draft)
            elif kind == "httpApi":
                self._configure_http(draft)
            else:
                expression = self._provider.get("websocketsApiRouteSelectionExpression")
                draft.settings["route_selection_expression"] = str(expression or "$request.body.action")
        return self._drafts[kind]

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
        for name, each in mapping(said.get("authorizers")).items():
            path: Path = ("serverless", "provider", "httpApi", "authorizers", name)
            draft.authorizers[name] = self._http_authorizer(name, mapping(each), draft, path=path)

    def _http_authorizer(self, name: str, said: Json, draft: ApiDraft, *, path: Path) -> Authorizer:
        settings: JsonObject = {"ttl_seconds": whole(said.get("resultTtlInSeconds"))}
        source = strings(said.get("identitySource"))
        function: str | None = None
        if said.get("type") == "request":
            function = self._named(said.get("functionName") or said.get("functionArn"), path=path)
            settings["payload_format_version"] = str(said.get("payloadVersion") or "2.0")
            settings["enable_simple_responses"] = truth(said.get("enableSimpleResponses"))
            if function:
                self._grant("httpApi", function, draft, path=path)
        else:
            settings |= {"issuer": said.get("issuerUrl"), "audience": list(strings(said.get("audience"))) or None}
        kept = {key: value for key, value in settings.items() if value is not None}
        return Authorizer(name, "REQUEST" if said.get("type") == "request" else "JWT", function, source, kept)

    def _named(self, said: Json, *, path: Path) -> str | None:
        """The function that an authorizer names, by its key in the file or its ARN."""
        text = str(self._template.resolve(said, path) or "")
        if text in self._functions:
            return text
        found = self._template.function_named(text)
        if found is None:
            self._template.note(path, f"The function {text or 'of this authorizer'} was not found")
        return found[0] if found else None

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
            authorizer, scopes, iam = self._authorizer(said.get("authorizer"), draft, path=path)
            settings = self._settings(said, rest=draft.type == "REST")
            if scopes:
                settings["scopes"] = list(scopes)
            is_proxy = str(said.get("integration", "lambda-proxy")).lower().replace("_", "-") in {
                "lambda-proxy",
                "aws-proxy",
            }
            if not is_proxy:
                self._template.note(path, f"{method} {template} has no Lambda proxy integration")
                return
            if draft.type == "REST" and said.get("cors"):
                self._cors.setdefault(template, []).append((method, said["cors"]))
            draft.add_route(
                Route(
                    method=method,
                    path=template,
                    function=function,
                    authorizer=iam_authorizer(draft) if iam else authorizer,
                    api_key_required=truth(said.get("private")),
                    settings=settings,
                )
            )
        self._grant(kind, function, draft, path=path)

    def _authorizer(self, said: Json, draft: ApiDraft, *, path: Path) -> tuple[str | None, tuple[str, ...], bool]:
        """The authorizer of a route: its name, the scopes that it asks for, and whether it is AWS_IAM."""
        if said is None:
            return None, (), False
        how = mapping(said)
        kind = str(how.get("type", said if isinstance(said, str) else "")).upper()
        if kind == "AWS_IAM":
            return None, (), True
        scopes = strings(how.get("scopes"))
        name = str(how.get("name") or (said if isinstance(said, str) else "") or "").rpartition(":")[2]
        if name in draft.authorizers or draft.type == "HTTP":
            if name not in draft.authorizers:
                self._template.note((*path, "authorizer"), f"There is no authorizer {name}")
                return None, (), False
            return name, scopes, False
        return self._rest_authorizer(name, said, how, draft, path=(*path, "authorizer")), scopes, False

    def _rest_authorizer(self, name: str, said: Json, how: Json, draft: ApiDraft, *, path: Path) -> str | None:
        arn = str(self._template.resolve(how.get("arn"), path) or (said if isinstance(said, str) else ""))
        name = name or arn.rpartition(":")[2].rpartition("/")[2] or "authorizer"
        identity = str(how.get("identitySource") or "method.request.header.Authorization")
        source = tuple(part.strip() for part in identity.split(","))
        settings: JsonObject = {
            "ttl_seconds": whole(how.get("resultTtlInSeconds")),
            "identity_validation_expression": how.get("identityValidationExpression"),
        }
        function: str | None = None
        if ":cognito-idp:" in arn or str(how.get("type", "")).upper() == "COGNITO_USER_POOLS":
            settings["user_pool_arns"] = [arn]
        else:
            function = self._named(arn if arn.startswith("arn:") else name, path=path)
            if function is None:
                return None
            self._grant("http", function, draft, path=path)
        kept = {key: value for key, value in settings.items() if value is not None}
        if "user_pool_arns" in settings:
            draft.authorizers[name] = Authorizer(name, "COGNITO", None, source, kept)
        else:
            is_request = str(how.get("type", "")).lower() == "request"
            draft.authorizers[name] = Authorizer(name, "REQUEST" if is_request else "TOKEN", function, source, kept)
        return name

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

    def _grant(self, kind: str, function: str, draft: ApiDraft, *, path: Path) -> None:
        """What the Serverless Framework lets an API invoke: all of a REST or HTTP API, and any WebSocket API.

        Serverless Framework 3, lib/plugins/aws/package/compile/events: api-gateway/lib/permissions.js, http-api.js,
        websockets/lib/permissions.js.
        """
        known = function if self._template.type_of(function) else logical_id(function)
        source = f"arn:aws:execute-api:{REGION}:{ACCOUNT_ID}:{draft.id}/"
        said: JsonObject = {"Principal": API_GATEWAY}
        if kind != "websocket":
            said["SourceArn"] = source + ("*/*" if kind == "http" else "*")
        suffix = {"http": "ApiGateway", "httpApi": "HttpApi", "websocket": "Websockets"}[kind]
        sid = f"{known.removesuffix('LambdaFunction')}LambdaPermission{suffix}"
        stored = statement(said, sid=sid, resource=str(self._template.attribute(known, "Arn")))
        place = self._template.place_of(path, of_key=True)
        self._granted.setdefault(
            (known, kind), TemplatePermission(known, stored, written_by="Serverless Framework", place=place)
        )

    def _grant_url(self, function: str) -> None:
        """Of the two actions that a new URL needs, the framework allows one (serverless issue 13147)."""
        known = logical_id(function)
        said = {"Principal": "*", "Action": "lambda:InvokeFunctionUrl", "FunctionUrlAuthType": "NONE"}
        sid = f"{known.removesuffix('LambdaFunction')}LambdaPermissionFnUrl"
        stored = statement(said, sid=sid, resource=str(self._template.attribute(known, "Arn")))
        place = self._template.place(known)
        self._granted[known, "url"] = TemplatePermission(known, stored, written_by="Serverless Framework", place=place)

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
            self._grant_url(function)
        routes = (Route(path="$default", function=function),)
        return Api(
            "FUNCTION_URL", id=made_id(f"{function}Url"), name=f"{function}Url", routes=routes, settings=settings
        )


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
