"""The simple microservice: DELETE, GET, POST and PUT on a table of orders.

With an AWS endpoint (AWS_ENDPOINT_URL, such as the sandbox) the table is in DynamoDB. Without one it is kept in memory
for as long as the function stays warm, so that the demo works offline.
"""

import json
import logging
import os

logger = logging.getLogger()
logger.setLevel(logging.INFO)

KEPT = {"1001": {"id": "1001", "item": "tea", "quantity": 2}, "1002": {"id": "1002", "item": "coffee", "quantity": 1}}


class MemoryTable:
    """The few DynamoDB calls that this service makes, on a dictionary."""

    def scan(self):
        return {"Items": list(KEPT.values())}

    def get_item(self, Key):
        item = KEPT.get(Key["id"])
        return {"Item": item} if item else {}

    def put_item(self, Item):
        KEPT[Item["id"]] = Item

    def delete_item(self, Key):
        KEPT.pop(Key["id"], None)


def orders():
    if os.environ.get("AWS_ENDPOINT_URL"):
        import boto3

        return boto3.resource("dynamodb").Table(os.environ["TABLE"])
    return MemoryTable()


def handler(event, context):
    method = event["httpMethod"]
    order_id = (event.get("pathParameters") or {}).get("id")
    logger.info("%s %s", method, order_id or "all orders")
    table = orders()
    if method == "GET" and order_id is None:
        return answer(200, table.scan()["Items"])
    if method == "GET":
        item = table.get_item(Key={"id": order_id}).get("Item")
        return answer(200, item) if item else answer(404, {"message": f"no order {order_id}"})
    if method in ("POST", "PUT"):
        item = json.loads(event["body"])
        item["id"] = order_id or item.get("id") or context.aws_request_id[:8]
        table.put_item(Item=item)
        return answer(201 if method == "POST" else 200, item)
    if method == "DELETE":
        table.delete_item(Key={"id": order_id})
        return {"statusCode": 204}
    return answer(405, {"message": f"{method} is not supported"})


def answer(status, value):
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(value, default=int),
    }
