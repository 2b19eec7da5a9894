"""Which actions and ARNs AWS checks for the everyday calls of a handler, one row a call.

The sources are the AWS Service Authorization Reference (actions, resource types) and the permission references of the
services' own guides, named below where they say more.
"""

from __future__ import annotations

from typing import Any

from tests.conformance.row import Row
from workbench.permissions.operations import actions_of

REGION, ACCOUNT = "eu-west-1", "123456789012"

REFERENCE = "AWS Service Authorization Reference, Actions, resources, and condition keys for "
S3 = "Amazon S3 User Guide, Required permissions for Amazon S3 API operations"
DYNAMODB = "Amazon DynamoDB Developer Guide, DynamoDB API permissions reference"
PARTIQL = "Amazon DynamoDB Developer Guide, IAM security policies with PartiQL for DynamoDB"
TRANSACTIONS = "Amazon DynamoDB Developer Guide, Using IAM with DynamoDB transactions"
SQS = "Amazon SQS Developer Guide, Amazon SQS API permissions: Actions and resource reference"
KMS = "AWS KMS Developer Guide, AWS KMS permissions"
BEDROCK = "Amazon Bedrock User Guide, Prerequisites for inference; Prerequisites for inference profiles"
STS = "AWS STS API Reference, GetCallerIdentity: no permissions are required"

Needs = list[tuple[str, str]]

