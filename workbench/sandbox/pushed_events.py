"""Events that topics and rules of the account push to a function, in the shape in which AWS pushes them."""

from __future__ import annotations

import copy
import json
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.events.json_value import Json, JsonObject

_OF_A_FUNCTION = ":function:"
_UNSIGNED = "EXAMPLE"
"""Where AWS has signatures and addresses of its own."""


def topic_event(subscription: Any, message: str, message_id: str, **said: Any) -> JsonObject | None:
    """What Amazon SNS sends to a function that subscribed to a topic; None where its filter does not let it through."""
    attributes = said.get("message_attributes")
    matcher = subscription._filter_policy_matcher  # noqa: SLF001 - the account tells it no other way
    if matcher is not None and not matcher.matches(attributes, message):
        return None
    if said.get("message_structure") == "json":
        by_protocol = json.loads(message)
        message = by_protocol.get("lambda", by_protocol["default"])
    notification: JsonObject = {
        "Type": "Notification",
        "MessageId": message_id,
        "TopicArn": subscription.topic.arn,
        "Subject": said.get("subject"),
        "Message": message,
        "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
        "SignatureVersion": "1",
        "Signature": _UNSIGNED,
        "SigningCertUrl": _UNSIGNED,
        "UnsubscribeUrl": _UNSIGNED,
        "MessageAttributes": {name: _attribute(value) for name, value in (attributes or {}).items()},
    }
    record = {"EventSource": "aws:sns", "EventVersion": "1.0", "EventSubscriptionArn": subscription.arn}
    return {"Records": [{**record, "Sns": notification}]}


def _attribute(kept: Mapping[str, Any]) -> dict[str, str]:
    value = kept["Value"]
    return {"Type": str(kept["Type"]), "Value": value.decode("latin-1") if isinstance(value, bytes) else str(value)}


def split_rule(rule: Any) -> tuple[Any, list[dict[str, Any]]]:
    """A rule with those of its targets that are no functions, and its targets that are."""
    functions = [target for target in rule.targets if _OF_A_FUNCTION in target["Arn"]]
    others = copy.copy(rule)
    others.targets = [target for target in rule.targets if target not in functions]
    return others, functions


def rule_event(target: Mapping[str, Any], event: Any) -> Json:
    """What Amazon EventBridge sends to a target of a rule: the event, a part of it, or what its input makes of it."""
    if target.get("Input") is not None:
        return json.loads(target["Input"])
    if target.get("InputPath"):
        found = event
        for part in target["InputPath"].removeprefix("$").strip(".").split("."):
            found = found.get(part) if part and isinstance(found, dict) else found
        return found
    if target.get("InputTransformer"):
        from moto.events.utils import EventTemplateParser

        said = target["InputTransformer"]
        return EventTemplateParser.parse(
            input_template=said.get("InputTemplate"), input_paths_map=said.get("InputPathsMap", {}), event=event
        )
    return event


def pushing(invoke: Callable[[str, Json], object]) -> tuple[tuple[type, str, Callable[..., Any]], ...]:
    """The account's own methods that push events, with what takes their place; `invoke` gets a function's ARN."""
    from moto.events.models import Rule
    from moto.sns.models import Subscription

    publish, send_to_targets = Subscription.publish, Rule.send_to_targets

    def publish_to(subscription: Any, message: str, message_id: str, *more: Any, **said: Any) -> Any:
        if subscription.protocol != "lambda":
            return publish(subscription, message, message_id, *more, **said)
        event = topic_event(subscription, message, message_id, **said)
        return invoke(subscription.endpoint, event) if event is not None else None

    def send(rule: Any, original_event: Any, *more: Any, **said: Any) -> None:
        others, functions = split_rule(rule)
        send_to_targets(others, original_event, *more, **said)
        if rule.event_pattern.matches_event(original_event):
            for target in functions:
                invoke(target["Arn"], rule_event(target, original_event))

    return (Subscription, "publish", publish_to), (Rule, "send_to_targets", send)
