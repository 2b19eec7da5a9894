"""Decisions add up, denies only ever take away, and order says nothing."""

import json
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.permissions.case import Case, Request
from workbench.permissions.case_document import read_case
from workbench.permissions.document import policy_of, unknown_policy
from workbench.permissions.evaluation import decision_of, evaluate
from workbench.permissions.explanation import Decision
from workbench.permissions.verdict_logic import all_of

USER = "arn:aws:iam::123456789012:user/alice"
SESSION = "arn:aws:sts::123456789012:assumed-role/reader/today"
CALLERS = [USER, SESSION, "arn:aws:iam::123456789012:role/reader", "apigateway.amazonaws.com"]
KEYS = ["aws:SourceIp", "aws:username", "aws:TagKeys"]

conditions = st.dictionaries(
    st.sampled_from(["StringEquals", "StringNotLike", "IpAddressIfExists", "ForAllValues:StringLike", "Null", "Bogus"]),
    st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["10.0.0.0/8", "alice", "${aws:username}", "true"]),
            max_size=2),
    max_size=2,
)  # fmt: skip
principals = st.sampled_from(
    ["*", {"AWS": USER}, {"AWS": SESSION}, {"AWS": "123456789012"}, {"Service": "apigateway.amazonaws.com"}]
)


@st.composite
def statements(draw, *, principal=False, effect=None):
    statement = {
        "Effect": effect or draw(st.sampled_from(["Allow", "Allow", "Deny"])),
        draw(st.sampled_from(["Action", "NotAction"])): draw(st.sampled_from(["*", "s3:*", "s3:Get*", "ec2:*"])),
        draw(st.sampled_from(["Resource", "NotResource"])): draw(
            st.sampled_from(["*", "arn:aws:s3:::b/*", "arn:aws:s3:::${aws:username}/*", "arn:aws:s3:::c"])
        ),
        "Condition": draw(conditions),
    }
    if principal:
        statement[draw(st.sampled_from(["Principal", "Principal", "NotPrincipal"]))] = draw(principals)
    return statement


def document(listed) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": listed}


@st.composite
def cases(draw):
    context = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "aws:SourceIp": st.sampled_from(["10.1.1.1", "11.1.1.1"]),
                "aws:username": st.sampled_from(["alice", "b"]),
                "aws:TagKeys": st.lists(st.sampled_from(["alice", "x"]), max_size=2),
            },
        )
    )
    return {
        "request": {
            "principal": draw(st.sampled_from(CALLERS)),
            "action": "s3:GetObject",
            "resource": "arn:aws:s3:::b/k",
            "resource_account": draw(st.sampled_from(["123456789012", "999999999999"])),
            "context": context,
        },
        "identity_policies": [document(draw(st.lists(statements(), max_size=3)))],
        "resource_policy": draw(st.none() | st.lists(statements(principal=True), max_size=3).map(document)),
        "permission_boundary": draw(st.none() | st.lists(statements(), max_size=2).map(document)),
        "session_policies": draw(st.lists(st.lists(statements(), max_size=2).map(document), max_size=1)),
        "unknown_context": draw(st.lists(st.sampled_from(KEYS), max_size=1)),
    }


def decide(case) -> Decision:
    return evaluate(read_case(json.dumps(case), name="case"))


@given(cases(), statements(effect="Deny"))
@settings(max_examples=100)
def test_an_extra_deny_never_allows(case, deny):
    before = decide(case).decision
    case["identity_policies"].append(document([deny]))
    after = decide(case).decision
    if after == "allowed":
        assert before == "allowed"
    if before == "explicitly_denied":
        assert after == "explicitly_denied"


