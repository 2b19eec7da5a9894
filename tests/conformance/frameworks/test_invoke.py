"""The same frameworks through `workbench invoke`: their handlers run as processes of their own, behind each source."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.conformance.frameworks.road import HOSTS
from workbench.cli.main import run

HANDLERS = Path(__file__).parent / "handlers"
FILES = {
    "REST": {"type": "REST", "routes": [{"method": "GET", "path": "/pets/{pet}"}]},
    "HTTP 1.0": {"type": "HTTP", "payload_format_version": "1.0"},
    "HTTP 2.0": {"type": "HTTP"},
    "function URL": {"type": "FUNCTION_URL"},
    "ALB": {"type": "ALB"},
    "ALB multi": {"type": "ALB", "multi_value_headers": True},
}
RESOLVERS = {
    "REST": "APIGatewayRestResolver",
    "HTTP 1.0": "APIGatewayRestResolver",
    "HTTP 2.0": "APIGatewayHttpResolver",
    "function URL": "LambdaFunctionUrlResolver",
    "ALB": "ALBResolver",
    "ALB multi": "ALBResolver",
}
ASKED = [
    *(("mangum_app.py:handler", source) for source in FILES),
    *(("powertools_app.py:handler", source) for source in RESOLVERS),
    *(("apig_wsgi_app.py:handler", source) for source in FILES if source != "ALB"),
    *(("serverless_wsgi_app.py:handler", source) for source in FILES),
    ("chalice_app.py:app", "REST"),
]


MODELS = {
    "REST": "APIGatewayProxyEventModel",
    "HTTP 1.0": "APIGatewayProxyEventModel",
    "HTTP 2.0": "APIGatewayProxyEventV2Model",
    "function URL": "LambdaFunctionUrlModel",
    "ALB": "AlbModel",
}
MOMENTS = {
    "APIGatewayWebSocketConnectEventModel": (),
    "APIGatewayWebSocketMessageEventModel": ("--message", "message.json"),
    "APIGatewayWebSocketDisconnectEventModel": ("--disconnect",),
}
BEARER = {"name": "Authorization", "value": "let-me-in"}


@pytest.fixture
def invoke(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "message.json").write_text('{"action": "hello"}', encoding="utf-8")

    def call(function, api, url, *words, headers=()):
        named = [{"name": "User-Agent", "value": "tester/1"}, {"name": "Host", "value": "example.com"}, *headers]
        har = {"method": "GET", "url": url, "httpVersion": "HTTP/1.1", "headers": named}
        (tmp_path / "api.yaml").write_text(json.dumps(api), encoding="utf-8")
        (tmp_path / "request.har").write_text(json.dumps(har), encoding="utf-8")
        asked = ["--code", str(HANDLERS), "--api", "api.yaml", "--request", "request.har", "--python", sys.executable]
        status = run(["invoke", function, *asked, "--timeout", "30", "--no-history", "--json", *words])
        return status, json.loads(capsys.readouterr().out)

    return call


@pytest.mark.parametrize(("function", "source"), ASKED)
def test_a_framework_s_handler_answers_through_the_command(invoke, function, source):
    resolver = f"RESOLVER={RESOLVERS[source]}"
    status, said = invoke(function, FILES[source], f"{HOSTS[source]}/pets/rex?q=1&q=2", "--env", resolver)
    assert said["verdict"]["code"] == "ok", said["result"]
    assert said["response"]["status"] == 200
    q = ["2"] if source == "ALB" else ["1", "2"]
    assert json.loads(said["response"]["content"]["text"]) == {"pet": "rex", "q": q, "agent": "tester/1"}
    assert status == 0


@pytest.mark.parametrize("source", MODELS)
def test_a_model_of_powertools_takes_the_event_through_the_command(invoke, source):
    words = ("--env", f"MODEL={MODELS[source]}")
    status, said = invoke("powertools_model_app.py:handler", FILES[source], f"{HOSTS[source]}/pets/rex?q=1", *words)
    assert (status, said["response"]["content"]["text"]) == (0, MODELS[source]), said["result"]


@pytest.mark.parametrize("model", MOMENTS)
def test_a_model_of_powertools_takes_each_moment_of_a_websocket_connection(invoke, model):
    words = ("--env", f"MODEL={model}", *MOMENTS[model])
    status, said = invoke("powertools_model_app.py:handler", {"type": "WEBSOCKET"}, HOSTS["REST"], *words)
    assert (status, said["verdict"]["code"]) == (0, "ok"), said["result"]


@pytest.mark.parametrize(("headers", "status"), [((BEARER,), 200), ((), 401), (({**BEARER, "value": "no"},), 403)])
def test_an_authorizer_of_chalice_decides(invoke, headers, status):
    source = ["method.request.header.Authorization"]
    guard = {"type": "TOKEN", "function": "chalice_app.py:gatekeeper", "identity_source": source}
    routes = [{"method": "GET", "path": "/pets/{pet}", "authorizer": "guard"}]
    api = {"type": "REST", "authorizers": {"guard": guard}, "routes": routes}
    _, said = invoke("chalice_app.py:app", api, f"{HOSTS['REST']}/pets/rex?q=1", headers=headers)
    assert said["response"]["status"] == status, said["steps"]


def test_a_websocket_handler_of_chalice_answers(invoke):
    api = {"type": "WEBSOCKET", "routes": [{"route_key": "$default", "route_response": True}]}
    words = ("--message", "message.json")
    status, said = invoke("chalice_app.py:on_message", api, HOSTS["REST"], *words, "--env", "AWS_REGION_NAME=x")
    assert (status, said["response"]["content"]["text"]) == (0, '{"action": "hello"}'), said["result"]
