"""Tests of telling an event's source by its own keys."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.events.strategies import JSON
from workbench.events.recognise import source_of
from workbench.events.source import Source


@pytest.mark.parametrize(
    ("event", "source"),
    [
        ({"httpMethod": "GET", "path": "/"}, Source.REST),
        (
            {"httpMethod": "GET", "path": "/", "version": "1.0", "requestContext": {"resourceId": "GET /"}},
            Source.HTTP_1,
        ),
        ({"httpMethod": "GET", "path": "/", "version": "1.0", "requestContext": {"deploymentId": "a"}}, Source.REST),
        ({"version": "2.0", "rawPath": "/", "requestContext": {"http": {"method": "GET"}}}, Source.HTTP_2),
        ({"version": "2.0", "rawPath": "/"}, Source.HTTP_2),
        ({"requestContext": {"http": {}, "domainName": "a.lambda-url.eu-west-1.on.aws"}}, Source.FUNCTION_URL),
        ({"requestContext": {"elb": {}}, "httpMethod": "GET"}, Source.ALB),
        ({"requestContext": {"connectionId": "a"}}, Source.WEBSOCKET),
        ({"requestContext": {"eventType": "MESSAGE"}, "body": ""}, Source.WEBSOCKET),
        ({"type": "TOKEN", "methodArn": "a"}, Source.REST_TOKEN_AUTHORIZER),
        ({"type": "REQUEST", "methodArn": "a"}, Source.REST_REQUEST_AUTHORIZER),
        ({"type": "REQUEST", "methodArn": "a", "version": "1.0"}, Source.HTTP_1_AUTHORIZER),
        ({"type": "REQUEST", "routeArn": "a", "version": "2.0"}, Source.HTTP_2_AUTHORIZER),
        ({"type": "REQUEST"}, Source.OTHER),
        ({"messageVersion": "1.0", "apiPath": "/", "httpMethod": "GET"}, Source.OTHER),
        ({"Records": [{"eventSource": "aws:sqs"}]}, Source.OTHER),
        ({"requestContext": None}, Source.OTHER),
        ([], Source.OTHER),
        (None, Source.OTHER),
    ],
)
def test_an_event_tells_its_source(event, source):
    assert source_of(event) is source


def test_the_documentation_sample_is_a_rest_api_event(documentation_sample):
    assert source_of(documentation_sample) is Source.REST


@settings(max_examples=60, deadline=None)
@given(JSON)
def test_any_json_value_has_an_answer(value):
    assert isinstance(source_of(value), Source)
