"""Tests of the check of an event against its source."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.conftest import NOW_MS
from tests.events.strategies import JSON, arrivals, requests
from workbench.events.arrival import Arrival
from workbench.events.build import build_event
from workbench.events.check import check
from workbench.events.http import HttpRequest
from workbench.events.source import Source

REQUEST = HttpRequest("GET", "https://x/prod/a")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_aws_sends_has_no_finding(data):
    arrival = data.draw(arrivals())
    event = build_event(data.draw(requests(arrival)), arrival, now_ms=NOW_MS, random=Random(1))
    assert check(event, arrival.source) == ()


def test_the_documentation_sample_is_noted_to_lack_what_came_later(documentation_sample):
    findings = check(documentation_sample)
    assert {finding.severity for finding in findings} == {"note"}
    assert {finding.pointer for finding in findings} == {
        "/multiValueHeaders", "/multiValueQueryStringParameters", "/body", "/isBase64Encoded",
    }  # fmt: skip


def test_errors_come_first_and_name_place_and_mend():
    event = build_event(REQUEST, Arrival(Source.REST, path="/a"), now_ms=NOW_MS, random=Random(1))
    event["body"] = {"a": 1}
    del event["resource"]
    first, second = check(event)[:2]
    assert (first.pointer, first.severity, first.mend) == ("/body", "error", "Put it in quotes.")
    assert (second.pointer, second.severity) == ("/resource", "note")


def test_null_where_the_source_leaves_keys_out_is_noted():
    event = build_event(REQUEST, Arrival(Source.HTTP_2, path="/a"), now_ms=NOW_MS, random=Random(1))
    (finding,) = check({**event, "body": None})
    assert "leaves the key out" in finding.message


def test_a_value_that_disagrees_with_the_rest_is_noted():
    arrival = Arrival(Source.REST, resource="/a", path="/a")
    event = build_event(REQUEST, arrival, now_ms=NOW_MS, random=Random(1))
    event["requestContext"]["path"] = "/b"
    (finding,) = check(event)
    assert (finding.pointer, finding.severity) == ("/requestContext/path", "note")


def test_events_of_other_sources_are_not_judged():
    assert check({"Records": []}) == ()


@settings(max_examples=60, deadline=None)
@given(JSON, st.sampled_from(list(Source)))
def test_any_json_value_can_be_checked(event, source):
    check(event, source)
