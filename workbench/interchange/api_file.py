"""Reading what stands in front of a function, from any of the files in which people write it down."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.gateway.api import (
    Api,
    ApiKey,
    Authorizer,
    Cache,
    CustomDomain,
    Quota,
    Route,
    Throttle,
    UsagePlan,
)
from workbench.interchange.api_document import ApiDocument, DocumentKind
from workbench.interchange.document import Document, read_document
from workbench.interchange.template_kind import kind_of_template

if TYPE_CHECKING:
    from workbench.events.json_value import Json
    from workbench.interchange import api_schema

_METHODS = frozenset({"ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
_IAM = "AWS_IAM"
"""The authorizer that AWS has built in, and that no file has to define."""
_NOBODY = "NONE"
_DEFAULT_STAGE_TYPES = frozenset({"HTTP", "FUNCTION_URL"})


def read_api(text: str, *, name: str) -> ApiDocument:
    """Read an API file, or a SAM, CloudFormation, serverless.yml or OpenAPI document, recognised by its content.

    Args:
        text: the file's text, YAML or JSON.
        name: the file's path as a person gave it; folders that the file names are relative to it.

    Raises:
        InputError: the text cannot be read, or is none of these.
    """
    document = read_document(text, name=name)
    try:
        return _read(document, recognise(document))
    except RecursionError:
        raise InputError("The file is nested too deep", place=name, mend="Flatten it.") from None


def _read(document: Document, kind: DocumentKind) -> ApiDocument:
    if kind == "openapi":
        from workbench.interchange.openapi import read_openapi

        return read_openapi(document)
    if kind == "serverless":
        from workbench.interchange.serverless import read_serverless

        return read_serverless(document)
    if kind != "api":
        from workbench.interchange.cloudformation import read_template

        return read_template(document, kind=kind)
    return ApiDocument(name=document.name, kind="api", apis=(_read_api_file(document),))


def recognise(document: Document) -> DocumentKind:
    """Which kind of file a document is, by what it holds.

    Raises:
        InputError: it is no mapping, or nothing that names an API is in it.
    """
    value = document.value
    if not isinstance(value, dict):
        mend = "Give an API file, a SAM or CloudFormation template, a serverless.yml or an OpenAPI document."
        raise InputError("This is not an API definition", place=document.place(()), mend=mend)
    if "openapi" in value or "swagger" in value:
        return "openapi"
    if isinstance(value.get("Resources"), dict):
        return kind_of_template(value)
    if "service" in value and ("provider" in value or "functions" in value):
        return "serverless"
    return "api"


def _read_api_file(document: Document) -> Api:
    from pydantic import ValidationError

    from workbench.interchange.api_schema import ApiFile
    from workbench.interchange.schema_errors import input_error

    try:
        file = ApiFile.model_validate(document.value)
    except ValidationError as error:
        raise input_error(error, document, model=ApiFile) from None
    return _api(file, document)


def _api(file: api_schema.ApiFile, document: Document) -> Api:
    from workbench.interchange.api_schema import API_SETTINGS, settings_of

    authorizers = {name: _authorizer(name, part, document) for name, part in file.authorizers.items()}
    if any(part.authorizer == _IAM for part in file.routes):
        authorizers.setdefault(_IAM, Authorizer(_IAM, "IAM"))
    routes = [_route(part, index, file=file, document=document) for index, part in enumerate(file.routes)]
    stage = file.stage or ("$default" if file.type in _DEFAULT_STAGE_TYPES else "prod")
    return Api(
        type=file.type,
        id=file.id,
        name=file.name,
        account_id=file.account_id,
        region=file.region,
        stage=stage,
        endpoint_type=file.endpoint_type,
        payload_format_version=file.payload_format_version,
        multi_value_headers=file.multi_value_headers,
        custom_domain=_custom_domain(file.custom_domain),
        binary_media_types=tuple(file.binary_media_types),
        stage_variables=dict(file.stage_variables),
        integration_timeout_ms=file.integration_timeout_ms,
        throttle=Throttle(file.throttle.rate_limit, file.throttle.burst_limit),
        cache=_cache(file.cache),
        api_keys=tuple(_api_key(key) for key in file.api_keys),
        authorizers=authorizers,
        routes=tuple(route for route in routes if "mock" not in route.settings),
        mocks=tuple(route for route in routes if "mock" in route.settings),
        settings=settings_of(file, API_SETTINGS),
    )


def _custom_domain(part: api_schema.CustomDomainPart | None) -> CustomDomain | None:
    return None if part is None else CustomDomain(part.name, part.base_path.strip("/"))


def _cache(part: api_schema.CachePart) -> Cache:
    return Cache(**part.model_dump())


def _api_key(part: api_schema.ApiKeyPart) -> ApiKey:
    plan = part.usage_plan
    default = Throttle()
    throttle = Throttle(
        default.rate_limit if plan.rate_limit is None else plan.rate_limit,
        default.burst_limit if plan.burst_limit is None else plan.burst_limit,
    )
    limited = plan.rate_limit is not None or plan.burst_limit is not None
    return ApiKey(
        name=part.name,
        value=part.value,
        usage_plan=UsagePlan(
            throttle=throttle if limited else None,
            quota=Quota(plan.quota.limit, plan.quota.period) if plan.quota else None,
            methods={key: Throttle(each.rate_limit, each.burst_limit) for key, each in plan.methods.items()},
        ),
    )


def _authorizer(name: str, part: api_schema.AuthorizerPart, document: Document) -> Authorizer:
    from workbench.interchange.api_schema import AUTHORIZER_SETTINGS, settings_of

    where = ("authorizers", name)
    if part.type in {"TOKEN", "REQUEST"} and part.function is None:
        what = f"The authorizer {name} has no function"
        raise InputError(what, place=document.place(where), mend="Add `function: …`, which decides.")
    settings = settings_of(part, AUTHORIZER_SETTINGS)
    if isinstance(part.jwks, str):
        settings["jwks"] = _read_keys(part.jwks, document, place=document.place((*where, "jwks")))
    return Authorizer(name, part.type, part.function, tuple(part.identity_source), settings)


def _read_keys(name: str, document: Document, *, place: str) -> Json:
    path = Path(document.name).parent / name
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as error:
        what = f"The key set {path} cannot be read: {error.strerror}"
        raise InputError(what, place=place, mend="Correct its path.") from None
    except ValueError as error:
        what = f"The key set is not JSON: {error}"
        raise InputError(what, place=str(path), mend="Give a JSON Web Key Set.") from None


def _route(part: api_schema.RoutePart, index: int, *, file: api_schema.ApiFile, document: Document) -> Route:
    from workbench.interchange.api_schema import ROUTE_SETTINGS, settings_of

    where = ("routes", index)
    method, path = _method_and_path(part, index, file=file, document=document)
    if part.authorizer not in {None, _IAM, _NOBODY, *file.authorizers}:
        from workbench.interchange.schema_errors import near

        what = f"There is no authorizer {part.authorizer}"
        known = [*file.authorizers, _IAM]
        mend = (
            near(str(part.authorizer), known) if file.authorizers else f"Define it under `authorizers`, or use {_IAM}."
        )
        raise InputError(what, place=document.place((*where, "authorizer")), mend=mend)
    if part.mock is not None and (part.function is not None or file.type != "REST"):
        what = "A route has both function and mock" if part.function else f"{file.type} has no MOCK integration"
        raise InputError(what, place=document.place((*where, "mock"), of_key=True), mend="Remove `mock`.")
    return Route(
        method=method,
        path=path,
        function=part.function,
        authorizer=None if part.authorizer == _NOBODY else part.authorizer,
        api_key_required=part.api_key_required,
        throttle=Throttle(part.throttle.rate_limit, part.throttle.burst_limit) if part.throttle else None,
        cache=_cache(part.cache) if part.cache else None,
        cache_key_parameters=tuple(part.cache_key_parameters),
        credentials=part.credentials,
        settings=settings_of(part, ROUTE_SETTINGS),
    )


def _method_and_path(
    part: api_schema.RoutePart, index: int, *, file: api_schema.ApiFile, document: Document
) -> tuple[str, str]:
    where = ("routes", index)
    path = part.route_key if part.route_key is not None else part.path
    method = part.method.upper()
    if path is None:
        key = "route_key" if file.type == "WEBSOCKET" else "path"
        raise InputError(f"A route has no {key}", place=document.place(where), mend=f"Add `{key}: …`.")
    if part.route_key is not None and part.path is not None:
        what = "A route has both path and route_key"
        raise InputError(what, place=document.place((*where, "route_key"), of_key=True), mend="Keep one of them.")
    if file.type == "WEBSOCKET":
        return "ANY", path
    if part.route_key is not None and not path.startswith("$"):
        method, _, path = path.partition(" ")
        method, path = method.upper(), path.strip()
    field = "path" if part.path is not None else "route_key"
    if method not in _METHODS and file.type != "ALB":
        from workbench.interchange.schema_errors import near

        place = document.place((*where, "method" if part.route_key is None else field))
        raise InputError(f"{method or 'Nothing'} is not a method", place=place, mend=near(method, sorted(_METHODS)))
    mistake = _mistake_in_path(path, file.type)
    if mistake:
        raise InputError(mistake[0], place=document.place((*where, field)), mend=mistake[1])
    return method, path


def _mistake_in_path(path: str, api_type: str) -> tuple[str, str] | None:
    """What is wrong with a route's path as API Gateway takes it, and the mend."""
    if api_type == "ALB":
        return None
    if path == "$default" and _is_http(api_type):
        return None
    if not path.startswith("/"):
        mend = "Begin it with /, or write $default." if _is_http(api_type) else "Begin it with /."
        return f"The path {path!r} does not begin with /", mend
    segments = path.split("/")[1:]
    for position, segment in enumerate(segments):
        if ("{" in segment or "}" in segment) and not (segment.startswith("{") and segment.endswith("}")):
            return f"A parameter must fill a whole segment, and {segment!r} does not", "Write {name} between slashes."
        if segment.endswith("+}") and position != len(segments) - 1:
            return f"The greedy parameter {segment} is not last", "End the path with it."
    return None


def _is_http(api_type: str) -> bool:
    return api_type in {"HTTP", "FUNCTION_URL"}
