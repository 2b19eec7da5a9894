from __future__ import annotations

import pytest

from tests.deployed.endpoints import answer, endpoint, garbage, half_an_answer, reset
from workbench.deployed.invocation import invoke
from workbench.deployed.service_error import explain
from workbench.deployed.session import AwsSession
from workbench.deployed.target import Account, deployed_function
from workbench.errors import ServiceError


def invoked_at(url: str) -> ServiceError:
    account = Account(region="us-east-1", endpoint_url=url)
    session = AwsSession(account)
    with pytest.raises(ServiceError) as raised:
        invoke(session, deployed_function("aws:orders", account), b"{}")
    session.close()
    return raised.value


@pytest.mark.parametrize(
    ("status", "kind", "says"),
    [
        ("403 Forbidden", "AccessDeniedException", "AWS denied lambda:InvokeFunction"),
        ("403 Forbidden", "ExpiredTokenException", "the credentials have expired"),
        ("403 Forbidden", "UnrecognizedClientException", "AWS does not know these credentials"),
        ("429 Too Many Requests", "TooManyRequestsException", "AWS is throttling"),
        ("413 Request Entity Too Large", "RequestTooLargeException", "larger than Lambda takes"),
        ("409 Conflict", "ResourceConflictException", "is being created or updated"),
        ("400 Bad Request", "InvalidRequestContentException", "could not read the payload as JSON"),
        ("500 Internal Server Error", "ServiceException", "the service failed (500"),
        ("418 I'm a teapot", "Teapot", "was refused (Teapot"),
    ],
)
def test_each_refusal_has_words_and_a_mend(status, kind, says):
    body = b'{"Message": "User: arn:aws:iam::1:user/me is not authorized to perform: lambda:InvokeFunction on x"}'
    with endpoint(answer(status, body, (f"x-amzn-ErrorType: {kind}",))) as url:
        error = invoked_at(url)
    assert says in error.message
    assert error.mend


def test_a_reset_connection_is_said_not_retried():
    with endpoint(reset) as url:
        error = invoked_at(url)
    assert "broke the connection off" in error.message


def test_an_answer_that_is_no_http_is_said():
    with endpoint(garbage) as url:
        assert "broke the connection off" in invoked_at(url).message


def test_half_an_answer_is_said():
    with endpoint(half_an_answer) as url:
        assert "broke the connection off" in invoked_at(url).message


def test_an_endpoint_that_is_not_there_is_said():
    with endpoint(reset) as url:
        pass
    assert "cannot be reached" in invoked_at(url).message


def test_a_profile_that_is_not_there_is_named(tmp_path):
    session = AwsSession(Account(profile="nobody", region="us-east-1"))
    with pytest.raises(ServiceError, match="no profile 'nobody'"):
        session.who_am_i()


def test_no_region_is_said():
    with pytest.raises(ServiceError, match="no region is set"):
        AwsSession(Account()).region  # noqa: B018 - reading it is what is tested


def test_no_credentials_are_said(monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(ServiceError, match="no AWS credentials were found"):
        AwsSession(Account(region="us-east-1")).who_am_i()


def test_no_error_shows_the_secret_key():
    with endpoint(answer("500 Internal Server Error", b"{}")) as url:
        assert "planted-secret" not in str(invoked_at(url))


def test_an_answer_without_what_aws_always_sends_is_said():
    error = explain(KeyError("Policy"), asked="lambda:GetPolicy", account=Account(endpoint_url="http://127.0.0.1:9"))
    assert error is not None
    assert error.message == "the answer of http://127.0.0.1:9 has no 'Policy', so it is not what AWS answers"
