"""The policies of what a function calls, in the verdicts on its calls: one account or two, keys, roles, secrets."""

import json
from typing import Any

import pytest

from workbench.permissions.document import Policy, policy_of
from workbench.permissions.execution_role import ActionVerdict, check_call
from workbench.permissions.resource_policy import ResourcePolicy, carrier_of, policy_on
from workbench.permissions.role_session import RoleDocuments, RoleSession

ROLE = "arn:aws:iam::123456789012:role/orders"
BUCKET = "arn:aws:s3:::in"
QUEUE = "arn:aws:sqs:eu-west-1:123456789012:q"
THEIR_QUEUE = "arn:aws:sqs:eu-west-1:999999999999:q"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234"
SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"
OTHER_ROLE = "arn:aws:iam::123456789012:role/other"

GET = ("s3", "GetObject", {"Bucket": "in", "Key": "a"})
SEND = ("sqs", "SendMessage", {"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/q"})
SEND_ACROSS = ("sqs", "SendMessage", {"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/999999999999/q"})
ENCRYPT = ("kms", "Encrypt", {"KeyId": "1234"})
ASSUME = ("sts", "AssumeRole", {"RoleArn": OTHER_ROLE})
READ = ("secretsmanager", "GetSecretValue", {"SecretId": "db"})


def allow(action, resource="*", **more) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def by(principal, action="*", resource="*", **more) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": resource, **more}


def policy(arn, *statements) -> ResourcePolicy:
    document = {"Version": "2012-10-17", "Statement": list(statements)}
    return ResourcePolicy(arn, "theirs.json", json.dumps(document))


def judged(call, *own, theirs=(), boundary: Policy | None = None) -> ActionVerdict:
    held = policy_of({"Version": "2012-10-17", "Statement": list(own)}, name="role.json", kind="identity")
    session = RoleSession(RoleDocuments(ROLE, (held,), boundary=boundary), "f", now_ms=0, resource_policies=theirs)
    return check_call(session, *call, region="eu-west-1")[0]


ME = {"AWS": ROLE}
ACCOUNT = {"AWS": "123456789012"}
DENY = {"Effect": "Deny"}
TRUST = {"Effect": "Allow", "Action": "sts:AssumeRole"}


