"""Credentials as a person has them, against the box's own STS and IAM: roles, MFA, who am I."""

from __future__ import annotations

import pytest

from workbench.deployed.assumed_role import assume_role
from workbench.deployed.session import AwsSession
from workbench.deployed.target import Account
from workbench.sandbox.seed import REGION

ROLE = "arn:aws:iam::123456789012:role/orders-role"


@pytest.fixture
def config(tmp_path, monkeypatch, sandbox):
    """Writes the AWS configuration file of a person whose endpoint is the box; no keys in the environment."""
    for name in (
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_PROFILE",
        "AWS_DEFAULT_PROFILE",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_ENDPOINT_URL", sandbox.endpoint_url)

    def write(text: str) -> None:
        (tmp_path / "config").write_text(text)

    return write


def test_a_profile_with_mfa_acts_as_its_role_once_the_code_is_typed(config, session):
    iam = session.client("iam")
    iam.create_user(UserName="me")
    serial = iam.create_virtual_mfa_device(VirtualMFADeviceName="me")["VirtualMFADevice"]["SerialNumber"]
    iam.enable_mfa_device(
        UserName="me", SerialNumber=serial, AuthenticationCode1="123456", AuthenticationCode2="234567"
    )
    keys = iam.create_access_key(UserName="me")["AccessKey"]
    access_key, secret_key = keys["AccessKeyId"], keys["SecretAccessKey"]
    config(
        f"[profile base]\naws_access_key_id = {access_key}\naws_secret_access_key = {secret_key}\n"
        f"[profile mfa]\nrole_arn = {ROLE}\nsource_profile = base\nmfa_serial = {serial}\nregion = {REGION}\n"
    )
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return "123456"

    made = AwsSession(Account(profile="mfa"), ask_mfa=ask)
    identity = made.who_am_i()
    made.close()
    assert identity.account_id == "123456789012"
    assert identity.arn.startswith("arn:aws:sts::123456789012:assumed-role/orders-role/")
    assert [serial in prompt for prompt in asked] == [True]
    mine = AwsSession(Account(profile="base", region=REGION))
    assert mine.who_am_i().arn == "arn:aws:iam::123456789012:user/me"
    mine.close()


def test_keys_of_an_assumed_role_are_those_of_its_session(config, session, monkeypatch):
    keys = assume_role(session, ROLE)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", keys.access_key_id)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", keys.secret_access_key)
    monkeypatch.setenv("AWS_SESSION_TOKEN", keys.session_token)
    made = AwsSession(Account(region=REGION))
    assert ":assumed-role/orders-role/" in made.who_am_i().arn
    made.close()


def test_keys_for_a_session_with_mfa_work_from_the_environment(config, session, monkeypatch):
    token = session.client("sts").get_session_token(SerialNumber="arn:aws:iam::123456789012:mfa/me", TokenCode="123456")
    found = token["Credentials"]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", found["AccessKeyId"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", found["SecretAccessKey"])
    monkeypatch.setenv("AWS_SESSION_TOKEN", found["SessionToken"])
    made = AwsSession(Account(region=REGION))
    assert made.who_am_i().account_id == "123456789012"
    made.close()
