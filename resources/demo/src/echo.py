"""Returns the event that it received: what does my function really see?"""

import json


def handler(event, context):
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(event, indent=2),
    }
