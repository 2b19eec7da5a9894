"""Tokens are judged, never trusted: any text has an outcome, and no fault passes."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conformance.gateway.tokens import ISSUER, NOW_S, key_set, token
from workbench.gateway.jwt import Expected, check_token

NOW_MS = NOW_S * 1000
EXPECTED = Expected(issuer=ISSUER, audience=("app",), scopes=("read",), keys=key_set())
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)


def part(value) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@settings(max_examples=100, deadline=None)
@given(text=st.one_of(st.text(max_size=40), st.text(alphabet="eyJ.-_=0", max_size=40)))
def test_any_text_is_judged(text):
    assert check_token(text, EXPECTED, now_ms=NOW_MS).fault


@settings(max_examples=100, deadline=None)
@given(claims=st.dictionaries(st.sampled_from(["iss", "aud", "client_id", "exp", "nbf", "iat", "scope", "scp"]), JSON))
def test_any_claims_are_judged(claims):
    unsigned = f"{part({'alg': 'RS256'})}.{part(claims)}.x"
    checked = check_token(unsigned, Expected(ISSUER, ("app",), ("read",)), now_ms=NOW_MS)
    assert not checked.proven
    assert check_token(unsigned, EXPECTED, now_ms=NOW_MS).fault == "signature"


@pytest.mark.parametrize(
    ("claims", "fault"),
    [
        ({"scope": "read"}, ""),
        ({"scope": "write"}, "scope"),
        ({"scope": "read", "iss": "https://else"}, "issuer"),
        ({"scope": "read", "aud": "else"}, "audience"),
        ({"scope": "read", "exp": NOW_S}, "expired"),
        ({"scope": "read", "exp": None}, ""),
        ({"scope": "read", "iat": None}, ""),
        ({"scope": "read", "exp": "soon"}, "malformed"),
        ({"scope": "read", "exp": 10**400}, "malformed"),
        ({"scope": "read", "nbf": NOW_S + 1}, "not_yet"),
    ],
)
def test_each_fault_has_its_name(claims, fault):
    assert check_token(token(**claims), EXPECTED, now_ms=NOW_MS).fault == fault


@pytest.mark.parametrize("spelled", ["NaN", "Infinity", "1e999"])
def test_what_is_no_number_in_json_is_no_expiry(spelled):
    claims = base64.urlsafe_b64encode(f'{{"exp": {spelled}}}'.encode()).decode().rstrip("=")
    assert check_token(f"{part({})}.{claims}.x", Expected(), now_ms=NOW_MS).fault == "malformed"


@pytest.mark.parametrize("keys", [{}, {"keys": []}, {"keys": "x"}, {"keys": [{"kty": "RSA"}]}, {"keys": [1]}])
def test_a_key_set_that_is_none_proves_nothing(keys):
    assert check_token(token(), Expected(keys=keys), now_ms=NOW_MS).fault == "signature"


def test_a_symmetric_signature_with_a_public_key_is_refused():
    header = part({"alg": "HS256", "kid": "one"})
    forged = f"{header}.{part({'iss': ISSUER, 'aud': 'app'})}.AAAA"
    assert check_token(forged, EXPECTED, now_ms=NOW_MS).fault == "signature"


def unkeyed(**header: str) -> str:
    return f"{part(header)}.{part({})}.AAAA"


@pytest.mark.parametrize(
    ("signed", "keys", "said"),
    [
        (lambda: token(), {"keys": 5}, "the key set cannot be used"),
        (lambda: token(), {}, "the key set cannot be used"),
        (lambda: token(), None, "no key for kid: 'one'"),
        (lambda: unkeyed(alg="RS256", kid="two"), None, "it does not match the key"),
        (lambda: unkeyed(alg="none"), None, "algorithm of 'none' is not allowed"),
        (lambda: unkeyed(alg="RS256", kid='"'), None, "no key for kid: '''"),
    ],
    ids=("keys are a number", "no keys", "another key", "a bad signature", "no algorithm", "a quotation mark"),
)
def test_a_signature_that_does_not_hold_is_told_in_words_that_fit_a_header(signed, keys, said):
    known = key_set("two") if keys is None else keys
    checked = check_token(signed(), Expected(keys=known), now_ms=NOW_MS)
    assert (checked.fault, checked.reason) == ("signature", f"the signature is invalid: {said}")
