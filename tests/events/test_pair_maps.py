"""Tests of pairs and the maps that hold them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.strategies import JSON, PAIRS
from workbench.events.layout import layout_of
from workbench.events.pair_maps import (
    headers_of,
    query_of,
    raw_query_of,
    rebuilt,
    with_header,
    with_headers,
    with_query,
)
from workbench.events.query import decoded_pairs
from workbench.events.source import Source

REST, TWO = layout_of(Source.REST), layout_of(Source.HTTP_2)


def test_a_name_that_only_the_single_map_has_is_shown_too():
    event = {"headers": {"A": "1", "B": "2"}, "multiValueHeaders": {"A": ["0", "1"]}}
    assert headers_of(event, REST) == (("A", "0"), ("A", "1"), ("B", "2"))


def test_a_query_that_only_the_map_has_is_shown_too():
    event = {"rawQueryString": "a=1", "queryStringParameters": {"a": "1", "b": "2"}}
    assert query_of(event, TWO) == (("a", "1"), ("b", "2"))


def test_maps_that_are_no_maps_are_shown_as_nothing_and_replaced():
    event = {"headers": [1], "multiValueHeaders": None}
    assert headers_of(event, REST) == ()
    changed = with_headers(event, (("A", "1"),), REST)
    assert changed == {"headers": {"A": "1"}, "multiValueHeaders": {"A": ["1"]}}


def test_a_header_is_set_in_its_own_spelling_and_place():
    event = {"headers": {"content-TYPE": "a", "Z": "z"}}
    assert list(with_header(event, "Content-Type", "b", REST)["headers"].items()) == [("content-TYPE", "b"), ("Z", "z")]
    assert with_header(event, "Content-Type", None, REST) == {"headers": {"Z": "z"}}
    assert with_header({"headers": {}}, "Content-Type", "b", TWO) == {"headers": {"content-type": "b"}}


def test_the_order_of_names_stays_where_the_names_stay():
    event = {"headers": {"B": "1", "A": "2"}, "multiValueHeaders": {"A": ["2"], "B": ["1"]}}
    changed = with_headers(event, (("A", "2"), ("B", "3")), REST)
    assert list(changed["headers"]) == ["B", "A"]
    assert list(changed["multiValueHeaders"]) == ["A", "B"]


def test_a_map_keeps_values_that_did_not_change():
    assert rebuilt({"n": 1, "m": 2}, (("n", "1"), ("m", "3"))) == {"n": 1, "m": "3"}


@settings(max_examples=80, deadline=None)
@given(PAIRS)
def test_a_raw_query_holds_the_pairs_it_was_made_of(pairs):
    assert decoded_pairs(raw_query_of(tuple(pairs), "x=%7e&&y")) == pairs


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["queryStringParameters", "multiValueQueryStringParameters", "rawQueryString"]), JSON
    ),
    PAIRS,
    st.sampled_from([REST, TWO]),
)
def test_pairs_can_be_put_into_whatever_is_there(event, pairs, layout):
    query_of(with_query(event, tuple(pairs), layout), layout)
