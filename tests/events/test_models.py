"""Tests of the event models: the round trip is the identity, and what does not fit is named."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.conftest import NOW_MS
from tests.events.strategies import JSON, VALUE, arrivals, requests
from workbench.errors import InputError
from workbench.events.build import build_event
from workbench.events.models.reading import misfits_of, read_event
from workbench.events.recognise import source_of
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject

MODELLED = tuple(source for source in Source if source is not Source.OTHER)


def insert(event: JsonObject, extras: JsonObject) -> JsonObject:
    return {**extras, **event}


@settings(max_examples=80, deadline=None)
@given(st.data(), st.dictionaries(VALUE, JSON, max_size=3), st.dictionaries(VALUE, JSON, max_size=2))
def test_reading_and_writing_what_aws_sends_is_the_identity_and_keeps_unknown_keys(data, extras, inner):
    arrival = data.draw(arrivals())
    event = build_event(data.draw(requests(arrival)), arrival, now_ms=NOW_MS, random=Random(1))
    event = insert({**event, "requestContext": insert(event["requestContext"], inner)}, extras)
    assert read_event(event, arrival.source).to_json() == event


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(MODELLED),
    st.fixed_dictionaries(
        {"path": VALUE, "httpMethod": VALUE},
        optional={
            "http_method": JSON,
            "headers": st.none() | st.dictionaries(VALUE, VALUE, max_size=2),
            "multiValueHeaders": st.none() | st.dictionaries(VALUE, st.lists(VALUE, max_size=2), max_size=2),
            "body": st.none() | VALUE,
            "isBase64Encoded": st.none() | st.booleans(),
            "requestContext": st.none() | st.dictionaries(st.sampled_from(["identity", "stage", "x"]), JSON),
            "version": st.sampled_from(["1.0", "2.0"]),
        },
    ),
)
def test_any_json_that_fits_comes_back_the_same(source, event):
    if misfits_of(event, source):
        return
    again = read_event(event, source).to_json()
    assert again == event


def test_the_documentation_sample_comes_back_the_same(documentation_sample):
    again = read_event(documentation_sample, Source.REST).to_json()
    assert again == documentation_sample
    assert "multiValueHeaders" not in again
    assert "body" not in again


def test_a_model_is_frozen(documentation_sample):
    model = read_event(documentation_sample, source_of(documentation_sample))
    with pytest.raises(ValueError, match="frozen"):
        setattr(model, "path", "/x")  # noqa: B010 - the attribute is that of a subclass


@pytest.mark.parametrize(
    ("event", "source", "place", "message"),
    [
        ({"httpMethod": "GET", "path": "/", "headers": {"X": 1}}, Source.REST, "/headers/X",
         "X must be a string, not a number"),
        ({"httpMethod": "GET", "path": "/", "multiValueHeaders": {"X": "1"}}, Source.REST, "/multiValueHeaders/X",
         "X must be an array, not a string"),
        ({"httpMethod": "GET", "path": "/", "isBase64Encoded": "false"}, Source.REST, "/isBase64Encoded",
         "isBase64Encoded must be true or false, not a string"),
        ({"httpMethod": "GET", "path": "/", "body": {"a": 1}}, Source.REST, "/body",
         "body must be a string, not an object"),
        ({"httpMethod": "GET"}, Source.REST, "/path", "path is missing; REST API always sends it"),
        ({"httpMethod": "GET", "path": "/", "requestContext": {"requestTimeEpoch": "1"}}, Source.REST,
         "/requestContext/requestTimeEpoch", "requestTimeEpoch must be a whole number, not a string"),
        ({"version": "1.0", "rawPath": "/", "requestContext": {"http": {"method": "GET"}}}, Source.HTTP_2, "/version",
         "version must be '2.0'"),
        ([], Source.REST, "", "The event must be an object, not an array"),
        ({"type": "TOKEN", "methodArn": "arn"}, Source.REST_TOKEN_AUTHORIZER, "/authorizationToken",
         "authorizationToken is missing; REST API authorizer, TOKEN always sends it"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_with_its_place(event, source, place, message):
    with pytest.raises(InputError) as refusal:
        read_event(event, source)
    assert (refusal.value.place, refusal.value.message) == (place, message)
    assert refusal.value.mend
