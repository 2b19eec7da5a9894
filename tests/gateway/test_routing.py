"""Whatever a client calls, there is a route or a refusal, and the parameters of the route are parts of the path."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gateway.test_respond import sane
from workbench.events.http import HttpRequest
from workbench.gateway.api import Api, CustomDomain, Route
from workbench.gateway.routing import Match, RouteTable, route

HOST = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
ROUTES = (
    Route("GET", "/"),
    Route("GET", "/pets/{id}"),
    Route("ANY", "/pets/{id}/{proxy+}"),
    Route("ANY", "/{proxy+}"),
    Route(path="$default"),
)
APIS = [
    Api(),
    Api(routes=ROUTES[:4]),
    Api(routes=ROUTES[:4], custom_domain=CustomDomain("api.example.com", "v1")),
    Api(type="HTTP"),
    Api(type="HTTP", routes=ROUTES),
    Api(type="HTTP", routes=ROUTES, stage="dev", settings={"cors": {"allow_origins": ["*"]}}),
    Api(type="FUNCTION_URL"),
    Api(type="ALB"),
    Api(type="ALB", routes=(Route(path="/a*b?{c}["),)),
    Api(type="WEBSOCKET"),
]
URLS = st.one_of(
    st.text(max_size=30),
    st.builds(
        lambda host, path: host + path,
        st.sampled_from([HOST, "http://localhost:3000", "https://api.example.com", "", "//", "https://[::1]:80"]),
        st.text(alphabet="/abcpetsrodv1%2F?#{}+.", max_size=20),
    ),
)


@settings(max_examples=100, deadline=None)
@given(url=URLS, method=st.one_of(st.sampled_from(["GET", "POST", "OPTIONS"]), st.text(max_size=8)))
def test_any_url_and_method_have_an_answer(url, method):
    request = HttpRequest(method, url, (("Origin", "x"), ("Access-Control-Request-Method", "GET")))
    for api in APIS:
        found = route(api, request)
        if isinstance(found, Match):
            for _, value in found.arrival.path_parameters:
                assert value in url
        else:
            sane(found.response)


@settings(max_examples=50, deadline=None)
@given(message=st.binary(max_size=40))
def test_any_message_has_an_answer(message):
    for api in (Api(type="WEBSOCKET"), Api(type="WEBSOCKET", routes=(Route(path="$connect"),))):
        request = HttpRequest("GET", f"{HOST}/prod")
        assert RouteTable.of(api).route_message(request, message, context={"connectionId": "c"})


def test_the_arrival_has_what_the_event_is_built_from():
    api = Api(routes=ROUTES[:4], binary_media_types=("image/png",), stage_variables={"a": "b"}, endpoint_type="EDGE")
    found = route(api, HttpRequest("POST", f"{HOST}/prod/pets/7/x/"))
    assert isinstance(found, Match)
    arrival = found.arrival
    assert (arrival.route_method, arrival.resource, arrival.path) == ("ANY", "/pets/{id}/{proxy+}", "/pets/7/x/")
    assert arrival.path_parameters == (("id", "7"), ("proxy", "x"))
    assert arrival.domain_name == "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
    assert (arrival.stage, arrival.endpoint_type, arrival.stage_variables) == ("prod", "EDGE", {"a": "b"})


def test_on_another_host_the_stage_in_front_is_the_first_reading():
    api = Api(routes=(Route("GET", "/{proxy+}"),))
    found = route(api, HttpRequest("GET", "http://localhost/prod/prod/x"))
    assert isinstance(found, Match)
    assert found.arrival.path == "/prod/x"
    assert found.arrival.domain_name == ""


def test_on_another_host_a_path_that_only_fits_as_it_is_is_taken_as_it_is():
    api = Api(routes=(Route("GET", "/prod/items"),))
    found = route(api, HttpRequest("GET", "http://localhost/prod/items"))
    assert isinstance(found, Match)
    assert found.arrival.path == "/prod/items"


def test_the_disconnect_of_an_api_without_that_route_calls_nothing():
    request = HttpRequest("GET", f"{HOST}/prod")
    assert RouteTable.of(Api(type="WEBSOCKET", routes=(Route(path="$connect"),))).route_disconnect(request) is None
    assert RouteTable.of(Api(type="WEBSOCKET")).route_disconnect(request) is not None


def test_a_refusal_carries_the_request_s_id():
    refusal = route(
        Api(routes=(Route("GET", "/a"),)), HttpRequest("GET", f"{HOST}/prod/b"), context={"requestId": "the-id"}
    )
    assert not isinstance(refusal, Match)
    assert refusal.response.header("x-amzn-RequestId") == "the-id"


def test_a_message_that_is_too_large_reaches_no_route():
    request = HttpRequest("GET", f"{HOST}/prod")
    found = RouteTable.of(Api(type="WEBSOCKET")).route_message(request, bytes(128 * 1024 + 1), context={})
    assert not isinstance(found, Match)
    assert found.verdict.code == "request_too_large"


@pytest.mark.parametrize("api_type", ["REST", "HTTP"])
def test_a_rest_method_tells_the_event_its_operation_name(api_type):
    api = Api(type=api_type, routes=(Route("GET", "/pets", settings={"operation_name": "listPets"}),))
    stage = "prod/" if api_type == "REST" else ""
    found = route(api, HttpRequest("GET", f"{HOST}/{stage}pets"), context={"requestId": "1"})
    assert isinstance(found, Match)
    named = {"operationName": "listPets"} if api_type == "REST" else {}
    assert found.arrival.context == {**named, "requestId": "1"}
