"""The whole log of one invocation of a deployed function: an invocation itself returns only the last 4 KB.

Example:
  workbench aws log orders 41b45ea3-70b5-11e6-b7bd-69b5aaebc7d9
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from workbench.cli.account_options import add_account_options, session_of

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which options the command has."""
    parser.add_argument("function", metavar="NAME", help="the function's name")
    parser.add_argument("request_id", metavar="REQUEST_ID", help="the request id of the invocation")
    parser.add_argument("--minutes", type=float, default=60, help="how far to look back (default 60)")
    add_account_options(parser)


def run(options: argparse.Namespace) -> int:
    """Print the log; exit 1 where nothing of that invocation was found."""
    from workbench.deployed.log_stream import whole_log

    since_ms = int((time.time() - options.minutes * 60) * 1000)
    with session_of(options) as session:
        lines = whole_log(session, options.function, options.request_id, since_ms=since_ms)
    for line in lines:
        print(line.text)
    return 0 if lines else 1
