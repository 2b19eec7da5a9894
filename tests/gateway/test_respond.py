"""Whatever a function returns, every kind of API has an answer and a verdict, and each difference has its rule."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.events.http import HttpRequest, HttpResponse
from workbench.events.outcome import Outcome
from workbench.gateway.api import Api, Route
from workbench.gateway.respond import respond, respond_not_permitted

REQUEST = HttpRequest("GET", "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod/x", (("Accept", "*/*"),))
APIS = (
    Api(),
    Api(binary_media_types=("*/*",)),
    Api(type="HTTP"),
    Api(type="HTTP", settings={"cors": {"allow_origins": ["*"]}}),
    Api(type="HTTP", payload_format_version="1.0"),
    Api(type="FUNCTION_URL"),
    Api(type="ALB"),
    Api(type="ALB", multi_value_headers=True),
    Api(type="WEBSOCKET"),
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.sampled_from(["200", "true", "aGk=", "é\r\n"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded", "cookies", "statusDescription", "else"]
)
RESULTS = st.one_of(VALUES, st.dictionaries(KEYS, st.one_of(VALUES, st.integers(100, 599)), max_size=6))


def reply_to(payload: bytes, api: Api, **more):
    return respond(api, REQUEST, Outcome("4f0e9f0a-6b7a-4e0a-9d53-0123456789ab", payload), **more)


def sane(response: HttpResponse) -> None:
    assert 100 <= response.status <= 599
    for name, value in response.headers:
        assert name
        assert name.isascii()
        assert "\r" not in name + value
        assert "\n" not in name + value
        (name + value).encode("utf-8")
    length = response.header("Content-Length")  # one request method here, and it is no HEAD
    if length is not None:
        assert int(length) == len(response.body)


@settings(max_examples=100, deadline=None)
@given(result=RESULTS)
def test_any_json_value_gives_a_response_and_a_verdict(result):
    payload = json.dumps(result).encode()
    for api in APIS:
        reply = reply_to(payload, api)
        sane(reply.response)
        assert reply.verdict.code
        assert reply.verdict.message


@settings(max_examples=100, deadline=None)
@given(payload=st.binary(max_size=60))
def test_any_bytes_give_a_response_and_a_verdict(payload):
    for api in APIS:
        sane(reply_to(payload, api).response)


@settings(max_examples=50, deadline=None)
@given(result=RESULTS)
def test_a_message_of_a_websocket_always_has_an_answer(result):
    route = Route(path="say", settings={"route_response": True})
    sane(reply_to(json.dumps(result).encode(), Api(type="WEBSOCKET"), route=route).response)


@pytest.mark.parametrize(
    "payload",
    [
        b"[" * 100_000,
        b"1" * 10_000,
        b'{"statusCode": ' + b"9" * 5000 + b"}",
        b'"\\ud800"',
        b'{"body": "\\ud800"}',
        b"NaN",
        b"",
    ],
    ids=["deep", "long number", "long status", "lone surrogate", "lone surrogate in body", "NaN", "empty"],
)
def test_payloads_that_break_parsers_are_answered(payload):
    for api in APIS:
        sane(reply_to(payload, api).response)


@pytest.mark.parametrize("api", APIS, ids=lambda api: f"{api.type} {api.payload_format_version}")
def test_each_change_names_its_rule(api):
    headers = {"Connection": "close", "x-a": "b", "bad name": "c", "x-broken": "a\r\nb"}
    result = {"statusCode": "200", "headers": headers, "body": "aGk=", "isBase64Encoded": True}
    reply = reply_to(json.dumps(result).encode(), api)
    assert reply.changes
    for text, rule in reply.changes:
        assert text
        assert rule.source
        assert rule.confidence in ("recorded", "documented", "inferred")


@pytest.mark.parametrize(
    ("kind", "status"), [("REST", 500), ("HTTP", 500), ("FUNCTION_URL", 403), ("ALB", 502), ("WEBSOCKET", 500)]
)
def test_a_function_that_may_not_be_invoked_is_answered_as_aws_does(kind, status):
    reply = respond_not_permitted(Api(type=kind), REQUEST)
    assert reply.response.status == status
    assert reply.verdict.code == "invoke_not_permitted"


def test_a_head_request_gets_headers_and_no_body():
    request = HttpRequest("HEAD", REQUEST.url)
    reply = respond(Api(), request, Outcome("id", b'{"body": "hello"}'))
    assert reply.response.body == b""
    assert reply.response.header("Content-Length") == "5"


def test_over_http2_header_names_are_in_lower_case():
    request = HttpRequest("GET", REQUEST.url, (), http_version="HTTP/2")
    reply = respond(Api(), request, Outcome("id", b'{"headers": {"X-Abc": "1"}}'))
    assert ("x-abc", "1") in reply.response.headers
    assert all(name == name.lower() for name, _ in reply.response.headers)


def test_the_response_repeats_the_ids_of_the_event():
    context = {"requestId": "the-id", "extendedRequestId": "JKJaXmPLvHcESHA="}
    reply = reply_to(b"{}", Api(), context=context, trace_id="Root=1-a-b")
    assert reply.response.header("x-amzn-RequestId") == "the-id"
    assert reply.response.header("x-amz-apigw-id") == "JKJaXmPLvHcESHA="
    assert reply.response.header("X-Amzn-Trace-Id") == "Root=1-a-b"


@pytest.mark.parametrize("kind", ["REST", "HTTP", "FUNCTION_URL", "ALB", "WEBSOCKET"])
def test_a_result_that_lambda_itself_found_too_large_is_no_other_error(kind):
    error = json.dumps({"errorType": "Function.ResponseSizeTooLarge", "errorMessage": "Response payload size exceeded"})
    outcome = Outcome("id", error.encode(), "Unhandled", "Function.ResponseSizeTooLarge")
    verdict = respond(Api(type=kind), REQUEST, outcome).verdict
    assert verdict.code == "response_too_large"
    assert "is too large" in verdict.message
