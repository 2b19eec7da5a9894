from __future__ import annotations

import json

from tests.sandbox.packages import deploy
from workbench.sandbox.seed import REGION

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
