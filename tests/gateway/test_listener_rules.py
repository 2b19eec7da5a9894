"""A listener's rules take requests by path, method and further conditions, in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.events.http import HttpRequest
from workbench.gateway.api import Api, Route
from workbench.gateway.listener_rules import ListenerRules
from workbench.gateway.routing import Match, route

HOST = "https://lb-1.us-east-1.elb.amazonaws.com"


def takes(condition, request):
    rules = ListenerRules.of([Route(path="/*", settings={"conditions": [condition]})])
    return rules.find(request, request.raw_path) is not None


@pytest.mark.parametrize(
    ("value", "host", "taken"),
    [
        ("api.example.com", "API.example.com", True),
        ("*.example.com", "a.b.example.com", True),
        ("*.example.com", "example.com", False),
        ("api?.example.com", "api1.example.com:443", True),
        ("api?.example.com", "api.example.com", False),
    ],
)
def test_a_host_is_compared_without_case_and_port(value, host, taken):
    assert takes({"field": "host-header", "values": ["other", value]}, HttpRequest("GET", f"https://{host}/")) == taken


@pytest.mark.parametrize(
    ("value", "headers", "taken"),
    [
        ("*Chrome*", (("USER-AGENT", "Mozilla/5.0 chrome/1"),), True),
        ("b", (("User-Agent", "a"), ("user-agent", "B")), True),
        (r"\*", (("User-Agent", "*"),), True),
        (r"\*", (("User-Agent", "x"),), False),
        ("*", (), False),
    ],
)
def test_a_header_is_compared_without_case_in_each_of_its_values(value, headers, taken):
    condition = {"field": "http-header", "name": "User-Agent", "values": [value]}
    assert takes(condition, HttpRequest("GET", f"{HOST}/", headers)) == taken


@pytest.mark.parametrize(
    ("value", "query", "taken"),
    [
        ("version=v1", "a=1&VERSION=V1", True),
        ("version=v1", "version=v2", False),
        ("v*=v?", "version=v2", True),
        ("=*example*", "x=my-example-1", True),
        ("example", "x=example", True),
        ("version=", "version=1", False),
    ],
)
def test_a_query_string_is_compared_by_key_and_value(value, query, taken):
    assert takes({"field": "query-string", "values": [value]}, HttpRequest("GET", f"{HOST}/?{query}")) == taken


@pytest.mark.parametrize(
    ("block", "address", "taken"),
    [
        ("192.0.2.0/24", "192.0.2.17", True),
        ("192.0.2.0/24", "198.51.100.7", False),
        ("2001:db8::/32", "2001:db8::1", True),
        ("2001:db8::/32", "192.0.2.1", False),
        ("no block", "192.0.2.1", False),
    ],
)
def test_the_address_is_that_of_the_client_not_one_that_a_proxy_names(block, address, taken):
    request = HttpRequest("GET", f"{HOST}/", (("X-Forwarded-For", "192.0.2.17"),), client_address=address)
    assert takes({"field": "source-ip", "values": [block]}, request) == taken


def test_every_condition_of_a_rule_must_hold_and_the_next_rule_takes_the_rest():
    first = {"conditions": [{"field": "host-header", "values": ["a.example.com"]}]}
    api = Api(type="ALB", routes=(Route(path="/*", function="a", settings=first), Route(path="/*", function="b")))
    for host, function in (("a.example.com", "a"), ("b.example.com", "b")):
        found = route(api, HttpRequest("GET", f"https://{host}/x"))
        assert isinstance(found, Match)
        assert found.route.function == function


@given(st.text(), st.text())
def test_any_pattern_can_be_asked_for(pattern, text):
    request = HttpRequest("GET", f"{HOST}/?x={text}", (("X", text),))
    for field in ("host-header", "http-header", "query-string", "source-ip"):
        assert takes({"field": field, "name": "X", "values": [pattern]}, request) in (True, False)


@pytest.mark.parametrize("multiple", [True, False])
def test_the_header_mode_is_that_of_the_target_group(multiple):
    own = Route(path="/own", settings={"multi_value_headers": multiple})
    api = Api(type="ALB", multi_value_headers=not multiple, routes=(own, Route(path="/*")))
    for path, mode in (("/own", multiple), ("/other", not multiple)):
        found = route(api, HttpRequest("GET", f"{HOST}{path}"))
        assert isinstance(found, Match)
        assert (found.api.multi_value_headers, found.arrival.multi_value_headers) == (mode, mode)
