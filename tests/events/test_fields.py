"""Tests of the fields of a form: what they show, and that an edit touches nothing else."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.events.conftest import NOW_MS
from tests.events.strategies import JSON, PAIRS, VALUE, arrivals, requests
from workbench.errors import UsageError, WorkbenchError
from workbench.events.arrival import Arrival
from workbench.events.build import build_event
from workbench.events.edit import value_at
from workbench.events.fields import ABSENT, Change, apply, fields_of, follow
from workbench.events.http import HttpRequest
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject

BUILT = tuple(source for source in Source if source not in (Source.OTHER, Source.REST_TOKEN_AUTHORIZER))
REQUEST = HttpRequest(
    "POST",
    "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod/pets/7?tag=a&tag=b%20c&q=",
    (("Host", "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"), ("User-Agent", "curl/8"), ("Cookie", "a=1; b=2"),
     ("X-One", "1"), ("X-One", "2"), ("Content-Type", "application/json")),
    b'{"a": 1}',
)  # fmt: skip


def event_of(source: Source, **more: object) -> JsonObject:
    arrival = Arrival(
        source,
        resource="$connect" if source is Source.WEBSOCKET else "/pets/{id}",
        route_method="POST",
        path="/pets/7",
        path_parameters=(("id", "7"),),
    )
    return {**build_event(REQUEST, arrival, now_ms=NOW_MS, random=Random(1)), **more}


def changed_pointers(before: object, after: object, at: str = "") -> set[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        found: set[str] = set()
        for key in {*before, *after}:
            if key in before and key in after:
                found |= changed_pointers(before[key], after[key], f"{at}/{key}")
            else:
                found.add(f"{at}/{key}")
        return found
    return set() if before == after and type(before) is type(after) else {at}


class TestWhatTheFormShows:
    def test_the_documentation_sample_shows_all_it_has(self, documentation_sample):
        fields = fields_of(documentation_sample)
        assert fields.source is Source.REST
        assert (fields.method, fields.path, fields.route) == ("GET", "/test/hello", "/{proxy+}")
        assert fields.query == (("name", "me"),)
        assert len(fields.headers) == 17
        assert fields.path_parameters == (("proxy", "hello"),)
        assert fields.stage_variables == (("stageVarName", "stageVarValue"),)
        assert fields.body is None
        assert fields.identity is not None
        assert fields.context["stage"] == "test"
        assert fields.extra == {}
        assert fields.overridden == ()

    @pytest.mark.parametrize("source", BUILT)
    def test_an_event_that_aws_sends_has_nothing_extra_and_nothing_overridden(self, source):
        fields = fields_of(event_of(source))
        assert fields.source is source
        assert fields.extra == {}
        assert fields.overridden == ()

    @pytest.mark.parametrize("source", [Source.REST, Source.HTTP_1, Source.WEBSOCKET])
    def test_duplicates_come_from_the_multi_value_maps(self, source):
        fields = fields_of(event_of(source))
        assert fields.query == (("tag", "a"), ("tag", "b c"), ("q", ""))
        assert [value for name, value in fields.headers if name == "X-One"] == ["1", "2"]

    def test_payload_2_shows_the_query_as_the_raw_string_has_it(self):
        fields = fields_of(event_of(Source.HTTP_2))
        assert fields.query == (("tag", "a"), ("tag", "b c"), ("q", ""))
        assert fields.cookies == ("a=1", "b=2")

    def test_a_load_balancer_leaves_the_query_encoded(self):
        assert fields_of(event_of(Source.ALB)).query == (("tag", "b%20c"), ("q", ""))

    def test_a_key_that_aws_does_not_send_is_extra(self):
        assert fields_of(event_of(Source.REST, mine=1)).extra == {"mine": 1}

    @settings(max_examples=80, deadline=None)
    @given(st.dictionaries(st.sampled_from(
        ["httpMethod", "path", "headers", "multiValueHeaders", "queryStringParameters", "requestContext", "body",
         "multiValueQueryStringParameters", "rawPath", "rawQueryString", "version", "resource", "pathParameters",
         "stageVariables", "isBase64Encoded", "cookies", "routeKey", "type", "methodArn"]), JSON),
        st.sampled_from(list(Source)))  # fmt: skip
    def test_any_object_shows_without_failing(self, event, source):
        fields_of(event)
        fields_of(event, source)


def unchanged(event: JsonObject) -> list[Change]:
    fields = fields_of(event)
    names = {
        "method", "path", "route", "query", "headers", "cookies", "path_parameters", "stage_variables", "body",
        "is_base64", "content_type", "source_ip", "user_agent", "identity", "authorizer",
    }  # fmt: skip
    changes = [Change(name, getattr(fields, name)) for name in names if getattr(fields, name) not in (None, ())]
    changes += [Change(f"/requestContext/{key}", value) for key, value in fields.context.items() if "/" not in key]
    assert names < {field.name for field in dataclass_fields(fields)}
    return changes


class TestFormToEventToForm:
    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_is_the_identity_for_what_aws_sends(self, data):
        arrival = data.draw(arrivals())
        event = build_event(data.draw(requests(arrival)), arrival, now_ms=NOW_MS, random=Random(1))
        for change in unchanged(event):
            assert apply(event, change) is event, change.field

    def test_is_the_identity_for_the_documentation_sample(self, documentation_sample):
        for change in unchanged(documentation_sample):
            assert apply(documentation_sample, change) is documentation_sample

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from(BUILT), st.sampled_from(["query", "headers"]), PAIRS)
    def test_pairs_that_were_put_in_are_shown_again(self, source, field, pairs):
        event = apply(event_of(source), Change(field, tuple(pairs)))
        shown = getattr(fields_of(event, source), field)
        if source in (Source.HTTP_2, Source.FUNCTION_URL, Source.HTTP_2_AUTHORIZER) and field == "headers":
            wanted = {name: ",".join(v for n, v in pairs if n == name) for name, _ in pairs}
        elif source is Source.ALB:
            wanted = dict(pairs)
        else:
            assert sorted(shown, key=lambda pair: pair[0]) == sorted(pairs, key=lambda pair: pair[0])
            return
        assert dict(shown) == wanted

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from([Source.REST, Source.HTTP_1, Source.HTTP_2, Source.ALB]), VALUE)
    @example(Source.HTTP_1, " /")
    @example(Source.HTTP_2, "GET /x")
    def test_an_edit_and_its_undoing_give_the_event_again(self, source, value):
        event = event_of(source)
        fields = fields_of(event)
        for field, old in (("path", fields.path), ("method", fields.method), ("body", fields.body)):
            assert apply(apply(event, Change(field, value)), Change(field, old)) == event


class TestAnEditTouchesOnlyWhatFollows:
    @pytest.mark.parametrize(
        ("source", "change", "pointers"),
        [
            (Source.REST, Change("method", "PUT"), {"/httpMethod", "/requestContext/httpMethod"}),
            (Source.REST, Change("path", "/pets/8"), {"/path", "/requestContext/path", "/pathParameters/id"}),
            (Source.REST, Change("/requestContext/stage", "dev"), {"/requestContext/stage", "/requestContext/path"}),
            (Source.REST, Change("body", "{}"), {"/body"}),
            (Source.REST, Change("is_base64", True), {"/isBase64Encoded"}),
            (Source.REST, Change("content_type", "text/plain"),
             {"/headers/Content-Type", "/multiValueHeaders/Content-Type"}),
            (Source.REST, Change("user_agent", "me"),
             {"/headers/User-Agent", "/multiValueHeaders/User-Agent", "/requestContext/identity/userAgent"}),
            (Source.REST, Change("/requestContext/requestTimeEpoch", 0),
             {"/requestContext/requestTimeEpoch", "/requestContext/requestTime"}),
            (Source.HTTP_1, Change("path", "/prod/pets/a%20b"),
             {"/path", "/requestContext/path", "/pathParameters/id"}),
            (Source.HTTP_2, Change("method", "PUT"),
             {"/requestContext/http/method", "/routeKey", "/requestContext/routeKey"}),
            (Source.HTTP_2, Change("path", "/prod/pets/8"),
             {"/rawPath", "/requestContext/http/path", "/pathParameters/id"}),
            (Source.HTTP_2, Change("query", ()), {"/rawQueryString", "/queryStringParameters"}),
            (Source.HTTP_2, Change("cookies", ()), {"/cookies"}),
            (Source.HTTP_2, Change("body", "{}"), {"/body", "/headers/content-length"}),
            (Source.HTTP_2, Change("stage_variables", (("a", "1"),)), {"/stageVariables"}),
            (Source.ALB, Change("body", None), {"/body"}),
            (Source.REST_REQUEST_AUTHORIZER, Change("path", "/pets/8"),
             {"/path", "/requestContext/path", "/pathParameters/id", "/methodArn"}),
            (Source.HTTP_2_AUTHORIZER, Change("path", "/prod/pets/8"),
             {"/rawPath", "/requestContext/http/path", "/pathParameters/id", "/routeArn"}),
        ],
    )  # fmt: skip
    def test_of_each_source(self, source, change, pointers):
        event = event_of(source)
        assert changed_pointers(event, apply(event, change)) == pointers

    def test_a_header_of_the_documentation_sample_invents_no_multi_value_map(self, documentation_sample):
        headers = (*fields_of(documentation_sample).headers, ("X-New", "1"), ("X-New", "2"))
        changed = apply(documentation_sample, Change("headers", headers))
        assert changed_pointers(documentation_sample, changed) == {"/headers/X-New"}
        assert changed["headers"]["X-New"] == "2"

    @pytest.mark.parametrize(
        ("change", "pointers"),
        [
            (Change("body", "x"), {"/body"}),
            (Change("body", None), set()),
            (Change("is_base64", False), set()),
            (Change("query", ()), {"/queryStringParameters"}),
            (Change("path", "/test/bye"), {"/path", "/pathParameters/proxy"}),
            (Change("method", "POST"), {"/httpMethod", "/requestContext/httpMethod"}),
        ],
    )
    def test_the_documentation_sample_stays_as_it_is_elsewhere(self, documentation_sample, change, pointers):
        assert changed_pointers(documentation_sample, apply(documentation_sample, change)) == pointers

    def test_unchanged_pairs_keep_values_that_are_no_strings(self):
        event = event_of(Source.REST, queryStringParameters={"n": 1, "m": None}, multiValueQueryStringParameters=None)
        fields = fields_of(event)
        assert fields.query == (("n", "1"), ("m", "null"))
        changed = apply(event, Change("query", (*fields.query, ("x", "y"))))
        assert changed["queryStringParameters"] == {"n": 1, "m": None, "x": "y"}

    def test_unchanged_query_parameters_keep_the_spelling_of_their_encoding(self):
        event = event_of(Source.HTTP_2, rawQueryString="a=%7e&b", queryStringParameters={"a": "~", "b": ""})
        changed = apply(event, Change("query", (("a", "~"), ("b", ""), ("c", "d e"))))
        assert changed["rawQueryString"] == "a=%7e&b&c=d%20e"
        assert changed["queryStringParameters"] == {"a": "~", "b": "", "c": "d e"}

    def test_an_emptied_map_is_what_the_source_sends_for_empty(self):
        assert apply(event_of(Source.REST), Change("query", ()))["queryStringParameters"] is None
        assert "queryStringParameters" not in apply(event_of(Source.HTTP_2), Change("query", ()))
        assert apply(event_of(Source.ALB), Change("query", ()))["queryStringParameters"] == {}

    def test_a_missing_body_is_what_the_source_sends_for_missing(self):
        assert apply(event_of(Source.REST), Change("body", None))["body"] is None
        assert "body" not in apply(event_of(Source.HTTP_2), Change("body", None))
        assert apply(event_of(Source.ALB), Change("body", None))["body"] == ""

    def test_a_load_balancer_in_multi_value_mode_stays_in_it(self):
        arrival = Arrival(Source.ALB, multi_value_headers=True, path="/")
        event = build_event(REQUEST, arrival, now_ms=NOW_MS, random=Random(1))
        changed = apply(event, Change("headers", (("x", "1"), ("x", "2"))))
        assert changed["multiValueHeaders"] == {"x": ["1", "2"]}
        assert "headers" not in changed

    def test_a_key_can_be_taken_away(self):
        event = event_of(Source.REST)
        assert "body" not in apply(event, Change("/body", ABSENT))
        assert "authorizer" not in apply(
            apply(event, Change("authorizer", {"principalId": "me"})), Change("authorizer", ABSENT)
        )["requestContext"]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ["httpMethod", "path", "headers", "multiValueHeaders", "queryStringParameters", "requestContext", "body",
             "rawPath", "rawQueryString", "version", "resource", "pathParameters", "isBase64Encoded", "routeKey"]
        ),
        JSON,
    ),
    st.sampled_from(list(Source)),
    PAIRS,
    VALUE,
)  # fmt: skip
def test_any_edit_of_any_object_gives_an_object_or_says_why_not(event, source, pairs, value):
    for change in (
        Change("query", tuple(pairs)),
        Change("headers", tuple(pairs)),
        Change("path_parameters", tuple(pairs)),
        Change("path", value),
        Change("method", value),
        Change("body", value),
        Change("user_agent", value),
        Change("/requestContext/stage", value),
    ):
        try:
            changed = apply(event, change, source)
        except WorkbenchError:
            continue
        for override in fields_of(changed, source).overridden:
            follow(changed, override.pointer, source)


class TestOverrides:
    def test_an_overridden_value_is_listed_and_stays(self):
        event = apply(event_of(Source.REST), Change("/requestContext/path", "/other"))
        (override,) = fields_of(event).overridden
        assert (override.pointer, override.value, override.derived) == (
            "/requestContext/path", "/other", "/prod/pets/7",
        )  # fmt: skip
        assert apply(event, Change("path", "/pets/8"))["requestContext"]["path"] == "/other"

    def test_an_override_can_be_undone(self):
        event = event_of(Source.REST)
        overridden = apply(event, Change("path_parameters", (("id", "9"),)))
        assert [override.pointer for override in fields_of(overridden).overridden] == ["/pathParameters"]
        assert follow(overridden, "/pathParameters") == event
        assert follow(event, "/pathParameters") is event

    def test_a_single_value_map_that_differs_from_the_multi_value_map_is_an_override(self):
        event = event_of(Source.REST)
        event["queryStringParameters"] = {"tag": "a", "q": ""}
        assert [override.pointer for override in fields_of(event).overridden] == ["/queryStringParameters"]
        changed = apply(event, Change("query", (("tag", "a"), ("tag", "b c"), ("q", "new"))))
        assert changed["queryStringParameters"] == {"tag": "a", "q": "new"}
        assert follow(event, "/queryStringParameters")["queryStringParameters"]["tag"] == "b c"

    def test_an_edit_of_a_multi_value_list_by_pointer_is_followed_by_the_single_value(self):
        event = apply(event_of(Source.REST), Change("/multiValueHeaders/X-One/-", "3"))
        assert value_at(event, "/headers/X-One") == "3"


@pytest.mark.parametrize(
    ("source", "field"),
    [(Source.ALB, "path_parameters"), (Source.HTTP_2, "identity"), (Source.REST_TOKEN_AUTHORIZER, "headers"),
     (Source.REST, "cookies"), (Source.REST_REQUEST_AUTHORIZER, "body")],
)  # fmt: skip
def test_a_field_that_the_source_does_not_have_is_refused(source, field):
    with pytest.raises(UsageError, match="has no"):
        apply({}, Change(field, ()), source)
