from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.permissions.policy_completion import completion_at

POLICY = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {"Service": "apigateway.amazonaws.com"},
      "Action": ["dynamodb:GetItem", "dynamodb:Put"],
      "Resource": "*",
      "Condition": {"ArnLike": {"aws:Sou": "arn:aws:execute-api:*"}}
    }
  ]
}"""


def at(text: str, before: str) -> tuple[str, ...]:
    """The choices with the cursor right behind some text."""
    found = completion_at(text, text.index(before) + len(before))
    return found.choices if found is not None else ()


def test_actions_are_offered_within_action():
    assert at(POLICY, "dynamodb:Put") == ("dynamodb:PutItem", "dynamodb:PutResourcePolicy")


def test_condition_keys_are_offered_below_an_operator():
    assert "aws:SourceArn" in at(POLICY, "aws:Sou")


def test_keys_of_the_statements_own_action_are_offered():
    assert "dynamodb:LeadingKeys" in at(POLICY.replace("aws:Sou", "dynamodb:Lead"), "dynamodb:Lead")


@pytest.mark.parametrize(
    ("before", "choice"),
    [
        ('"Eff', "Effect"),
        ('"Al', "Allow"),
        ('"Arn', "ArnLike"),
        ('"Serv', "Service"),
        ('"api', "apigateway.amazonaws.com"),
        ('"Ver', "Version"),
    ],
)
def test_what_a_place_can_hold_is_offered(before, choice):
    assert choice in at(POLICY, before)


def test_the_whole_string_is_replaced():
    found = completion_at(POLICY, POLICY.index("dynamodb:GetItem") + len("dynamodb:Get"))
    assert found is not None
    assert POLICY[found.start : found.end] == "dynamodb:GetItem"


@pytest.mark.parametrize("before", ['"Resource": "*', "[", '"Sid', "execute-api"])
def test_nothing_is_offered_where_nothing_is_known(before):
    text = POLICY.replace('"Effect": "Allow",', '"Effect": "Allow", "Sid": "Sid",')
    assert at(text, '"Sid": "Sid' if before == '"Sid' else before) == ()


def test_a_string_that_is_not_closed_yet_is_completed_to_the_end_of_its_line():
    text = '{"Statement": {"Action": "dynamodb:GetI\n}}'
    found = completion_at(text, text.index("GetI") + 4)
    assert found is not None
    assert found.choices == ("dynamodb:GetItem",)
    assert text[found.end] == "\n"


@settings(max_examples=60)
@given(st.text(alphabet='{}[]:,"\\ab\n', max_size=60), st.integers(0, 60))
def test_no_text_breaks_it(text, offset):
    completion_at(text, offset)
