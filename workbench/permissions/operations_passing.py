"""Roles that a call hands over to a service, such as the execution role of a function that it makes: `iam:PassRole`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.permissions.api_call import RequiredAction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.permissions.api_call import ApiCall
    from workbench.permissions.json_source import Json

SOURCE = "IAM User Guide, Grant a user permissions to pass a role to an AWS service"
_ROLE = re.compile(r"arn:[^:]+:iam::\d{12}:role/.+")
_NAMES = ("role", "rolearn")
_TAKING = frozenset({
    "apigateway", "apigatewayv2", "batch", "bedrock", "bedrock-agent", "cloudformation", "codebuild", "codepipeline",
    "datasync", "ec2", "ecs", "elasticbeanstalk", "emr", "emr-serverless", "events", "firehose", "glue", "imagebuilder",
    "iot", "kinesisanalyticsv2", "lambda", "logs", "mediaconvert", "opensearch", "pipes", "rds", "redshift",
    "sagemaker", "scheduler", "ssm", "stepfunctions", "transcribe", "transfer",
})  # fmt: skip
"""Services that take roles; a text like one in the data of another is no role that is handed over."""
_DEEPEST = 6


def passed_roles(call: ApiCall) -> tuple[RequiredAction, ...]:
    """What handing over the roles in a call's parameters needs."""
    if call.service not in _TAKING:
        return ()
    arns = dict.fromkeys(_roles(dict(call.parameters), "", 0))
    return tuple(RequiredAction("iam:PassRole", arn, source=SOURCE) for arn in arns)


def _roles(value: Json, name: str, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        if name.lower().endswith(_NAMES) and _ROLE.fullmatch(value):
            yield value
    elif depth < _DEEPEST and isinstance(value, dict):
        for key, each in value.items():
            yield from _roles(each, str(key), depth + 1)
    elif depth < _DEEPEST and isinstance(value, (list, tuple)):
        for each in value:
            yield from _roles(each, name, depth + 1)
