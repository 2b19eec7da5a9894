"""The frameworks that people use see what they would see on AWS, and their results are answered as they mean them."""

from __future__ import annotations

import json
from typing import Any

import apig_wsgi
import chalice
import mangum
import pytest
import serverless_wsgi
from aws_lambda_powertools.utilities.parser import models

from tests.conformance.frameworks.apps import FASTAPI, FLASK, powertools_app
from tests.conformance.frameworks.road import APIS, call, event_of
from workbench.gateway.api import Api, Route

BINARY = bytes(range(256))
PAIR = [
    ("mangum", source) for source in APIS
] + [
    ("powertools", source) for source in ("REST", "HTTP 2.0", "function URL", "ALB", "ALB multi")
] + [
    ("apig-wsgi", source) for source in ("REST", "HTTP 1.0", "HTTP 2.0", "function URL", "ALB multi")
] + [
    ("serverless-wsgi", source) for source in ("REST", "HTTP 1.0", "HTTP 2.0", "function URL", "ALB", "ALB multi")
]  # fmt: skip


def handler_of(framework: str, source: str) -> Any:
    if framework == "mangum":
        return mangum.Mangum(FASTAPI, lifespan="off")
    if framework == "powertools":
        return powertools_app(source)
    if framework == "apig-wsgi":
        return apig_wsgi.make_lambda_handler(FLASK, binary_support=True)
    return lambda event, context: serverless_wsgi.handle_request(FLASK, event, context)


@pytest.mark.parametrize(("framework", "source"), PAIR)
def test_a_get_arrives_with_its_parameters(framework, source):
    headers = (
        ("User-Agent", "tester/1"),
        ("Cookie", "a=1; b=2"),
        ("Host", "example.com"),
        ("Accept", "application/json"),
    )
    reply = call(handler_of(framework, source), source, "GET", "/pets/rex?q=1&q=2", headers=headers)
    assert (reply.verdict.code, reply.response.status) == ("ok", 200)
    said = json.loads(reply.response.body)
    assert (said["pet"], said["agent"], said["host"]) == ("rex", "tester/1", "example.com")
    assert said["cookies"] == {"a": "1", "b": "2"}
    assert said["q"] == (["2"] if source == "ALB" else ["1", "2"])
    kind = reply.response.header("Content-Type")
    assert kind is not None
    assert kind.startswith("application/json")


@pytest.mark.parametrize(("framework", "source"), PAIR)
@pytest.mark.parametrize(
    ("body", "kind"), [(b'{"name": "Rex"}', "application/json"), ("Grüße".encode(), "text/plain; charset=utf-8")]
)
def test_a_text_body_goes_there_and_back(framework, source, body, kind):
    headers = (("User-Agent", "tester/1"), ("Content-Type", kind), ("Host", "example.com"))
    reply = call(handler_of(framework, source), source, "POST", "/echo", headers=headers, body=body)
    assert (reply.verdict.code, reply.response.status) == ("ok", 201)
    assert reply.response.body == body
    assert reply.response.header("x-own") == "yes"


@pytest.mark.parametrize(("framework", "source"), [pair for pair in PAIR if pair[0] != "powertools"])
def test_a_binary_body_goes_there_and_back(framework, source):
    headers = (("Content-Type", "application/octet-stream"), ("Accept", "*/*"), ("Host", "example.com"))
    reply = call(handler_of(framework, source), source, "POST", "/echo", headers=headers, body=BINARY)
    assert (reply.verdict.code, reply.response.status) == ("ok", 201)
    assert reply.response.body == BINARY


@pytest.mark.parametrize(("framework", "source"), [pair for pair in PAIR if pair[1] != "ALB"])
def test_two_cookies_are_two_headers(framework, source):
    reply = call(handler_of(framework, source), source, "GET", "/cookies", headers=(("Host", "example.com"),))
    assert reply.verdict.code == "ok"
    cookies = [value for name, value in reply.response.headers if name.lower() == "set-cookie"]
    assert [cookie.partition(";")[0] for cookie in cookies] == ["a=1", "b=2"]


@pytest.mark.parametrize(("framework", "source"), PAIR)
def test_an_unknown_path_is_the_framework_s_own_404(framework, source):
    reply = call(handler_of(framework, source), source, "GET", "/nothing", headers=(("Host", "example.com"),))
    assert (reply.verdict.code, reply.response.status) == ("ok", 404)


def test_chalice_finds_its_view_by_the_resource():
    app = chalice.Chalice("demo")

    @app.route("/pets/{pet}", methods=["GET"])
    def pet(pet):
        asked = app.current_request
        return {"pet": pet, "q": asked.query_params.getlist("q"), "agent": asked.headers["user-agent"]}

    api = Api(routes=(Route("GET", "/pets/{pet}"),))
    headers = (("User-Agent", "tester/1"), ("Accept", "application/json"))
    reply = call(app, "REST", "GET", "/pets/rex?q=1&q=2", headers=headers, api=api)
    assert (reply.verdict.code, reply.response.status) == ("ok", 200)
    assert json.loads(reply.response.body) == {"pet": "rex", "q": ["1", "2"], "agent": "tester/1"}


def test_chalice_s_own_errors_are_passed_on():
    app = chalice.Chalice("demo")

    @app.route("/pets/{pet}", methods=["GET"])
    def pet(pet):
        raise chalice.NotFoundError("no such pet")

    reply = call(app, "REST", "GET", "/pets/rex", api=Api(routes=(Route("GET", "/pets/{pet}"),)))
    assert (reply.verdict.code, reply.response.status) == ("ok", 404)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("REST", "APIGatewayProxyEventModel"),
        ("HTTP 2.0", "APIGatewayProxyEventV2Model"),
        ("function URL", "LambdaFunctionUrlModel"),
        ("ALB", "AlbModel"),
    ],
)
def test_powertools_models_take_the_event(source, name):
    headers = (("User-Agent", "tester/1"), ("Host", "example.com"), ("Content-Type", "application/json"))
    api = Api() if source == "REST" else None
    _, _, event = event_of(source, "POST", "/pets/rex?q=1", headers=headers, body=b'{"a": 1}', api=api)
    parsed = getattr(models, name).model_validate(event)
    assert parsed.body == '{"a": 1}'
