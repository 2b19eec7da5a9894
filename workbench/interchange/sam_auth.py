"""The `Auth` section of an API in a SAM template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway.api import ApiKey, Authorizer, Quota, Throttle, UsagePlan
from workbench.interchange.api_draft import iam_authorizer
from workbench.interchange.document import mapping
from workbench.interchange.resource_names import made_id
from workbench.interchange.template import strings, truth, whole
from workbench.interchange.template_permissions import API_GATEWAY, authorizer_source_arn, written_by_sam

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json, JsonObject
    from workbench.gateway.api import AuthorizerType, Period
    from workbench.interchange.api_document import TemplatePermission
    from workbench.interchange.api_draft import ApiDraft
    from workbench.interchange.places import Path
    from workbench.interchange.template import Template

CALLER = "arn:aws:iam::*:user/*"
"""The integration credentials that stand for the caller's own."""

_AUTH = frozenset(
    {
        *("Authorizers", "DefaultAuthorizer", "ApiKeyRequired", "UsagePlan", "EnableIamAuthorizer"),
        *("AddDefaultAuthorizerToCorsPreflight", "AddApiKeyRequiredToCorsPreflight", "InvokeRole"),
    }
)
_PERIODS: dict[str, Period] = {"DAY": "DAY", "WEEK": "WEEK", "MONTH": "MONTH"}


def read_auth(template: Template, logical_id: str, draft: ApiDraft) -> Iterator[TemplatePermission]:
    """Add an API's authorizers, key and defaults to its draft; the permissions that SAM writes for the authorizers."""
    auth = mapping(template.properties(logical_id).get("Auth"))
    path: Path = (*template.properties_path(logical_id), "Auth")
    for name in auth:
        if name not in _AUTH:
            template.note((*path, name), f"Auth.{name} of {logical_id} is not simulated")
    for name, said in mapping(auth.get("Authorizers")).items():
        where = (*path, "Authorizers", name)
        authorizer = _authorizer(template, name, mapping(said), rest=draft.type == "REST", path=where)
        if authorizer is not None:
            draft.authorizers[name] = authorizer
            yield from _permission(template, logical_id, authorizer, mapping(said), draft, path=where)
    default = auth.get("DefaultAuthorizer")
    if isinstance(default, str) and default != "NONE":
        draft.default_authorizer = iam_authorizer(draft) if default == "AWS_IAM" else default
        if draft.default_authorizer not in draft.authorizers:
            template.note((*path, "DefaultAuthorizer"), f"There is no authorizer {default}")
            draft.default_authorizer = None
    draft.api_key_required = truth(auth.get("ApiKeyRequired"))
    _usage_plan(template, logical_id, mapping(auth.get("UsagePlan")), draft)


def _authorizer(template: Template, name: str, said: Json, *, rest: bool, path: Path) -> Authorizer | None:
    identity = mapping(said.get("Identity"))
    header = identity.get("Header")
    settings: JsonObject = {
        "ttl_seconds": whole(identity.get("ReauthorizeEvery")),
        "identity_validation_expression": identity.get("ValidationExpression"),
        "scopes": list(strings(said.get("AuthorizationScopes"))) or None,
        "credentials": said.get("FunctionInvokeRole") if said.get("FunctionInvokeRole") != "NONE" else None,
    }
    function: str | None = None
    kind: AuthorizerType
    source: tuple[str, ...]
    if said.get("UserPoolArn"):
        kind, source = "COGNITO", (f"method.request.header.{header or 'Authorization'}",)
        settings["user_pool_arns"] = list(strings(said["UserPoolArn"]))
    elif "JwtConfiguration" in said:
        jwt = {str(key).lower(): value for key, value in mapping(said["JwtConfiguration"]).items()}
        kind, source = "JWT", strings(said.get("IdentitySource") or "$request.header.Authorization")
        settings |= {"issuer": jwt.get("issuer"), "audience": list(strings(jwt.get("audience"))) or None}
    elif said.get("FunctionArn"):
        found = template.function_named(str(said["FunctionArn"]))
        function = found[0] if found else str(said["FunctionArn"])
        is_token = rest and str(said.get("FunctionPayloadType", "TOKEN")).upper() == "TOKEN"
        kind = "TOKEN" if is_token else "REQUEST"
        source = (f"method.request.header.{header or 'Authorization'}",) if is_token else _sources(identity, rest=rest)
        if not rest:
            settings["payload_format_version"] = _version(said.get("AuthorizerPayloadFormatVersion", "2.0"))
            settings["enable_simple_responses"] = truth(said.get("EnableSimpleResponses"))
    else:
        template.note(path, f"The authorizer {name} names no function, user pool or JWT configuration")
        return None
    return Authorizer(
        name, kind, function, source, {key: value for key, value in settings.items() if value is not None}
    )


