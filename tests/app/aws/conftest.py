"""An account in a box for the tests of what the window shows of AWS."""

from __future__ import annotations

import pytest

from workbench.app.aws.account_browser import AccountBrowser
from workbench.app.aws.sessions import AwsSessions
from workbench.deployed.target import Account
from workbench.sandbox.seed import REGION, seed
from workbench.sandbox.server import Sandbox


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as running:
        seed(running.endpoint_url)
        yield running


@pytest.fixture
def keys(monkeypatch, tmp_path):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "sandbox")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "sandbox")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))


@pytest.fixture
def account(sandbox, keys):
    return Account(region=REGION, endpoint_url=sandbox.endpoint_url)


@pytest.fixture
def sessions():
    made = AwsSessions(lambda prompt: prompt)
    yield made
    made.close()


@pytest.fixture
def browser(qapp, sessions):
    from PySide6.QtCore import QObject

    parent = QObject()
    made = AccountBrowser(sessions, parent)
    yield made
    made.stop()
    parent.deleteLater()
