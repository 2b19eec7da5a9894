"""Raises: the client gets a 502, and the function's own error stands beside it with its stack."""

PRICES = {"tea": 3, "coffee": 4}


def price_of(item):
    return PRICES[item]


def handler(event, context):
    item = (event.get("queryStringParameters") or {}).get("item", "cocoa")
    return {"statusCode": 200, "body": str(price_of(item))}