QUEUE = {"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs"}
OBJECT = {"Bucket": "b", "Key": "k/1"}
BUCKET = {"Bucket": "b"}
TABLE = {"TableName": "t"}
TOPIC = {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:news"}
KEY = {"KeyId": "1234abcd-12ab-34cd-56ef-1234567890ab"}
SECRET = {"SecretId": "db/main"}
MACHINE = {"stateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:m"}
EXECUTION = {"executionArn": "arn:aws:states:eu-west-1:123456789012:execution:m:1"}
STREAM = {"StreamName": "clicks"}
FUNCTION = {"FunctionName": "f"}
GROUP = {"logGroupName": "/app"}


def arn(service: str, resource: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"


_T = arn("dynamodb", "table/t")
_Q = arn("sqs", "jobs")
_K = arn("kms", f"key/{KEY['KeyId']}")
_SECRET = arn("secretsmanager", "secret:db/main-??????")
_F = arn("lambda", "function:f")
_CLICKS = arn("kinesis", "stream/clicks")


def same(
    service: str, prefix: str, parameters: dict[str, Any], resource: str, source: str, *operations: str
) -> list[Any]:
    """Calls whose action has the operation's name."""
    return [(service, name, parameters, [(f"{prefix}:{name}", resource)], source) for name in operations]


def renamed(service: str, parameters: dict[str, Any], resource: str, source: str, **actions: str) -> list[Any]:
    """Calls whose action has another name."""
    return [(service, name, parameters, [(action, resource)], source) for name, action in actions.items()]


_S3: list[Any] = [
    *renamed("s3", OBJECT, "arn:aws:s3:::b/k/1", S3,
             GetObject="s3:GetObject", HeadObject="s3:GetObject", PutObject="s3:PutObject",
                 DeleteObject="s3:DeleteObject",
             CreateMultipartUpload="s3:PutObject", UploadPart="s3:PutObject", CompleteMultipartUpload="s3:PutObject",
             AbortMultipartUpload="s3:AbortMultipartUpload", ListParts="s3:ListMultipartUploadParts",
             GetObjectTagging="s3:GetObjectTagging", PutObjectTagging="s3:PutObjectTagging",
             DeleteObjectTagging="s3:DeleteObjectTagging", GetObjectAcl="s3:GetObjectAcl",
                 PutObjectAcl="s3:PutObjectAcl",
             RestoreObject="s3:RestoreObject", SelectObjectContent="s3:GetObject",
                 GetObjectRetention="s3:GetObjectRetention",
             PutObjectRetention="s3:PutObjectRetention", GetObjectLegalHold="s3:GetObjectLegalHold",
             PutObjectLegalHold="s3:PutObjectLegalHold"),
    *renamed("s3", BUCKET, "arn:aws:s3:::b", S3,
             ListObjectsV2="s3:ListBucket", ListObjects="s3:ListBucket", HeadBucket="s3:ListBucket",
             ListObjectVersions="s3:ListBucketVersions", ListMultipartUploads="s3:ListBucketMultipartUploads",
             CreateBucket="s3:CreateBucket", DeleteBucket="s3:DeleteBucket", GetBucketLocation="s3:GetBucketLocation",
             GetBucketAcl="s3:GetBucketAcl", GetBucketCors="s3:GetBucketCORS", PutBucketCors="s3:PutBucketCORS",
             GetBucketPolicy="s3:GetBucketPolicy", PutBucketPolicy="s3:PutBucketPolicy",
             GetBucketEncryption="s3:GetEncryptionConfiguration", PutBucketEncryption="s3:PutEncryptionConfiguration",
             GetBucketLifecycleConfiguration="s3:GetLifecycleConfiguration",
             PutBucketLifecycleConfiguration="s3:PutLifecycleConfiguration",
                 DeleteBucketLifecycle="s3:PutLifecycleConfiguration",
             GetBucketNotificationConfiguration="s3:GetBucketNotification",
             PutBucketNotificationConfiguration="s3:PutBucketNotification",
                 GetBucketVersioning="s3:GetBucketVersioning",
             PutBucketVersioning="s3:PutBucketVersioning", GetBucketTagging="s3:GetBucketTagging",
             GetPublicAccessBlock="s3:GetBucketPublicAccessBlock", GetBucketWebsite="s3:GetBucketWebsite"),
    ("s3", "ListBuckets", {}, [("s3:ListAllMyBuckets", "*")], S3),
    ("s3", "GetObject", OBJECT | {"VersionId": "v"}, [("s3:GetObjectVersion", "arn:aws:s3:::b/k/1")], S3),
    ("s3", "HeadObject", OBJECT | {"VersionId": "v"}, [("s3:GetObjectVersion", "arn:aws:s3:::b/k/1")], S3),
    ("s3", "DeleteObject", OBJECT | {"VersionId": "v"}, [("s3:DeleteObjectVersion", "arn:aws:s3:::b/k/1")], S3),
    ("s3", "GetObjectTagging", OBJECT | {"VersionId": "v"}, [("s3:GetObjectVersionTagging", "arn:aws:s3:::b/k/1")], S3),
    ("s3", "PutObject", OBJECT | {"ACL": "private"},
     [("s3:PutObject", "arn:aws:s3:::b/k/1"), ("s3:PutObjectAcl", "arn:aws:s3:::b/k/1")], S3),
    ("s3", "PutObject", OBJECT | {"Tagging": "a=b"},
     [("s3:PutObject", "arn:aws:s3:::b/k/1"), ("s3:PutObjectTagging", "arn:aws:s3:::b/k/1")], S3),
    ("s3", "CopyObject", OBJECT | {"CopySource": "from/a%20b"},
     [("s3:GetObject", "arn:aws:s3:::from/a b"), ("s3:PutObject", "arn:aws:s3:::b/k/1")], S3),
    ("s3", "CopyObject", OBJECT | {"CopySource": {"Bucket": "from", "Key": "a", "VersionId": "v"}},
     [("s3:GetObjectVersion", "arn:aws:s3:::from/a"), ("s3:PutObject", "arn:aws:s3:::b/k/1")], S3),
    ("s3", "UploadPartCopy", OBJECT | {"CopySource": "from/a"},
     [("s3:GetObject", "arn:aws:s3:::from/a"), ("s3:PutObject", "arn:aws:s3:::b/k/1")], S3),
    ("s3", "DeleteObjects", BUCKET | {"Delete": {"Objects": [{"Key": "a"}, {"Key": "c", "VersionId": "v"}]}},
     [("s3:DeleteObject", "arn:aws:s3:::b/a"), ("s3:DeleteObjectVersion", "arn:aws:s3:::b/c")], S3),
    ("s3", "GetObjectAttributes", OBJECT,
     [("s3:GetObject", "arn:aws:s3:::b/k/1"), ("s3:GetObjectAttributes", "arn:aws:s3:::b/k/1")], S3),
    ("s3", "GetObject", {"Bucket": "arn:aws:s3:eu-west-1:123456789012:accesspoint/p", "Key": "k"},
     [("s3:GetObject", "arn:aws:s3:eu-west-1:123456789012:accesspoint/p/object/k")], S3),
]  # fmt: skip
_DYNAMODB: list[Any] = [
    *same("dynamodb", "dynamodb", TABLE, _T, DYNAMODB,
          "GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "DescribeTable", "CreateTable",
              "DeleteTable",
          "UpdateTable", "DescribeTimeToLive", "UpdateTimeToLive", "DescribeContinuousBackups"),
    ("dynamodb", "ListTables", {}, [("dynamodb:ListTables", "*")], DYNAMODB),
    ("dynamodb", "GetItem", {"TableName": _T}, [("dynamodb:GetItem", _T)], DYNAMODB),
    ("dynamodb", "Query", TABLE | {"IndexName": "i"}, [("dynamodb:Query", f"{_T}/index/i")], DYNAMODB),
    ("dynamodb", "Scan", TABLE | {"IndexName": "i"}, [("dynamodb:Scan", f"{_T}/index/i")], DYNAMODB),
    ("dynamodb", "BatchGetItem", {"RequestItems": {"t": {}, "u": {}}},
     [("dynamodb:BatchGetItem", _T), ("dynamodb:BatchGetItem", arn("dynamodb", "table/u"))], DYNAMODB),
    ("dynamodb", "BatchWriteItem", {"RequestItems": {"t": []}}, [("dynamodb:BatchWriteItem", _T)], DYNAMODB),
    ("dynamodb", "TransactGetItems", {"TransactItems": [{"Get": TABLE}, {"Get": TABLE}]}, [("dynamodb:GetItem", _T)],
     TRANSACTIONS),
    ("dynamodb", "TransactWriteItems",
     {"TransactItems": [{"Put": TABLE}, {"Update": TABLE}, {"Delete": TABLE}, {"ConditionCheck": TABLE}]},
     [("dynamodb:PutItem", _T), ("dynamodb:UpdateItem", _T), ("dynamodb:DeleteItem", _T),
      ("dynamodb:ConditionCheckItem", _T)], TRANSACTIONS),
    ("dynamodb", "ExecuteStatement", {"Statement": 'SELECT * FROM "t"."i" WHERE a = ?'},
     [("dynamodb:PartiQLSelect", f"{_T}/index/i")], PARTIQL),
    ("dynamodb", "ExecuteStatement", {"Statement": 'INSERT INTO "t" VALUE {}'}, [("dynamodb:PartiQLInsert", _T)],
            PARTIQL),
    ("dynamodb", "ExecuteStatement", {"Statement": "update t set a=1"}, [("dynamodb:PartiQLUpdate", _T)], PARTIQL),
    ("dynamodb", "ExecuteStatement", {"Statement": "DELETE FROM t WHERE a=1"}, [("dynamodb:PartiQLDelete", _T)],
            PARTIQL),
    ("dynamodb", "BatchExecuteStatement", {"Statements": [{"Statement": 'SELECT a FROM "t"'}]},
     [("dynamodb:PartiQLSelect", _T)], PARTIQL),
    ("dynamodb", "ExecuteTransaction", {"TransactStatements": [{"Statement": 'UPDATE "t" SET a=1'}]},
     [("dynamodb:PartiQLUpdate", _T)], PARTIQL),
    ("dynamodbstreams", "GetShardIterator", {"StreamArn": f"{_T}/stream/2026"},
     [("dynamodb:GetShardIterator", f"{_T}/stream/2026")], DYNAMODB),
    ("dynamodbstreams", "DescribeStream", {"StreamArn": f"{_T}/stream/2026"},
     [("dynamodb:DescribeStream", f"{_T}/stream/2026")], DYNAMODB),
    ("dynamodbstreams", "GetRecords", {"ShardIterator": "x"},
     [("dynamodb:GetRecords", arn("dynamodb", "table/*/stream/*"))], DYNAMODB),
]  # fmt: skip
_MESSAGES: list[Any] = [
    *same("sqs", "sqs", QUEUE, _Q, SQS, "SendMessage", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility",
          "GetQueueAttributes", "SetQueueAttributes", "PurgeQueue", "DeleteQueue", "ListQueueTags"),
    *renamed("sqs", QUEUE, _Q, SQS, SendMessageBatch="sqs:SendMessage", DeleteMessageBatch="sqs:DeleteMessage",
             ChangeMessageVisibilityBatch="sqs:ChangeMessageVisibility"),
    ("sqs", "GetQueueUrl", {"QueueName": "jobs"}, [("sqs:GetQueueUrl", _Q)], SQS),
    ("sqs", "CreateQueue", {"QueueName": "jobs"}, [("sqs:CreateQueue", _Q)], SQS),
    ("sqs", "ListQueues", {}, [("sqs:ListQueues", "*")], SQS),
    ("sqs", "SendMessage", {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/999999999999/theirs"},
     [("sqs:SendMessage", "arn:aws:sqs:us-east-1:999999999999:theirs")], SQS),
    ("sqs", "SendMessage", {"QueueUrl": "http://127.0.0.1:4566/000000000000/jobs"}, [("sqs:SendMessage", _Q)], SQS),
    *same("sns", "sns", TOPIC, TOPIC["TopicArn"], REFERENCE + "Amazon SNS", "Publish", "Subscribe",
            "GetTopicAttributes",
          "SetTopicAttributes", "DeleteTopic", "ListSubscriptionsByTopic"),
    ("sns", "PublishBatch", TOPIC, [("sns:Publish", TOPIC["TopicArn"])], REFERENCE + "Amazon SNS"),
    ("sns", "Publish", {"PhoneNumber": "+1"}, [("sns:Publish", "*")], REFERENCE + "Amazon SNS"),
    ("sns", "Unsubscribe", {"SubscriptionArn": TOPIC["TopicArn"] + ":1"}, [("sns:Unsubscribe", TOPIC["TopicArn"])],
     REFERENCE + "Amazon SNS"),
    ("sns", "CreateTopic", {"Name": "news"}, [("sns:CreateTopic", TOPIC["TopicArn"])], REFERENCE + "Amazon SNS"),
    ("sns", "ListTopics", {}, [("sns:ListTopics", "*")], REFERENCE + "Amazon SNS"),
    ("events", "PutEvents", {"Entries": [{}, {"EventBusName": "orders"}]},
     [("events:PutEvents", arn("events", "event-bus/default")), ("events:PutEvents", arn("events",
            "event-bus/orders"))],
     REFERENCE + "Amazon EventBridge"),
    ("events", "PutEvents", {"Entries": [{"EventBusName": arn("events", "event-bus/x")}]},
     [("events:PutEvents", arn("events", "event-bus/x"))], REFERENCE + "Amazon EventBridge"),
    *same("events", "events", {"Name": "r"}, arn("events", "rule/r"), REFERENCE + "Amazon EventBridge",
          "PutRule", "DeleteRule", "DescribeRule", "EnableRule", "DisableRule"),
    *same("events", "events", {"Rule": "r", "EventBusName": "b"}, arn("events", "rule/b/r"),
          REFERENCE + "Amazon EventBridge", "PutTargets", "RemoveTargets", "ListTargetsByRule"),
    ("events", "DescribeEventBus", {"Name": "b"}, [("events:DescribeEventBus", arn("events", "event-bus/b"))],
     REFERENCE + "Amazon EventBridge"),
    *same("stepfunctions", "states", MACHINE, MACHINE["stateMachineArn"], REFERENCE + "AWS Step Functions",
          "StartExecution", "StartSyncExecution", "DescribeStateMachine", "ListExecutions", "UpdateStateMachine"),
    *same("stepfunctions", "states", EXECUTION, EXECUTION["executionArn"], REFERENCE + "AWS Step Functions",
          "DescribeExecution", "StopExecution", "GetExecutionHistory", "RedriveExecution"),
    *same("stepfunctions", "states", {"taskToken": "x"}, "*", REFERENCE + "AWS Step Functions",
          "SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat"),
    ("stepfunctions", "ListStateMachines", {}, [("states:ListStateMachines", "*")], REFERENCE + "AWS Step Functions"),
    *same("kinesis", "kinesis", STREAM, _CLICKS, REFERENCE + "Amazon Kinesis Data Streams", "PutRecord", "PutRecords",
          "GetShardIterator", "DescribeStream", "DescribeStreamSummary", "ListShards"),
    ("kinesis", "PutRecord", {"StreamARN": _CLICKS}, [("kinesis:PutRecord", _CLICKS)],
     REFERENCE + "Amazon Kinesis Data Streams"),
    *same("firehose", "firehose", {"DeliveryStreamName": "d"}, arn("firehose", "deliverystream/d"),
          REFERENCE + "Amazon Data Firehose", "PutRecord", "PutRecordBatch", "DescribeDeliveryStream"),
    *same("scheduler", "scheduler", {"Name": "s"}, arn("scheduler", "schedule/default/s"),
          REFERENCE + "Amazon EventBridge Scheduler", "CreateSchedule", "DeleteSchedule", "GetSchedule",
              "UpdateSchedule"),
    ("apigatewaymanagementapi", "PostToConnection", {"ConnectionId": "c"},
     [("execute-api:ManageConnections", arn("execute-api", "*/*/POST/@connections/c"))],
     "API Gateway Developer Guide, Use @connections commands in your backend service"),
    ("apigatewaymanagementapi", "DeleteConnection", {"ConnectionId": "c"},
     [("execute-api:ManageConnections", arn("execute-api", "*/*/DELETE/@connections/c"))],
     "API Gateway Developer Guide, Use @connections commands in your backend service"),
]  # fmt: skip
_SECURITY: list[Any] = [
    *same("kms", "kms", KEY, _K, KMS, "Encrypt", "Decrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext",
            "DescribeKey",
          "Sign", "Verify", "GetPublicKey", "GenerateMac", "VerifyMac", "CreateGrant", "GetKeyPolicy"),
    ("kms", "Decrypt", {"CiphertextBlob": "x"}, [("kms:Decrypt", arn("kms", "key/*"))], KMS),
    ("kms", "Encrypt", {"KeyId": "alias/app"}, [("kms:Encrypt", arn("kms", "key/*"))], KMS),
    ("kms", "Encrypt", {"KeyId": _K}, [("kms:Encrypt", _K)], KMS),
    ("kms", "ReEncrypt", {"SourceKeyId": KEY["KeyId"], "DestinationKeyId": _K},
     [("kms:ReEncryptFrom", _K), ("kms:ReEncryptTo", _K)], KMS),
    ("kms", "ListKeys", {}, [("kms:ListKeys", "*")], KMS),
    ("kms", "GenerateRandom", {}, [("kms:GenerateRandom", "*")], KMS),
    *same("secretsmanager", "secretsmanager", SECRET, _SECRET, REFERENCE + "AWS Secrets Manager", "GetSecretValue",
          "DescribeSecret", "PutSecretValue", "UpdateSecret", "DeleteSecret", "RotateSecret", "TagResource"),
    ("secretsmanager", "GetSecretValue", {"SecretId": arn("secretsmanager", "secret:db-AbCdEf")},
     [("secretsmanager:GetSecretValue", arn("secretsmanager", "secret:db-AbCdEf"))], REFERENCE + "AWS Secrets Manager"),
    ("secretsmanager", "CreateSecret", {"Name": "db/main"}, [("secretsmanager:CreateSecret", _SECRET)],
     REFERENCE + "AWS Secrets Manager"),
    ("secretsmanager", "BatchGetSecretValue", {"SecretIdList": ["db/main"]},
     [("secretsmanager:BatchGetSecretValue", "*"), ("secretsmanager:GetSecretValue", _SECRET)],
     REFERENCE + "AWS Secrets Manager"),
    ("secretsmanager", "ListSecrets", {}, [("secretsmanager:ListSecrets", "*")], REFERENCE + "AWS Secrets Manager"),
    ("secretsmanager", "GetRandomPassword", {}, [("secretsmanager:GetRandomPassword", "*")],
     REFERENCE + "AWS Secrets Manager"),
    *same("ssm", "ssm", {"Name": "/app/url"}, arn("ssm", "parameter/app/url"), REFERENCE + "AWS Systems Manager",
          "GetParameter", "PutParameter", "DeleteParameter", "GetParameterHistory", "LabelParameterVersion"),
    ("ssm", "GetParameter", {"Name": "plain:3"}, [("ssm:GetParameter", arn("ssm", "parameter/plain"))],
     REFERENCE + "AWS Systems Manager"),
    ("ssm", "GetParameters", {"Names": ["/a", "b"]},
     [("ssm:GetParameters", arn("ssm", "parameter/a")), ("ssm:GetParameters", arn("ssm", "parameter/b"))],
     REFERENCE + "AWS Systems Manager"),
    ("ssm", "GetParametersByPath", {"Path": "/app"}, [("ssm:GetParametersByPath", arn("ssm", "parameter/app"))],
     "AWS's refusal in aws-dotnet-extensions-configuration issue 108"),
    ("ssm", "GetParametersByPath", {"Path": "/app/"}, [("ssm:GetParametersByPath", arn("ssm", "parameter/app/"))],
     "AWS's refusal in terraform-aws-control_tower_account_factory issue 174"),
    ("ssm", "GetParametersByPath", {"Path": "/"}, [("ssm:GetParametersByPath", arn("ssm", "parameter/"))],
     REFERENCE + "AWS Systems Manager"),
    ("ssm", "GetParameter", {"Name": "/aws/reference/secretsmanager/db"},
     [("ssm:GetParameter", arn("ssm", "parameter/aws/reference/secretsmanager/db")),
      ("secretsmanager:GetSecretValue", arn("secretsmanager", "secret:db-??????"))],
     "AWS Systems Manager User Guide, Referencing AWS Secrets Manager secrets from Parameter Store parameters"),
    ("ssm", "DescribeParameters", {}, [("ssm:DescribeParameters", "*")], REFERENCE + "AWS Systems Manager"),
    ("sts", "GetCallerIdentity", {}, [], STS),
    ("sts", "AssumeRole", {"RoleArn": "arn:aws:iam::999999999999:role/r"},
     [("sts:AssumeRole", "arn:aws:iam::999999999999:role/r")], REFERENCE + "AWS STS"),
    *same("cognito-idp", "cognito-idp", {"UserPoolId": "eu-west-1_a"}, arn("cognito-idp", "userpool/eu-west-1_a"),
          REFERENCE + "Amazon Cognito User Pools", "AdminGetUser", "AdminCreateUser", "AdminDisableUser",
          "AdminUpdateUserAttributes", "ListUsers", "AdminAddUserToGroup", "AdminInitiateAuth"),
    ("cognito-idp", "GetUser", {"AccessToken": "x"}, [],
     "Amazon Cognito Developer Guide, User pools API: token-authorized operations"),
]  # fmt: skip
_COMPUTE: list[Any] = [
    *renamed("lambda", FUNCTION, _F, REFERENCE + "AWS Lambda", Invoke="lambda:InvokeFunction",
             InvokeWithResponseStream="lambda:InvokeFunction"),
    *same("lambda", "lambda", FUNCTION, _F, REFERENCE + "AWS Lambda", "GetFunction", "GetFunctionConfiguration",
          "UpdateFunctionCode", "UpdateFunctionConfiguration", "DeleteFunction", "AddPermission", "GetPolicy",
          "PublishVersion", "PutFunctionConcurrency"),
    ("lambda", "Invoke", FUNCTION | {"Qualifier": "live"}, [("lambda:InvokeFunction", f"{_F}:live")],
     REFERENCE + "AWS Lambda"),
    ("lambda", "Invoke", {"FunctionName": "f:live"}, [("lambda:InvokeFunction", f"{_F}:live")],
            REFERENCE + "AWS Lambda"),
    ("lambda", "Invoke", {"FunctionName": "999999999999:function:g"},
     [("lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:999999999999:function:g")], REFERENCE + "AWS Lambda"),
    ("lambda", "Invoke", {"FunctionName": _F}, [("lambda:InvokeFunction", _F)], REFERENCE + "AWS Lambda"),
    ("lambda", "ListFunctions", {}, [("lambda:ListFunctions", "*")], REFERENCE + "AWS Lambda"),
    *renamed("bedrock-runtime", {"modelId": "anthropic.claude-3-haiku-20240307-v1:0"},
             "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0", BEDROCK,
             InvokeModel="bedrock:InvokeModel", Converse="bedrock:InvokeModel",
             ConverseStream="bedrock:InvokeModelWithResponseStream",
             InvokeModelWithResponseStream="bedrock:InvokeModelWithResponseStream"),
    ("bedrock-runtime", "Converse", {"modelId": "eu.amazon.nova-lite-v1:0"},
     [("bedrock:InvokeModel", arn("bedrock", "inference-profile/eu.amazon.nova-lite-v1:0")),
      ("bedrock:InvokeModel", "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0")], BEDROCK),
    ("bedrock-runtime", "ApplyGuardrail", {"guardrailIdentifier": "g"},
     [("bedrock:ApplyGuardrail", arn("bedrock", "guardrail/g"))], REFERENCE + "Amazon Bedrock"),
    ("bedrock-agent-runtime", "InvokeAgent", {"agentId": "A", "agentAliasId": "B"},
     [("bedrock:InvokeAgent", arn("bedrock", "agent-alias/A/B"))], REFERENCE + "Amazon Bedrock"),
    ("bedrock-agent-runtime", "Retrieve", {"knowledgeBaseId": "K"},
     [("bedrock:Retrieve", arn("bedrock", "knowledge-base/K"))], REFERENCE + "Amazon Bedrock"),
    *same("cloudwatch", "cloudwatch", {"Namespace": "n"}, "*", REFERENCE + "Amazon CloudWatch", "PutMetricData",
          "GetMetricData", "GetMetricStatistics", "ListMetrics"),
    ("cloudwatch", "PutMetricAlarm", {"AlarmName": "a"}, [("cloudwatch:PutMetricAlarm", arn("cloudwatch", "alarm:a"))],
     REFERENCE + "Amazon CloudWatch"),
    ("cloudwatch", "DescribeAlarms", {"AlarmNames": ["a"]}, [("cloudwatch:DescribeAlarms", arn("cloudwatch",
            "alarm:a"))],
     REFERENCE + "Amazon CloudWatch"),
    ("logs", "PutLogEvents", GROUP | {"logStreamName": "s"},
     [("logs:PutLogEvents", arn("logs", "log-group:/app:log-stream:s"))], REFERENCE + "Amazon CloudWatch Logs"),
    ("logs", "GetLogEvents", GROUP | {"logStreamName": "s"},
     [("logs:GetLogEvents", arn("logs", "log-group:/app:log-stream:s"))], REFERENCE + "Amazon CloudWatch Logs"),
    ("logs", "CreateLogStream", GROUP | {"logStreamName": "s"},
     [("logs:CreateLogStream", arn("logs", "log-group:/app:log-stream:s"))],
     "AWS's refusal in aws-crr-monitor issue 8"),
    *same("logs", "logs", GROUP, arn("logs", "log-group:/app:*"), REFERENCE + "Amazon CloudWatch Logs",
            "CreateLogGroup",
          "DescribeLogStreams", "FilterLogEvents", "StartQuery", "PutRetentionPolicy",
              "DeleteLogGroup"),
    ("logs", "DescribeLogGroups", {}, [("logs:DescribeLogGroups", arn("logs", "log-group:*"))],
     REFERENCE + "Amazon CloudWatch Logs"),
    ("ses", "SendEmail", {"Source": "Shop <a@example.com>"}, [("ses:SendEmail", arn("ses", "identity/example.com"))],
     "Amazon SES Developer Guide, Identity and access management in Amazon SES"),
    ("sesv2", "SendEmail", {"FromEmailAddress": "a@example.com", "Content": {"Raw": {}}},
     [("ses:SendRawEmail", arn("ses", "identity/example.com"))],
     "Amazon SES Developer Guide, Identity and access management in Amazon SES"),
    ("rds-data", "ExecuteStatement",
     {"resourceArn": arn("rds", "cluster:c"), "secretArn": arn("secretsmanager", "secret:s-AbCdEf")},
     [("rds-data:ExecuteStatement", arn("rds", "cluster:c")),
      ("secretsmanager:GetSecretValue", arn("secretsmanager", "secret:s-AbCdEf"))],
     "Amazon Aurora User Guide, Authorizing access to the Amazon RDS Data API"),
    ("iot-data", "Publish", {"topic": "a/b"}, [("iot:Publish", arn("iot", "topic/a/b"))], REFERENCE + "AWS IoT"),
    *same("xray", "xray", {}, "*", REFERENCE + "AWS X-Ray", "PutTraceSegments", "PutTelemetryRecords"),
    *same("translate", "translate", {}, "*", REFERENCE + "Amazon Translate", "TranslateText"),
    *same("textract", "textract", {}, "*", REFERENCE + "Amazon Textract", "DetectDocumentText", "AnalyzeDocument"),
    *same("comprehend", "comprehend", {}, "*", REFERENCE + "Amazon Comprehend", "DetectSentiment"),
    *same("rekognition", "rekognition", {}, "*", REFERENCE + "Amazon Rekognition", "DetectLabels"),
    ("ecr", "DescribeImages", {"repositoryName": "r"}, [("ecr:DescribeImages", arn("ecr", "repository/r"))],
     REFERENCE + "Amazon ECR"),
    ("ecs", "RunTask", {"taskDefinition": arn("ecs", "task-definition/t:1")},
     [("ecs:RunTask", arn("ecs", "task-definition/t:1"))], REFERENCE + "Amazon ECS"),
    ("athena", "StartQueryExecution", {"WorkGroup": "w"}, [("athena:StartQueryExecution", arn("athena",
            "workgroup/w"))],
     REFERENCE + "Amazon Athena"),
    ("codebuild", "StartBuild", {"projectName": "p"}, [("codebuild:StartBuild", arn("codebuild", "project/p"))],
     REFERENCE + "AWS CodeBuild"),
    ("neverheard", "DoThing", {}, [("neverheard:DoThing", "*")], "not mapped: assumed"),
]  # fmt: skip

CALLS = (*_S3, *_DYNAMODB, *_MESSAGES, *_SECURITY, *_COMPUTE)


def row_of(number: int, call: Any) -> Row:
    service, operation, parameters, expected, source = call

    def check() -> None:
        found = [(need.action, need.resource) for need in actions_of(service, operation, parameters, REGION, ACCOUNT)]
        assert found == expected, f"{found} instead of {expected}"

    needs = ", ".join(f"{action} on {resource}" for action, resource in expected) or "nothing"
    return Row(f"call-{number:03d}-{service}-{operation}", "permissions of SDK calls", f"{operation} needs {needs}",
            source,
               "documented", check)  # fmt: skip


ROWS: tuple[Row, ...] = tuple(row_of(number, call) for number, call in enumerate(CALLS))
