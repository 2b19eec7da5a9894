"""The functions of an account, as the pages arrive: name, runtime, handler, last change.

Example:
  workbench aws functions orders python --profile work --region eu-west-1
  workbench aws functions orders --every-region
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from workbench.cli.account_options import add_account_options, session_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from workbench.deployed.functions import FunctionSummary

_REGION_OF_ARN = 3


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which options the command has."""
    parser.add_argument("words", metavar="WORDS", nargs="*", help="all must occur in name, runtime or description")
    parser.add_argument("--every-region", action="store_true", help="search every region that the account has")
    add_account_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Print the functions; exit 1 where none was found."""
    found = []
    for function in _everywhere(options) if options.every_region else _here(options):
        found.append(function)
        if not options.json:
            where = f"{function.arn.split(':')[_REGION_OF_ARN]:<15} " if options.every_region else ""
            changed = function.last_modified[:19]
            print(f"{where}{function.name:<40} {function.runtime:<14} {function.handler:<32} {changed}".rstrip())
    if options.json:
        print(json.dumps([asdict(function) for function in found], indent=2))
    if not found:
        where = "any region" if options.every_region else "this region"
        which = f" that matches '{' '.join(options.words)}'" if options.words else ""
        print(f"workbench: there is no function in {where}{which}", file=sys.stderr)
    return 0 if found else 1


def _here(options: argparse.Namespace) -> Iterator[FunctionSummary]:
    from workbench.deployed.functions import list_functions, matching

    with session_of(options) as session:
        yield from matching(list_functions(session), " ".join(options.words))


def _everywhere(options: argparse.Namespace) -> Iterator[FunctionSummary]:
    """The functions of every region; one that may not be read is said, and the others go on."""
    from workbench.deployed.functions import everywhere, matching, regions
    from workbench.errors import ServiceError

    with session_of(options) as session:
        for region, answer in everywhere(session, regions(session)):
            if isinstance(answer, ServiceError):
                print(f"workbench: {region}: {answer}", file=sys.stderr)
            else:
                yield from matching(iter(answer), " ".join(options.words))