@given(cases(), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_order_of_statements_never_matters(case, shuffler: random.Random):
    before = decide(case).decision
    for policy in [*case["identity_policies"], *case["session_policies"], case["resource_policy"]]:
        if policy is not None:
            shuffler.shuffle(policy["Statement"])
    assert decide(case).decision == before


@given(cases())
@settings(max_examples=100)
def test_the_parts_of_an_explanation_add_up(case):
    printed = decide(case).to_json()
    denies = []
    for policy in printed["policies"]:
        for statement in policy["statements"]:
            parts = [statement["principal"], statement["action"], statement["resource"]]
            parts += [condition["matched"] for condition in statement["conditions"]]
            if not statement["broken"]:
                assert statement["applies"] is all_of(parts)
            assert (statement["first_mismatch"] is None) == (statement["applies"] is True)
            if statement["effect"] == "Deny":
                denies.append(statement["applies"])
    assert (printed["decision"] == "explicitly_denied") == (True in denies)
    if printed["decision"] == "allowed":
        assert None not in denies
        assert all(each["effect"] == "Allow" for each in printed["deciding"])
    assert json.loads(json.dumps(printed)) == printed


@given(cases())
@settings(max_examples=100)
def test_the_quick_decision_is_the_explained_one(case):
    read = read_case(json.dumps(case), name="case")
    assert decision_of(read) == evaluate(read).decision


@given(cases(), st.sampled_from([None, "10.1.1.1", "11.1.1.1"]))
@settings(max_examples=100)
def test_a_decision_that_is_not_unknown_holds_whatever_the_unknown_value_is(case, value):
    case["unknown_context"] = ["aws:SourceIp"]
    answer = decide(case).decision
    case["unknown_context"] = []
    case["request"]["context"].pop("aws:SourceIp", None)
    if value is not None:
        case["request"]["context"]["aws:SourceIp"] = value
    if answer != "unknown":
        assert decide(case).decision == answer


ALLOW = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}


def _ask(*listed, context=None, unknown=(), **more) -> Decision:
    policy = policy_of(document(list(listed)), name="role.json", kind="identity")
    return evaluate(
        Case(Request(USER, "s3:GetObject", "arn:aws:s3:::b/k", context=context or {}), (policy,),
            unknown_context=unknown, **more)
    )  # fmt: skip


def test_a_deciding_statement_has_its_place():
    decision = _ask({"Sid": "Other", **ALLOW, "Action": "s3:PutObject"}, {"Sid": "Mine", **ALLOW})
    assert decision.reason == "Allowed by statement 'Mine' of role.json."
    assert decision.to_json()["deciding"] == [
        {"policy": "role.json", "kind": "identity", "sid": "Mine", "statement": 1, "effect": "Allow",
         "line": 10, "column": 5, "end_line": 15},
    ]  # fmt: skip


def test_the_failing_condition_is_named_with_both_values():
    decision = _ask(
        {**ALLOW, "Condition": {"StringEquals": {"aws:username": "bob"}}}, context={"aws:username": "alice"}
    )
    assert decision.decision == "implicitly_denied"
    assert decision.closest is not None
    statement = decision.to_json()["policies"][0]["statements"][0]
    assert statement["first_mismatch"] == "condition: StringEquals aws:username: alice does not match bob"
    assert decision.allowed_if == ("aws:username meets StringEquals bob (statement number 1 of role.json)",)


def test_what_is_unknown_is_named_with_what_would_allow():
    decision = _ask({**ALLOW, "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}, unknown=("aws:SourceIp",))
    assert decision.reason == "Cannot be decided: it hangs on aws:SourceIp."
    assert decision.allowed_if == ("aws:SourceIp meets IpAddress 10.0.0.0/8 (statement number 1 of role.json)",)


def test_a_policy_that_is_not_known_leaves_the_answer_open():
    decision = _ask(ALLOW, resource_policy=unknown_policy(name="the bucket policy", kind="resource"))
    assert decision.decision == "unknown"
    assert decision.reason == "Cannot be decided without the bucket policy."


def test_a_boundary_that_stands_in_the_way_is_named():
    boundary = policy_of(document([{**ALLOW, "Action": "ec2:*"}]), name="boundary", kind="boundary")
    decision = _ask(ALLOW, permission_boundary=boundary)
    assert decision.reason.startswith("The permissions boundary does not allow s3:GetObject")
    assert decision.allowed_if[0] == "the permissions boundary allows s3:GetObject on arn:aws:s3:::b/k"


def test_several_values_without_a_set_operator_are_pointed_out():
    decision = _ask({**ALLOW, "Condition": {"StringEquals": {"aws:TagKeys": "a"}}}, context={"aws:TagKeys": ["a", "b"]})
    assert [finding.code for finding in decision.findings] == ["several-values"]


def test_what_only_aws_knows_is_always_said():
    assert "Service control policies (SCP)" in _ask(ALLOW).not_evaluated


def test_a_request_that_says_nothing_sensible_is_pointed_out():
    decision = evaluate(Case(Request("someone", "read", "it")))
    assert [finding.code for finding in decision.findings] == [
        "unreadable-principal", "unreadable-action", "unreadable-resource",
    ]  # fmt: skip


def test_an_owner_that_is_not_known_is_said():
    assert any("account owns" in each for each in _ask(ALLOW).not_evaluated)
