from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from botocore.stub import Stubber

from tests.deployed.endpoints import answer, endpoint
from workbench.deployed.profiles import profile_names
from workbench.deployed.session import AwsSession
from workbench.deployed.target import Account
from workbench.errors import ServiceError

ASSUMED = b"""<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
<AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/reader/x</Arn><AssumedRoleId>A:x</AssumedRoleId></AssumedRoleUser>
<Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey>
<SessionToken>role-token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
</AssumeRoleResult></AssumeRoleResponse>"""


@pytest.fixture
def config(monkeypatch):
    """Writes the AWS configuration file, and takes the credentials out of the environment."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    def write(text: str) -> None:
        Path.home().joinpath("config").write_text(text)

    return write


def test_an_expired_single_sign_on_session_names_the_login_command(config, caplog):
    config(
        "[profile work]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = dev\nregion = eu-west-1\n"
        "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n"
    )
    with pytest.raises(ServiceError, match="single sign-on session of profile 'work' has expired") as raised:
        AwsSession(Account(profile="work")).who_am_i()
    assert raised.value.mend == "Run: aws sso login --profile work"
    assert {record.name for record in caplog.records} <= {"botocore.credentials", "botocore.tokens"}


def test_an_expired_token_of_the_older_kind_names_it_too(config, monkeypatch, caplog):
    config(
        "[profile old]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n"
        "sso_account_id = 111122223333\nsso_role_name = dev\nregion = eu-west-1\n"
    )
    monkeypatch.setenv("AWS_PROFILE", "old")
    with pytest.raises(ServiceError, match="has expired") as raised:
        AwsSession(Account()).who_am_i()
    assert raised.value.mend == "Run: aws sso login --profile old"
    assert {record.name for record in caplog.records} == {"botocore.credentials"}


def test_a_profile_that_assumes_a_role_gets_its_credentials(config, monkeypatch):
    config(
        "[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = base-secret\n"
        "[profile reader]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = base\n"
        "region = eu-west-1\n"
    )
    with endpoint(answer("200 OK", ASSUMED, ("Content-Type: text/xml",))) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL_STS", url)
        found = AwsSession(Account(profile="reader")).credentials()
    assert (found.access_key, found.token) == ("ASIAROLE", "role-token")


def test_a_profile_with_mfa_asks_for_the_code(config, monkeypatch, caplog):
    config(
        "[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = base-secret\n"
        "[profile mfa]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = base\n"
        "mfa_serial = arn:aws:iam::111122223333:mfa/me\nregion = eu-west-1\n"
    )
    asked = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return "123456"

    with endpoint(answer("200 OK", ASSUMED, ("Content-Type: text/xml",))) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL_STS", url)
        assert AwsSession(Account(profile="mfa"), ask_mfa=ask).credentials().access_key == "ASIAROLE"
        with pytest.raises(ServiceError, match="asks for a code"):
            AwsSession(Account(profile="mfa")).credentials()
    assert ["mfa/me" in prompt for prompt in asked] == [True]
    assert "base-secret" not in caplog.text


def test_container_credentials_are_taken(config, monkeypatch):
    class Container(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(
                {
                    "AccessKeyId": "ASIACONTAINER",
                    "SecretAccessKey": "s",
                    "Token": "t",
                    "Expiration": "2099-01-01T00:00:00Z",
                }
            ).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Container)
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", f"http://127.0.0.1:{server.server_port}/")
    assert AwsSession(Account(region="eu-west-1")).credentials().access_key == "ASIACONTAINER"
    thread.join()
    server.server_close()


def test_who_am_i_tells_account_and_arn(session):
    with Stubber(session.client("sts")) as sts:
        sts.add_response("get_caller_identity", {"Account": "1" * 12, "Arn": "arn:aws:iam::1:user/me", "UserId": "x"})
        found = session.who_am_i()
    assert (found.account_id, found.arn) == ("1" * 12, "arn:aws:iam::1:user/me")


def test_a_mistyped_profile_gets_near_names(config):
    config("[profile production]\nregion = eu-west-1\n[profile staging]\nregion = eu-west-1\n")
    assert profile_names() == ("production", "staging")
    with pytest.raises(ServiceError, match="no profile 'prodution'") as raised:
        AwsSession(Account(profile="prodution")).who_am_i()
    assert raised.value.mend == "Near names: production."


def test_the_region_comes_from_the_profile_and_another_can_be_asked(config):
    config("[profile work]\nregion = eu-north-1\naws_access_key_id = AKIAWORK\naws_secret_access_key = s\n")
    here = AwsSession(Account(profile="work"))
    assert here.region == "eu-north-1"
    there = here.in_region("sa-east-1")
    assert there.client("lambda").meta.region_name == "sa-east-1"
    assert there.credentials().access_key == "AKIAWORK"


def test_an_endpoint_that_is_no_url_is_said():
    with pytest.raises(ServiceError, match="'nowhere' is not an endpoint URL"):
        AwsSession(Account(region="eu-west-1", endpoint_url="nowhere")).who_am_i()
