from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.deployed.session import AwsSession
from workbench.deployed.target import Account

if TYPE_CHECKING:
    from collections.abc import Iterator

OF_THE_USER = (
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_DEFAULT_REGION",
    "AWS_REGION",
    "AWS_ENDPOINT_URL",
    "AWS_SESSION_TOKEN",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)


@pytest.fixture(autouse=True)
def no_configuration(monkeypatch, tmp_path):
    """Made-up credentials in the environment, and nothing else of whoever runs the tests."""
    for name in OF_THE_USER:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "planted-secret")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))


@pytest.fixture
def session() -> Iterator[AwsSession]:
    """A session whose clients a test puts answers into: nothing leaves this machine."""
    made = AwsSession(Account(region="eu-west-1", endpoint_url="http://127.0.0.1:9"))
    yield made
    made.close()
