"""Greets whoever the query string names. Start here: open hello.json and press Ctrl+Enter."""

import json


def handler(event, context):
    name = (event.get("queryStringParameters") or {}).get("name", "world")
    print(f"greeting {name}")
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps({
            "message": f"Hello, {name}",
            "path": event["path"],
            "stage": event["requestContext"]["stage"],
            "stageVariables": event.get("stageVariables"),
            "requestId": context.aws_request_id,
        }),
    }
