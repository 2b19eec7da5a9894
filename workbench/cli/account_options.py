"""The options that say which AWS account is meant, as in the AWS CLI, and the session they lead to."""

from __future__ import annotations

import getpass
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from workbench.deployed.session import AwsSession
    from workbench.deployed.target import Account


def add_account_options(parser: argparse.ArgumentParser) -> None:
    """Add --profile, --region and --endpoint-url."""
    parser.add_argument("--profile", default="", help="the profile, as in the AWS CLI")
    parser.add_argument("--region", default="", help="the region, as in the AWS CLI")
    parser.add_argument("--endpoint-url", default="", metavar="URL", help="another endpoint, such as the sandbox")


def account_of(options: argparse.Namespace) -> Account:
    """The account that the options name."""
    from workbench.deployed.target import Account

    return Account(options.profile or "", options.region or "", options.endpoint_url or "")


@contextmanager
def session_of(options: argparse.Namespace) -> Iterator[AwsSession]:
    """A session for the account that the options name, closed at the end."""
    from workbench.deployed.session import AwsSession

    session = AwsSession(account_of(options), ask_mfa=getpass.getpass)
    try:
        yield session
    finally:
        session.close()
