"""A function that acts as a role gets its keys, and the same ones until they would expire."""

from __future__ import annotations

import pytest

from workbench.app.aws.assumed_roles import KEPT_S, AssumedRoles
from workbench.app.aws.sessions import AwsSessions
from workbench.errors import ServiceError
from workbench.runtime.function import Credentials, EnvironmentValue, LocalFunction

ROLE = "arn:aws:iam::123456789012:role/orders-role"


@pytest.fixture
def acting(account, tmp_path):
    endpoint = EnvironmentValue("AWS_ENDPOINT_URL", account.endpoint_url, "sandbox")
    return LocalFunction(
        "orders", "app.handler", str(tmp_path), region=account.region, environment=(endpoint,),
        credentials=Credentials("explicit", role=ROLE),
    )  # fmt: skip


def test_keys_are_assumed_once_and_anew_before_they_expire(sessions, acting):
    now = [0.0]
    roles = AssumedRoles(sessions, clock=lambda: now[0])
    first = roles.applied(acting).credentials
    assert first.access_key_id
    assert first.session_token
    assert first.role == ROLE
    assert roles.applied(acting).credentials == first
    now[0] = KEPT_S + 1.0
    assert roles.applied(acting).credentials != first


def test_a_function_without_a_role_stays_as_it_is(sessions, tmp_path):
    plain = LocalFunction("orders", "app.handler", str(tmp_path))
    assert AssumedRoles(sessions).applied(plain) is plain


def test_a_role_that_cannot_be_assumed_is_said(acting, keys):
    from dataclasses import replace

    dead = replace(acting, environment=(EnvironmentValue("AWS_ENDPOINT_URL", "http://127.0.0.1:9", "sandbox"),))
    sessions = AwsSessions(lambda prompt: prompt)
    with pytest.raises(ServiceError, match="cannot be reached"):
        AssumedRoles(sessions).applied(dead)
    sessions.close()
