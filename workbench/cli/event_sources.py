"""Print the sources that an event can come from, one a line, by the names that case files use.

Example:
  workbench event sources
  workbench event sources --json
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events.source import Source

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    parser.add_argument(
        "--json",
        action="store_true",
        help="print each with its title and its rules as JSON",
    )


def run(options: argparse.Namespace) -> int:
    """Print the sources."""
    if options.json:
        import json

        from workbench.events.rules import rules_of

        rows = [
            {
                "source": source.value,
                "label": source.label,
                "is_http": source.is_http,
                "rules": [
                    {"id": rule.id, "text": rule.text, "source": rule.source, "confidence": rule.confidence}
                    for rule in rules_of(source)
                ],
            }
            for source in Source
        ]
        print(json.dumps(rows, indent=2))
    else:
        print("\n".join(source.value for source in Source))
    return 0
