from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.sandbox.packages import deploy
from workbench.sandbox.seed import REGION

if TYPE_CHECKING:
    from workbench.events.json_value import Json

QUEUE = f"arn:aws:sqs:{REGION}:123456789012:orders-to-ship"
SOURCE = """
import boto3

def handler(event, context):
    table = boto3.resource("dynamodb").Table("orders")
    for record in event["Records"]:
        if record["body"] == "poison":
            raise ValueError("poison")
        table.put_item(Item={"id": record["body"], "arn": record["eventSourceARN"]})
"""


def test_a_message_in_a_queue_runs_the_function_that_reads_it(functions, session):
    deploy(functions, "ships", SOURCE, Timeout=20)
    functions.create_event_source_mapping(EventSourceArn=QUEUE, FunctionName="ships")
    queues = session.client("sqs")
    url = queues.get_queue_url(QueueName="orders-to-ship")["QueueUrl"]
    queues.send_message(QueueUrl=url, MessageBody="from-the-queue")
    key = {"id": {"S": "from-the-queue"}}
    assert session.client("dynamodb").get_item(TableName="orders", Key=key)["Item"]["arn"] == {"S": QUEUE}
    queues.send_message(QueueUrl=url, MessageBody="poison")
    logs = session.client("logs").filter_log_events(logGroupName="/aws/lambda/ships")["events"]
    assert any("ValueError: poison" in event["message"] for event in logs)


def test_an_object_in_a_bucket_runs_the_function_that_waits_for_it(functions, session):
    deploy(functions, "sees", "import json\ndef handler(event, context):\n    print('saw', json.dumps(event))\n")
    arn = functions.get_function_configuration(FunctionName="sees")["FunctionArn"]
    rule = {"LambdaFunctionArn": arn, "Events": ["s3:ObjectCreated:*"]}
    s3 = session.client("s3")
    s3.put_bucket_notification_configuration(
        Bucket="workbench-demo", NotificationConfiguration={"LambdaFunctionConfigurations": [rule]}
    )
    s3.put_object(Bucket="workbench-demo", Key="new.txt", Body=b"x")
    logs = session.client("logs").filter_log_events(logGroupName="/aws/lambda/sees")["events"]
    seen = next(event["message"] for event in logs if event["message"].startswith("saw {"))
    assert json.loads(seen.removeprefix("saw "))["Records"][0]["s3"]["object"]["key"] == "new.txt"


SAYS = "import json\ndef handler(event, context):\n    print('saw', json.dumps(event))\n"


def seen(session, name: str) -> list[Json]:
    """The events that a function that says them got, in order."""
    logs = session.client("logs").filter_log_events(logGroupName=f"/aws/lambda/{name}")["events"]
    return [json.loads(line["message"].removeprefix("saw ")) for line in logs if line["message"].startswith("saw ")]


def test_a_message_to_a_topic_reaches_the_function_as_sns_sends_it(functions, session):
    deploy(functions, "hears", SAYS)
    sns = session.client("sns")
    topic = sns.create_topic(Name="news")["TopicArn"]
    arn = functions.get_function_configuration(FunctionName="hears")["FunctionArn"]
    made = sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=arn, ReturnSubscriptionArn=True)
    sns.set_subscription_attributes(
        SubscriptionArn=made["SubscriptionArn"], AttributeName="FilterPolicy", AttributeValue='{"kind": ["new"]}'
    )
    kinds = {kind: {"kind": {"DataType": "String", "StringValue": kind}} for kind in ("new", "old")}
    sns.publish(TopicArn=topic, Message="not for it", MessageAttributes=kinds["old"])
    sns.publish(TopicArn=topic, Message="hello", Subject="hi", MessageAttributes=kinds["new"])
    events = seen(session, "hears")
    assert len(events) == 1
    record = events[0]["Records"][0]
    said = record["Sns"]
    assert (record["EventSubscriptionArn"], said["TopicArn"]) == (made["SubscriptionArn"], topic)
    assert (said["Message"], said["Subject"]) == ("hello", "hi")
    assert said["MessageAttributes"] == {"kind": {"Type": "String", "Value": "new"}}


def test_an_event_on_the_bus_reaches_the_function_of_a_rule_with_its_input(functions, session):
    for name in ("rule-whole", "rule-part", "rule-own", "rule-made"):
        deploy(functions, name, SAYS)
    base = f"arn:aws:lambda:{REGION}:123456789012:function"
    events = session.client("events")
    events.put_rule(Name="mine", EventPattern='{"source": ["me"]}')
    targets: list[dict[str, Any]] = [
        {"Id": "1", "Arn": f"{base}:rule-whole"},
        {"Id": "2", "Arn": f"{base}:rule-part", "InputPath": "$.detail.order"},
        {"Id": "3", "Arn": f"{base}:rule-own", "Input": '{"own": true}'},
        {
            "Id": "6",
            "Arn": f"{base}:rule-made",
            "InputTransformer": {"InputPathsMap": {"id": "$.detail.order.id"}, "InputTemplate": '{"order": <id>}'},
        },
        {"Id": "4", "Arn": f"{base}:not-there"},
        {"Id": "5", "Arn": QUEUE},
    ]
    events.put_targets(Rule="mine", Targets=targets)
    entry = {"Source": "me", "DetailType": "made", "Detail": '{"order": {"id": 7}}'}
    assert events.put_events(Entries=[entry, {**entry, "Source": "other"}])["FailedEntryCount"] == 0
    whole = seen(session, "rule-whole")
    assert [(event["source"], event["detail-type"]) for event in whole] == [("me", "made")]
    assert (seen(session, "rule-part"), seen(session, "rule-own")) == ([{"id": 7}], [{"own": True}])
    assert seen(session, "rule-made") == [{"order": 7}]
    events.remove_targets(Rule="mine", Ids=[target["Id"] for target in targets])
    events.delete_rule(Name="mine")
