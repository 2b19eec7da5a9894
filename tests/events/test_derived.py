"""Tests of derived values: what follows from what, for documents that people write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events.derived import follow_through, followed, overrides
from workbench.events.edit import with_value
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject

REST: JsonObject = {
    "resource": "/pets/{id}",
    "path": "/v1/pets/7",
    "httpMethod": "GET",
    "headers": {"Host": "api.example.com"},
    "pathParameters": {"id": "7"},
    "requestContext": {
        "path": "/v1/pets/7",
        "stage": "prod",
        "domainName": "api.example.com",
        "domainPrefix": "api",
        "requestTime": "nonsense",
        "requestTimeEpoch": "nonsense",
    },
}


def test_a_base_path_is_no_override():
    assert overrides(REST, Source.REST) == ()


def test_a_value_follows_by_the_formula_that_it_fitted():
    after = follow_through(REST, with_value(REST, "/path", "/v1/pets/8"), Source.REST)
    assert after["pathParameters"] == {"id": "8"}
    assert after["requestContext"]["path"] == "/v1/pets/8"


def test_a_chain_follows_to_its_end():
    after = follow_through(REST, with_value(REST, "/headers/Host", "www.example.com"), Source.REST)
    assert after["requestContext"]["domainName"] == "www.example.com"
    assert after["requestContext"]["domainPrefix"] == "www"


def test_a_path_that_no_longer_fits_its_template_leaves_the_parameters():
    after = follow_through(REST, with_value(REST, "/path", "/other"), Source.REST)
    assert after["pathParameters"] == {"id": "7"}


def test_a_key_that_is_not_there_is_never_put_in():
    before: JsonObject = {"httpMethod": "GET", "path": "/a", "resource": "/{proxy+}"}
    after = with_value(before, "/path", "/b")
    assert follow_through(before, after, Source.REST) == {**before, "path": "/b"}


def test_a_key_that_would_be_left_out_goes_and_an_override_of_it_is_undone():
    event: JsonObject = {
        "rawQueryString": "",
        "queryStringParameters": {"a": "1"},
        "requestContext": {"http": {"method": "GET"}},
    }
    (override,) = overrides(event, Source.HTTP_2)
    assert override.pointer == "/queryStringParameters"
    assert "queryStringParameters" not in followed(event, "/queryStringParameters", Source.HTTP_2)


def test_an_event_of_no_source_derives_nothing():
    assert overrides({"path": "/a"}, Source.OTHER) == ()
