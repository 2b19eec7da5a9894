"""Print a worked example of an event, or the least that its source sends.

Example:
  workbench event sample http-api-2.0 > saved_events/get-a-pet.json
  workbench event sample alb --blank
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.events.source import Source

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    sources = [source.value for source in Source]
    parser.add_argument("source", metavar="SOURCE", choices=sources, help=", ".join(sources))
    parser.add_argument("--blank", action="store_true", help="the least that the source sends")
    parser.add_argument("--json", action="store_true", help="print JSON, as without it")


def run(options: argparse.Namespace) -> int:
    """Print the event."""
    from workbench.events.samples import blank, sample

    source = Source(options.source)
    print(json.dumps(blank(source) if options.blank else sample(source), indent=2))
    return 0
