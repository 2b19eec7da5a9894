"""Tests of building events: what holds for every source. The facts of each are in tests/conformance/events."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.conftest import NOW_MS
from tests.events.strategies import arrivals, requests
from workbench.errors import UsageError
from workbench.events.arrival import Arrival
from workbench.events.build import build_event
from workbench.events.http import HttpRequest
from workbench.events.recognise import source_of
from workbench.events.source import Source

REQUEST = HttpRequest("GET", "https://x/prod/a")


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_every_event_is_json_and_tells_its_source(data):
    arrival = data.draw(arrivals())
    event = build_event(data.draw(requests(arrival)), arrival, now_ms=NOW_MS, random=Random(1))
    assert json.loads(json.dumps(event)) == event
    assert source_of(event) is arrival.source


@pytest.mark.parametrize("source", [source for source in Source if source is not Source.OTHER])
def test_the_same_chance_and_time_make_the_same_event(source):
    first, second = (build_event(REQUEST, Arrival(source), now_ms=NOW_MS, random=Random(3)) for _ in range(2))
    assert first == second


def test_an_event_of_no_request_is_refused():
    with pytest.raises(UsageError, match="not built from an HTTP request"):
        build_event(REQUEST, Arrival(Source.OTHER), now_ms=NOW_MS, random=Random(1))


def test_what_the_arrival_says_of_the_context_wins_over_what_is_made_up():
    arrival = Arrival(Source.REST, context={"requestId": "fixed", "operationName": "GetPet"})
    context = build_event(REQUEST, arrival, now_ms=NOW_MS, random=Random(1))["requestContext"]
    assert (context["requestId"], context["operationName"]) == ("fixed", "GetPet")


@pytest.mark.parametrize("source", [source for source in Source if source is not Source.OTHER])
def test_building_changes_nothing_of_its_arrival(source):
    variables = {"a": "1"}
    authorizer = {"principalId": "me"}
    arrival = Arrival(source, stage_variables=variables, authorizer=authorizer)
    event = build_event(REQUEST, arrival, now_ms=NOW_MS, random=Random(1))
    assert event.get("stageVariables") is not variables
    assert event.get("requestContext", {}).get("authorizer") is not authorizer
