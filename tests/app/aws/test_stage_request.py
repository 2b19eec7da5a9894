"""The request of an event, as a stage or a method of a deployed API is asked it."""

from __future__ import annotations

import pytest

from workbench.app.aws.stage_request import called_url, route_of, stage_request, stage_url, why_not_called
from workbench.deployed.function_url import live_url
from workbench.deployed.live_api import LiveApi, LiveRoute, LiveStage
from workbench.deployed.target import Account
from workbench.events.samples import sample
from workbench.events.source import Source

ECHO = LiveRoute("ANY", "/echo", "arn:aws:lambda:us-west-2:123456789012:function:echo", resource_id="r1")
REST = LiveApi("REST", "a1b2c3", "demo", "REGIONAL", (LiveStage("test", {}),), (ECHO,), ())


@pytest.mark.parametrize("source", [Source.REST, Source.HTTP_1, Source.HTTP_2])
def test_the_path_of_an_event_holds_no_stage(source):
    asked = stage_request(sample(source))
    assert asked is not None
    assert asked.path.startswith("/")
    assert not asked.path.startswith(f"/{asked.stage}/")


@pytest.mark.parametrize(
    ("source", "said"),
    [(Source.ALB, "its own DNS name"), (Source.WEBSOCKET, "WebSocket client"), (Source.OTHER, "REST or HTTP API")],
)
def test_other_events_are_not_sent_and_why_is_said(source, said):
    assert stage_request(sample(source)) is None
    assert said in why_not_called(sample(source))


def test_an_event_of_a_function_url_is_sent_to_one():
    asked = stage_request(sample(Source.FUNCTION_URL))
    assert asked is not None
    assert asked.is_to_url
    assert set(asked.ways) == {"plain", "signed"}
    row = {"FunctionUrl": "https://abc.lambda-url.us-west-2.on.aws/", "AuthType": "NONE", "FunctionArn": "arn:x"}
    live = live_url(row, name="echo")
    url = called_url(live, live.stages[0], asked, account=Account(), region="us-west-2")
    assert url == f"https://abc.lambda-url.us-west-2.on.aws{asked.path}"
    assert route_of(live, None, asked, region="us-west-2") is live.routes[0]


def test_a_method_is_tested_with_the_variables_of_the_event_else_with_those_of_the_stage():
    event = sample(Source.REST)
    stage = LiveStage("test", {"of": "stage"})
    own, none = (stage_request(event | {"stageVariables": said}) for said in ({"of": "event"}, None))
    assert own is not None
    assert none is not None
    assert (own.variables(stage), none.variables(stage), none.variables(None)) == (
        {"of": "event"},
        {"of": "stage"},
        {},
    )


def test_a_stage_at_aws_has_its_own_host_and_the_default_stage_no_prefix():
    account = Account(region="us-west-2")
    assert stage_url("a1", "test", "/x?y=1", account=account, region="us-west-2") == (
        "https://a1.execute-api.us-west-2.amazonaws.com/test/x?y=1"
    )
    assert stage_url("a1", "$default", "/x", account=account, region="us-west-2").endswith("amazonaws.com/x")


def test_a_stage_at_another_endpoint_is_found_by_its_path():
    account = Account(endpoint_url="http://127.0.0.1:4566/")
    url = stage_url("a1", "test", "/x", account=account, region="us-west-2")
    assert url == "http://127.0.0.1:4566/restapis/a1/test/_user_request_/x"


def test_the_route_is_the_one_that_takes_the_request():
    event = sample(Source.REST) | {"httpMethod": "GET", "path": "/echo", "resource": "/echo"}
    asked = stage_request(event)
    assert asked is not None
    event_path = asked.path.partition("?")[0]
    assert event_path == "/echo"
    assert route_of(REST, None, asked, region="us-west-2") is ECHO
    assert route_of(REST, REST.stages[0], asked, region="us-west-2") is ECHO


def test_a_request_that_no_route_takes_has_none():
    event = sample(Source.REST) | {"path": "/nowhere", "resource": "/nowhere"}
    asked = stage_request(event)
    assert asked is not None
    assert route_of(REST, REST.stages[0], asked, region="us-west-2") is None
