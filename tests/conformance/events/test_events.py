"""Every row of the tables of events holds, and every rule has a row."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workbench.events.rules import rules_of
from workbench.events.source import Source

if TYPE_CHECKING:
    from tests.conformance.row import Row

ROWS: tuple[Row, ...] = tuple(
    row
    for path in sorted(Path(__file__).parent.glob("rows_*.py"))
    for row in import_module(f"tests.conformance.events.{path.stem}").ROWS
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_an_event_is_as_its_source_says(row):
    row.check()


def test_every_row_has_a_name_of_its_own():
    assert [name for name, count in Counter(row.id for row in ROWS).items() if count > 1] == []


@pytest.mark.parametrize("source", [source for source in Source if source is not Source.OTHER])
def test_every_rule_of_a_source_has_a_row(source):
    shown = {row.fact for row in ROWS if row.about == source.value}
    missing = [rule.id for rule in rules_of(source) if not any(fact.startswith(rule.text) for fact in shown)]
    assert missing == []


def test_every_rule_has_an_id_of_its_own():
    rules = {rule for source in Source for rule in rules_of(source)}
    assert len({rule.id for rule in rules}) == len(rules)
