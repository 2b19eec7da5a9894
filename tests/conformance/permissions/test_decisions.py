"""Every row of the tables of decisions holds."""

import pytest

from tests.conformance.permissions import rows_evaluation, rows_operations, rows_operators, rows_rare_operations

ROWS = (*rows_operators.ROWS, *rows_evaluation.ROWS, *rows_operations.ROWS, *rows_rare_operations.ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_decision_is_the_one_that_its_source_says(row):
    row.check()


def test_every_row_has_a_name_of_its_own():
    assert len({row.id for row in ROWS}) == len(ROWS)


def test_the_table_of_calls_covers_the_everyday_ones():
    assert len(rows_operations.CALLS) >= 200
