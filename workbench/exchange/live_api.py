"""A deployed API as the gateway takes it: one stage of it, with its routes, authorizers, throttles, cache and keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from workbench.errors import UsageError
from workbench.gateway.api import Api, ApiKey, Authorizer, Cache, Quota, Route, Throttle, UsagePlan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.deployed.api_keys import LiveKey
    from workbench.deployed.live_api import LiveApi, LiveAuthorizer, LiveRoute, LiveSettings, LiveStage
    from workbench.deployed.session import AwsSession
    from workbench.events.arrival import EndpointType
    from workbench.events.json_value import Json, JsonObject
    from workbench.gateway.api import AuthorizerType, InvalidationStrategy, Period

_PREFIX = "live:"
_STAGE_VARIABLE = re.compile(r"\$\{stageVariables\.([A-Za-z0-9_]+)\}")
_TYPES: Mapping[str, AuthorizerType] = {
    "TOKEN": "TOKEN",
    "REQUEST": "REQUEST",
    "COGNITO_USER_POOLS": "COGNITO",
    "JWT": "JWT",
}
_IAM = "AWS_IAM"
_CORS = {
    "AllowOrigins": "allow_origins",
    "AllowMethods": "allow_methods",
    "AllowHeaders": "allow_headers",
    "ExposeHeaders": "expose_headers",
    "MaxAge": "max_age",
    "AllowCredentials": "allow_credentials",
}
_DEPLOYED_LAST = "a stage answers as it was deployed last; changes of the API since then are already in here"


@dataclass(frozen=True, slots=True)
class StagedApi:
    """One stage of a deployed API, ready to stand in front of a function."""

    api: Api
    """Its routes and authorizers name their functions by ARN."""
    not_read: tuple[str, ...] = ()
    """The IAM actions that were missing to read the rest."""
    notes: tuple[str, ...] = ()
    """What of the API is not in it."""


def is_live(reference: str) -> bool:
    """Whether a reference to an API names a deployed one, `live:API_ID/STAGE`."""
    return reference.startswith(_PREFIX)


def read_staged(session: AwsSession, reference: str, *, account_id: str = "") -> StagedApi:
    """Read the API that `live:API_ID[/STAGE]` names; without a stage, its only one, or `$default`.

    Raises:
        UsageError: it names no stage of the API.
        FunctionNotFound: there is no such API.
        ServiceError: AWS refused or did not answer.
    """
    from workbench.deployed.api_keys import api_keys
    from workbench.deployed.apis import read_api

    api_id, _, stage_name = reference.removeprefix(_PREFIX).partition("/")
    if not api_id:
        raise UsageError(f"'{reference}' names no API", mend="Write live:API_ID or live:API_ID/STAGE.")
    live = read_api(session, api_id)
    stage = stage_of(live, stage_name)
    keys: tuple[LiveKey, ...] = ()
    not_read: tuple[str, ...] = ()
    if any(route.api_key_required for route in live.routes):
        keys, not_read = api_keys(session, api_id, stage.name)
    return staged(
        live,
        stage,
        region=session.region,
        account_id=account_id or session.who_am_i().account_id,
        keys=keys,
        not_read=not_read,
    )


def stage_of(live: LiveApi, name: str) -> LiveStage:
    """The stage of a name; without one, the only stage, or `$default`.

    Raises:
        UsageError: there is no such stage, or several and none was named.
    """
    names = [stage.name for stage in live.stages]
    wanted = name or (names[0] if len(names) == 1 else "$default")
    found = next((stage for stage in live.stages if stage.name == wanted), None)
    if found is not None:
        return found
    there = ", ".join(names) or "none, or none that may be read"
    what = f"has no stage '{name}'" if name else "has several stages"
    raise UsageError(f"the API {live.id} {what}", mend=f"There is: {there}. Write live:{live.id}/STAGE.")


def staged(
    live: LiveApi,
    stage: LiveStage,
    *,
    region: str,
    account_id: str,
    keys: tuple[LiveKey, ...] = (),
    not_read: tuple[str, ...] = (),
) -> StagedApi:
    """One stage of an API as the gateway takes it."""
    names = {each.id: each.name or each.id for each in live.authorizers}
    authorizers = {names[each.id]: _authorizer(each, stage) for each in live.authorizers}
    if any(route.authorization == _IAM for route in live.routes):
        authorizers[_IAM] = Authorizer(_IAM, "IAM")
    settings: dict[str, Json] = {ours: live.cors[theirs] for theirs, ours in _CORS.items() if theirs in live.cors}
    everything: dict[str, Json] = {"cors": settings} if settings else {}
    if live.api_key_source:
        everything["api_key_source"] = live.api_key_source
    if live.route_selection_expression:
        everything["route_selection_expression"] = live.route_selection_expression
    if live.gateway_responses:
        everything["gateway_responses"] = dict(live.gateway_responses)
    if live.models:
        everything["request_models"] = dict(live.models)
    if live.type == "FUNCTION_URL":
        everything |= {"auth_type": live.routes[0].authorization, "invoke_mode": live.invoke_mode}
    api = Api(
        type=live.type,
        id=live.id,
        name=live.name,
        account_id=account_id,
        region=region,
        stage=stage.name,
        endpoint_type=cast("EndpointType", live.endpoint_type),
        binary_media_types=live.binary_media_types,
        stage_variables=dict(stage.variables),
        throttle=_throttle(stage.settings) or Throttle(),
        cache=_cache(stage.settings),
        api_keys=tuple(_key(key) for key in keys),
        authorizers=authorizers,
        routes=tuple(_route(route, live, stage, names) for route in live.routes),
        mocks=(*(_route(route, live, stage, names) for route in live.mocks), *_elsewhere(live)),
        settings=everything,
    )
    notes = [_DEPLOYED_LAST] if live.type == "REST" else []
    notes += [f"{route} leads to something else than a function" for route in live.other_routes]
    notes += [
        f"The MOCK integration of {route.method} {route.path} is simulated in part: {problem}"
        for route in live.mocks
        for problem in _mock(route.mock)[1]
    ]
    return StagedApi(api, tuple(dict.fromkeys((*live.not_read, *not_read))), tuple(notes))


def _route(route: LiveRoute, live: LiveApi, stage: LiveStage, names: Mapping[str, str]) -> Route:
    settings: dict[str, Json] = {}
    if live.type == "HTTP":
        settings["payload_format_version"] = route.payload_format_version or "2.0"
    if route.timeout_ms is not None:
        settings["integration_timeout_ms"] = route.timeout_ms
    if route.scopes:
        settings["scopes"] = list(route.scopes)
    if route.request_parameters:
        settings["request_parameters"] = dict(route.request_parameters)
    if route.request_models:
        settings["request_models"] = dict(route.request_models)
    if route.validates_body or route.validates_parameters:
        settings["request_validator"] = {
            "validate_request_body": route.validates_body,
            "validate_request_parameters": route.validates_parameters,
        }
    if route.mock:
        settings["mock"], _ = _mock(route.mock)
    own = stage.of(route)
    return Route(
        method=route.method,
        path=route.path,
        function=_filled(route.function_arn, stage) or None,
        authorizer=_IAM if route.authorization == _IAM else names.get(route.authorizer_id),
        api_key_required=route.api_key_required,
        throttle=_throttle(own) if own else None,
        cache=_cache(own) if own else None,
        cache_key_parameters=route.cache_key_parameters,
        credentials=_filled(route.credentials, stage) or None,
        settings=settings,
    )


def _elsewhere(live: LiveApi) -> Iterator[Route]:
    """The routes that lead to something else than a function, so that they are not taken for missing."""
    for each in live.other_routes if live.type != "WEBSOCKET" else ():
        method, _, path = each.partition(" ")
        yield Route(method, path, settings={"leads_to": "another integration"})


def _mock(integration: JsonObject) -> tuple[JsonObject, tuple[str, ...]]:
    """What a MOCK integration answers, and what of it is not simulated."""
    from workbench.gateway.mock_integration import configured_mock

    responses = integration.get("integrationResponses") or {}
    answers = [(each.get("selectionPattern") or "default", each) for each in responses.values()]
    keys = ("statusCode", "responseParameters", "responseTemplates")
    return configured_mock(integration.get("requestTemplates"), answers, keys)


def _authorizer(found: LiveAuthorizer, stage: LiveStage) -> Authorizer:
    settings: dict[str, Json] = {
        "id": found.id,
        "ttl_seconds": found.ttl_seconds,
        "identity_validation_expression": found.validation_expression or None,
        "credentials": found.credentials or None,
        "user_pool_arns": list(found.user_pools) or None,
        "issuer": found.issuer or None,
        "audience": list(found.audience) or None,
        "payload_format_version": found.payload_format_version or None,
        "enable_simple_responses": found.simple_responses or None,
    }
    return Authorizer(
        name=found.name or found.id,
        type=_TYPES.get(found.type, "REQUEST"),
        function=_filled(found.function_arn, stage) or None,
        identity_source=found.identity_source,
        settings={name: value for name, value in settings.items() if value is not None},
    )


def _filled(text: str, stage: LiveStage) -> str:
    """A text with its stage variables filled in; one that the stage does not set is left as it stands."""
    return _STAGE_VARIABLE.sub(lambda found: stage.variables.get(found[1], found[0]), text)


def _throttle(settings: LiveSettings) -> Throttle | None:
    if settings.rate_limit is None and settings.burst_limit is None:
        return None
    default = Throttle()
    return Throttle(
        default.rate_limit if settings.rate_limit is None else settings.rate_limit,
        default.burst_limit if settings.burst_limit is None else settings.burst_limit,
    )


def _cache(settings: LiveSettings) -> Cache:
    return Cache(
        settings.cache_enabled,
        settings.cache_ttl_seconds,
        settings.cache_encrypted,
        settings.invalidation_needs_permission,
        cast("InvalidationStrategy", settings.unauthorized_invalidation or Cache().unauthorized_strategy),
    )


def _key(key: LiveKey) -> ApiKey:
    quota = Quota(key.quota, cast("Period", key.period)) if key.quota is not None else None
    methods = {route: found for route, limits in key.methods.items() if (found := _limits(*limits))}
    return ApiKey(key.name, key.value, UsagePlan(_limits(key.rate_limit, key.burst_limit), quota, methods))


def _limits(rate: float | None, burst: int | None) -> Throttle | None:
    """The throttle of a usage plan; None where it sets none."""
    return None if rate is None and burst is None else Throttle(rate or 0, burst or 0)
