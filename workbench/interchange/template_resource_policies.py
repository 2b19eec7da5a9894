"""The policies that a template puts on what functions call: buckets, queues, topics, keys, secrets, tables, roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.api_document import TemplateResourcePolicy
from workbench.interchange.document import mapping
from workbench.interchange.resource_names import ACCOUNT_ID
from workbench.interchange.template import strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.api_document import TemplatePermission
    from workbench.interchange.template import Template

_OF_OTHERS: dict[str, tuple[str, str]] = {
    "AWS::S3::BucketPolicy": ("Bucket", "PolicyDocument"),
    "AWS::SQS::QueuePolicy": ("Queues", "PolicyDocument"),
    "AWS::SQS::QueueInlinePolicy": ("Queue", "PolicyDocument"),
    "AWS::SNS::TopicPolicy": ("Topics", "PolicyDocument"),
    "AWS::SNS::TopicInlinePolicy": ("TopicArn", "PolicyDocument"),
    "AWS::SecretsManager::ResourcePolicy": ("SecretId", "ResourcePolicy"),
    "AWS::Kinesis::ResourcePolicy": ("ResourceArn", "ResourcePolicy"),
}
"""Types that are a policy: where they name the resources, and where they say the document."""

_OWN: dict[str, tuple[str, ...]] = {
    "AWS::KMS::Key": ("KeyPolicy",),
    "AWS::DynamoDB::Table": ("ResourcePolicy", "PolicyDocument"),
    "AWS::Events::EventBus": ("Policy",),
    "AWS::IAM::Role": ("AssumeRolePolicyDocument",),
}
"""Types that hold the policy of their own (AWS CloudFormation template reference)."""


def read_resource_policies(
    template: Template, permissions: Iterable[TemplatePermission]
) -> Iterator[TemplateResourcePolicy]:
    """Every policy of a resource that the template declares; `permissions` are those of its functions."""
    for logical_id in template.of_type(*_OF_OTHERS):
        where, what = _OF_OTHERS[template.type_of(logical_id)]
        said = template.properties(logical_id)
        for name in strings(said.get(where)):
            yield from _policy(template, logical_id, _arn(template, logical_id, name), said.get(what))
    for logical_id in template.of_type(*_OWN):
        document: Json = template.properties(logical_id)
        for name in _OWN[template.type_of(logical_id)]:
            document = mapping(document).get(name)
        yield from _policy(template, logical_id, str(template.attribute(logical_id, "Arn") or ""), document)
    yield from _of_buses(template)
    yield from _of_functions(permissions)


def _policy(template: Template, logical_id: str, arn: str, document: Json) -> Iterator[TemplateResourcePolicy]:
    if isinstance(document, dict) and arn.startswith("arn:"):
        yield TemplateResourcePolicy(arn, logical_id, document, template.place(logical_id))


def _arn(template: Template, logical_id: str, named: str) -> str:
    """The ARN of a resource that a policy gives by ARN, name or, for a queue, URL."""
    kind = template.type_of(logical_id)
    if named.startswith("arn:"):
        return named
    if kind == "AWS::S3::BucketPolicy":
        return f"arn:aws:s3:::{named}"
    if kind.startswith("AWS::SQS::"):
        return f"arn:aws:sqs:{template.region}:{ACCOUNT_ID}:{named.rpartition('/')[2]}"
    return ""


def _of_buses(template: Template) -> Iterator[TemplateResourcePolicy]:
    """The statements on a bus, each a resource of its own, together."""
    found: dict[str, list[tuple[str, JsonObject]]] = {}
    for logical_id in template.of_type("AWS::Events::EventBusPolicy"):
        said = template.properties(logical_id)
        statement = mapping(said.get("Statement"))
        bus = str(said.get("EventBusName") or "default").rpartition("/")[2]
        if statement:
            found.setdefault(bus, []).append((logical_id, dict(statement)))
    for bus, stated in found.items():
        document: JsonObject = {"Version": "2012-10-17", "Statement": [statement for _, statement in stated]}
        arn = f"arn:aws:events:{template.region}:{ACCOUNT_ID}:event-bus/{bus}"
        yield TemplateResourcePolicy(arn, stated[0][0], document, template.place(stated[0][0]))


def _of_functions(permissions: Iterable[TemplatePermission]) -> Iterator[TemplateResourcePolicy]:
    """Who may invoke each function: what a function that calls it meets."""
    found: dict[str, list[TemplatePermission]] = {}
    for each in permissions:
        found.setdefault(str(each.statement.get("Resource") or ""), []).append(each)
    for arn, listed in found.items():
        document: JsonObject = {"Version": "2012-10-17", "Statement": [each.statement for each in listed]}
        yield TemplateResourcePolicy(arn, f"the resource policy of {listed[0].function}", document, listed[0].place)
