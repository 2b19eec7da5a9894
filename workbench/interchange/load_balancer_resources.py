"""Application Load Balancers in front of functions: listeners, their rules, and target groups of type lambda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway.api import Route
from workbench.interchange.api_draft import ApiDraft
from workbench.interchange.deployed_names import label
from workbench.interchange.document import mapping, sequence
from workbench.interchange.firewall_resources import protect_resource
from workbench.interchange.resource_names import made_id
from workbench.interchange.template import strings, truth, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.events.json_value import Json, JsonObject
    from workbench.gateway.api import Api
    from workbench.interchange.template import Template

_LAST = 1_000_000
_PREFIX = "AWS::ElasticLoadBalancingV2"
_CONFIGURATIONS = {
    "host-header": "HostHeaderConfig",
    "http-header": "HttpHeaderConfig",
    "query-string": "QueryStringConfig",
    "source-ip": "SourceIpConfig",
}
"""Where a condition of each kind holds its values."""


def read_load_balancers(template: Template) -> Iterator[Api]:
    """One API for each listener that leads to a function."""
    groups = {str(template.ref(name)): name for name in template.of_type(f"{_PREFIX}::TargetGroup")}
    functions = {arn: found for arn, name in groups.items() if (found := _function(template, name)) is not None}
    rules = [_Rule.of_rule(template, name) for name in template.of_type(f"{_PREFIX}::ListenerRule")]
    listeners = {str(template.ref(name)): name for name in template.of_type(f"{_PREFIX}::Listener")}
    for arn in dict.fromkeys([*listeners, *(rule.listener for rule in rules)]):
        name = listeners.get(arn, "LoadBalancer")
        mine = sorted((rule for rule in rules if rule.listener == arn), key=lambda rule: rule.priority)
        if arn in listeners:
            mine.append(_Rule.of_default(template, listeners[arn]))
        draft = ApiDraft("ALB", made_id(name), name=label(name), region=template.region)
        for rule in mine:
            for group in rule.groups:
                if group in functions:
                    multiple = _multi_value(template.properties(groups[group]))
                    rule.add_to(draft, *functions[group], group=group, multiple=multiple)
        if not draft.routes:
            continue
        balancer = template.properties(name).get("LoadBalancerArn") if arn in listeners else None
        if isinstance(balancer, str):
            protect_resource(draft, template, balancer)
        yield draft.finish()


class _Rule:
    """A listener's rule, or its default action."""

    def __init__(self, template: Template, logical_id: str, *, listener: str, priority: int, actions: Json) -> None:
        self._template = template
        self._id = logical_id
        self.listener = listener
        self.priority = priority
        self.groups = tuple(_groups(actions))
        self._conditions: list[Json] = []

    @classmethod
    def of_rule(cls, template: Template, logical_id: str) -> _Rule:
        said = template.properties(logical_id)
        listener = str(said.get("ListenerArn", ""))
        priority = whole(said.get("Priority"), default=_LAST) or _LAST
        rule = cls(template, logical_id, listener=listener, priority=priority, actions=said.get("Actions"))
        rule._conditions = sequence(said.get("Conditions"))
        return rule

    @classmethod
    def of_default(cls, template: Template, logical_id: str) -> _Rule:
        said = template.properties(logical_id)
        arn = str(template.ref(logical_id))
        return cls(template, logical_id, listener=arn, priority=_LAST, actions=said.get("DefaultActions"))

    def add_to(self, draft: ApiDraft, function: str, qualifier: str, *, group: str, multiple: bool) -> None:
        """Add a route for each path and method that the rule takes."""
        paths: tuple[str, ...] = ("/*",)
        methods: tuple[str, ...] = ("ANY",)
        conditions: list[Json] = []
        for index, each in enumerate(self._conditions):
            condition = mapping(each)
            field = condition.get("Field")
            if field == "path-pattern":
                values = condition.get("Values") or mapping(condition.get("PathPatternConfig")).get("Values")
                paths = tuple(value if value.startswith("/") else f"/{value}" for value in strings(values))
            elif field == "http-request-method":
                methods = strings(mapping(condition.get("HttpRequestMethodConfig")).get("Values"))
            elif (further := _condition(condition)) is not None:
                conditions.append(further)
            else:
                where = ("Resources", self._id, "Properties", "Conditions", index)
                self._template.note(where, f"A condition on {field} is not simulated; the rule is taken without it")
        settings: JsonObject = {"target_group_arn": group, "multi_value_headers": multiple}
        if qualifier:
            settings["qualifier"] = qualifier
        if conditions:
            settings["conditions"] = conditions
        known = {route.key for route in draft.routes if not route.settings.get("conditions")}
        for path in paths:
            for method in methods:
                route = Route(method=method, path=path, function=function, settings=settings)
                if route.key not in known:
                    draft.routes.append(route)


def _condition(said: Mapping[str, Json]) -> JsonObject | None:
    """A condition on something else than path and method; None where it is of no known kind."""
    field = str(said.get("Field"))
    if field not in _CONFIGURATIONS:
        return None
    configured = mapping(said.get(_CONFIGURATIONS[field]))
    values = [_value(each) for each in sequence(configured.get("Values") or said.get("Values"))]
    name: JsonObject = {"name": str(configured.get("HttpHeaderName") or "")} if field == "http-header" else {}
    return {"field": field, **name, "values": values} if values else None


def _value(said: Json) -> str:
    """A value to look for; a pair of a query string as `key=value`."""
    if not isinstance(said, dict):
        return str(said)
    return f"{said.get('Key') or ''}={said.get('Value') or ''}"


def _groups(actions: Json) -> Iterator[str]:
    """The target groups that actions forward to."""
    for action in sequence(actions):
        said = mapping(action)
        if said.get("Type") != "forward":
            continue
        if said.get("TargetGroupArn"):
            yield str(said["TargetGroupArn"])
        for group in sequence(mapping(said.get("ForwardConfig")).get("TargetGroups")):
            yield str(mapping(group).get("TargetGroupArn", ""))


def _function(template: Template, group: str) -> tuple[str, str] | None:
    """The function of a target group, with its qualifier; None where it targets none."""
    said = template.properties(group)
    if said.get("TargetType") != "lambda":
        return None
    for target in sequence(said.get("Targets")):
        text = str(mapping(target).get("Id", ""))
        return template.function_named(text) or (text, "")
    template.note(("Resources", group), f"The target group {group} has no function")
    return None


def _multi_value(said: JsonObject) -> bool:
    return any(
        mapping(each).get("Key") == "lambda.multi_value_headers.enabled" and truth(mapping(each).get("Value"))
        for each in sequence(said.get("TargetGroupAttributes"))
    )
