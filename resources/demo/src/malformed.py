"""Returns an object where a REST API wants text: a green function and a client that gets a 502."""


def handler(event, context):
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json"},
        "body": {"message": "the body of a proxy response must be a string"},
    }
