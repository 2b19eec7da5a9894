"""What a function's role allows: trust, calls, mends, least privilege, AWS's own words."""

import json
from typing import Any

import pytest

from workbench.permissions.api_call import RequiredAction
from workbench.permissions.denied_message import read_denied_message
from workbench.permissions.document import Policy, parse_policy, policy_of
from workbench.permissions.execution_role import (
    ActionVerdict,
    check_action,
    check_call,
    check_trust,
    denied_by_aws,
    enforced,
)
from workbench.permissions.least_privilege import least_privilege, unused_permissions
from workbench.permissions.role_session import RoleDocuments, RoleSession

EMPTY = {"Version": "2012-10-17", "Statement": []}

ROLE = "arn:aws:iam::123456789012:role/service-role/orders"
TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
ME = "arn:aws:sts::123456789012:assumed-role/orders/save-order"


def identity(*statements) -> Policy:
    return policy_of({"Version": "2012-10-17", "Statement": list(statements)}, name="role.json", kind="identity")


def allow(action, resource="*", **more) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def session(*statements, **more) -> RoleSession:
    return RoleSession(RoleDocuments(ROLE, (identity(*statements),), **more), "save-order", now_ms=1_767_225_600_000)


def call(held, service="dynamodb", operation="PutItem", parameters=None) -> ActionVerdict:
    asked = {"TableName": "orders"} if parameters is None else parameters
    return check_call(held, service, operation, asked, region="eu-west-1")[0]


def trust(service) -> Policy:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return policy_of({"Version": "2012-10-17", "Statement": [statement]}, name="trust.json", kind="trust")


@pytest.mark.parametrize(
    ("policy", "decision"),
    [
        (trust("lambda.amazonaws.com"), "allowed"),
        (trust("ec2.amazonaws.com"), "implicitly_denied"),
        (policy_of(EMPTY, name="t", kind="trust"), "implicitly_denied"),
        (parse_policy("{", name="t", kind="trust"), "unknown"),
        (None, "unknown"),
    ],
)
def test_whether_lambda_may_assume_the_role(policy, decision):
    assert check_trust(RoleDocuments(ROLE, trust=policy)).decision == decision


def test_an_allowed_call_names_its_statement():
    verdict = call(session(allow("dynamodb:PutItem", TABLE)))
    assert (verdict.decision, verdict.basis, verdict.denied_message) == ("allowed", "simulated", "")
    assert verdict.explained.deciding[0].place == "role.json:4:5"
    assert (verdict.service, verdict.operation) == ("dynamodb", "PutItem")


def test_a_denied_call_carries_the_statement_that_allows_it():
    verdict = call(session(allow("dynamodb:GetItem", TABLE)))
    assert verdict.decision == "implicitly_denied"
    mend = json.loads(verdict.mends[0][1])
    assert mend == allow("dynamodb:PutItem", TABLE)
    assert call(session(mend)).decision == "allowed"


@pytest.mark.parametrize(
    ("held", "ending"),
    [
        (session(), "because no identity-based policy allows the dynamodb:PutItem action"),
        (session(allow("*"), {"Effect": "Deny", "Action": "dynamodb:*", "Resource": "*"}),
         "with an explicit deny in an identity-based policy"),
        (session(allow("*"), boundary=policy_of({"Version": "2012-10-17", "Statement": [allow("s3:*")]}, name="b",
                                                kind="boundary")),
         "because no permissions boundary allows the dynamodb:PutItem action"),
    ],
)  # fmt: skip
def test_a_refusal_has_the_words_of_aws(held, ending):
    message = enforced(check_call(held, "dynamodb", "PutItem", {"TableName": "orders"}, region="eu-west-1"))
    assert message == f"User: {ME} is not authorized to perform: dynamodb:PutItem on resource: {TABLE} {ending}"
    read = read_denied_message(f"An error occurred (AccessDeniedException) when calling PutItem: {message}")
    assert read is not None
    assert (read.principal, read.action, read.resource) == (ME, "dynamodb:PutItem", TABLE)
    assert read.kind in ending
    assert read.explicit == ("explicit" in ending)


def test_nothing_is_refused_that_is_allowed_or_unknown():
    unknown = RoleSession(RoleDocuments(ROLE), "save-order")
    assert call(unknown).decision == "unknown"
    assert call(unknown).basis == "unknown"
    for held in (unknown, session(allow("*"))):
        assert enforced(check_call(held, "dynamodb", "PutItem", {"TableName": "orders"}, region="eu-west-1")) is None


