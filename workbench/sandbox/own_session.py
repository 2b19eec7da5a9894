"""A session to the sandbox's own account: made-up keys, and nothing of the user's configuration."""

from __future__ import annotations

from workbench.deployed.session import AwsSession
from workbench.deployed.target import Account

KEY = "sandbox"
"""Access key and secret key: any will do."""


def own_session(endpoint_url: str, region: str) -> AwsSession:
    """A session to the account at an endpoint, which never looks at profiles, environment or metadata services."""
    import boto3

    keys = boto3.Session(aws_access_key_id=KEY, aws_secret_access_key=KEY, region_name=region)
    return AwsSession(Account(region=region, endpoint_url=endpoint_url), boto_session=keys)
