"""The whole log of one invocation of a deployed function: an invocation itself returns only the last 4 KB.

Example:
  workbench aws log orders 41b45ea3-70b5-11e6-b7bd-69b5aaebc7d9
"""

from __future__ import annotations

import json
import sys
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
    parser.add_argument(
        "--wait", metavar="SECONDS", type=float, default=15, help="how long to wait for its delivery (default 15)"
    )
    add_account_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Print the log; exit 1 where nothing of that invocation was found."""
    from workbench.deployed.log_stream import whole_log

    since_ms = int((time.time() - options.minutes * 60) * 1000)
    with session_of(options) as session:
        words = {"since_ms": since_ms, "patience_s": options.wait}
        lines = whole_log(session, options.function, options.request_id, **words)
    if options.json:
        print(json.dumps({"request_id": options.request_id, "lines": [line.text for line in lines]}, indent=2))
    else:
        for line in lines:
            print(line.text)
    if not lines:
        said = f"CloudWatch Logs has nothing of {options.request_id} in the last {options.minutes:g} minutes"
        print(f"workbench: {said}. Check the id and the region, or look further back with --minutes.", file=sys.stderr)
    return 0 if lines else 1
