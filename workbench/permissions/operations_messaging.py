"""Which IAM actions the calls of queues, topics, buses, streams and state machines need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.permissions.arn import partition_of

if TYPE_CHECKING:
    from workbench.permissions.api_call import ApiCall, RequiredAction

_SQS_SINGLE = {
    "SendMessageBatch": "SendMessage",
    "DeleteMessageBatch": "DeleteMessage",
    "ChangeMessageVisibilityBatch": "ChangeMessageVisibility",
}
_URL_PARTS = 2
_EVENTS_NAMED = {"Archive": "archive/", "Connection": "connection/", "ApiDestination": "api-destination/"}
_STATES_ARNS = ("stateMachineArn", "executionArn", "activityArn", "mapRunArn", "resourceArn", "stateMachineVersionArn",
                "stateMachineAliasArn")  # fmt: skip


def sqs_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """A queue is named by its URL, whose path is account and name; batches need the single action."""
    action = f"sqs:{_SQS_SINGLE.get(call.operation, call.operation)}"
    if call.operation == "ListQueues":
        return call.needs(action, "*")
    for name in ("QueueUrl", "SourceArn", "QueueName"):
        value = call.text(name)
        if value.startswith("arn:"):
            return call.needs(action, value)
        if value:
            arn = _queue_arn(call, value)
            owner = call.text("QueueOwnerAWSAccountId")
            return call.needs(action, arn.replace(f":{call.account_id}:", f":{owner}:") if owner else arn)
    return call.needs(action, call.arn("sqs", "*"))


def _queue_arn(call: ApiCall, url: str) -> str:
    host, _, path = url.partition("://")[2].partition("/")
    parts = [part for part in path.split("/") if part]
    if len(parts) < _URL_PARTS:
        return call.arn("sqs", parts[-1] if parts else url)
    labels = host.split(".")
    region = labels[1] if labels[0] == "sqs" and len(labels) > _URL_PARTS else call.region
    account = parts[-2] if parts[-2].isdigit() and parts[-2].strip("0") else call.account_id
    return f"arn:{partition_of(region)}:sqs:{region}:{account}:{parts[-1]}"


def sns_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """A topic by its ARN; a text message to a phone needs the action on everything."""
    operation = "Publish" if call.operation == "PublishBatch" else call.operation
    action = f"sns:{operation}"
    if call.operation.startswith("List") and not call.text("TopicArn") and not call.text("ResourceArn"):
        return call.needs(action, "*")
    for name in ("TopicArn", "TargetArn", "ResourceArn"):
        if call.text(name):
            return call.needs(action, call.text(name))
    subscription = call.text("SubscriptionArn")
    if subscription:
        return call.needs(action, subscription.rpartition(":")[0] if subscription.count(":") > 5 else subscription)
    if call.operation == "CreateTopic":
        return call.needs(action, call.arn("sns", call.text("Name") or "*"))
    return call.needs(action, "*")


def events_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """EventBridge: buses of the entries, rules by name and bus."""
    action = f"events:{call.operation}"
    if call.operation == "PutEvents":
        buses = [str(entry.get("EventBusName") or "default") for entry in call.items("Entries")] or ["default"]
        return call.needs(action, *(call.named("events", "event-bus/", bus) for bus in buses))
    rule = call.text("Rule") or (call.text("Name") if "Rule" in call.operation else "")
    if rule:
        bus = call.text("EventBusName").rpartition("/")[2]
        return call.needs(action, call.named("events", f"rule/{bus}/" if bus not in {"", "default"} else "rule/", rule))
    if "EventBus" in call.operation and call.operation != "ListEventBuses":
        return call.needs(action, call.named("events", "event-bus/", call.text("Name") or "default"))
    for kind, prefix in _EVENTS_NAMED.items():
        if kind in call.operation and not call.operation.startswith("List"):
            return call.needs(action, call.named("events", prefix, call.text(f"{kind}Name") or call.text("Name")))
    return call.needs(action, call.text("ResourceARN") or "*")


def states_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """Step Functions: by ARN, or everything for a task token."""
    action = f"states:{call.operation}"
    for name in _STATES_ARNS:
        if call.text(name):
            return call.needs(action, call.text(name))
    created = {"CreateStateMachine": "stateMachine:", "CreateActivity": "activity:"}.get(call.operation)
    return call.needs(action, call.arn("states", created + (call.text("name") or "*")) if created else "*")


def kinesis_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """Kinesis Data Streams: by name or ARN; a shard iterator does not tell its stream."""
    action = f"kinesis:{call.operation}"
    if call.operation in {"ListStreams", "DescribeLimits"}:
        return call.needs(action, "*")
    given = call.text("ConsumerARN") or call.text("StreamARN") or call.text("ResourceARN") or call.text("StreamName")
    return call.needs(action, call.named("kinesis", "stream/", given))


def firehose_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """Amazon Data Firehose: by the name of the delivery stream."""
    stream = call.named("firehose", "deliverystream/", call.text("DeliveryStreamName"))
    return call.needs(f"firehose:{call.operation}", "*" if call.operation == "ListDeliveryStreams" else stream)


def scheduler_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """EventBridge Scheduler: schedules in groups."""
    action = f"scheduler:{call.operation}"
    if call.operation.startswith("List") and call.operation != "ListTagsForResource":
        return call.needs(action, "*")
    if call.text("ResourceArn"):
        return call.needs(action, call.text("ResourceArn"))
    if "ScheduleGroup" in call.operation:
        return call.needs(action, call.arn("scheduler", f"schedule-group/{call.text('Name') or '*'}"))
    group = call.text("GroupName") or "default"
    return call.needs(action, call.arn("scheduler", f"schedule/{group}/{call.text('Name') or '*'}"))


def connections_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """Messages to WebSocket clients: the API is known from the endpoint only, so it is left open."""
    verb = {"PostToConnection": "POST", "GetConnection": "GET", "DeleteConnection": "DELETE"}.get(call.operation, "*")
    resource = f"*/*/{verb}/@connections/{call.text('ConnectionId') or '*'}"
    return call.needs("execute-api:ManageConnections", call.arn("execute-api", resource))
