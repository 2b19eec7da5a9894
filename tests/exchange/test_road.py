from __future__ import annotations

import json
from dataclasses import replace

import pytest

from workbench.errors import InputError, UsageError
from workbench.events.http import HttpRequest
from workbench.exchange.order import Order, PolicyText
from workbench.gateway.api import Api, ApiKey, Authorizer, Cache, Route, Throttle, UsagePlan
from workbench.resource import resource

URL = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/prod"
OK = "return {'statusCode': 200, 'body': 'fine'}"


def policy(arn: str, source: str = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/*/*/*") -> PolicyText:
    statement = {
        "Sid": "gateway",
        "Effect": "Allow",
        "Principal": {"Service": "apigateway.amazonaws.com"},
        "Action": "lambda:InvokeFunction",
        "Resource": arn,
        "Condition": {"ArnLike": {"AWS:SourceArn": source}},
    }
    return PolicyText("policy.json", json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2))


def steps(exchange):
    return [(step.name, step.outcome) for step in exchange.steps]


def test_a_request_passes_every_hop(road, write_function):
    function = write_function(OK)
    order = Order(function, request=HttpRequest("GET", f"{URL}/pets/7"), function_policy=policy(function.arn))
    exchange = road.run(order)
    assert steps(exchange) == [
        ("route", "ok"),
        ("throttle", "ok"),
        ("event", "ok"),
        ("invoke_permission", "ok"),
        ("invoke", "ok"),
        ("response", "ok"),
    ]
    assert exchange.reply.response.status == 200
    assert exchange.event["pathParameters"] == {"proxy": "pets/7"}
    assert exchange.invoke_permission.decision == "allowed"


def test_an_event_is_passed_on_byte_for_byte(road, write_function):
    event = (resource("demo") / "saved_events" / "hello.json").read_bytes()
    exchange = road.run(Order(write_function("return event"), event=event))
    assert exchange.event_text.encode() == event
    assert json.loads(exchange.outcome.payload) == json.loads(event)


def test_a_request_that_no_route_takes_never_reaches_the_function(road, write_function):
    api = Api(routes=(Route("GET", "/pets"),))
    exchange = road.run(Order(write_function(OK), request=HttpRequest("GET", f"{URL}/cats"), api=api))
    assert steps(exchange) == [("route", "refused")]
    assert exchange.outcome is None
    assert exchange.reply.response.status == 403


def test_a_function_error_is_a_502_and_the_next_run_is_unaffected(road, write_function):
    failing = write_function("raise KeyError('x')", name="failing")
    request = HttpRequest("GET", f"{URL}/")
    failed = road.run(Order(failing, request=request))
    assert (failed.reply.response.status, failed.outcome.error_type) == (502, "KeyError")
    assert road.run(Order(write_function(OK), request=request)).reply.response.status == 200


