"""A route that leads to no function is told apart from one that is not there."""

import pytest

from workbench.events.http import HttpRequest
from workbench.gateway.api import Api, Route
from workbench.gateway.routing import Match, route
from workbench.gateway.verdict import Reply

HOST = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"


@pytest.mark.parametrize("api_type", ["REST", "HTTP"])
def test_what_another_integration_answers_is_not_known_here(api_type):
    elsewhere = Route("GET", "/pets", settings={"leads_to": "HTTP_PROXY"})
    api = Api(type=api_type, routes=(Route("POST", "/pets", "f"),), mocks=(elsewhere,))
    stage = "" if api_type == "HTTP" else "/prod"
    reply = route(api, HttpRequest("GET", f"{HOST}{stage}/pets"))
    assert isinstance(reply, Reply)
    assert (reply.response.status, reply.verdict.code) == (501, "not_simulated")
    assert reply.verdict.message.startswith("GET /pets leads to HTTP_PROXY, not to a function")
    assert isinstance(route(api, HttpRequest("POST", f"{HOST}{stage}/pets")), Match)


def test_the_default_route_of_an_http_api_may_lead_elsewhere():
    elsewhere = Route("ANY", "$default", settings={"leads_to": "HTTP_PROXY"})
    api = Api(type="HTTP", routes=(Route("GET", "/pets", "f"),), mocks=(elsewhere,))
    reply = route(api, HttpRequest("GET", f"{HOST}/other"))
    assert isinstance(reply, Reply)
    assert reply.verdict.code == "not_simulated"
    assert isinstance(route(api, HttpRequest("GET", f"{HOST}/pets")), Match)


def test_an_api_all_of_whose_routes_lead_elsewhere_has_no_catch_all():
    api = Api(type="REST", mocks=(Route("GET", "/pets", settings={"leads_to": "HTTP_PROXY"}),))
    reply = route(api, HttpRequest("GET", f"{HOST}/prod/cats"))
    assert isinstance(reply, Reply)
    assert reply.response.status == 403
