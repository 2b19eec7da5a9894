"""The temporary keys of a role, for a function that runs on this machine with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.deployed.service_error import in_words

if TYPE_CHECKING:
    from workbench.deployed.session import AwsSession

_SESSION_NAME = "lambda-event-workbench"


@dataclass(frozen=True, slots=True)
class TemporaryKeys:
    """What sts:AssumeRole gives for a session of a role."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str = field(repr=False)


def assume_role(session: AwsSession, role_arn: str) -> TemporaryKeys:
    """Assume a role with the credentials of a session.

    Raises:
        ServiceError: the role is not there, or does not trust these credentials.
    """
    with in_words("sts:AssumeRole", session.account):
        answer = session.client("sts").assume_role(RoleArn=role_arn, RoleSessionName=_SESSION_NAME)
    keys = answer["Credentials"]
    return TemporaryKeys(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
