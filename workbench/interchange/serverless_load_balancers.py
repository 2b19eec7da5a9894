"""The `alb` events of a serverless.yml, as the listener rules, target groups and permissions that are made of them.

Serverless Framework 3, lib/plugins/aws/package/compile/events/alb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.document import mapping, sequence
from workbench.interchange.serverless_functions import logical_id, spelled
from workbench.interchange.template import truth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.places import Path

_FIELDS = (
    ("path", "path-pattern", "PathPatternConfig"),
    ("host", "host-header", "HostHeaderConfig"),
    ("method", "http-request-method", "HttpRequestMethodConfig"),
    ("ip", "source-ip", "SourceIpConfig"),
)
"""A condition of an event: its name, the field of the rule, and where that holds the values."""
_EVENT = frozenset(
    {
        *("listenerArn", "priority", "conditions", "multiValueHeaders", "healthCheck", "targetGroupName"),
    }
)


def alb_events(functions: Mapping[str, Json]) -> Iterator[tuple[str, Json, Path]]:
    """Every `alb` event: the function's key, what the event says, and where."""
    for key, said in functions.items():
        for index, event in enumerate(sequence(mapping(said).get("events"))):
            if "alb" in mapping(event):
                yield key, mapping(event["alb"]), ("functions", key, "events", index, "alb")


def alb_resources(functions: Mapping[str, Json]) -> dict[str, tuple[JsonObject, Path]]:
    """The resources that the events make, by logical id, each with the place of its event."""
    made: dict[str, tuple[JsonObject, Path]] = {}
    for number, (key, said, path) in enumerate(alb_events(functions), start=1):
        function = {"Fn::GetAtt": [logical_id(key), "Arn"]}
        multiple = truth(said.get("multiValueHeaders"))
        group = f"{spelled(key)}Alb{'MultiValue' if multiple else ''}TargetGroup{number}"
        made[group] = (
            {
                "Type": "AWS::ElasticLoadBalancingV2::TargetGroup",
                "Properties": {
                    "TargetType": "lambda",
                    "Targets": [{"Id": function}],
                    "TargetGroupAttributes": [{"Key": "lambda.multi_value_headers.enabled", "Value": multiple}],
                    **({"Name": said["targetGroupName"]} if said.get("targetGroupName") else {}),
                },
            },
            path,
        )
        rule = {
            "Actions": [{"Type": "forward", "TargetGroupArn": {"Ref": group}}],
            "Conditions": list(_conditions(mapping(said.get("conditions")))),
            "ListenerArn": said.get("listenerArn"),
            "Priority": said.get("priority"),
        }
        made[f"{spelled(key)}AlbListenerRule{number}"] = (
            {"Type": "AWS::ElasticLoadBalancingV2::ListenerRule", "Properties": rule},
            path,
        )
        allowed = {
            "FunctionName": function,
            "Action": "lambda:InvokeFunction",
            "Principal": "elasticloadbalancing.amazonaws.com",
        }
        made[f"{spelled(key)}LambdaPermissionAlb"] = (
            {"Type": "AWS::Lambda::Permission", "Properties": allowed},
            path,
        )
    return made


def unread_alb_keys(functions: Mapping[str, Json]) -> Iterator[tuple[Path, str]]:
    """What the events say beside, such as the authorizers of a listener."""
    for _, said, path in alb_events(functions):
        for name in said:
            if name not in _EVENT:
                yield (*path, name), f"{name} is not simulated"


def _conditions(said: Mapping[str, Json]) -> Iterator[JsonObject]:
    for name, field, configuration in _FIELDS:
        if said.get(name):
            yield {"Field": field, configuration: {"Values": sequence(said[name])}}
    header = mapping(said.get("header"))
    if header:
        values = sequence(header.get("values"))
        yield {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": header.get("name"), "Values": values}}
    query = said.get("query")
    for each in query if isinstance(query, list) else [query] if query else []:
        pairs = [{"Key": key, "Value": value} for key, value in mapping(each).items()]
        values = each if isinstance(each, list) else pairs
        yield {"Field": "query-string", "QueryStringConfig": {"Values": values}}
