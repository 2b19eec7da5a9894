"""Calls that a service makes in the caller's name, such as S3 asking KMS for a key: the role needs these too.

AWS calls them forward access sessions. Whether there is such a call hangs on how a resource is encrypted, which its
own call does not tell. So what is said here is a remark beside a verdict, never a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.permissions.document import Policy
    from workbench.permissions.rule import Confidence

_DECRYPT = ("kms:Decrypt",)
_GENERATE = ("kms:GenerateDataKey",)
_BOTH = ("kms:GenerateDataKey", "kms:Decrypt")


@dataclass(frozen=True, slots=True)
class SideCall:
    """What one of some actions needs of the key that its resource is encrypted with."""

    actions: frozenset[str]
    """In lower case."""
    where: str
    """Such as `the bucket is encrypted`."""
    needed: tuple[str, ...]
    source: str
    confidence: Confidence = "documented"


_S3 = "Amazon S3 User Guide, Using server-side encryption with AWS KMS keys (SSE-KMS)"
_SQS = "Amazon SQS Developer Guide, Amazon SQS key management, Configuring AWS KMS permissions"
_SNS = "Amazon SNS Developer Guide, Managing Amazon SNS encryption keys and costs"
_SECRETS = "AWS Secrets Manager User Guide, Secret encryption and decryption in AWS Secrets Manager"
_SSM = "AWS KMS Developer Guide, How AWS Systems Manager Parameter Store uses AWS KMS"
_KINESIS = "Amazon Kinesis Data Streams Developer Guide, Permissions to use user-generated KMS keys"
_DYNAMODB = "Amazon DynamoDB Developer Guide, DynamoDB encryption at rest: usage notes"


def _row(
    actions: str, where: str, needed: tuple[str, ...], source: str, confidence: Confidence = "documented"
) -> SideCall:
    service, _, names = actions.partition(":")
    listed = frozenset(f"{service}:{name}".lower() for name in names.split())
    return SideCall(listed, where, needed, source, confidence)


SIDE_CALLS = (
    _row("s3:GetObject GetObjectVersion", "the bucket is encrypted", _DECRYPT, _S3),
    _row("s3:PutObject", "the bucket is encrypted", _GENERATE, _S3),
    _row("sqs:SendMessage", "the queue is encrypted", _BOTH, _SQS),
    _row("sqs:ReceiveMessage", "the queue is encrypted", _DECRYPT, _SQS),
    _row("sns:Publish", "the topic is encrypted", _BOTH, _SNS),
    _row("secretsmanager:GetSecretValue", "the secret is encrypted", _DECRYPT, _SECRETS),
    _row("secretsmanager:PutSecretValue UpdateSecret CreateSecret", "the secret is encrypted", _BOTH, _SECRETS),
    _row(
        "ssm:GetParameter GetParameters GetParametersByPath GetParameterHistory",
        "a SecureString is decrypted that is encrypted", _DECRYPT, _SSM,
    ),
    _row("ssm:PutParameter", "a SecureString is written that is encrypted", ("kms:Encrypt",), _SSM),
    _row("kinesis:PutRecord PutRecords", "the stream is encrypted", _GENERATE, _KINESIS),
    _row("kinesis:GetRecords SubscribeToShard", "the stream is encrypted", _DECRYPT, _KINESIS),
    _row(
        "dynamodb:GetItem PutItem UpdateItem DeleteItem Query Scan BatchGetItem BatchWriteItem ConditionCheckItem",
        "the table is encrypted", _DECRYPT, _DYNAMODB, "inferred",
    ),
)  # fmt: skip
"""The everyday ones; with a key that AWS manages itself nothing more is needed."""


def side_call(action: str) -> SideCall | None:
    """What an action may need of a key; None where nothing is known of it."""
    wanted = action.lower()
    return next((each for each in SIDE_CALLS if wanted in each.actions), None)


def side_note(action: str, policies: Iterable[Policy]) -> str:
    """What a person should know of the key behind an action; empty where the role has statements for it."""
    found = side_call(action)
    if found is None:
        return ""
    held = tuple(policies)
    lacking = [need for need in found.needed if not any(_grants(policy, need) for policy in held)]
    if not lacking:
        return ""
    seems = " (inferred)" if found.confidence == "inferred" else ""
    return (
        f"if {found.where} with a KMS key of your own, the role also needs {' and '.join(lacking)} on that key, "
        f"which none of its policies allows{seems}: {found.source}"
    )


def _grants(policy: Policy, action: str) -> bool:
    """Whether a policy may allow the action on some key; one that cannot be read may."""
    return not policy.readable or any(
        statement.effect == "Allow" and not statement.broken and statement.action.matches(action.lower())
        for statement in policy.statements
    )


def may_need(actions: Iterable[str], key_action: str) -> bool:
    """Whether one of the actions may need this action on a key."""
    wanted = key_action.lower()
    found = (side_call(action) for action in actions)
    return any(need.lower() == wanted for each in found if each is not None for need in each.needed)