def _version(value: Json) -> str:
    return "1.0" if str(value).startswith("1") else "2.0"


def _sources(identity: Json, *, rest: bool) -> tuple[str, ...]:
    """Where a REQUEST authorizer looks, as API Gateway spells it."""
    spelled = (
        ("Headers", "method.request.header.", "$request.header."),
        ("QueryStrings", "method.request.querystring.", "$request.querystring."),
        ("StageVariables", "stageVariables.", "$stageVariables."),
        ("Context", "context.", "$context."),
    )
    return tuple(
        f"{of_rest if rest else of_http}{name}"
        for key, of_rest, of_http in spelled
        for name in strings(identity.get(key))
    )


def _permission(
    template: Template, logical_id: str, authorizer: Authorizer, said: Json, draft: ApiDraft, *, path: Path
) -> Iterator[TemplatePermission]:
    """What SAM lets API Gateway invoke: a REST API's authorizer unless told not to, an HTTP API's if told to."""
    found = template.function_named(str(said.get("FunctionArn", "")))
    unwanted = draft.type == "REST" and truth(said.get("DisableFunctionDefaultPermissions"))
    unasked = draft.type == "HTTP" and not truth(said.get("EnableFunctionDefaultPermissions"))
    if authorizer.function is None or found is None or unwanted or unasked:
        return
    yield written_by_sam(
        template,
        found[0],
        sid=f"{logical_id}{authorizer.name}AuthorizerPermission",
        qualifier=found[1],
        said={"Principal": API_GATEWAY, "SourceArn": authorizer_source_arn(draft)},
        place=template.place_of(path),
    )


def _usage_plan(template: Template, logical_id: str, said: Json, draft: ApiDraft) -> None:
    """The API key and usage plan that SAM creates; AWS makes the key's value up."""
    if str(said.get("CreateUsagePlan", "NONE")) == "NONE":
        return
    throttle, quota = mapping(said.get("Throttle")), mapping(said.get("Quota"))
    plan = UsagePlan(
        throttle=throttle_of(throttle.get("RateLimit"), throttle.get("BurstLimit")),
        quota=Quota(whole(quota.get("Limit")) or 0, _PERIODS.get(str(quota.get("Period")), "DAY")) if quota else None,
    )
    name = f"{logical_id}ApiKey"
    draft.api_keys.append(ApiKey(name, made_key(name), plan))
    path = (*template.properties_path(logical_id), "Auth", "UsagePlan")
    template.note(path, f"AWS makes up the value of the API key {name}; here it is {made_key(name)}")


def made_key(name: str) -> str:
    """A stable value of an API key, forty letters and digits, for one that AWS would make up."""
    return "".join(made_id(f"{name}{part}") for part in range(4))


def throttle_of(rate: Json, burst: Json) -> Throttle | None:
    """A throttle from its two limits; None where neither is given."""
    if rate is None and burst is None:
        return None
    try:
        limit = Throttle().rate_limit if rate is None else float(rate)
    except (TypeError, ValueError):
        limit = Throttle().rate_limit
    given = whole(burst)
    return Throttle(limit, Throttle().burst_limit if given is None else given)
