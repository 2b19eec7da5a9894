from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.deployed.production import production_question
from workbench.deployed.target import Account, DeployedFunction

FUNCTION = DeployedFunction("orders", "live", Account(profile="work", region="eu-west-1"), "111122223333")


@pytest.mark.parametrize(
    "pattern",
    ["111122223333", ":live", ":l*", "orders", "ord*", "orders:live", "*:live", "profile:work",
     "arn:aws:lambda:eu-west-1:111122223333:function:orders", "arn:*:orders:live"],
)  # fmt: skip
def test_a_pattern_marks_by_account_alias_name_profile_or_arn(pattern):
    question = production_question(FUNCTION, ["other", pattern])
    assert question is not None
    assert question.because == pattern
    assert question.text == "orders:live in account 111122223333 is marked as production. Run it?"


@pytest.mark.parametrize(
    "pattern", ["", " ", "999999999999", ":prod", "order", "orders:prod", "billing:live", "profile:home", "arn:x", ":"]
)
def test_another_pattern_does_not(pattern):
    assert production_question(FUNCTION, [pattern]) is None


def test_without_a_qualifier_latest_is_meant():
    latest = replace(FUNCTION, qualifier="", account_id="")
    assert production_question(latest, [":live"]) is None
    found = production_question(latest, [":$LATEST"])
    assert found is not None
    assert found.text == "orders is marked as production. Run it?"


def test_a_call_through_an_api_is_marked_by_account_and_profile_alone():
    call = DeployedFunction("", account=Account(profile="work"), account_id="111122223333")
    question = production_question(call, ["*", ":live", "111122223333"])
    assert question is not None
    assert question.text == "The account 111122223333 is marked as production. Call its API?"
    assert production_question(DeployedFunction("", account=Account()), ["*", "*:*", "orders"]) is None
