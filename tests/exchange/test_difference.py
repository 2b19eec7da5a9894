from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.exchange.difference import differences

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@given(json_values)
@settings(max_examples=60)
def test_a_value_does_not_differ_from_itself(value):
    assert differences(value, value) == ()


@given(json_values, json_values)
@settings(max_examples=60)
def test_with_nothing_ignored_different_values_differ_somewhere(one, other):
    same = one == other and repr(one) == repr(other)
    if not same and not isinstance(one, dict):
        assert differences(one, other, ignore_volatile=False) or one == other


def test_added_removed_and_changed_places_are_named_by_pointer():
    found = differences({"a": 1, "b/c": [1, 2], "d": 0}, {"a": 2, "b/c": [1], "e": 0})
    assert [(one.pointer, one.kind) for one in found] == [
        ("/a", "changed"),
        ("/b~1c/1", "removed"),
        ("/d", "removed"),
        ("/e", "added"),
    ]


def test_ids_and_times_are_left_aside():
    one = {"requestId": "a", "at": "2026-01-01T00:00:00Z", "id": "41b45ea3-70b5-11e6-b7bd-69b5aaebc7d9", "n": 1}
    other = {"requestId": "b", "at": "2027-01-01T00:00:00Z", "id": "51b45ea3-70b5-11e6-b7bd-69b5aaebc7d9", "n": 1}
    assert differences(one, other) == ()
    assert len(differences(one, other, ignore_volatile=False)) == 3


def test_true_is_not_one():
    assert [one.pointer for one in differences({"a": True}, {"a": 1})] == ["/a"]
