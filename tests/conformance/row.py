"""A row of the conformance tables: one known fact about AWS, where it is known from, and the check that it holds here.

A module `rows_*.py` below tests/conformance exposes `ROWS: tuple[Row, ...]`; `make conformance` counts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.events.rule import Confidence


@dataclass(frozen=True, slots=True)
class Row:
    """One fact, and what proves it: `check` returns where the fact holds, and raises AssertionError where not."""

    id: str
    about: str
    """What the fact is about: the value of a `Source`, such as `rest-api`, or a name such as `rest-throttle`."""
    fact: str
    origin: str
    """Where it is known from: a documentation page, a recorded test of another project, an issue."""
    confidence: Confidence
    check: Callable[[], None]
