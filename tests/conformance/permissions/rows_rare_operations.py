"""Which actions and ARNs AWS checks for less common calls: those of the catalogue, of other services, with roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.conformance.permissions.rows_operations import (
    BUCKET,
    DYNAMODB,
    FUNCTION,
    KMS,
    REFERENCE,
    S3,
    SQS,
    STREAM,
    TABLE,
    arn,
    row_of,
    same,
)

if TYPE_CHECKING:
    from tests.conformance.row import Row

TABLE_ARN = arn("dynamodb", "table/t")
FUNCTION_ARN = arn("lambda", "function:f")
ROLE = "arn:aws:iam::123456789012:role/r"
PASS = ("iam:PassRole", ROLE)
BEDROCK_RUNTIME = "Amazon Bedrock Runtime API Reference, "
CALLS: list[Any] = [
    *same("s3", "s3", BUCKET, "arn:aws:s3:::b", S3, "GetBucketLocation", "GetBucketPolicy",
          "PutBucketOwnershipControls"),
    ("s3", "ListBucketInventoryConfigurations", BUCKET, [("s3:GetInventoryConfiguration", "arn:aws:s3:::b")], S3),
    ("s3", "DeleteBucketMetricsConfiguration", BUCKET, [("s3:PutMetricsConfiguration", "arn:aws:s3:::b")], S3),
    ("s3", "PutBucketIntelligentTieringConfiguration", BUCKET,
     [("s3:PutIntelligentTieringConfiguration", "arn:aws:s3:::b")], S3),
    ("s3", "DeleteBucketOwnershipControls", BUCKET, [("s3:PutBucketOwnershipControls", "arn:aws:s3:::b")], S3),
    ("ec2", "TerminateInstances", {"InstanceIds": [1]},
     [("ec2:TerminateInstances", arn("ec2", "instance/*"))], REFERENCE + "Amazon EC2"),
    ("s3", "WriteGetObjectResponse", {"RequestRoute": "r", "RequestToken": "t"},
     [("s3-object-lambda:WriteGetObjectResponse", arn("s3-object-lambda", "accesspoint/*"))],
     REFERENCE + "Amazon S3 Object Lambda"),
    ("s3", "CreateSession", {"Bucket": "b--use1-az4--x-s3"},
     [("s3express:CreateSession", arn("s3express", "bucket/b--use1-az4--x-s3"))], REFERENCE + "Amazon S3 Express"),
    ("sqs", "GetQueueUrl", {"QueueName": "jobs", "QueueOwnerAWSAccountId": "999999999999"},
     [("sqs:GetQueueUrl", "arn:aws:sqs:eu-west-1:999999999999:jobs")], SQS),
    ("sqs", "SendMessage", {"QueueUrl": "https://sqs.us-gov-west-1.amazonaws.com/123456789012/q.fifo"},
     [("sqs:SendMessage", "arn:aws-us-gov:sqs:us-gov-west-1:123456789012:q.fifo")], SQS),
    ("secretsmanager", "GetSecretValue", {"SecretId": arn("secretsmanager", "secret:db")},
     [("secretsmanager:GetSecretValue", arn("secretsmanager", "secret:db-??????"))],
     "AWS Secrets Manager API Reference, GetSecretValue: a partial ARN"),
    ("lambda", "GetLayerVersionByArn", {"Arn": arn("lambda", "layer:l:3")},
     [("lambda:GetLayerVersion", arn("lambda", "layer:l:3"))], REFERENCE + "AWS Lambda"),
    *same("lambda", "lambda", {"LayerName": "l"}, "*", REFERENCE + "AWS Lambda", "ListLayerVersions"),
    *same("lambda", "lambda", {}, "*", REFERENCE + "AWS Lambda", "CreateCodeSigningConfig"),
    ("lambda", "CreateFunction", FUNCTION | {"Role": ROLE}, [("lambda:CreateFunction", FUNCTION_ARN), PASS],
     REFERENCE + "AWS Lambda, dependent actions"),
    ("stepfunctions", "CreateStateMachine", {"name": "m", "roleArn": ROLE},
     [("states:CreateStateMachine", arn("states", "stateMachine:m")), PASS],
     "AWS Step Functions Developer Guide, Creating granular permissions"),
    ("scheduler", "CreateSchedule", {"Name": "n", "Target": {"Arn": FUNCTION_ARN, "RoleArn": ROLE}},
     [("scheduler:CreateSchedule", arn("scheduler", "schedule/default/n")), PASS],
     "EventBridge Scheduler User Guide, Identity and access management"),
    ("events", "PutTargets", {"Rule": "r", "Targets": [{"Id": "1", "Arn": FUNCTION_ARN, "RoleArn": ROLE}]},
     [("events:PutTargets", arn("events", "rule/r")), PASS], "Amazon EventBridge User Guide, PassRole permissions"),
    ("dynamodb", "PutItem", TABLE | {"Item": {"role": ROLE}}, [("dynamodb:PutItem", TABLE_ARN)], DYNAMODB),
    ("ecs", "RunTask", {"taskDefinition": "t", "cluster": "c"}, [("ecs:RunTask", arn("ecs", "task-definition/t:*"))],
     REFERENCE + "Amazon ECS"),
    ("ecs", "RunTask", {"taskDefinition": "t:3", "overrides": {"taskRoleArn": ROLE}},
     [("ecs:RunTask", arn("ecs", "task-definition/t:3")), PASS], REFERENCE + "Amazon ECS"),
    ("ecs", "DescribeClusters", {"clusters": [arn("ecs", "cluster/c")]},
     [("ecs:DescribeClusters", arn("ecs", "cluster/*"))], REFERENCE + "Amazon ECS"),
    ("bedrock-runtime", "StartAsyncInvoke", {"modelId": "amazon.nova-reel-v1:0"},
     [("bedrock:InvokeModel", "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-reel-v1:0")],
     BEDROCK_RUNTIME + "StartAsyncInvoke: this operation requires permission for the bedrock:InvokeModel action"),
    ("bedrock-agent-runtime", "RetrieveAndGenerateStream", {}, [("bedrock:RetrieveAndGenerate", "*")],
     "Agents for Amazon Bedrock Runtime API Reference, RetrieveAndGenerateStream"),
    ("bedrock-agent-runtime", "InvokeFlow", {"flowIdentifier": "F1", "flowAliasIdentifier": "A1"},
     [("bedrock:InvokeFlow", arn("bedrock", "flow/F1/alias/A1"))], REFERENCE + "Amazon Bedrock"),
    ("ec2", "StartInstances", {"InstanceIds": ["i-1", "i-2"]},
     [("ec2:StartInstances", arn("ec2", "instance/i-1")), ("ec2:StartInstances", arn("ec2", "instance/i-2"))],
     REFERENCE + "Amazon EC2"),
    *same("ec2", "ec2", {}, "*", REFERENCE + "Amazon EC2", "DescribeInstances"),
    ("iam", "GetRole", {"RoleName": "r"}, [("iam:GetRole", ROLE)], REFERENCE + "AWS IAM"),
    ("logs", "GetDelivery", {"id": "d"}, [("logs:GetDelivery", arn("logs", "delivery:d"))],
     REFERENCE + "Amazon CloudWatch Logs"),
    ("sesv2", "GetEmailIdentity", {"EmailIdentity": "example.com"},
     [("ses:GetEmailIdentity", arn("ses", "identity/example.com"))], REFERENCE + "Amazon SES v2"),
    ("kms", "ListRetirableGrants", {"RetiringPrincipal": ROLE}, [("kms:ListRetirableGrants", "*")], KMS),
    ("kinesis", "UpdateShardCount", STREAM, [("kinesis:UpdateShardCount", "*")], REFERENCE + "Amazon Kinesis"),
    ("iot-data", "GetRetainedMessage", {"topic": "a"}, [("iot:GetRetainedMessage", arn("iot", "topic/a"))],
     REFERENCE + "AWS IoT"),
    ("xray", "GetGroup", {"GroupName": "g"}, [("xray:GetGroup", arn("xray", "group/g/*"))], REFERENCE + "AWS X-Ray"),
    ("events", "DescribeReplay", {"ReplayName": "r"}, [("events:DescribeReplay", arn("events", "replay/r"))],
     REFERENCE + "Amazon EventBridge"),
    ("dynamodb", "DescribeGlobalTable", {"GlobalTableName": "g"},
     [("dynamodb:DescribeGlobalTable", "arn:aws:dynamodb::123456789012:global-table/g")],
     REFERENCE + "Amazon DynamoDB"),
]  # fmt: skip


ROWS: tuple[Row, ...] = tuple(row_of(number, call) for number, call in enumerate(CALLS, 1000))
