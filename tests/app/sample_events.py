"""Events that the tests of the window work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject

REST: JsonObject = {
    "resource": "/{proxy+}",
    "path": "/test/hello",
    "httpMethod": "GET",
    "headers": {"Accept": "*/*", "Host": "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"},
    "queryStringParameters": {"name": "me"},
    "pathParameters": {"proxy": "test/hello"},
    "stageVariables": {"colour": "blue"},
    "requestContext": {
        "accountId": "123456789012",
        "apiId": "a1b2c3d4e5",
        "httpMethod": "GET",
        "identity": {"sourceIp": "192.0.2.1", "userAgent": "curl", "caller": None},
        "path": "/prod/test/hello",
        "resourcePath": "/{proxy+}",
        "stage": "prod",
    },
    "body": None,
    "isBase64Encoded": False,
    "ownKey": {"kept": True},
}
HTTP_2: JsonObject = {
    "version": "2.0",
    "routeKey": "GET /pets/{id}",
    "rawPath": "/pets/7",
    "rawQueryString": "a=1&a=2",
    "headers": {"host": "x", "accept": "*/*"},
    "queryStringParameters": {"a": "1,2"},
    "pathParameters": {"id": "7"},
    "requestContext": {
        "accountId": "123456789012",
        "apiId": "abc",
        "domainName": "abc.execute-api.us-east-1.amazonaws.com",
        "domainPrefix": "abc",
        "http": {"method": "GET", "path": "/pets/7", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "x"},
        "requestId": "JKJaXmPLvHcESHA=",
        "routeKey": "GET /pets/{id}",
        "stage": "$default",
        "time": "10/Mar/2020:05:16:23 +0000",
        "timeEpoch": 1583817383220,
    },
    "isBase64Encoded": False,
}
SQS: JsonObject = {"Records": [{"eventSource": "aws:sqs", "body": "{}", "messageId": "1"}]}
