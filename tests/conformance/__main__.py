"""`make conformance`: how many recorded and documented facts hold, by what they are about and how sure they are."""

from __future__ import annotations

import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conformance.row import Row

HERE = Path(__file__).parent
SURENESS = ("recorded", "documented", "inferred")


def rows() -> list[Row]:
    """Every row of every table, in the order of the files."""
    found: list[Row] = []
    for path in sorted(HERE.rglob("rows_*.py")):
        name = ".".join(("tests", "conformance", *path.relative_to(HERE).with_suffix("").parts))
        found.extend(import_module(name).ROWS)
    return found


def main() -> int:
    """Print the table and what does not hold; the exit status says whether all does."""
    held: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    broken: list[str] = []
    for row in rows():
        key = (str(row.about), row.confidence)
        asked[key] += 1
        try:
            row.check()
        except AssertionError as error:
            broken.append(
                f"{row.id}: {row.fact}\n    {row.origin}\n    {str(error).splitlines()[0] if str(error) else ''}"
            )
        else:
            held[key] += 1
    print(f"{'about':<28}" + "".join(f"{word:>14}" for word in SURENESS))
    for about in sorted({about for about, _ in asked}):
        cells = (f"{held[about, word]}/{asked[about, word]}" if asked[about, word] else "" for word in SURENESS)
        print(f"{about:<28}" + "".join(f"{cell:>14}" for cell in cells))
    totals = (sum(count for (_, sure), count in held.items() if sure == word) for word in SURENESS)
    print(f"{'all':<28}" + "".join(f"{total:>14}" for total in totals))
    print(f"\n{sum(held.values())} of {sum(asked.values())} facts hold")
    for line in broken:
        print(f"does not hold: {line}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
