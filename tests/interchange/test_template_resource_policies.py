"""The policies that a template puts on buckets, queues, topics, keys, secrets, tables, buses, roles and functions."""

import json

import pytest

from workbench.interchange.api_file import read_api

TEMPLATE = """
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources:
  In: {Type: AWS::S3::Bucket, Properties: {BucketName: in}}
  InPolicy:
    Type: AWS::S3::BucketPolicy
    Properties: {Bucket: !Ref In, PolicyDocument: {Statement: [{Sid: bucket}]}}
  Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs}}
  JobsPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties: {Queues: [!Ref Jobs], PolicyDocument: {Statement: [{Sid: queue}]}}
  News: {Type: AWS::SNS::Topic, Properties: {TopicName: news}}
  NewsPolicy:
    Type: AWS::SNS::TopicPolicy
    Properties: {Topics: [!Ref News], PolicyDocument: {Statement: [{Sid: topic}]}}
  Secret: {Type: AWS::SecretsManager::Secret, Properties: {Name: db}}
  SecretPolicy:
    Type: AWS::SecretsManager::ResourcePolicy
    Properties: {SecretId: !Ref Secret, ResourcePolicy: {Statement: [{Sid: secret}]}}
  Clicks: {Type: AWS::Kinesis::Stream, Properties: {Name: clicks}}
  ClicksPolicy:
    Type: AWS::Kinesis::ResourcePolicy
    Properties: {ResourceArn: !GetAtt Clicks.Arn, ResourcePolicy: {Statement: [{Sid: stream}]}}
  Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: [{Sid: key}]}}}
  Orders:
    Type: AWS::DynamoDB::Table
    Properties: {TableName: orders, ResourcePolicy: {PolicyDocument: {Statement: [{Sid: table}]}}}
  Plain: {Type: AWS::DynamoDB::Table, Properties: {TableName: plain}}
  Bus: {Type: AWS::Events::EventBus, Properties: {Name: bus}}
  First: {Type: AWS::Events::EventBusPolicy, Properties: {EventBusName: bus, Statement: {Sid: one}}}
  Second: {Type: AWS::Events::EventBusPolicy, Properties: {EventBusName: bus, Statement: {Sid: two}}}
  Other:
    Type: AWS::IAM::Role
    Properties: {RoleName: other, AssumeRolePolicyDocument: {Statement: [{Sid: trust}]}}
  Callee:
    Type: AWS::Serverless::Function
    Properties: {FunctionName: callee, Handler: app.handler, Runtime: python3.11, CodeUri: .}
  MayCall:
    Type: AWS::Lambda::Permission
    Properties: {FunctionName: !Ref Callee, Action: lambda:InvokeFunction, Principal: "123456789012"}
"""
HERE = "us-east-1:123456789012"


@pytest.fixture(scope="module")
def found():
    document = read_api(TEMPLATE, name="template.yaml")
    assert document.not_understood == ()
    return {each.arn: each for each in document.resource_policies}


@pytest.mark.parametrize(
    ("arn", "name", "sids"),
    [
        ("arn:aws:s3:::in", "InPolicy", ["bucket"]),
        (f"arn:aws:sqs:{HERE}:jobs", "JobsPolicy", ["queue"]),
        (f"arn:aws:sns:{HERE}:news", "NewsPolicy", ["topic"]),
        (f"arn:aws:secretsmanager:{HERE}:secret:db-a1b2c3", "SecretPolicy", ["secret"]),
        (f"arn:aws:kinesis:{HERE}:stream/clicks", "ClicksPolicy", ["stream"]),
        (f"arn:aws:dynamodb:{HERE}:table/orders", "Orders", ["table"]),
        (f"arn:aws:events:{HERE}:event-bus/bus", "First", ["one", "two"]),
        ("arn:aws:iam::123456789012:role/other", "Other", ["trust"]),
        (f"arn:aws:lambda:{HERE}:function:callee", "the resource policy of Callee", ["MayCall"]),
    ],
)
def test_a_policy_is_found_by_the_arn_of_its_resource(found, arn, name, sids):
    each = found[arn]
    assert (each.name, [statement["Sid"] for statement in each.document["Statement"]]) == (name, sids)
    assert each.place.startswith("template.yaml:")


def test_the_policy_of_a_key_stands_on_the_key(found):
    (arn,) = [arn for arn in found if ":kms:" in arn]
    assert ":key/" in arn
    assert found[arn].document["Statement"] == [{"Sid": "key"}]


def test_a_resource_without_a_policy_has_none(found):
    assert len(found) == 10
    assert not any("plain" in arn for arn in found)


def test_the_documents_are_json(found):
    for each in found.values():
        json.dumps(each.document)
