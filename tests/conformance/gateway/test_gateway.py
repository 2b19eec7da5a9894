"""Every row about the gateway holds."""

from __future__ import annotations

import pytest

from tests.conformance.gateway import (
    rows_admission,
    rows_authorizers,
    rows_gateway_responses,
    rows_http_response,
    rows_other_responses,
    rows_rest_response,
    rows_routing,
)

ROWS = (
    *rows_routing.ROWS,
    *rows_rest_response.ROWS,
    *rows_http_response.ROWS,
    *rows_other_responses.ROWS,
    *rows_gateway_responses.ROWS,
    *rows_admission.ROWS,
    *rows_authorizers.ROWS,
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_the_fact_holds(row):
    row.check()


def test_no_two_rows_have_one_id():
    assert len({row.id for row in ROWS}) == len(ROWS)
