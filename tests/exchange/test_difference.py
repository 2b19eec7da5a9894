from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.exchange.difference import Difference, differences

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc/~", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(_JSON)
@settings(max_examples=60)
def test_nothing_differs_from_itself(value):
    assert differences(value, json.loads(json.dumps(value))) == ()


def test_each_kind_of_difference_is_named_by_its_pointer():
    before = {"a": 1, "b/c": [1, 2], "gone": None, "same": {"x": 1}, "t": True}
    after = {"a": 2, "b/c": [1, 3, 4], "same": {"x": 1}, "new": "n", "t": 1}
    assert differences(before, after) == (
        Difference("/a", "changed", 1, 2),
        Difference("/b~1c/1", "changed", 2, 3),
        Difference("/b~1c/2", "added", after=4),
        Difference("/gone", "removed"),
        Difference("/t", "changed", True, 1),
        Difference("/new", "added", after="n"),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"request_id": "a"}, {"request_id": "b"}),
        ({"requestContext": {"requestTimeEpoch": 1, "time": "x"}}, {"requestContext": {"requestTimeEpoch": 2}}),
        ({"report": {"duration_ms": 1.5}}, {"report": {"duration_ms": 2}}),
        ([{"name": "X-Amzn-Trace-Id", "value": "1"}], [{"name": "X-Amzn-Trace-Id", "value": "2"}]),
        (
            {"log": "START RequestId: 8a7c2f50-0b1e-4c6d-9a3e-1f2d3c4b5a69 Duration: 1.2 ms\tMax Memory Used: 31 MB"},
            {"log": "START RequestId: 11111111-0b1e-4c6d-9a3e-1f2d3c4b5a69 Duration: 9 ms\tMax Memory Used: 30 MB"},
        ),
        ({"text": "[INFO]\t2026-01-01T00:00:00.000Z\tx"}, {"text": "[INFO]\t2026-01-01T00:00:09.123Z\tx"}),
        ({"at": "26/Oct/2026:10:00:00 +0000"}, {"at": "27/Oct/2026:10:00:00 +0000"}),
        ({"id": "41B45EA3-70b5-11e6-b7bd-69b5aaebc7d9"}, {"id": "51b45ea3-70b5-11e6-b7bd-69b5aaebc7d9"}),
        ({"id": "65fef391"}, {"id": "29979057"}),
        ({"orderId": "01ARZ3NDEKTSV4RRFFQ69G5FAV"}, {"orderId": "01ARZ3NDEKTSV4RRFFQ69G5FAW"}),
        ({"body": '{"a":1,"requestId":"x"}'}, {"body": '{ "a": 1, "requestId": "y" }'}),
    ],
)
def test_what_is_made_up_for_each_run_is_passed_over(before, after):
    assert differences(before, after) == ()


def test_what_a_function_makes_from_its_request_id_is_passed_over():
    first, second = "98395044-0b1e-4c6d-9a3e-1f2d3c4b5a69", "50868505-70b5-11e6-b7bd-69b5aaebc7d9"
    before, after = ({"id": name[:8], "text": f"for {name}", "log": [name]} for name in (first, second))
    assert differences(before, after, request_ids=(first, second)) == ()
    assert differences(before, {**after, "id": "50868506"}, request_ids=(first, second)) == (
        Difference("/id", "changed", "(request id)", "50868506"),
    )


def test_a_body_in_a_text_is_compared_inside():
    assert differences({"body": '{"a": {"b": 1}}'}, {"body": '{"a": {"b": 2}}'}) == (
        Difference("/body → /a/b", "changed", 1, 2),
    )
    assert differences("x", "y") == (Difference("", "changed", "x", "y"),)
    assert differences("{x", "{y") == (Difference("", "changed", "{x", "{y"),)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"id": "1001"}, {"id": "1002"}),
        ({"id": "20260101"}, {"id": "20260102"}),
        ({"id": "65fef391"}, {"id": "65fef3911"}),
        ({"name": "65fef391"}, {"name": "29979057"}),
        ({"paid": "65fef391"}, {"paid": "29979057"}),
        ({"id": "65fef391"}, {"id": None}),
    ],
)
def test_an_id_that_was_not_made_up_is_compared(before, after):
    assert len(differences(before, after)) == 1
