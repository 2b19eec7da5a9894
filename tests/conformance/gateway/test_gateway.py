"""Every row about the gateway holds."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conformance.row import Row

ROWS: tuple[Row, ...] = tuple(
    row
    for path in sorted(Path(__file__).parent.glob("rows_*.py"))
    for row in import_module(f"tests.conformance.gateway.{path.stem}").ROWS
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_the_fact_holds(row):
    row.check()


def test_no_two_rows_have_one_id():
    assert len({row.id for row in ROWS}) == len(ROWS)
