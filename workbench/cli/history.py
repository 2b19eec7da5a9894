"""What was run before: list it, show one exchange, or compare two.

Examples:
  workbench history
  workbench history show last --json
  workbench history diff 20261122-150855 last
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.library.history import History
from workbench.library.own_folders import OwnFolders

if TYPE_CHECKING:
    import argparse

    from workbench.events.json_value import Json, JsonObject
    from workbench.library.history import HistoryEntry

_IDS = {"list": 0, "show": 1, "diff": 2}
_LONGEST = 72


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("what", nargs="?", default="list", choices=list(_IDS), help="default: list")
    parser.add_argument("ids", nargs="*", metavar="ID", help="an id, a part of one that is unique, or last")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--folder", type=Path, help="where the history is kept (default: this user's own)")


def run(options: argparse.Namespace) -> int:
    """List, show or compare."""
    wanted = _IDS[options.what]
    if len(options.ids) != wanted:
        mend = f"Write: workbench history {' '.join([options.what, *['ID'] * wanted])}."
        raise UsageError(f"'history {options.what}' is not asked with {len(options.ids)} ids", mend=mend)
    history = History(options.folder or OwnFolders.of_this_user().history)
    if options.what == "list":
        return _list(history, as_json=options.json)
    if options.what == "show":
        return _show(history.show(options.ids[0]), as_json=options.json)
    return _diff(history, options.ids[0], options.ids[1], as_json=options.json)


def _list(history: History, *, as_json: bool) -> int:
    entries = history.entries()
    if as_json:
        print(json.dumps([asdict(entry) for entry in entries], indent=2))
    elif not entries:
        print("Nothing was run yet.", file=sys.stderr)
    for entry in () if as_json else entries:
        print(_line(entry))
    return 0


def _line(entry: HistoryEntry) -> str:
    outcome = "-" if entry.status is None else str(entry.status)
    took = "" if entry.duration_ms is None else f"{entry.duration_ms:.0f} ms"
    request = f"{entry.method} {entry.path}".strip() or entry.label
    return f"{entry.id}  {outcome:>3}  {took:>8}  {entry.function}  {request}  {entry.error_type}".rstrip()


def _show(exchange: JsonObject, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps(exchange, indent=2))
        return 0
    for title in ("event", "response", "verdict", "result", "permissions"):
        print(f"{title.capitalize()}\n{json.dumps(exchange.get(title), indent=2, ensure_ascii=False)}\n")
    return 0


def _diff(history: History, before: str, after: str, *, as_json: bool) -> int:
    found = history.compare(before, after)
    if as_json:
        print(json.dumps({"differences": [asdict(difference) for difference in found]}, indent=2))
    elif not found:
        print("No difference but ids and times.")
    for difference in () if as_json else found:
        print(difference.pointer or "/")
        if difference.kind != "added":
            print(f"  - {_short(difference.before)}")
        if difference.kind != "removed":
            print(f"  + {_short(difference.after)}")
    return 0


def _short(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
