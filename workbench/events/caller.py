"""Who calls: nobody known, IAM, claims, a Lambda authorizer, an API key or a client certificate."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json


class CallerKind(StrEnum):
    """How a caller made itself known."""

    NONE = "none"
    IAM = "iam"
    COGNITO_USER_POOL = "cognito-user-pool"
    JWT = "jwt"
    LAMBDA_AUTHORIZER = "lambda-authorizer"
    API_KEY = "api-key"
    CLIENT_CERTIFICATE = "client-certificate"


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller, in terms that do not depend on the source. Only the fields of its kind count."""

    kind: CallerKind = CallerKind.NONE
    claims: Mapping[str, Json] = field(default_factory=dict)
    """Of a Cognito user pool or a JWT."""
    scopes: tuple[str, ...] | None = None
    """Of a JWT; None where the route asks for none."""
    principal_id: str = ""
    """Of a Lambda authorizer."""
    context: Mapping[str, Json] = field(default_factory=dict)
    """Of a Lambda authorizer: what it put into `context`."""
    account_id: str = ""
    access_key: str = ""
    caller_id: str = ""
    user_id: str = ""
    user_arn: str = ""
    principal_org_id: str = ""
    cognito_identity: Mapping[str, Json] = field(default_factory=dict)
    """Of IAM credentials from a Cognito identity pool: `amr`, `identityId` and `identityPoolId`."""
    api_key: str = ""
    api_key_id: str = ""
    certificate: Mapping[str, Json] = field(default_factory=dict)
    """`clientCert`, in API Gateway's own keys."""


_KINDS: dict[Source, tuple[CallerKind, ...]] = {
    Source.REST: (
        CallerKind.NONE, CallerKind.IAM, CallerKind.COGNITO_USER_POOL, CallerKind.LAMBDA_AUTHORIZER,
        CallerKind.API_KEY, CallerKind.CLIENT_CERTIFICATE,
    ),
    Source.HTTP_1: (
        CallerKind.NONE, CallerKind.IAM, CallerKind.JWT, CallerKind.LAMBDA_AUTHORIZER, CallerKind.CLIENT_CERTIFICATE,
    ),
    Source.HTTP_2: (
        CallerKind.NONE, CallerKind.IAM, CallerKind.JWT, CallerKind.LAMBDA_AUTHORIZER, CallerKind.CLIENT_CERTIFICATE,
    ),
    Source.FUNCTION_URL: (CallerKind.NONE, CallerKind.IAM),
    Source.ALB: (CallerKind.NONE, CallerKind.CLIENT_CERTIFICATE),
    Source.WEBSOCKET: (CallerKind.NONE, CallerKind.IAM, CallerKind.LAMBDA_AUTHORIZER, CallerKind.API_KEY),
    Source.REST_REQUEST_AUTHORIZER: (CallerKind.NONE, CallerKind.API_KEY, CallerKind.CLIENT_CERTIFICATE),
    Source.HTTP_1_AUTHORIZER: (CallerKind.NONE, CallerKind.CLIENT_CERTIFICATE),
    Source.HTTP_2_AUTHORIZER: (CallerKind.NONE, CallerKind.CLIENT_CERTIFICATE),
}  # fmt: skip


def caller_kinds(source: Source) -> tuple[CallerKind, ...]:
    """The kinds of caller that a source can tell of."""
    return _KINDS.get(source, (CallerKind.NONE,))


def example_caller(kind: CallerKind) -> Caller:
    """A caller of a kind with values in AWS's formats, to start a form from."""
    match kind:
        case CallerKind.IAM:
            return Caller(
                kind,
                account_id="123456789012",
                access_key="ASIAQ3EGPAPIEXAMPLE12",
                caller_id="AIDAQ3EGPAPIEXAMPLE12",
                user_id="AIDAQ3EGPAPIEXAMPLE12",
                user_arn="arn:aws:iam::123456789012:user/alice",
            )
        case CallerKind.COGNITO_USER_POOL | CallerKind.JWT:
            return Caller(
                kind,
                claims={
                    "sub": "b2c7f9a4-1d3e-4c58-9f60-2a7d5e8c1b34",
                    "iss": "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE",
                    "token_use": "access",
                    "username": "alice",
                    "exp": "1893456000",
                },
                scopes=("openid",) if kind == CallerKind.JWT else None,
            )
        case CallerKind.LAMBDA_AUTHORIZER:
            return Caller(kind, principal_id="alice", context={"tenant": "acme"})
        case CallerKind.API_KEY:
            return Caller(kind, api_key="da2EXAMPLEkeyEXAMPLEkey", api_key_id="k3yex4mpl3")
        case CallerKind.CLIENT_CERTIFICATE:
            return Caller(
                kind,
                certificate={
                    "clientCertPem": "-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----",
                    "subjectDN": "C=US,O=Example Corp,CN=client.example.com",
                    "issuerDN": "C=US,O=Example Corp,CN=Example CA",
                    "serialNumber": "a1:b2:c3:d4:e5:f6:07:18",
                    "validity": {"notBefore": "May 28 12:30:02 2026 GMT", "notAfter": "Aug  5 09:36:04 2031 GMT"},
                },
            )
        case _:
            return Caller()
