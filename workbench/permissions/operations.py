"""From an SDK call to the IAM actions and resources that AWS checks: rules of our own, then the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.permissions.api_call import ApiCall, RequiredAction
from workbench.permissions.operations_compute import (
    bedrock_actions,
    cloudwatch_actions,
    data_actions,
    ecs_actions,
    iot_actions,
    lambda_actions,
    logs_actions,
    nowhere_actions,
    ses_actions,
)
from workbench.permissions.operations_dynamodb import dynamodb_actions
from workbench.permissions.operations_messaging import (
    connections_actions,
    events_actions,
    firehose_actions,
    kinesis_actions,
    scheduler_actions,
    sns_actions,
    sqs_actions,
    states_actions,
)
from workbench.permissions.operations_passing import passed_roles
from workbench.permissions.operations_s3 import s3_actions
from workbench.permissions.operations_security import (
    cognito_actions,
    kms_actions,
    secrets_actions,
    ssm_actions,
    sts_actions,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.permissions.json_source import Json

_RULES: dict[str, Callable[[ApiCall], tuple[RequiredAction, ...]]] = {
    "apigatewaymanagementapi": connections_actions,
    "bedrock-agent-runtime": bedrock_actions,
    "bedrock-runtime": bedrock_actions,
    "cloudwatch": cloudwatch_actions,
    "cognito-idp": cognito_actions,
    "comprehend": nowhere_actions,
    "dynamodb": dynamodb_actions,
    "dynamodbstreams": dynamodb_actions,
    "ecs": ecs_actions,
    "events": events_actions,
    "firehose": firehose_actions,
    "iot-data": iot_actions,
    "kinesis": kinesis_actions,
    "kms": kms_actions,
    "lambda": lambda_actions,
    "logs": logs_actions,
    "polly": nowhere_actions,
    "rds-data": data_actions,
    "s3": s3_actions,
    "scheduler": scheduler_actions,
    "secretsmanager": secrets_actions,
    "ses": ses_actions,
    "sesv2": ses_actions,
    "sns": sns_actions,
    "sqs": sqs_actions,
    "ssm": ssm_actions,
    "stepfunctions": states_actions,
    "sts": sts_actions,
    "textract": nowhere_actions,
    "translate": nowhere_actions,
    "xray": nowhere_actions,
}
_ALIASES = {
    "states": "stepfunctions",
    "bedrock": "bedrock-runtime",
    "monitoring": "cloudwatch",
    "email": "ses",
    "iotdata": "iot-data",
    "dynamodb-streams": "dynamodbstreams",
    "streams.dynamodb": "dynamodbstreams",
    "execute-api": "apigatewaymanagementapi",
    "eventbridge": "events",
    "sfn": "stepfunctions",
}
"""Other names of the same service: endpoint prefixes, signing names, the names of other SDKs."""


def actions_of(
    service: str, operation: str, parameters: Mapping[str, Json], region: str, account_id: str
) -> tuple[RequiredAction, ...]:
    """What a call needs; empty for calls that AWS lets everyone make.

    `service` and `operation` are botocore's names, such as `dynamodb` and `PutItem`.
    """
    plain = service.lower().replace(" ", "")
    name = _ALIASES.get(plain, plain)
    call = ApiCall(name, operation, parameters, region or "us-east-1", account_id)
    rule = _RULES.get(name)
    from workbench.permissions.operations_catalogue import catalogue_actions, checked

    needed = catalogue_actions(call) if rule is None else checked(call, rule(call))
    return (*needed, *passed_roles(call))
