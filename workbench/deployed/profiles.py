"""The profiles of the AWS configuration files, as `aws configure list-profiles` lists them."""

from __future__ import annotations


def profile_names() -> tuple[str, ...]:
    """The names of the profiles in the AWS configuration files, without credentials being looked at."""
    from botocore import exceptions as core
    from botocore.session import Session

    try:
        return tuple(Session(profile="").full_config["profiles"])
    except core.BotoCoreError:
        return ()