@pytest.mark.parametrize(
    ("conditions", "decision"),
    [
        ({"StringEquals": {"aws:PrincipalArn": ROLE}}, "allowed"),
        ({"StringEquals": {"aws:PrincipalType": "AssumedRole"}}, "allowed"),
        ({"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}, "allowed"),
        ({"DateLessThan": {"aws:CurrentTime": "2026-06-01T00:00:00Z"}}, "allowed"),
        ({"NumericGreaterThan": {"aws:EpochTime": "1767225600"}}, "implicitly_denied"),
        ({"Bool": {"aws:ViaAWSService": "false"}}, "allowed"),
        ({"Null": {"aws:username": "true"}}, "allowed"),
        ({"Null": {"aws:SourceArn": "true"}}, "allowed"),
        ({"StringEquals": {"aws:ResourceAccount": "123456789012"}}, "allowed"),
        ({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, "unknown"),
        ({"StringEquals": {"aws:ResourceTag/team": "a"}}, "unknown"),
        ({"StringEquals": {"aws:PrincipalTag/team": "a"}}, "unknown"),
        ({"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": "a"}}, "unknown"),
        ({"StringEquals": {"aws:PrincipalOrgID": "o-1"}}, "unknown"),
    ],
)
def test_what_is_known_of_a_role_session(conditions, decision):
    assert call(session(allow("dynamodb:*", TABLE, Condition=conditions))).decision == decision


def test_tags_of_the_role_and_the_function_are_known_where_given():
    conditions = {
        "StringEquals": {"aws:PrincipalTag/team": "a"},
        "ArnLike": {"lambda:SourceFunctionArn": "arn:aws:lambda:*:*:*:f"},
    }
    held = session(allow("dynamodb:*", Condition=conditions), tags={"team": "a"})
    assert call(held).decision == "implicitly_denied"
    named = RoleSession(held.role, "f", function_arn="arn:aws:lambda:eu-west-1:123456789012:function:f")
    assert call(named).decision == "allowed"


def test_the_prefix_of_a_listing_is_known():
    held = session(allow("s3:ListBucket", "arn:aws:s3:::b", Condition={"StringLike": {"s3:prefix": "in/*"}}))
    for prefix, decision in (("in/x", "allowed"), ("out/x", "implicitly_denied")):
        assert call(held, "s3", "ListObjectsV2", {"Bucket": "b", "Prefix": prefix}).decision == decision


def test_a_secret_by_name_is_the_one_whose_arn_begins_so():
    secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"
    verdict = call(session(allow("secretsmanager:*", secret)), "secretsmanager", "GetSecretValue", {"SecretId": "db"})
    assert verdict.decision == "allowed"
    assert secret in verdict.notes[0]
    other = call(session(allow("secretsmanager:*", secret)), "secretsmanager", "GetSecretValue", {"SecretId": "dc"})
    assert other.decision == "implicitly_denied"


def test_a_key_by_alias_may_be_the_one_that_is_allowed():
    key = "arn:aws:kms:eu-west-1:123456789012:key/1234"
    assert call(session(allow("kms:*", key)), "kms", "Encrypt", {"KeyId": "alias/a"}).decision == "unknown"
    by_id = call(session(allow("kms:*", key)), "kms", "Encrypt", {"KeyId": "1234"})
    assert (by_id.decision, by_id.basis) == ("allowed", "inferred")
    assert any("default key policy" in note for note in by_id.notes)


def test_another_account_has_a_say_of_its_own():
    theirs = {"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/999999999999/q"}
    assert call(session(allow("sqs:*")), "sqs", "SendMessage", theirs).decision == "unknown"
    assert call(session(), "sqs", "SendMessage", theirs).decision == "implicitly_denied"


def test_a_role_that_is_assumed_has_to_trust():
    verdict = call(session(allow("sts:*")), "sts", "AssumeRole", {"RoleArn": "arn:aws:iam::123456789012:role/r"})
    assert verdict.decision == "unknown"
    assert "trust policy" in verdict.reason


def test_an_unmapped_call_says_so():
    verdict = call(session(allow("*")), "neverheard", "DoThing", {})
    assert (verdict.action, verdict.resource, verdict.basis) == ("neverheard:DoThing", "*", "inferred")
    assert verdict.notes[0] == "not mapped: assumed neverheard:DoThing on *"


def test_a_list_written_by_hand_is_checked_too():
    verdict = check_action(
        session(allow("s3:Get*")), RequiredAction("s3:GetObject", "arn:aws:s3:::b/k"), region="eu-west-1"
    )
    assert verdict.decision == "allowed"


def test_what_aws_answered_is_proven():
    message = (
        f"User: {ME} is not authorized to perform: dynamodb:PutItem on resource: {TABLE} "
        "because no identity-based policy allows the dynamodb:PutItem action"
    )
    verdict = denied_by_aws(session(allow("*")), message, region="eu-west-1")
    assert verdict is not None
    assert (verdict.decision, verdict.basis) == ("implicitly_denied", "proven")
    assert any("say otherwise" in note for note in verdict.notes)
    assert denied_by_aws(session(), "out of memory", region="eu-west-1") is None


def test_the_least_privilege_of_a_run_allows_the_run_and_nothing_is_unused():
    calls = [
        ("dynamodb", "PutItem", {"TableName": "orders"}),
        ("dynamodb", "GetItem", {"TableName": "orders"}),
        ("s3", "PutObject", {"Bucket": "b", "Key": "k"}),
        ("secretsmanager", "GetSecretValue", {"SecretId": "db"}),
        ("sts", "GetCallerIdentity", {}),
    ]
    verdicts = [v for each in calls for v in check_call(session(), *each, region="eu-west-1")]
    needed = [verdict.required for verdict in verdicts]
    written = least_privilege(needed, log_group_arn="arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/f")
    assert len(written["Statement"]) == 4
    assert written["Statement"][0]["Action"] == ["dynamodb:GetItem", "dynamodb:PutItem"]
    held = session(*written["Statement"])
    assert {v.decision for each in calls for v in check_call(held, *each, region="eu-west-1")} == {"allowed"}
    unused = unused_permissions(held.role.policies or (), needed)
    assert {each.action for each in unused if not each.by_lambda} == set()
    assert {each.action for each in unused} == {"logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"}


def test_unused_permissions_have_their_place():
    policies = (identity(allow(["s3:*", "dynamodb:PutItem"], "*"), allow("dynamodb:PutItem", f"{TABLE}-other")),)
    unused = unused_permissions(policies, [RequiredAction("dynamodb:PutItem", TABLE)])
    assert [(each.action, each.line) for each in unused] == [("s3:*", 4), ("dynamodb:PutItem", 12)]
