"""Check saved events: would AWS send them like this? Names every value that does not fit, with its place and the mend.

Example:
  workbench event check saved_events/orders/create.json
  workbench event check saved_events/*.json --source http-api-2.0

An error is what AWS could not have sent; exit status 1 where there is one. A note is what AWS sends otherwise.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.cli.reading import read_text, shown_name
from workbench.events.check import check
from workbench.events.recognise import source_of
from workbench.events.source import Source

if TYPE_CHECKING:
    import argparse

    from workbench.events.json_value import JsonObject


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    parser.add_argument("events", metavar="EVENT", nargs="+", help="event files; - is standard input")
    parser.add_argument(
        "--source", metavar="SOURCE", choices=[source.value for source in Source], help="instead of the one recognised"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON array")


def run(options: argparse.Namespace) -> int:
    """Check each file; exit status 1 where one has an error."""
    rows = [_row(path, options.source) for path in options.events]
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        for row in rows:
            findings = row["findings"]
            print(f"{row['event']}: {row['source']}, {_summary(findings)}")
            for finding in findings:
                place = finding["pointer"] or "/"
                print(f"  {finding['severity']} {place}: {finding['message']}. {finding['mend']}")
    return 1 if any(finding["severity"] == "error" for row in rows for finding in row["findings"]) else 0


def _row(path: str, named: str | None) -> JsonObject:
    from workbench.interchange.json_text import parse_json

    event = parse_json(read_text(path), name=shown_name(path))
    source = Source(named) if named else source_of(event)
    findings = [
        {
            "severity": finding.severity,
            "pointer": finding.pointer,
            "message": finding.message,
            "mend": finding.mend,
        }
        for finding in check(event, source)
    ]
    return {"event": shown_name(path), "source": source.value, "findings": findings}


def _summary(findings: list[JsonObject]) -> str:
    errors = sum(finding["severity"] == "error" for finding in findings)
    notes = len(findings) - errors
    if not findings:
        return "as AWS sends it"
    told = [f"{count} {word}{'s' * (count > 1)}" for count, word in ((errors, "error"), (notes, "note")) if count]
    return ", ".join(told)
