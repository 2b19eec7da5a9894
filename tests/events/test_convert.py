"""Tests of one request as several sources."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.conftest import NOW_MS
from tests.events.strategies import arrivals, requests
from workbench.errors import UsageError
from workbench.events.arrival import Arrival
from workbench.events.build import build_event
from workbench.events.caller import CallerKind, example_caller
from workbench.events.caller_in_event import caller_of, with_caller
from workbench.events.check import check
from workbench.events.connection import Connection
from workbench.events.convert import Converted, convert
from workbench.events.fields import fields_of
from workbench.events.http import HttpRequest
from workbench.events.recognise import source_of
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject

REQUEST = HttpRequest(
    "POST",
    "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod/pets/a%20b?tag=a&tag=b",
    (("Host", "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"), ("X-One", "1"), ("X-One", "2"), ("Cookie", "a=1"),
     ("Content-Type", "application/json")),
    b"{}",
    client_address="198.51.100.7",
)  # fmt: skip
REST = Arrival(
    Source.REST,
    resource="/pets/{id}",
    path="/pets/a%20b",
    path_parameters=(("id", "a%20b"),),
    stage_variables={"table": "pets"},
)
TARGETS = tuple(source for source in Source if source is not Source.OTHER)


def event(arrival: Arrival = REST) -> JsonObject:
    return build_event(REQUEST, arrival, now_ms=NOW_MS, random=Random(1))


def converted(to: Source, of: JsonObject | None = None) -> Converted:
    return convert(of or event(), to, now_ms=NOW_MS, random=Random(2))


@settings(max_examples=80, deadline=None)
@given(st.data(), st.sampled_from(TARGETS))
def test_any_request_becomes_an_event_that_the_other_source_could_send(data, to):
    arrival = data.draw(arrivals())
    request = data.draw(requests(arrival))
    result = converted(to, build_event(request, arrival, now_ms=NOW_MS, random=Random(1)))
    assert source_of(result.event) is to
    assert [finding for finding in check(result.event, to) if finding.severity == "error"] == []
    assert all(sentence.endswith(".") for sentence in result.not_carried)


def test_as_payload_2_it_says_what_becomes_of_duplicates_case_and_encoding():
    result = converted(Source.HTTP_2)
    assert result.event["rawPath"] == "/prod/pets/a b"
    assert result.event["routeKey"] == "ANY /pets/{id}"
    assert result.event["pathParameters"] == {"id": "a b"}
    assert result.event["cookies"] == ["a=1"]
    assert result.not_carried == (
        "That the header x-one was sent more than once: its values are joined.",
        "The case of header names.",
        "How the path was percent-encoded: it comes decoded.",
    )


def test_as_a_load_balancer_it_says_that_routes_and_stages_are_lost():
    result = converted(Source.ALB)
    assert result.event["path"] == "/pets/a%20b"
    assert result.not_carried == (
        "The stage prod.",
        "The stage variables table.",
        "The path parameters id.",
        "The case of header names.",
    )
    assert result.event["multiValueHeaders"]["x-one"] == ["1", "2"]


def test_as_a_load_balancer_it_takes_the_single_value_mode_where_that_is_enough():
    request = HttpRequest("GET", "https://x/prod/a?b=1", (("accept", "*/*"),))
    plain = build_event(request, Arrival(Source.REST, resource="/a", path="/a"), now_ms=NOW_MS, random=Random(1))
    assert converted(Source.ALB, plain).event["queryStringParameters"] == {"b": "1"}


def test_as_an_authorizer_input_it_loses_its_body():
    result = converted(Source.REST_REQUEST_AUTHORIZER)
    assert "body" not in result.event
    assert result.not_carried == ("The body.",)


def test_as_an_authorizer_input_its_token_identifies_the_caller():
    request = HttpRequest("GET", "https://x/prod/a", (("Authorization", "Bearer t"),))
    plain = build_event(request, Arrival(Source.REST, resource="/a", path="/a"), now_ms=NOW_MS, random=Random(1))
    assert converted(Source.HTTP_2_AUTHORIZER, plain).event["identitySource"] == ["Bearer t"]
    assert converted(Source.REST_TOKEN_AUTHORIZER, plain).event["authorizationToken"] == "Bearer t"


def test_as_a_websocket_it_becomes_the_handshake():
    result = converted(Source.WEBSOCKET)
    assert result.event["requestContext"]["eventType"] == "CONNECT"
    assert result.not_carried == (
        "The method POST: a connection begins with GET.",
        "The path /pets/a%20b: a WebSocket API has none.",
        "The body.",
    )


def test_a_message_becomes_a_request_with_a_body():
    connection = Connection("MESSAGE", id="abc=", message=b'{"action": "x"}')
    result = converted(Source.REST, event(Arrival(Source.WEBSOCKET, resource="x", path="/", connection=connection)))
    assert (result.event["httpMethod"], result.event["body"]) == ("POST", '{"action": "x"}')
    assert result.not_carried[0] == "The connection abc= and its route key x."


def test_the_request_comes_back_from_a_source_that_carries_all_of_it():
    there = converted(Source.HTTP_1).event
    back = converted(Source.REST, there).event
    first = fields_of(event())
    again = fields_of(back)
    assert (again.method, again.path, again.query, again.body) == (first.method, first.path, first.query, first.body)
    assert again.path_parameters == first.path_parameters


@pytest.mark.parametrize(
    ("kind", "to", "kept"),
    [
        (CallerKind.IAM, Source.HTTP_2, CallerKind.IAM),
        (CallerKind.COGNITO_USER_POOL, Source.HTTP_2, CallerKind.JWT),
        (CallerKind.LAMBDA_AUTHORIZER, Source.HTTP_1, CallerKind.LAMBDA_AUTHORIZER),
        (CallerKind.CLIENT_CERTIFICATE, Source.HTTP_2, CallerKind.CLIENT_CERTIFICATE),
        (CallerKind.CLIENT_CERTIFICATE, Source.ALB, CallerKind.CLIENT_CERTIFICATE),
        (CallerKind.API_KEY, Source.HTTP_2, CallerKind.NONE),
        (CallerKind.COGNITO_USER_POOL, Source.ALB, CallerKind.NONE),
    ],
)
def test_a_caller_is_carried_in_the_other_shape_or_named_as_lost(kind, to, kept):
    result = converted(to, with_caller(event(), example_caller(kind)))
    assert caller_of(result.event).kind is kept
    assert any("The caller" in sentence for sentence in result.not_carried) is (kept is CallerKind.NONE)


def test_an_event_of_its_own_source_stays_the_same_event():
    same = event()
    assert converted(Source.REST, same).event is same


def test_an_event_without_a_request_is_refused():
    with pytest.raises(UsageError, match="No request"):
        converted(Source.REST, {"Records": []})
    with pytest.raises(UsageError, match="No request"):
        converted(Source.OTHER)


def test_the_documentation_sample_converts(documentation_sample):
    result = converted(Source.HTTP_2, documentation_sample)
    assert result.event["queryStringParameters"] == {"name": "me"}
    assert "That the endpoint is edge." in result.not_carried
