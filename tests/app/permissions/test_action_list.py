"""A list of actions as a person writes it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.app.permissions.action_list import known_problem, read_actions

TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"


def test_each_line_asks_one_action_on_one_resource():
    asked = read_actions(f"dynamodb:PutItem {TABLE}\n\n# later\n  s3:ListAllMyBuckets  # everywhere\n")
    assert [(each.line, each.action, each.resource) for each in asked] == [
        (0, "dynamodb:PutItem", TABLE),
        (3, "s3:ListAllMyBuckets", "*"),
    ]
    assert all(each.is_action and not each.problem for each in asked)


def test_a_line_that_asks_nothing_says_why():
    for line, why in (("PutItem", "SERVICE:ACTION"), ("s3:Get*", "pattern"), ("s3:GetObject a b", "One resource")):
        (asked,) = read_actions(line)
        assert not asked.is_action
        assert why in asked.problem


def test_an_action_that_does_not_exist_is_told_with_the_nearest_name():
    (asked,) = read_actions(f"dynamodb:PutItems {TABLE}")
    assert "PutItem" in known_problem(asked)
    (asked,) = read_actions(f"dynamodb:PutItem {TABLE}")
    assert known_problem(asked) == ""


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_any_text_is_read(text):
    for asked in read_actions(text):
        assert asked.action
        assert asked.resource