def test_a_policy_for_another_method_is_denied_with_the_closest_statement(road, write_function):
    function = write_function(OK)
    source = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/*/GET/*"
    order = Order(function, request=HttpRequest("POST", f"{URL}/pets"), function_policy=policy(function.arn, source))
    order = replace(order, api=Api(routes=(Route("POST", "/pets"),)))
    answer = road.run(order).invoke_permission
    assert answer.decision == "implicitly_denied"
    assert answer.policy_name == "policy.json"
    assert "/POST/pets" in answer.reason
    assert next(title for title, _ in answer.mends) == "AWS CLI"
    assert answer.effect.startswith("500")


def test_a_function_known_by_its_file_takes_its_name_from_its_policy(road, write_function):
    named = policy("arn:aws:lambda:eu-west-1:123456789012:function:the-real-name")
    order = Order(write_function(OK), request=HttpRequest("GET", f"{URL}/"), function_policy=named)
    assert road.run(order).invoke_permission.decision == "allowed"
    assert road.run(replace(order, is_named=True)).invoke_permission.decision == "implicitly_denied"


def test_without_a_policy_the_answer_is_unknown(road, write_function):
    answer = road.run(Order(write_function(OK), request=HttpRequest("GET", f"{URL}/"))).invoke_permission
    assert (answer.decision, answer.basis) == ("unknown", "unknown")


def test_a_cached_answer_comes_without_the_function(road, write_function):
    function = write_function("import random; return {'statusCode': 200, 'body': str(random.random())}")
    api = Api(routes=(Route("GET", "/pets", cache=Cache(enabled=True)),), cache=Cache(enabled=True))
    order = Order(function, request=HttpRequest("GET", f"{URL}/pets"), api=api)
    first, second = road.run(order), road.run(order)
    assert ("cache", "miss") in steps(first)
    assert steps(first)[-1] == ("cache_store", "ok")
    assert ("cache", "hit") in steps(second)
    assert second.outcome is None
    assert second.reply.response.body == first.reply.response.body


def test_a_bucket_remembers_the_order_before(road, write_function):
    api = Api(throttle=Throttle(rate_limit=1, burst_limit=1))
    order = Order(write_function(OK), request=HttpRequest("GET", f"{URL}/"), api=api)
    assert road.run(order).reply.response.status == 200
    refused = road.run(order)
    assert refused.reply.response.status == 429
    assert steps(refused)[-1] == ("throttle", "refused")


def test_a_key_that_is_missing_is_refused(road, write_function):
    key = ApiKey("me", "k" * 24, UsagePlan())
    api = Api(routes=(Route("GET", "/pets", api_key_required=True),), api_keys=(key,))
    refused = road.run(Order(write_function(OK), request=HttpRequest("GET", f"{URL}/pets"), api=api))
    assert (refused.reply.response.status, steps(refused)[-1]) == (403, ("api_key", "refused"))


AUTHORIZER = """effect = 'Allow' if event['authorizationToken'] == 'let-me-in' else 'Deny'
    statement = {'Action': 'execute-api:Invoke', 'Effect': effect, 'Resource': event['methodArn']}
    return {
        'principalId': 'me',
        'policyDocument': {'Version': '2012-10-17', 'Statement': [statement]},
        'context': {'who': 'somebody'},
    }"""


@pytest.mark.parametrize(("token", "status"), [("let-me-in", 200), ("stranger", 403), (None, 401)])
def test_a_lambda_authorizer_decides(road, write_function, token, status):
    write_function(AUTHORIZER, name="gatekeeper")
    guard = Authorizer("guard", "TOKEN", "gatekeeper", ("method.request.header.Authorization",))
    api = Api(routes=(Route("GET", "/pets", authorizer="guard"),), authorizers={"guard": guard})
    headers = (("Authorization", token),) if token else ()
    function = write_function("return {'statusCode': 200, 'body': event['requestContext']['authorizer']['who']}")
    exchange = road.run(Order(function, request=HttpRequest("GET", f"{URL}/pets", headers), api=api))
    assert exchange.reply.response.status == status
    if status == 200:
        assert exchange.reply.response.body == b"somebody"


def test_an_event_of_no_http_source_has_no_client_and_no_gateway(road, write_function):
    exchange = road.run(Order(write_function("return 3"), event=b'{"Records": []}'))
    assert exchange.reply is None
    assert exchange.invoke_permission is None
    assert steps(exchange) == [("invoke", "ok")]


def test_an_event_that_is_no_json_names_line_and_column(road, write_function):
    with pytest.raises(InputError, match=r"hello\.json:2:1: not JSON"):
        road.run(Order(write_function(OK), event=b"{\n", event_name="hello.json"))


def test_neither_event_nor_request_is_refused(road, write_function):
    with pytest.raises(UsageError):
        road.run(Order(write_function(OK)))


def test_steps_are_told_while_they_happen(road, write_function):
    told = []
    exchange = road.run(Order(write_function(OK), request=HttpRequest("GET", f"{URL}/")), on_step=told.append)
    assert tuple(told) == exchange.steps
