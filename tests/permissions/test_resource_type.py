"""An action on a resource that it never works on is a finding; what could match is none."""

import json

import pytest

from workbench.permissions.document import parse_policy
from workbench.permissions.resource_type import resource_findings


def found(action, *resources):
    statement = {"Effect": "Allow", "Action": action, "Resource": list(resources)}
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)
    return list(resource_findings(parse_policy(text, name="role.json", kind="identity")))


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("s3:ListBucket", "arn:aws:s3:::bucket/*"),
        ("s3:GetObject", "arn:aws:s3:::bucket"),
        ("dynamodb:PutItem", "arn:aws:s3:::bucket/*"),
        ("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:layer:*"),
        ("kms:Decrypt", "arn:aws:kms:us-east-1:123456789012:alias/orders"),
    ],
)
def test_an_action_on_a_resource_of_another_type_never_applies(action, resource):
    (finding,) = found(action, resource)
    assert (finding.code, finding.line) == ("resource-never-matches", 6)
    assert resource in finding.message


@pytest.mark.parametrize(
    ("action", "resources"),
    [
        ("s3:ListBucket", ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"]),
        ("s3:ListBucket", ["arn:aws:s3:::*"]),
        ("s3:ListBucket", ["arn:aws:s3:::${aws:PrincipalTag/team}-data"]),
        ("s3:GetObject", ["arn:aws:s3:::bucket*"]),
        ("s3:GetObject", ["*"]),
        ("s3:Get*", ["arn:aws:s3:::bucket"]),
        ("s3:ListAllMyBuckets", ["arn:aws:s3:::*"]),
        ("dynamodb:Query", ["arn:aws:dynamodb:us-east-1:123456789012:table/orders/index/*"]),
        ("dynamodb:Query", ["arn:aws:dynamodb:*"]),
        ("lambda:InvokeFunction", ["arn:aws:lambda:us-east-1:123456789012:function:orders:live"]),
        ("secretsmanager:GetSecretValue", ["arn:aws:secretsmanager:us-east-1:123456789012:secret:app/db-*"]),
        ("ssm:GetParameter", ["arn:aws:ssm:us-east-1:123456789012:parameter/app/db"]),
        ("nobody:Knows", ["arn:aws:s3:::bucket"]),
    ],
)
def test_an_action_on_a_resource_that_it_may_meet_is_no_finding(action, resources):
    assert found(action, *resources) == []
