"""Tests of what identifies a caller to an authorizer."""

from __future__ import annotations

import pytest

from workbench.events.arrival import Arrival
from workbench.events.http import HttpRequest
from workbench.events.identity_source import identity_value
from workbench.events.source import Source

REQUEST = HttpRequest("GET", "https://x/prod/pets/7?q=a%20b", (("Authorization", "one"), ("authorization", "two")))
ARRIVAL = Arrival(
    Source.REST, path="/pets/7", path_parameters=(("id", "7"),), stage_variables={"table": "pets", "a.b": "c"}
)
CONTEXT = {"identity": {"sourceIp": "192.0.2.1"}, "httpMethod": "GET", "requestTimeEpoch": 7}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("method.request.header.Authorization", "two"),
        ("$request.header.AUTHORIZATION", "two"),
        ("$request.header.X-None", None),
        ("method.request.querystring.q", "a b"),
        ("$request.querystring.none", None),
        ("method.request.path.id", "7"),
        ("stageVariables.table", "pets"),
        ("$stageVariables.a.b", "c"),
        ("$context.identity.sourceIp", "192.0.2.1"),
        ("context.httpMethod", "GET"),
        ("$context.requestTimeEpoch", "7"),
        ("$context.identity.none.deeper", None),
        ("$request.body.token", None),
        ("nonsense", None),
    ],
)
def test_an_identity_source_is_read_in_both_spellings(expression, value):
    assert identity_value(expression, REQUEST, ARRIVAL, context=CONTEXT) == value
