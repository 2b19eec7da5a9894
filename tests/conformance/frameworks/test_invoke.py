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


@pytest.mark.parametrize(("function", "source"), ASKED)
def test_a_framework_s_handler_answers_through_the_command(function, source, tmp_path, capsys, monkeypatch):
    headers = [{"name": "User-Agent", "value": "tester/1"}, {"name": "Host", "value": "example.com"}]
    har = {"method": "GET", "url": f"{HOSTS[source]}/pets/rex?q=1&q=2", "httpVersion": "HTTP/1.1", "headers": headers}
    (tmp_path / "api.yaml").write_text(json.dumps(FILES[source]), encoding="utf-8")
    (tmp_path / "request.har").write_text(json.dumps(har), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    words = ["--code", str(HANDLERS), "--api", "api.yaml", "--request", "request.har", "--python", sys.executable]
    resolver = ["--env", f"RESOLVER={RESOLVERS.get(source, '')}"]
    status = run(["invoke", function, *words, *resolver, "--timeout", "30", "--no-history", "--json"])
    said = json.loads(capsys.readouterr().out)
    assert said["verdict"]["code"] == "ok", said["result"]
    assert said["response"]["status"] == 200
    q = ["2"] if source == "ALB" else ["1", "2"]
    assert json.loads(said["response"]["content"]["text"]) == {"pet": "rex", "q": q, "agent": "tester/1"}
    assert status == 0
