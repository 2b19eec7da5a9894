"""Tests of `workbench event build` and `workbench event sources`, as people call them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from workbench.cli.main import run
from workbench.events.check import check
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject

HOST = "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"


@pytest.fixture
def build(tmp_path, capsys):
    def call(api, request, *more):
        (tmp_path / "api.json").write_text(json.dumps(api), encoding="utf-8")
        (tmp_path / "request.har").write_text(json.dumps(request), encoding="utf-8")
        status = run(
            ["event", "build", "--api", str(tmp_path / "api.json"), "--request", str(tmp_path / "request.har"), *more]
        )
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def request(url: str = f"https://{HOST}/prod/pets/7?q=a%20b", method: str = "GET", **more: object) -> JsonObject:
    return {"method": method, "url": url, "httpVersion": "HTTP/1.1", "headers": [], **more}


def test_the_event_of_a_rest_api_is_printed_at_the_given_time(build):
    api = {"type": "REST", "routes": [{"method": "GET", "path": "/pets/{id}"}]}
    status, out, err = build(api, request(), "--at", "2024-08-02T10:11:12+00:00")
    event = json.loads(out)
    assert (status, err) == (0, "")
    assert event["resource"] == "/pets/{id}"
    assert event["pathParameters"] == {"id": "7"}
    assert event["queryStringParameters"] == {"q": "a b"}
    assert event["requestContext"]["requestTime"] == "02/Aug/2024:10:11:12 +0000"
    assert event["requestContext"]["requestTimeEpoch"] == 1722593472000
    assert event["requestContext"]["identity"]["sourceIp"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("api", "url", "source"),
    [
        ({"type": "REST"}, f"https://{HOST}/prod/a", Source.REST),
        ({"type": "HTTP", "payload_format_version": "1.0"}, f"https://{HOST}/a", Source.HTTP_1),
        ({"type": "HTTP"}, f"https://{HOST}/a", Source.HTTP_2),
        ({"type": "FUNCTION_URL"}, "https://a1b2c3d4e5.lambda-url.us-east-1.on.aws/a", Source.FUNCTION_URL),
        ({"type": "ALB"}, "http://demo.us-east-1.elb.amazonaws.com/a", Source.ALB),
        ({"type": "ALB", "multi_value_headers": True}, "http://demo.us-east-1.elb.amazonaws.com/a", Source.ALB),
        ({"type": "WEBSOCKET"}, f"https://{HOST}/prod", Source.WEBSOCKET),
    ],
)
def test_every_source_builds_an_event_that_fits_it(build, api, url, source):
    status, out, _ = build(api, request(url))
    assert status == 0
    assert check(json.loads(out), source) == ()


def test_made_up_values_are_fresh_for_every_request(build):
    first, second = (json.loads(build({"type": "REST"}, request())[1])["requestContext"] for _ in range(2))
    assert first["requestId"] != second["requestId"]
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", first["requestId"])


def test_a_request_that_no_route_takes_says_what_the_client_gets(build):
    api = {"type": "REST", "routes": [{"method": "POST", "path": "/other"}]}
    status, out, err = build(api, request())
    assert (status, out) == (1, "")
    assert '403 {"message":"Missing Authentication Token"}' in err
    status, out, err = build({"type": "HTTP", "routes": api["routes"]}, request(f"https://{HOST}/x"), "--json")
    assert status == 1
    assert json.loads(out)["response"]["status"] == 404


def test_a_missing_api_key_is_a_refusal_and_a_known_one_is_in_the_event(build):
    api = {
        "type": "REST",
        "api_keys": [{"name": "mine", "value": "k" * 20}],
        "routes": [{"method": "ANY", "path": "/{proxy+}", "api_key_required": True}],
    }
    status, _, err = build(api, request())
    assert (status, "403" in err) == (1, True)
    status, out, _ = build(api, request(headers=[{"name": "x-api-key", "value": "k" * 20}]))
    assert status == 0
    assert json.loads(out)["requestContext"]["identity"]["apiKey"] == "k" * 20


def test_an_authorizer_that_is_a_function_is_not_asked_and_that_is_said(build):
    api = {
        "type": "REST",
        "authorizers": {"mine": {"type": "TOKEN", "function": "auth.py:handler"}},
        "routes": [{"method": "ANY", "path": "/{proxy+}", "authorizer": "mine"}],
    }
    status, out, err = build(api, request(headers=[{"name": "Authorization", "value": "t"}]))
    assert status == 0
    assert "authorizer" not in json.loads(out)["requestContext"]
    assert "the authorizer mine was not asked" in err


CHAT: JsonObject = {
    "type": "WEBSOCKET",
    "routes": [{"route_key": "$connect"}, {"route_key": "sendMessage"}, {"route_key": "$default"}],
}


class TestWebSocket:
    def test_a_message_is_routed_by_its_content(self, build, tmp_path):
        (tmp_path / "m.json").write_text('{"action": "sendMessage"}', encoding="utf-8")
        status, out, _ = build(
            CHAT, request(f"https://{HOST}/prod"), "--message", str(tmp_path / "m.json"), "--connection-id", "abc="
        )
        event = json.loads(out)
        assert status == 0
        assert event["body"] == '{"action": "sendMessage"}'
        assert event["requestContext"]["routeKey"] == "sendMessage"
        assert event["requestContext"]["eventType"] == "MESSAGE"
        assert event["requestContext"]["connectionId"] == "abc="

    def test_the_route_key_can_be_fixed(self, build, tmp_path):
        (tmp_path / "m.json").write_text("hello", encoding="utf-8")
        _, out, _ = build(
            CHAT,
            request(f"https://{HOST}/prod"),
            "--message",
            str(tmp_path / "m.json"),
            "--route-key",
            "sendMessage",
        )
        assert json.loads(out)["requestContext"]["routeKey"] == "sendMessage"

    def test_an_end_has_its_close_code(self, build):
        api = {"type": "WEBSOCKET"}
        status, out, _ = build(api, request(f"https://{HOST}/prod"), "--disconnect", "1006")
        context = json.loads(out)["requestContext"]
        assert (status, context["disconnectStatusCode"], context["routeKey"]) == (0, 1006, "$disconnect")
        _, out, _ = build(api, request(f"https://{HOST}/prod"), "--disconnect")
        assert json.loads(out)["requestContext"]["disconnectStatusCode"] == 1001

    def test_an_end_that_nobody_hears_is_said(self, build):
        status, out, err = build(CHAT, request(f"https://{HOST}/prod"), "--disconnect")
        assert (status, out) == (1, "")
        assert "no $disconnect route" in err

    def test_the_handshake_takes_a_connection_id(self, build):
        _, out, _ = build(CHAT, request(f"https://{HOST}/prod"), "--connection-id", "abc=")
        assert json.loads(out)["requestContext"]["connectionId"] == "abc="


@pytest.mark.parametrize(
    ("api", "more", "message"),
    [
        ({"type": "REST"}, ["--at", "yesterday"], "--at"),
        ({"type": "REST"}, ["--disconnect"], "WebSocket"),
        ({"type": "WEBSOCKET"}, ["--route-key", "x"], "--message"),
        ({"type": "WEBSOCKET"}, ["--disconnect", "7"], "close code"),
        ({"type": "NOPE"}, [], "api.json:"),
    ],
)
def test_what_cannot_be_run_is_one_line_with_the_mend(build, api, more, message):
    status, out, err = build(api, request(), *more)
    assert (status, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_the_sources_are_printed_one_a_line(capsys):
    assert run(["event", "sources"]) == 0
    assert capsys.readouterr().out.splitlines() == [source.value for source in Source]
    assert run(["event", "sources", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert first["source"] == "rest-api"
    assert {"id", "text", "source", "confidence"} == set(first["rules"][0])
