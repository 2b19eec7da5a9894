"""The part of the policy language that moto evaluates as AWS does, decided the same here.

moto ignores resources, boundaries and most conditions and compares actions case by case, so the comparison is held to
Allow and Deny, Action and NotAction with wildcards, on every resource.
"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.permissions.case import Case, Request
from workbench.permissions.document import policy_of
from workbench.permissions.evaluation import evaluate

access_control = pytest.importorskip("moto.iam.access_control")

ACTIONS = ["s3:GetObject", "s3:GetObjectAcl", "s3:PutObject", "dynamodb:GetItem", "lambda:InvokeFunction"]
PATTERNS = ["*", "s3:*", "s3:Get*", "s3:GetObject", "s3:*Object", "dynamodb:*Item", "lambda:InvokeFunction"]
DECISIONS = {"PERMITTED": "allowed", "DENIED": "explicitly_denied", "NEUTRAL": "implicitly_denied"}

statements = st.fixed_dictionaries(
    {"Effect": st.sampled_from(["Allow", "Deny"]), "Resource": st.just("*")},
) .flatmap(
    lambda statement: st.tuples(
        st.sampled_from(["Action", "NotAction"]), st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=3)
    ).map(lambda said: statement | {said[0]: said[1]})
)  # fmt: skip


@given(st.lists(statements, min_size=1, max_size=4), st.sampled_from(ACTIONS))
@settings(max_examples=100)
def test_actions_are_decided_as_moto_does(listed, action):
    document = {"Version": "2012-10-17", "Statement": listed}
    theirs = access_control.IAMPolicy({"policy_document": json.dumps(document)}).is_action_permitted(action)
    request = Request("arn:aws:iam::123456789012:user/a", action, "*", "123456789012")
    ours = evaluate(Case(request, (policy_of(document, name="p", kind="identity"),)))
    assert ours.decision == DECISIONS[theirs.name]
