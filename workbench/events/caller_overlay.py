"""What a caller adds to an event: identity, authorizer block and headers, in the shape of each source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.events.caller import CallerKind, caller_kinds
from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.caller import Caller
    from workbench.events.json_value import Json, JsonObject


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a caller adds to an event: the parts of an `Arrival`, and headers that a client would send with it."""

    identity: Mapping[str, Json] = field(default_factory=dict)
    authorizer: Mapping[str, Json] | None = None
    context: Mapping[str, Json] = field(default_factory=dict)
    headers: tuple[tuple[str, str], ...] = ()


PAYLOAD_2 = frozenset({Source.HTTP_2, Source.FUNCTION_URL, Source.HTTP_2_AUTHORIZER})
"""Sources that tell of a caller in the way of payload 2.0."""

IAM_KEYS = {
    "accessKey": "access_key",
    "accountId": "account_id",
    "caller": "caller_id",
    "principalOrgId": "principal_org_id",
    "user": "user_id",
    "userArn": "user_arn",
}
"""Keys of `requestContext.identity` that IAM authorization fills, and the fields of a caller."""

IAM_KEYS_2 = {
    "accessKey": "access_key",
    "accountId": "account_id",
    "callerId": "caller_id",
    "principalOrgId": "principal_org_id",
    "userArn": "user_arn",
    "userId": "user_id",
}
"""The same of `requestContext.authorizer.iam`."""

COGNITO_KEYS = (
    "cognitoIdentityId",
    "cognitoIdentityPoolId",
    "cognitoAuthenticationType",
    "cognitoAuthenticationProvider",
)
"""Keys of `requestContext.identity` that credentials from a Cognito identity pool fill."""

ALB_CERTIFICATE = {
    "serialNumber": "x-amzn-mtls-clientcert-serial-number",
    "issuerDN": "x-amzn-mtls-clientcert-issuer",
    "subjectDN": "x-amzn-mtls-clientcert-subject",
    "clientCertPem": "x-amzn-mtls-clientcert-leaf",
}
"""The headers in which a load balancer tells of a verified client certificate."""


def overlay_of(caller: Caller, source: Source) -> Overlay:
    """What a caller adds to an event of a source.

    Raises:
        UsageError: the source cannot tell of a caller of this kind.
    """
    kind = caller.kind
    if kind not in caller_kinds(source):
        named = ", ".join(caller_kinds(source))
        raise UsageError(f"{source.label} cannot tell of a caller of the kind {kind}", mend=f"It knows: {named}.")
    match kind:
        case CallerKind.IAM:
            return _iam_overlay(caller, source)
        case CallerKind.COGNITO_USER_POOL:
            return Overlay(authorizer={"claims": {name: _claim(value, ",") for name, value in caller.claims.items()}})
        case CallerKind.JWT:
            jwt: JsonObject = {
                "claims": {name: _claim(value, " ") for name, value in caller.claims.items()},
                "scopes": None if caller.scopes is None else list(caller.scopes),
            }
            return Overlay(authorizer={"jwt": jwt} if source == Source.HTTP_2 else jwt)
        case CallerKind.LAMBDA_AUTHORIZER:
            return Overlay(authorizer=_lambda_authorizer(caller, source))
        case CallerKind.API_KEY:
            return Overlay(
                identity={"apiKey": caller.api_key, "apiKeyId": caller.api_key_id},
                headers=(("x-api-key", caller.api_key),),
            )
        case CallerKind.CLIENT_CERTIFICATE:
            return _certificate_overlay(caller, source)
        case _:
            return Overlay()


def _iam_overlay(caller: Caller, source: Source) -> Overlay:
    keys = IAM_KEYS_2 if source in PAYLOAD_2 else IAM_KEYS
    told: JsonObject = {key: getattr(caller, name) or None for key, name in keys.items()}
    if source in PAYLOAD_2:
        told["cognitoIdentity"] = dict(caller.cognito_identity) or None
        return Overlay(authorizer={"iam": told})
    if caller.cognito_identity:
        told.update(_cognito_identity(caller))
    if source == Source.WEBSOCKET:
        return Overlay(identity={key: value for key, value in told.items() if value is not None})
    return Overlay(identity=told)


def _cognito_identity(caller: Caller) -> JsonObject:
    """The same identity in the keys of payload 1.0."""
    said = caller.cognito_identity
    amr = [str(part) for part in said.get("amr") or ()]
    return {
        "cognitoIdentityId": said.get("identityId"),
        "cognitoIdentityPoolId": said.get("identityPoolId"),
        "cognitoAuthenticationType": amr[0] if amr else None,
        "cognitoAuthenticationProvider": ",".join(amr[1:]) or None,
    }


def _claim(value: Json, separator: str) -> str:
    """A claim as API Gateway passes it: always a string; a list between brackets where a JWT authorizer read it."""
    if isinstance(value, list):
        joined = separator.join(str(item) for item in value)
        return joined if separator == "," else f"[{joined}]"
    return _as_string(value)


def _as_string(value: Json) -> str:
    return value if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def _lambda_authorizer(caller: Caller, source: Source) -> JsonObject:
    if source == Source.HTTP_2:
        return {"lambda": dict(caller.context)}
    told: JsonObject = {"principalId": caller.principal_id}
    if source == Source.HTTP_1:
        return {**caller.context, **told} if caller.principal_id else dict(caller.context)
    texts = {name: None if value is None else _as_string(value) for name, value in caller.context.items()}
    return {**texts, **told, "integrationLatency": 0}


def _certificate_overlay(caller: Caller, source: Source) -> Overlay:
    certificate = dict(caller.certificate)
    if source == Source.ALB:
        headers = [(name, str(certificate[key])) for key, name in ALB_CERTIFICATE.items() if key in certificate]
        validity = certificate.get("validity")
        if isinstance(validity, dict):
            told = f"NotBefore={validity.get('notBefore')};NotAfter={validity.get('notAfter')}"
            headers.append(("x-amzn-mtls-clientcert-validity", told))
        return Overlay(headers=tuple(headers))
    if source in PAYLOAD_2:
        return Overlay(context={"authentication": {"clientCert": certificate}})
    return Overlay(identity={"clientCert": certificate})
