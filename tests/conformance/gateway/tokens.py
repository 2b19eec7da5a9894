"""Signed tokens and their key set, for the rows and tests about JWT authorizers."""

from __future__ import annotations

from functools import cache
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

NOW_S = 1_700_000_000
ISSUER = "https://issuer.example.com"


@cache
def key(name: str = "one") -> RSAKey:
    """An RSA key, made once."""
    return RSAKey.generate_key(2048, {"kid": name}, auto_kid=False)


def key_set(*names: str) -> dict[str, Any]:
    """The public keys as a JSON Web Key Set."""
    return {"keys": [key(name).as_dict(private=False) for name in names or ("one",)]}


def token(*, signed_by: str = "one", **claims: Any) -> str:
    """A token that passes, but for the claims given; None takes a claim away."""
    said = {"iss": ISSUER, "aud": "app", "sub": "alice", "iat": NOW_S - 60, "exp": NOW_S + 600, **claims}
    kept = {name: value for name, value in said.items() if value is not None}
    return jwt.encode({"alg": "RS256", "kid": signed_by}, kept, key(signed_by))
