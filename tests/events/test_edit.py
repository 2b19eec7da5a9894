"""Tests of edits by JSON Pointer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.strategies import JSON, VALUE
from workbench.errors import InputError
from workbench.events.edit import ABSENT, pointer_of, steps_of, value_at, with_value, without

EVENT = {"a": {"b": [1, {"c": 2}], "x/y": 3, "m~n": 4}, "z": None}


def test_a_value_is_found_through_objects_and_arrays():
    assert value_at(EVENT, "/a/b/1/c") == 2
    assert value_at(EVENT, "") == EVENT


def test_null_is_a_value_and_a_missing_key_is_none():
    assert value_at(EVENT, "/z") is None
    assert value_at(EVENT, "/y") is ABSENT
    assert value_at(EVENT, "/a/b/9") is ABSENT
    assert not ABSENT
    assert repr(ABSENT) == "ABSENT"


def test_escaped_keys_are_read_and_written():
    assert value_at(EVENT, "/a/x~1y") == 3
    assert value_at(EVENT, "/a/m~0n") == 4
    assert pointer_of("a", "x/y", 0) == "/a/x~1y/0"


def test_setting_a_value_shares_what_it_does_not_touch_and_keeps_the_order_of_keys():
    changed = with_value(EVENT, "/z", 1)
    assert changed["a"] is EVENT["a"]
    assert list(with_value(EVENT, "/a/b", 0)["a"]) == ["b", "x/y", "m~n"]
    assert EVENT["z"] is None


def test_objects_on_the_way_are_made():
    assert with_value(EVENT, "/z/k/l", 1)["z"] == {"k": {"l": 1}}
    assert with_value({}, "/q/r", 1) == {"q": {"r": 1}}


def test_an_array_grows_at_its_end_only():
    assert with_value(EVENT, "/a/b/-", 9)["a"]["b"] == [1, {"c": 2}, 9]
    assert with_value(EVENT, "/a/b/0", 9)["a"]["b"] == [9, {"c": 2}]
    with pytest.raises(InputError, match="/a/b/7"):
        with_value(EVENT, "/a/b/7", 9)


def test_a_way_through_a_plain_value_is_refused():
    with pytest.raises(InputError):
        with_value({"a": "text"}, "/a/b", 1)
    with pytest.raises(InputError, match="JSON Pointer"):
        steps_of("a/b")


def test_removing_leaves_the_rest():
    assert without(EVENT, "/a/b/0")["a"]["b"] == [{"c": 2}]
    assert without(EVENT, "/a/b/1/c")["a"]["b"] == [1, {}]
    assert without(EVENT, "/none") is EVENT
    assert without(EVENT, "") is EVENT


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(VALUE, JSON, max_size=4), st.lists(VALUE, min_size=1, max_size=3), JSON)
def test_what_was_set_is_there_and_can_be_taken_away(event, steps, value):
    pointer = pointer_of(*steps)
    assert steps_of(pointer) == steps
    try:
        changed = with_value(event, pointer, value)
    except InputError:
        return
    if "-" not in steps:
        assert value_at(changed, pointer) == value
        assert value_at(without(changed, pointer), pointer) != value or isinstance(
            value_at(changed, pointer_of(*steps[:-1])), list
        )
