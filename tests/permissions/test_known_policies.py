"""Policies by name: AWS's managed ones and AWS SAM's templates."""

import pytest

from workbench.permissions.document import policy_of
from workbench.permissions.known_policies import (
    managed_policy,
    managed_policy_names,
    nearest_name,
    sam_policy_template,
    sam_policy_template_names,
)


@pytest.mark.parametrize(
    "name",
    [
        "AWSLambdaBasicExecutionRole",
        "service-role/AWSLambdaBasicExecutionRole",
        "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    ],
)
def test_a_managed_policy_is_known_by_name_path_and_arn(name):
    document = managed_policy(name)
    assert document is not None
    assert document["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": ["*"],
        }
    ]


def test_an_unknown_name_is_unknown():
    assert managed_policy("arn:aws:iam::aws:policy/Nothing") is None
    assert sam_policy_template("Nothing", {}) is None


def test_a_misspelled_name_has_a_nearest_one():
    assert nearest_name("DynamoDBCrudPolcy") == "DynamoDBCrudPolicy"
    assert nearest_name("service-role/AWSLambdaBasicExecutionRol") == "AWSLambdaBasicExecutionRole"
    assert nearest_name("Nothing") == ""


def test_every_document_reads_without_an_error():
    documents = [managed_policy(name) for name in managed_policy_names()]
    documents += [sam_policy_template(name, {}) for name in sam_policy_template_names()]
    assert len(documents) > 100
    for document in documents:
        assert document is not None
        policy = policy_of(document, name="p", kind="identity")
        assert policy.statements
        wrong = {finding.code for finding in policy.findings if finding.severity == "error"}
        assert wrong <= {"invalid-resource"}  # a template's parameter that is not given stands for a whole ARN


def test_a_template_is_filled_with_its_parameters():
    document = sam_policy_template("DynamoDBReadPolicy", {"TableName": "orders"}, region="eu-west-1")
    assert document is not None
    assert "dynamodb:GetItem" in document["Statement"][0]["Action"]
    assert document["Statement"][0]["Resource"] == [
        "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
        "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/index/*",
    ]


def test_a_parameter_that_is_missing_matches_nothing():
    document = sam_policy_template("SQSSendMessagePolicy", {})
    assert document is not None
    assert document["Statement"][0]["Resource"] == ["arn:aws:sqs:us-east-1:123456789012:${QueueName}"]
