"""Tests of query strings."""

from __future__ import annotations

from hypothesis import given, settings

from tests.events.strategies import PAIRS
from workbench.events.query import all_values, decoded_pairs, encoded, joined_values, last_values, raw_pairs, spelled


@settings(max_examples=100, deadline=None)
@given(PAIRS)
def test_what_was_encoded_is_decoded_again(pairs):
    assert decoded_pairs(encoded(pairs)) == pairs
    assert spelled(raw_pairs(encoded(pairs))) == encoded(pairs)


def test_a_name_alone_and_empty_parts():
    assert raw_pairs("a&b=&&c=1=2") == [("a", ""), ("b", ""), ("c", "1=2")]
    assert decoded_pairs("") == []


def test_a_broken_percent_sign_stays():
    assert decoded_pairs("a=100%") == [("a", "100%")]


def test_the_maps_of_duplicates():
    pairs = [("a", "1"), ("b", "2"), ("a", "3")]
    assert last_values(pairs) == {"a": "3", "b": "2"}
    assert all_values(pairs) == {"a": ["1", "3"], "b": ["2"]}
    assert joined_values(pairs) == {"a": "1,3", "b": "2"}
