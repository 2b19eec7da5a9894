"""Keys that a service uses in the caller's name: a remark where encryption is not known, a verdict where it is."""

import pytest

from tests.permissions.test_role_mend import document, own, verdicts
from workbench.permissions.api_call import RequiredAction
from workbench.permissions.document import policy_of
from workbench.permissions.execution_role import check_action, check_call
from workbench.permissions.least_privilege import unused_permissions
from workbench.permissions.role_session import RoleDocuments, RoleSession
from workbench.permissions.side_call import SIDE_CALLS, side_call

ROLE = "arn:aws:iam::123456789012:role/orders"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234"
GET = ("s3", "GetObject", {"Bucket": "in", "Key": "a"}, "")


def session(*actions) -> RoleSession:
    return RoleSession(RoleDocuments(ROLE, (own(*actions),)), "f", now_ms=0)


@pytest.mark.parametrize(
    ("action", "needed"),
    [
        # Amazon S3 User Guide, Using server-side encryption with AWS KMS keys (SSE-KMS)
        ("s3:GetObject", ("kms:Decrypt",)),
        ("s3:PutObject", ("kms:GenerateDataKey",)),
        # Amazon SQS Developer Guide, Configuring AWS KMS permissions
        ("sqs:SendMessage", ("kms:GenerateDataKey", "kms:Decrypt")),
        ("sqs:ReceiveMessage", ("kms:Decrypt",)),
        # Amazon SNS Developer Guide, Managing Amazon SNS encryption keys and costs
        ("sns:Publish", ("kms:GenerateDataKey", "kms:Decrypt")),
        ("secretsmanager:GetSecretValue", ("kms:Decrypt",)),
        ("ssm:GetParametersByPath", ("kms:Decrypt",)),
        ("kinesis:PutRecords", ("kms:GenerateDataKey",)),
        ("dynamodb:Query", ("kms:Decrypt",)),
    ],
)
def test_an_allowed_call_says_what_the_key_behind_it_would_need(action, needed):
    found = side_call(action)
    assert found is not None
    assert found.needed == needed
    verdict = check_action(session("*"), asked(action), region="eu-west-1")
    assert not [note for note in verdict.notes if "KMS" in note]
    verdict = check_action(session(action), asked(action), region="eu-west-1")
    (note,) = [note for note in verdict.notes if "KMS" in note]
    assert verdict.decision == "allowed"
    assert " and ".join(needed) in note
    assert found.source in note
    assert ("(inferred)" in note) == (found.confidence == "inferred")


def asked(action) -> RequiredAction:
    return RequiredAction(action, "*")


def test_what_is_denied_is_not_remarked_upon_besides():
    (verdict,) = verdicts(session(), GET)
    assert not [note for note in verdict.notes if "KMS" in note]


def test_only_what_is_lacking_is_named():
    verdict = check_action(session("sqs:SendMessage", "kms:Decrypt"), asked("sqs:SendMessage"), region="eu-west-1")
    (note,) = [note for note in verdict.notes if "KMS" in note]
    assert "needs kms:GenerateDataKey on that key" in note


def test_every_action_has_one_row_at_most():
    rows = [action for each in SIDE_CALLS for action in each.actions]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("call", "actions"),
    [
        (("s3", "PutObject", {"Bucket": "b", "Key": "k", "ServerSideEncryption": "aws:kms", "SSEKMSKeyId": KEY}),
         ["s3:PutObject", "kms:GenerateDataKey"]),
        (("s3", "CreateMultipartUpload", {"Bucket": "b", "Key": "k", "SSEKMSKeyId": KEY}),
         ["s3:PutObject", "kms:GenerateDataKey", "kms:Decrypt"]),
        (("s3", "PutObject", {"Bucket": "b", "Key": "k", "SSEKMSKeyId": "alias/aws/s3"}), ["s3:PutObject"]),
        (("secretsmanager", "CreateSecret", {"Name": "n", "KmsKeyId": KEY}),
         ["secretsmanager:CreateSecret", "kms:GenerateDataKey", "kms:Decrypt"]),
        (("ssm", "PutParameter", {"Name": "n", "Type": "SecureString", "KeyId": KEY}),
         ["ssm:PutParameter", "kms:Encrypt"]),
        (("ssm", "PutParameter", {"Name": "n", "KeyId": KEY, "Tier": "Advanced"}),
         ["ssm:PutParameter", "kms:GenerateDataKey"]),
        (("ssm", "PutParameter", {"Name": "n", "KeyId": "alias/aws/ssm"}), ["ssm:PutParameter"]),
    ],
)  # fmt: skip
def test_a_key_that_the_call_names_is_asked_for(call, actions):
    found = check_call(session(), *call, region="eu-west-1")
    assert [each.action for each in found] == actions
    assert all(each.resource == KEY for each in found if each.action.startswith("kms:"))


@pytest.mark.parametrize(("via", "decision"), [("s3", "allowed"), ("sqs", "implicitly_denied")])
def test_such_a_call_comes_by_way_of_the_service(via, decision):
    condition = {"StringEquals": {"kms:ViaService": f"{via}.eu-west-1.amazonaws.com"}}
    statement = {"Effect": "Allow", "Action": "kms:*", "Resource": KEY, "Condition": condition}
    held = policy_of(document(statement), name="role", kind="identity")
    role = RoleSession(RoleDocuments(ROLE, (held,)), "f", now_ms=0)
    parameters = {"Bucket": "b", "Key": "k", "SSEKMSKeyId": KEY}
    assert check_call(role, "s3", "PutObject", parameters, region="eu-west-1")[1].decision == decision


def test_a_permission_on_a_key_counts_as_used_behind_such_a_call():
    policies = (own("s3:GetObject", "kms:Decrypt", "kms:Encrypt"),)
    unused = unused_permissions(policies, [asked("s3:GetObject")])
    assert [each.action for each in unused] == ["kms:Encrypt"]
