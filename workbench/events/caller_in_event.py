"""The caller that an event tells of, and another one put in its place, for forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events.caller import Caller, CallerKind
from workbench.events.caller_overlay import ALB_CERTIFICATE, COGNITO_KEYS, IAM_KEYS, IAM_KEYS_2, PAYLOAD_2, overlay_of
from workbench.events.edit import value_at, with_value, without
from workbench.events.layout import is_absent, layout_of
from workbench.events.pair_maps import headers_of, with_header
from workbench.events.recognise import source_of
from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json, JsonObject


def caller_of(event: JsonObject, source: Source | None = None) -> Caller:
    """The caller that an event tells of."""
    source = source or source_of(event)
    context = event.get("requestContext")
    context = context if isinstance(context, dict) else {}
    identity = _object(context.get("identity"))
    authorizer = context.get("authorizer")
    if isinstance(authorizer, dict) and any(value is not None for value in authorizer.values()):
        return _authorized(authorizer, source)
    certificate = _object(identity.get("clientCert")) or _object(
        _object(context.get("authentication")).get("clientCert")
    )
    if source == Source.ALB:
        certificate = _alb_certificate(event)
    if certificate:
        return Caller(CallerKind.CLIENT_CERTIFICATE, certificate=certificate)
    if identity.get("apiKey"):
        return Caller(
            CallerKind.API_KEY, api_key=str(identity["apiKey"]), api_key_id=str(identity.get("apiKeyId") or "")
        )
    if any(identity.get(name) for name in ("userArn", "accessKey", "caller", "user")):
        return Caller(CallerKind.IAM, cognito_identity=_cognito_identity(identity), **_named(identity, IAM_KEYS))
    return Caller()


def with_caller(event: JsonObject, caller: Caller, source: Source | None = None) -> JsonObject:
    """The event with another caller; the event itself where it tells of this one already.

    Raises:
        UsageError: the source cannot tell of a caller of this kind.
    """
    source = source or source_of(event)
    overlay = overlay_of(caller, source)
    old = caller_of(event, source)
    if old == caller:
        return event
    latency = value_at(event, "/requestContext/authorizer/integrationLatency")
    event = _without_caller(event, old, source)
    for name, value in overlay.identity.items():
        event = with_value(event, f"/requestContext/identity/{name}", value)
    for name, value in overlay.context.items():
        event = with_value(event, f"/requestContext/{name}", value)
    if overlay.authorizer is not None:
        event = with_value(event, "/requestContext/authorizer", dict(overlay.authorizer))
        if "integrationLatency" in overlay.authorizer and not is_absent(latency):
            event = with_value(event, "/requestContext/authorizer/integrationLatency", latency)
    if source == Source.FUNCTION_URL:
        account = caller.account_id or "123456789012" if caller.kind == CallerKind.IAM else "anonymous"
        event = with_value(event, "/requestContext/accountId", account)
    layout = layout_of(source)
    if headers_of(event, layout):
        for name, value in overlay.headers:
            event = with_header(event, name, value, layout)
    return event


def _without_caller(event: JsonObject, old: Caller, source: Source) -> JsonObject:
    event = without(event, "/requestContext/authorizer")
    event = without(event, "/requestContext/authentication")
    for name in ("apiKey", "apiKeyId", "clientCert"):
        event = without(event, f"/requestContext/identity/{name}")
    for name in (*IAM_KEYS, *COGNITO_KEYS) if old.kind == CallerKind.IAM else IAM_KEYS:
        pointer = f"/requestContext/identity/{name}"
        if value_at(event, pointer):
            event = without(event, pointer) if source == Source.WEBSOCKET else with_value(event, pointer, None)
    layout = layout_of(source)
    names: tuple[str, ...] = ("x-api-key",) if old.kind == CallerKind.API_KEY else ()
    if source == Source.ALB:
        names = (*ALB_CERTIFICATE.values(), "x-amzn-mtls-clientcert-validity")
    for name in names:
        event = with_header(event, name, None, layout)
    return event


def _object(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}


def _cognito_identity(identity: Mapping[str, Json]) -> JsonObject:
    if not identity.get("cognitoIdentityId"):
        return {}
    provider = identity.get("cognitoAuthenticationProvider")
    kind = identity.get("cognitoAuthenticationType")
    return {
        "amr": [part for part in (kind, *str(provider or "").split(",")) if part],
        "identityId": identity["cognitoIdentityId"],
        "identityPoolId": identity.get("cognitoIdentityPoolId"),
    }


def _named(values: Mapping[str, Json], keys: Mapping[str, str]) -> dict[str, Json]:
    return {field_name: str(values[key]) for key, field_name in keys.items() if values.get(key)}


def _alb_certificate(event: JsonObject) -> JsonObject:
    headers = {name.lower(): value for name, value in headers_of(event, layout_of(Source.ALB))}
    found: JsonObject = {key: headers[name] for key, name in ALB_CERTIFICATE.items() if name in headers}
    before, _, after = headers.get("x-amzn-mtls-clientcert-validity", "").partition(";")
    if after:
        found["validity"] = {
            "notBefore": before.removeprefix("NotBefore="),
            "notAfter": after.removeprefix("NotAfter="),
        }
    return found


def _authorized(authorizer: Mapping[str, Json], source: Source) -> Caller:
    if source in PAYLOAD_2:
        if isinstance(authorizer.get("iam"), dict):
            iam = authorizer["iam"]
            return Caller(
                CallerKind.IAM, cognito_identity=_object(iam.get("cognitoIdentity")), **_named(iam, IAM_KEYS_2)
            )
        if isinstance(authorizer.get("jwt"), dict):
            return _jwt(authorizer["jwt"], CallerKind.JWT)
        told = authorizer.get("lambda")
        return Caller(CallerKind.LAMBDA_AUTHORIZER, context=told if isinstance(told, dict) else {})
    if isinstance(authorizer.get("claims"), dict):
        kind = CallerKind.COGNITO_USER_POOL if source == Source.REST else CallerKind.JWT
        return _jwt(authorizer, kind)
    told = {name: value for name, value in authorizer.items() if name not in ("principalId", "integrationLatency")}
    return Caller(CallerKind.LAMBDA_AUTHORIZER, principal_id=str(authorizer.get("principalId") or ""), context=told)


def _jwt(block: Mapping[str, Json], kind: CallerKind) -> Caller:
    scopes = block.get("scopes")
    return Caller(
        kind,
        claims=_object(block.get("claims")),
        scopes=tuple(str(scope) for scope in scopes) if isinstance(scopes, list) else None,
    )
