from __future__ import annotations

from datetime import UTC, datetime

import pytest
from botocore.stub import Stubber

from workbench.deployed.assumed_role import TemporaryKeys, assume_role
from workbench.errors import ServiceError

ROLE = "arn:aws:iam::111122223333:role/orders"


def test_the_keys_of_a_role_are_those_that_sts_gives(session):
    keys = {
        "AccessKeyId": "ASIAEXAMPLEEXAMPLE",
        "SecretAccessKey": "secret",
        "SessionToken": "token",
        "Expiration": datetime(2030, 1, 1, tzinfo=UTC),
    }
    with Stubber(session.client("sts")) as sts:
        sts.add_response(
            "assume_role", {"Credentials": keys}, {"RoleArn": ROLE, "RoleSessionName": "lambda-event-workbench"}
        )
        found = assume_role(session, ROLE)
    assert found == TemporaryKeys("ASIAEXAMPLEEXAMPLE", "secret", "token")
    assert "secret" not in repr(found)


def test_a_role_that_does_not_trust_these_credentials_is_said(session):
    with Stubber(session.client("sts")) as sts:
        sts.add_client_error("assume_role", "AccessDenied", "not authorized to perform: sts:AssumeRole", 403)
        with pytest.raises(ServiceError, match="AssumeRole"):
            assume_role(session, ROLE)
