from __future__ import annotations

import pytest

from tests.deployed.endpoints import answer, endpoint
from workbench.deployed.session import AwsSession
from workbench.deployed.target import Account, deployed_function
from workbench.errors import ServiceError
from workbench.exchange.live_documents import LiveFunction, read_live


@pytest.fixture(autouse=True)
def _fake_credentials(monkeypatch, tmp_path):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))


def read(url: str) -> LiveFunction:
    account = Account(region="us-east-1", endpoint_url=url)
    session = AwsSession(account)
    try:
        return read_live(session, deployed_function("aws:orders", account))
    finally:
        session.close()


def test_a_function_that_may_be_invoked_but_not_read_is_still_a_target():
    body = b'{"Message": "User: me is not authorized to perform: lambda:GetFunctionConfiguration on resource: x"}'
    with endpoint(answer("403 Forbidden", body, ("x-amzn-ErrorType: AccessDeniedException",))) as url:
        live = read(url)
    assert (live.function.name, live.function_policy, live.role) == ("orders", None, None)


def test_a_service_that_fails_is_said():
    with endpoint(answer("500 Internal Server Error", b"{}")) as url, pytest.raises(ServiceError, match="failed"):
        read(url)
