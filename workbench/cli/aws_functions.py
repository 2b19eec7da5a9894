"""The functions of an account, as the pages arrive: name, runtime, handler, last change.

Example:
  workbench aws functions orders python --profile work --region eu-west-1
  workbench aws functions orders --every-region
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from workbench.cli.account_options import account_of, add_account_options, session_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from workbench.deployed.functions import FunctionSummary


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which options the command has."""
    parser.add_argument("words", metavar="WORDS", nargs="*", help="all must occur in name, runtime or description")
    parser.add_argument("--every-region", action="store_true", help="search every region that the account has")
    add_account_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Print the functions; exit 1 where none was found."""
    found = []
    for function in _functions(options):
        found.append(function)
        if not options.json:
            print(f"{function.name:<40} {function.runtime:<14} {function.handler:<32} {function.last_modified[:19]}")
    if options.json:
        print(json.dumps([asdict(function) for function in found], indent=2))
    return 0 if found else 1


def _functions(options: argparse.Namespace) -> Iterator[FunctionSummary]:
    from workbench.deployed.functions import list_functions, matching, regions
    from workbench.deployed.session import AwsSession

    words = " ".join(options.words)
    with session_of(options) as session:
        if not options.every_region:
            yield from matching(list_functions(session), words)
            return
        for region in regions(session):
            elsewhere = AwsSession(replace(account_of(options), region=region))
            try:
                yield from matching(list_functions(elsewhere), words)
            finally:
                elsewhere.close()
