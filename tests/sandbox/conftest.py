from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workbench.deployed.session import AwsSession
from workbench.deployed.target import Account
from workbench.sandbox.seed import REGION, seed
from workbench.sandbox.server import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A seeded account in a box, one for each module: what a test adds to it, it names for itself."""
    with Sandbox(seed=seed) as running:
        yield running


@pytest.fixture
def session(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[AwsSession]:
    """A session that talks to the sandbox."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "sandbox")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "sandbox")
    made = AwsSession(Account(region=REGION, endpoint_url=sandbox.endpoint_url))
    yield made
    made.close()


@pytest.fixture
def functions(session: AwsSession):
    """The client of Lambda."""
    return session.client("lambda", invokes=True)
