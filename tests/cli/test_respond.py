"""Tests of `workbench respond`, as people call it."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import pytest

from workbench.cli.main import run

HOST = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
HAR = {"method": "GET", "url": f"{HOST}/prod/pets", "httpVersion": "HTTP/1.1", "headers": []}


@pytest.fixture
def respond(tmp_path, capsys, monkeypatch):
    def call(result, *more, api=None, request=None):
        (tmp_path / "api.yaml").write_text(json.dumps(api or {"type": "REST"}), encoding="utf-8")
        (tmp_path / "request.har").write_text(json.dumps(request or HAR), encoding="utf-8")
        data = result if isinstance(result, bytes) else json.dumps(result).encode()
        (tmp_path / "result.json").write_bytes(data)
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        words = ["--api", str(tmp_path / "api.yaml"), "--request", str(tmp_path / "request.har")]
        named = [] if "-" in more else [str(tmp_path / "result.json")]
        status = run(["respond", *words, *named, *more])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def test_a_good_result_is_ok_and_exits_0(respond):
    status, out, err = respond({"statusCode": 201, "headers": {"x-a": "b"}, "body": "hello"})
    said = json.loads(out)
    assert (status, err) == (0, "")
    assert said["response"]["status"] == 201
    assert said["response"]["content"]["text"] == "hello"
    assert {"name": "x-a", "value": "b"} in said["response"]["headers"]
    assert said["verdict"]["code"] == "ok"
    assert said["verdict"]["confidence"] in ("recorded", "documented", "inferred")
    assert said["differences"]


def test_a_malformed_result_names_the_key_and_exits_1(respond):
    status, out, _ = respond({"statusCode": 200, "boddy": "x"})
    said = json.loads(out)
    assert status == 1
    assert said["response"]["status"] == 502
    assert said["response"]["content"]["text"] == '{"message": "Internal server error"}'
    assert said["verdict"]["code"] == "malformed_proxy_response"
    assert "boddy" in said["verdict"]["message"]
    assert said["verdict"]["rule"]["source"]


def test_the_bytes_are_not_encoded_anew(respond):
    api = {"type": "HTTP"}
    status, out, _ = respond(b'{"a":   1.0}', api=api, request={**HAR, "url": f"{HOST}/pets"})
    assert status == 0
    assert json.loads(out)["response"]["content"]["text"] == '{"a":   1.0}'


def test_a_binary_body_is_printed_as_base64(respond):
    api = {"type": "REST", "binary_media_types": ["*/*"]}
    _, out, _ = respond({"body": "//79", "isBase64Encoded": True}, api=api)
    content = json.loads(out)["response"]["content"]
    assert (content["encoding"], content["text"], content["size"]) == ("base64", "//79", 3)


def test_a_function_error_is_the_gateway_s_own_error(respond):
    status, out, _ = respond({"errorMessage": "no", "errorType": "KeyError"}, "--function-error")
    said = json.loads(out)
    assert status == 1
    assert said["verdict"]["code"] == "function_error"
    assert "KeyError" in said["verdict"]["message"]


def test_a_request_that_no_route_takes_gets_its_403_without_a_result(respond):
    api = {"type": "REST", "routes": [{"method": "GET", "path": "/dogs"}]}
    status, out, _ = respond({}, "-", api=api)
    said = json.loads(out)
    assert status == 1
    assert said["response"]["status"] == 403
    assert said["response"]["content"]["text"] == '{"message":"Missing Authentication Token"}'
    assert said["verdict"]["code"] == "missing_authentication_token"


def test_the_result_may_come_from_standard_input(respond):
    status, out, _ = respond({"statusCode": 204}, "-")
    assert status == 0
    assert json.loads(out)["response"]["status"] == 204


def test_text_is_for_a_person(respond):
    status, out, _ = respond({"statusCode": "test"}, "--text")
    assert status == 1
    assert out.startswith("HTTP/1.1 502 Bad Gateway\n")
    assert "Verdict: malformed_proxy_response. statusCode" in out


def test_a_file_that_is_not_there_exits_2(respond, tmp_path, capsys):
    respond({})
    api, har = str(tmp_path / "api.yaml"), str(tmp_path / "request.har")
    assert run(["respond", "--api", api, "--request", har, str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


CHAT = {"type": "WEBSOCKET", "routes": [{"route_key": "$connect"}, {"route_key": "send", "route_response": True}]}


def test_the_answer_to_a_websocket_message_is_a_frame(respond, tmp_path):
    (tmp_path / "message.json").write_text('{"action": "send"}')
    words = ("--message", str(tmp_path / "message.json"), "--connection-id", "abc=")
    request = {**HAR, "url": f"{HOST}/prod"}
    _, out, _ = respond({"statusCode": 200, "body": "pong"}, *words, api=CHAT, request=request)
    assert json.loads(out)["response"]["content"]["text"] == "pong"
    status, out, _ = respond("x", *words, "--function-error", api=CHAT, request=request)
    frame = json.loads(json.loads(out)["response"]["content"]["text"])
    assert (status, frame["connectionId"]) == (1, "abc=")


def test_a_mock_integration_answers_whatever_the_function_would_return(respond):
    api = {"type": "REST", "routes": [{"method": "GET", "path": "/pets", "mock": {"status": 202, "body": "{}"}}]}
    status, out, _ = respond({"statusCode": 500}, api=api)
    assert (status, json.loads(out)["response"]["status"]) == (0, 202)


def test_the_request_and_the_result_are_not_both_standard_input(respond, tmp_path, capsys, monkeypatch):
    (tmp_path / "api.yaml").write_text("type: REST\n")
    raw = b"GET /pets HTTP/1.1\r\nHost: localhost\r\n\r\n"
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    assert run(["respond", "--api", str(tmp_path / "api.yaml"), "--request", "-"]) == 2
    assert "Both --request and RESULT" in capsys.readouterr().err


def test_a_response_is_dated(respond):
    _, out, _ = respond({"statusCode": 200})
    assert json.loads(out)["response"]["headers"][0]["name"] == "Date"
