"""Tests of the way from an event back to its request."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.conftest import NOW_MS
from tests.events.strategies import JSON, arrivals, requests
from workbench.events.arrival import Arrival
from workbench.events.body_encoding import as_text
from workbench.events.build import build_event
from workbench.events.http import Headers, HttpRequest
from workbench.events.query import decoded_pairs, raw_pairs
from workbench.events.recover import recover
from workbench.events.rest import DROPPED_HEADERS
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject

HTTP = tuple(source for source in Source if source.is_http)


def built(request: HttpRequest, arrival: Arrival) -> JsonObject:
    return build_event(request, arrival, now_ms=NOW_MS, random=Random(1))


def recovered(event: JsonObject) -> tuple[HttpRequest, Arrival]:
    back = recover(event)
    assert back is not None
    return back


def without_trace(event: JsonObject) -> JsonObject:
    event = {**event}
    for name in ("headers", "multiValueHeaders"):
        if event.get(name):
            event[name] = {
                key: value
                for key, value in event[name].items()
                if key.lower() not in ("x-amzn-trace-id", "via", "x-amz-cf-id", "x-forwarded-for")
            }
    return event


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_an_event_built_from_what_was_recovered_is_the_same_event(data):
    arrival = data.draw(arrivals())
    request = data.draw(requests(arrival))
    event = built(request, arrival)
    back = recovered(event)
    again = build_event(*back, now_ms=NOW_MS, random=Random(2))
    context, expected = again["requestContext"], event["requestContext"]
    if arrival.source is Source.WEBSOCKET and "messageId" in expected:
        assert context["messageId"] == expected["messageId"]
    if back[1].connection is not None and back[1].connection.event_type != "CONNECT":
        return
    assert without_trace(again) == without_trace(event)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_request_loses_nothing_that_its_source_can_carry(data):
    arrival = data.draw(arrivals(tuple(source for source in HTTP if source is not Source.WEBSOCKET)))
    request = data.draw(requests(arrival))
    found, found_arrival = recovered(built(request, arrival))
    assert found.method == request.method
    assert found.client_address == request.client_address
    assert found_arrival.stage_variables == dict(arrival.stage_variables)
    if arrival.source is Source.HTTP_2:
        assert unquote(found.raw_path) == unquote(request.raw_path)
    else:
        assert found.raw_path == request.raw_path
    _assert_same_query(found, request, arrival)
    _assert_same_headers(found, request, arrival)
    if found.body != (request.body or None):
        assert as_text(found.body or b"") == as_text(request.body or b""), "only text that is not UTF-8 may change"


def _assert_same_query(found: HttpRequest, request: HttpRequest, arrival: Arrival) -> None:
    if arrival.source in (Source.HTTP_2, Source.FUNCTION_URL):
        assert found.raw_query == request.raw_query
        return
    read = raw_pairs if arrival.source is Source.ALB else decoded_pairs
    wanted, got = read(request.raw_query), read(found.raw_query)
    if arrival.source is Source.ALB and not arrival.multi_value_headers:
        wanted = list(dict(wanted).items())
    assert sorted(got, key=lambda pair: pair[0]) == sorted(wanted, key=lambda pair: pair[0])


def _assert_same_headers(found: HttpRequest, request: HttpRequest, arrival: Arrival) -> None:
    def grouped(headers: Headers) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for name, value in headers:
            if name.lower() not in DROPPED_HEADERS:
                groups.setdefault(name.lower(), []).append(value)
        return groups

    wanted, got = grouped(request.headers), grouped(found.headers)
    if arrival.source in (Source.HTTP_2, Source.FUNCTION_URL):
        for groups in (wanted, got):
            crumbs = [part.strip() for value in groups.pop("cookie", []) for part in value.split(";")]
            if any(crumbs):
                groups["cookie"] = [crumb for crumb in crumbs if crumb]
        wanted = {name: values if name == "cookie" else [",".join(values)] for name, values in wanted.items()}
    elif arrival.source is Source.ALB and not arrival.multi_value_headers:
        wanted = {name: values[-1:] for name, values in wanted.items()}
    assert got == wanted


@pytest.mark.parametrize("endpoint", ["EDGE", "PRIVATE"])
def test_what_an_endpoint_added_is_taken_away_again(endpoint):
    request = HttpRequest(
        "GET",
        "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod/a",
        (("Host", "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"), ("X-One", "1")),
        client_address="198.51.100.7",
    )
    arrival = Arrival(Source.REST, endpoint_type=endpoint, path="/a", path_parameters=(("proxy", "a"),))
    found, found_arrival = recovered(built(request, arrival))
    assert found == request
    assert found_arrival.endpoint_type == endpoint


@pytest.mark.parametrize("source", [Source.REST, Source.HTTP_1])
def test_a_base_path_of_a_custom_domain_is_found_again(source):
    request = HttpRequest("GET", "https://api.example.com/v1/pets/7", (("Host", "api.example.com"),))
    arrival = Arrival(
        source,
        path="/v1/pets/7",
        resource="/pets/{id}",
        path_parameters=(("id", "7"),),
        domain_name="api.example.com",
        base_path="v1",
    )
    found, found_arrival = recovered(built(request, arrival))
    assert found.url == request.url
    assert (found_arrival.base_path, found_arrival.domain_name) == ("v1", "api.example.com")


def test_a_chain_of_forwarded_addresses_keeps_the_earlier_ones():
    request = HttpRequest("GET", "https://x/prod/a", (("X-Forwarded-For", "203.0.113.9"),), client_address="192.0.2.1")
    found, _ = recovered(built(request, Arrival(Source.REST, path="/a")))
    assert found.header("x-forwarded-for") == "203.0.113.9"


def test_a_trace_id_of_the_client_comes_back():
    request = HttpRequest("GET", "https://x/prod/a", (("X-Amzn-Trace-Id", "Root=1-5bdb40ca-556d8b0c50dc66f0511bf520"),))
    found, _ = recovered(built(request, Arrival(Source.REST, path="/a")))
    assert found.header("x-amzn-trace-id") == "Root=1-5bdb40ca-556d8b0c50dc66f0511bf520"


def test_events_of_no_request_give_none():
    assert recover({"Records": []}) is None
    assert recover({"type": "TOKEN", "authorizationToken": "t", "methodArn": "arn"}) is None


def test_the_documentation_sample_gives_its_request(documentation_sample):
    request, arrival = recovered(documentation_sample)
    assert request.url == "https://wt6mne2s9k.execute-api.us-west-2.amazonaws.com/test/test/hello?name=me"
    assert request.client_address == "192.168.100.1"
    assert arrival.resource == "/{proxy+}"


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ["httpMethod", "path", "headers", "multiValueHeaders", "queryStringParameters", "requestContext", "body",
             "rawPath", "rawQueryString", "version", "resource", "pathParameters", "stageVariables", "isBase64Encoded"]
        ),
        JSON,
    )
)  # fmt: skip
def test_an_event_of_whatever_shape_never_raises(event):
    recover(event)
