"""Whose credentials these are: account, ARN and region.

Example:
  workbench aws whoami --profile work
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.cli.account_options import add_account_options, session_of

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which options the command has."""
    add_account_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Print who the credentials belong to."""
    with session_of(options) as session:
        identity, region = session.who_am_i(), session.region
    if options.json:
        print(json.dumps({"account_id": identity.account_id, "arn": identity.arn, "region": region}, indent=2))
    else:
        print(f"{identity.arn}\naccount {identity.account_id}, region {region}")
    return 0