@pytest.mark.parametrize(
    ("call", "own", "theirs", "decision"),
    [
        # Within one account either side may allow (IAM User Guide, Policy evaluation logic).
        (GET, [], policy(BUCKET, by(ME, "s3:GetObject", f"{BUCKET}/*")), "allowed"),
        (GET, [allow("s3:*")], policy(BUCKET), "allowed"),
        (GET, [], policy(BUCKET), "implicitly_denied"),
        (GET, [], policy(BUCKET, by(ACCOUNT, "s3:*", f"{BUCKET}/*")), "implicitly_denied"),
        (GET, [], policy(BUCKET, by({"AWS": "999999999999"}, "s3:*", f"{BUCKET}/*")), "implicitly_denied"),
        # An explicit deny anywhere ends it.
        (GET, [allow("s3:*")], policy(BUCKET, by("*", "s3:GetObject", f"{BUCKET}/*") | DENY), "explicitly_denied"),
        (GET, [allow("s3:*")],
         policy(BUCKET, by("*", "s3:*", f"{BUCKET}/*", Condition={"Bool": {"aws:SecureTransport": "false"}}) | DENY),
         "allowed"),
        (GET, [allow("s3:*")],
         policy(BUCKET, by("*", "s3:*", f"{BUCKET}/*",
                           Condition={"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}) | DENY),
         "unknown"),
        (SEND, [], policy(QUEUE, by(ME, "sqs:SendMessage", QUEUE)), "allowed"),
        # Across accounts both sides (IAM User Guide, Cross-account policy evaluation logic).
        (SEND_ACROSS, [allow("sqs:*")], policy(THEIR_QUEUE, by(ME, "sqs:SendMessage", THEIR_QUEUE)), "allowed"),
        (SEND_ACROSS, [allow("sqs:*")], policy(THEIR_QUEUE, by(ACCOUNT, "sqs:*", THEIR_QUEUE)), "allowed"),
        (SEND_ACROSS, [allow("sqs:*")], policy(THEIR_QUEUE), "implicitly_denied"),
        (SEND_ACROSS, [], policy(THEIR_QUEUE, by("*", "sqs:*", THEIR_QUEUE)), "implicitly_denied"),
        # The policy of a key has to allow (AWS KMS Developer Guide, Key policies in AWS KMS).
        (ENCRYPT, [allow("kms:*")], policy(KEY, by({"AWS": "arn:aws:iam::123456789012:root"}, "kms:*")), "allowed"),
        (ENCRYPT, [], policy(KEY, by({"AWS": "arn:aws:iam::123456789012:root"}, "kms:*")), "implicitly_denied"),
        (ENCRYPT, [allow("kms:*")], policy(KEY, by({"AWS": f"{ROLE}-other"}, "kms:*")), "implicitly_denied"),
        (ENCRYPT, [], policy(KEY, by(ME, "kms:Encrypt")), "allowed"),
        # The trust policy of a role has to allow (IAM User Guide, Policy evaluation logic).
        (ASSUME, [allow("sts:AssumeRole")], policy(OTHER_ROLE, TRUST | {"Principal": ACCOUNT}), "allowed"),
        (ASSUME, [], policy(OTHER_ROLE, TRUST | {"Principal": ME}), "allowed"),
        (ASSUME, [allow("sts:*")], policy(OTHER_ROLE, TRUST | {"Principal": {"Service": "ec2.amazonaws.com"}}),
         "implicitly_denied"),
        (READ, [], policy(SECRET, by(ME, "secretsmanager:GetSecretValue")), "allowed"),
    ],
)  # fmt: skip
def test_the_policy_of_a_resource_has_its_say(call, own, theirs, decision):
    verdict = judged(call, *own, theirs=(theirs,))
    assert (verdict.decision, verdict.basis) == (decision, "unknown" if decision == "unknown" else "simulated")
    assert "evaluated with theirs.json, the resource's own policy" in verdict.notes


def test_without_the_policy_of_a_resource_it_is_said():
    other = policy("arn:aws:s3:::other", by(ME))
    for theirs in ((), (other,)):
        verdict = judged(GET, allow("s3:*"), theirs=theirs)
        assert verdict.decision == "allowed"
        assert "not evaluated: the resource's own policy" in verdict.notes


def test_a_policy_that_cannot_be_read_leaves_the_verdict_unknown():
    broken = ResourcePolicy(BUCKET, "theirs.json", "{")
    verdict = judged(GET, allow("s3:*"), theirs=(broken,))
    assert (verdict.decision, verdict.basis) == ("unknown", "unknown")
    assert "theirs.json" in verdict.reason


@pytest.mark.parametrize(
    ("role", "named", "decision"),
    [
        (f"{ROLE[:-6]}service-role/orders", f"{ROLE[:-6]}service-role/orders", "allowed"),
        # A role is named with its path; without it the name is another role's (IAM User Guide, Principal).
        (f"{ROLE[:-6]}service-role/orders", ROLE, "implicitly_denied"),
        (ROLE, f"{ROLE[:-6]}other/orders", "implicitly_denied"),
        (f"{ROLE[:-6]}service-role/orders", "arn:aws:sts::123456789012:assumed-role/orders/f", "allowed"),
    ],
)
def test_a_role_is_named_with_its_path(role, named, decision):
    session = RoleSession(RoleDocuments(role, ()), "f", resource_policies=(policy(QUEUE, by({"AWS": named})),))
    assert check_call(session, *SEND, region="eu-west-1")[0].decision == decision


@pytest.mark.parametrize(
    ("resource", "carrier"),
    [
        (f"{BUCKET}/a/b", BUCKET),
        (BUCKET, BUCKET),
        ("arn:aws:s3:eu-west-1:123456789012:accesspoint/ap/object/a",
         "arn:aws:s3:eu-west-1:123456789012:accesspoint/ap"),
        ("arn:aws:dynamodb:eu-west-1:123456789012:table/t/index/i", "arn:aws:dynamodb:eu-west-1:123456789012:table/t"),
        (QUEUE, QUEUE),
        ("arn:aws:lambda:eu-west-1:123456789012:function:f:live",
         "arn:aws:lambda:eu-west-1:123456789012:function:f:live"),
        ("*", "*"),
    ],
)  # fmt: skip
def test_which_resource_carries_the_policy(resource, carrier):
    assert carrier_of(resource) == carrier


def test_a_name_that_two_secrets_begin_with_has_the_policy_of_neither():
    first, second = (ResourcePolicy(f"{SECRET[:-6]}{end}", end, "{}") for end in ("AAAAAA", "BBBBBB"))
    wanted = f"{SECRET[:-6]}??????"
    assert policy_on(wanted, [first]) == first.read()
    assert policy_on(wanted, [first, second]) is None
    assert policy_on("arn:aws:kms:eu-west-1:123456789012:key/*", [policy(KEY)]) is None


@pytest.mark.parametrize(
    ("call", "own", "theirs", "ending"),
    [
        (SEND_ACROSS, [allow("sqs:*")], policy(THEIR_QUEUE),
         "no resource-based policy allows the sqs:SendMessage action"),
        (SEND_ACROSS, [], policy(THEIR_QUEUE, by(ME)), "no identity-based policy allows the sqs:SendMessage action"),
        (ENCRYPT, [allow("kms:*")], policy(KEY), "no resource-based policy allows the kms:Encrypt action"),
        (ASSUME, [allow("sts:*")], policy(OTHER_ROLE), "no role trust policy allows the sts:AssumeRole action"),
        (GET, [allow("s3:*")], policy(BUCKET, by("*") | DENY), "with an explicit deny in a resource-based policy"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_kind_of_policy_as_aws_does(call, own, theirs, ending):
    # IAM User Guide, Troubleshoot access denied error messages
    assert judged(call, *own, theirs=(theirs,)).denied_message.endswith(ending)
