"""JSON Web Tokens at the gate: structure, signature by a local key set, issuer, audience, times and scopes."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.events.json_value import Json, JsonObject

ALGORITHMS = ("RS256", "RS384", "RS512")
"""API Gateway takes RSA signatures only (developer guide, http-api-jwt-authorizer)."""

_NEVER_S = 10**18
"""More seconds than any clock will count."""

Fault = Literal["", "malformed", "signature", "issuer", "audience", "expired", "not_yet", "scope"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a token."""

    claims: Mapping[str, Json]
    fault: Fault = ""
    reason: str = ""
    """Why it does not pass, in the words of `error_description`."""
    proven: bool = False
    """Whether its signature was checked with a key."""
    scopes: tuple[str, ...] | None = None
    """The scopes asked for, of which the token has one; None where none were."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must say."""

    issuer: str | None = None
    audience: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    keys: JsonObject | None = None
    """A JSON Web Key Set; None: the signature cannot be checked."""


def check_token(token: str, expected: Expected, *, now_ms: float) -> Checked:
    """Whether a token passes, and why not. Never raises."""
    claims = _claims(token)
    if claims is None:
        return Checked({}, "malformed", "the token is malformed")
    proven = False
    if expected.keys is not None:
        problem = signature_problem(token, expected.keys)
        if problem:
            return Checked(claims, "signature", problem)
        proven = True
    fault, reason = _fault(claims, expected, now=now_ms / 1000)
    return Checked(claims, fault, reason, proven, _granted(claims, expected.scopes))


def _claims(token: str) -> JsonObject | None:
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        header, claims = (json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in parts[:2])
    except (binascii.Error, ValueError, RecursionError):
        return None
    return claims if isinstance(header, dict) and isinstance(claims, dict) else None


def signature_problem(token: str, keys: JsonObject) -> str:
    """Why a signature does not hold; empty where it does."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    try:
        jwt.decode(token, KeySet.import_key_set({"keys": keys["keys"]}), algorithms=ALGORITHMS)
    except JoseError as error:
        # A quotation mark would end the text of the header that tells the client.
        words = str(error.description or "it does not match the key").replace('"', "'")
        return f"the signature is invalid: {words[0].lower()}{words[1:]}"
    except (ValueError, KeyError, TypeError):
        return "the signature is invalid: the key set cannot be used"
    return ""


def _fault(claims: Mapping[str, Json], expected: Expected, *, now: float) -> tuple[Fault, str]:
    issuer = claims.get("iss")
    if expected.issuer and (not isinstance(issuer, str) or issuer.rstrip("/") != expected.issuer.rstrip("/")):
        return "issuer", "invalid issuer"
    if expected.audience and not _audience(claims) & set(expected.audience):
        return "audience", "the token does not have a valid audience"
    expires, begins, issued = (_time(claims.get(name)) for name in ("exp", "nbf", "iat"))
    # The guide says how each time must lie, not that it must be there: Cognito's tokens have no nbf, and pass.
    if expires is None and "exp" in claims:
        return "malformed", "the token has a malformed expiry"
    if expires is not None and expires <= now:
        return "expired", "the token has expired"
    if begins is not None and begins > now:
        return "not_yet", "the token is not valid yet"
    if issued is not None and issued > now:
        return "not_yet", "the token was issued in the future"
    if expected.scopes and not _granted(claims, expected.scopes):
        return "scope", "the token does not have required scopes"
    return "", ""


def _audience(claims: Mapping[str, Json]) -> set[str]:
    """`aud`, or `client_id` where there is no `aud`, as Cognito's access tokens have it."""
    said = claims.get("aud", claims.get("client_id"))
    return set(_texts(said))


def _time(value: Json) -> float | None:
    """Seconds since the epoch; None for what is no such number, as NaN and the infinities that Python's JSON reads."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value if abs(value) < _NEVER_S else None


def _granted(claims: Mapping[str, Json], wanted: Iterable[str]) -> tuple[str, ...] | None:
    wanted = tuple(wanted)
    if not wanted:
        return None
    said = claims.get("scope", claims.get("scp"))
    has = said.split() if isinstance(said, str) else _texts(said)
    return tuple(each for each in wanted if each in has)


def _texts(value: Json) -> list[str]:
    """The texts of a claim that is one text or a list of them."""
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
