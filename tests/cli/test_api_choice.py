"""Which of several APIs in one file a command is about."""

from __future__ import annotations

import json

import pytest

from workbench.cli.main import run

TEMPLATE = """
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Events:
        A: {Type: Api, Properties: {Path: /a, Method: get}}
        B: {Type: HttpApi, Properties: {Path: /a, Method: get}}
"""


@pytest.fixture
def build(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "template.yaml").write_text(TEMPLATE)

    def call(api, url="https://localhost/a"):
        (tmp_path / "request.curl").write_text(f"curl {url}")
        status = run(["event", "build", "--api", api, "--request", "request.curl"])
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.mark.parametrize("name", ["ServerlessHttpApi", "HTTP", "ServerlessHttpApi/$default"])
def test_an_api_is_chosen_by_its_name_type_or_stage(build, name):
    status, out, err = build(f"template.yaml#{name}")
    assert (status, err, json.loads(out)["version"]) == (0, "", "2.0")


def test_an_api_is_chosen_by_the_host_that_is_called(build):
    _, out, err = build("template.yaml", "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/Prod/a")
    assert (err, json.loads(out)["requestContext"]["stage"]) == ("", "Prod")


def test_the_first_is_taken_with_a_word_where_nothing_tells(build):
    _, out, err = build("template.yaml")
    assert json.loads(out)["requestContext"]["stage"] == "Prod"
    assert "template.yaml#ServerlessRestApi/Prod" in err


def test_an_api_that_is_not_there_is_named_with_those_that_are(build):
    status, _, err = build("template.yaml#Nope")
    assert status == 2
    assert "ServerlessHttpApi/$default" in err


def test_a_message_is_that_of_the_only_kind_of_api_that_has_messages(tmp_path, capsys):
    functions = "functions: {f: {handler: a.b, events: [{http: GET /a}, {websocket: $connect}, {websocket: send}]}}"
    (tmp_path / "serverless.yml").write_text(f"service: a\nprovider: {{name: aws}}\n{functions}\n")
    (tmp_path / "request.curl").write_text("curl https://localhost/dev")
    (tmp_path / "message.json").write_text('{"action": "send"}')
    options = ["--api", "serverless.yml", "--request", "request.curl", "--message", "message.json"]
    words = [str(tmp_path / each) if "." in each else each for each in options]
    assert run(["event", "build", *words]) == 0
    out, err = capsys.readouterr()
    assert (err, json.loads(out)["requestContext"]["routeKey"]) == ("", "send")
