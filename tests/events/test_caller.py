"""Tests of callers: put into an event in the shape of its source, recognised there, and replaced."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.events.conftest import NOW_MS
from workbench.errors import UsageError
from workbench.events.arrival import Arrival
from workbench.events.build import build_event
from workbench.events.caller import Caller, CallerKind, caller_kinds, example_caller
from workbench.events.caller_in_event import caller_of, with_caller
from workbench.events.caller_overlay import overlay_of
from workbench.events.check import check
from workbench.events.http import HttpRequest
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject

CARRIED = [
    (source, kind)
    for source in Source
    if source not in (Source.OTHER, Source.REST_TOKEN_AUTHORIZER)
    for kind in caller_kinds(source)
]


def event_of(source: Source, **overlay: object) -> JsonObject:
    arrival = Arrival(source, resource="$connect" if source is Source.WEBSOCKET else "/a", path="/a")
    request = HttpRequest("GET", "https://x/prod/a", (("User-Agent", "curl/8"),))
    return build_event(request, arrival, now_ms=NOW_MS, random=Random(1))


@pytest.mark.parametrize(("source", "kind"), CARRIED)
def test_a_caller_put_into_an_event_is_recognised_and_fits(source, kind):
    event = with_caller(event_of(source), example_caller(kind))
    assert caller_of(event).kind is kind
    assert [finding for finding in check(event, source) if finding.severity == "error"] == []


@pytest.mark.parametrize(("source", "kind"), CARRIED)
def test_taking_a_caller_away_gives_the_event_again(source, kind):
    event = event_of(source)
    assert with_caller(with_caller(event, example_caller(kind)), Caller()) == event


@pytest.mark.parametrize(("source", "kind"), CARRIED)
def test_putting_in_the_same_caller_changes_nothing(source, kind):
    event = with_caller(event_of(source), example_caller(kind))
    assert with_caller(event, caller_of(event)) is event


@pytest.mark.parametrize(("source", "kind"), CARRIED)
def test_an_event_built_with_the_overlay_tells_of_the_caller(source, kind):
    overlay = overlay_of(example_caller(kind), source)
    arrival = Arrival(
        source,
        resource="$connect" if source is Source.WEBSOCKET else "/a",
        path="/a",
        identity=overlay.identity,
        authorizer=overlay.authorizer,
        context=overlay.context,
    )
    request = HttpRequest("GET", "https://x/prod/a", overlay.headers)
    event = build_event(request, arrival, now_ms=NOW_MS, random=Random(1))
    assert caller_of(event).kind is kind


def test_the_documentation_sample_has_no_known_caller(documentation_sample):
    assert caller_of(documentation_sample).kind is CallerKind.NONE
    assert with_caller(documentation_sample, Caller()) is documentation_sample


def test_an_authorizer_block_of_nulls_tells_of_nobody():
    event = event_of(Source.HTTP_1)
    event["requestContext"]["authorizer"] = {"claims": None, "scopes": None}
    assert caller_of(event).kind is CallerKind.NONE
    assert with_caller(event, Caller()) is event


POOL = {
    "amr": [
        "authenticated",
        "cognito-idp.us-east-1.amazonaws.com/p",
        "cognito-idp.us-east-1.amazonaws.com/p:CognitoSignIn:s",
    ],
    "identityId": "us-east-1:0f2c",
    "identityPoolId": "us-east-1:7a1e",
}


@pytest.mark.parametrize("source", [Source.REST, Source.HTTP_1, Source.HTTP_2])
def test_credentials_of_an_identity_pool_come_back_from_both_shapes(source):
    caller = Caller(CallerKind.IAM, user_arn="arn:aws:sts::123456789012:assumed-role/app/x", cognito_identity=POOL)
    event = with_caller(event_of(source), caller)
    assert caller_of(event) == caller
    assert with_caller(event, Caller()) == event_of(source)


def test_a_rest_api_spreads_an_identity_pool_over_four_keys():
    identity = overlay_of(Caller(CallerKind.IAM, cognito_identity=POOL), Source.REST).identity
    assert identity["cognitoAuthenticationType"] == "authenticated"
    assert identity["cognitoIdentityPoolId"] == "us-east-1:7a1e"
    assert str(identity["cognitoAuthenticationProvider"]).count(",") == 1


def test_the_latency_of_a_lambda_authorizer_stays_when_its_context_is_edited():
    event = with_caller(event_of(Source.REST), example_caller(CallerKind.LAMBDA_AUTHORIZER))
    event["requestContext"]["authorizer"]["integrationLatency"] = 123
    changed = with_caller(event, Caller(CallerKind.LAMBDA_AUTHORIZER, principal_id="bob"))
    assert changed["requestContext"]["authorizer"] == {"principalId": "bob", "integrationLatency": 123}


def test_claims_of_a_user_pool_are_strings():
    caller = Caller(CallerKind.COGNITO_USER_POOL, claims={"groups": ["a", "b"], "ok": True, "n": 7})
    assert overlay_of(caller, Source.REST).authorizer == {"claims": {"groups": "a,b", "ok": "true", "n": "7"}}


def test_a_jwt_stands_below_jwt_in_payload_2_and_alone_in_payload_1():
    caller = Caller(CallerKind.JWT, claims={"aud": ["a", "b"]}, scopes=("s",))
    jwt = {"claims": {"aud": "[a b]"}, "scopes": ["s"]}
    assert overlay_of(caller, Source.HTTP_2).authorizer == {"jwt": jwt}
    assert overlay_of(caller, Source.HTTP_1).authorizer == jwt


def test_the_context_of_a_lambda_authorizer_is_text_for_rest_and_keeps_its_types_in_payload_2():
    caller = Caller(CallerKind.LAMBDA_AUTHORIZER, principal_id="me", context={"n": 1, "ok": False, "s": "x"})
    assert overlay_of(caller, Source.REST).authorizer == {
        "n": "1", "ok": "false", "s": "x", "principalId": "me", "integrationLatency": 0,
    }  # fmt: skip
    assert overlay_of(caller, Source.HTTP_2).authorizer == {"lambda": {"n": 1, "ok": False, "s": "x"}}


def test_a_function_url_names_the_account_of_an_iam_caller_only():
    event = with_caller(event_of(Source.FUNCTION_URL), example_caller(CallerKind.IAM))
    assert event["requestContext"]["accountId"] == "123456789012"
    assert event["requestContext"]["authorizer"]["iam"]["cognitoIdentity"] is None
    assert with_caller(event, Caller())["requestContext"]["accountId"] == "anonymous"


def test_an_api_key_comes_with_its_header():
    event = with_caller(event_of(Source.REST), example_caller(CallerKind.API_KEY))
    assert event["headers"]["x-api-key"] == event["requestContext"]["identity"]["apiKey"]


def test_a_kind_that_the_source_cannot_tell_of_is_refused():
    with pytest.raises(UsageError, match="cannot tell"):
        overlay_of(example_caller(CallerKind.API_KEY), Source.HTTP_2)
