from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from workbench.errors import InputError, UsageError
from workbench.events.connection import Connection
from workbench.events.http import HttpRequest
from workbench.exchange.order import Order, PolicyText
from workbench.gateway.api import Api, ApiKey, Authorizer, Cache, Route, Throttle, UsagePlan
from workbench.resource import resource

if TYPE_CHECKING:
    from workbench.exchange.record import Step

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


@pytest.mark.parametrize("event", [b"NaN", b"[" * 100_000 + b"]" * 100_000])
def test_an_event_that_only_looks_like_json_is_refused(road, write_function, event):
    with pytest.raises(InputError, match="not JSON: "):
        road.run(Order(write_function(OK), event=event))


@pytest.mark.parametrize("elb", [None, [], "x", {}, {"targetGroupArn": 5}])
def test_a_load_balancers_event_that_names_no_target_group_is_judged_all_the_same(road, write_function, elb):
    event = {"requestContext": {"elb": elb}, "httpMethod": "GET", "path": "/", "headers": {"host": "x"}, "body": ""}
    function = write_function(OK)
    order = Order(function, event=json.dumps(event).encode(), function_policy=policy(function.arn))
    permission = road.run(order).invoke_permission
    assert permission is not None
    assert permission.decision != "allowed"


def test_neither_event_nor_request_is_refused(road, write_function):
    with pytest.raises(UsageError):
        road.run(Order(write_function(OK)))


def test_steps_are_told_while_they_happen(road, write_function):
    told: list[Step] = []
    exchange = road.run(Order(write_function(OK), request=HttpRequest("GET", f"{URL}/")), on_step=told.append)
    assert tuple(told) == exchange.steps


def test_the_ids_of_the_event_are_those_that_a_refusal_and_a_response_carry(road, write_function):
    api = Api(routes=(Route("GET", "/pets"),))
    refused = road.run(Order(write_function(OK), request=HttpRequest("GET", f"{URL}/cats"), api=api))
    assert refused.reply.response.header("x-amzn-RequestId")
    assert refused.reply.response.header("x-amz-apigw-id")
    answered = road.run(Order(write_function(OK), request=HttpRequest("GET", f"{URL}/pets"), api=api))
    context = answered.event["requestContext"]
    assert answered.reply.response.header("x-amzn-RequestId") == context["requestId"]
    assert answered.reply.response.header("x-amz-apigw-id") == context["extendedRequestId"]
    trace = answered.reply.response.header("X-Amzn-Trace-Id")
    assert trace.partition(";")[0] == answered.event["headers"]["X-Amzn-Trace-Id"]


def test_the_template_of_a_gateway_response_knows_the_request_id(road, write_function):
    responses = {"MISSING_AUTHENTICATION_TOKEN": {"templates": {"application/json": '{"id": "$context.requestId"}'}}}
    api = Api(routes=(Route("GET", "/pets"),), settings={"gateway_responses": responses})
    reply = road.run(Order(write_function(OK), request=HttpRequest("GET", f"{URL}/cats"), api=api)).reply
    assert json.loads(reply.response.body) == {"id": reply.response.header("x-amzn-RequestId")}


def test_a_request_whose_event_is_too_large_for_lambda_is_refused_before_it_is_invoked(road, write_function):
    body = b"x" * (6 * 1024 * 1024)
    exchange = road.run(Order(write_function(OK), request=HttpRequest("POST", f"{URL}/", body=body)))
    assert exchange.outcome is None
    assert exchange.reply.response.status == 413
    assert steps(exchange)[-1] == ("event", "refused")


def test_the_route_step_names_the_rule_that_chose_it(road, write_function):
    exchange = road.run(Order(write_function(OK), request=HttpRequest("GET", f"{URL}/")))
    assert exchange.steps[0].rule.id == "rest.precedence"


def test_every_reply_is_dated_and_spelled_as_its_protocol_has_it(road, write_function):
    api = Api(routes=(Route("GET", "/pets"),))
    for path, status in (("/pets", 200), ("/cats", 403)):
        plain = road.run(Order(write_function(OK), request=HttpRequest("GET", URL + path), api=api)).reply.response
        assert (plain.status, plain.headers[0]) == (status, ("Date", "Sun, 22 Nov 2026 12:00:00 GMT"))
        assert plain.header("Connection") == "keep-alive"
        request = HttpRequest("GET", URL + path, http_version="HTTP/2")
        second = road.run(Order(write_function(OK), request=request, api=api)).reply.response
        assert [name for name, _ in second.headers] == [name.lower() for name, _ in second.headers]
        assert second.header("connection") is None


def test_a_cache_keeps_an_answer_in_no_protocol_s_spelling(road, write_function):
    api = Api(routes=(Route("GET", "/pets", cache=Cache(enabled=True)),), cache=Cache(enabled=True))
    order = Order(write_function(OK), request=HttpRequest("GET", f"{URL}/pets", http_version="HTTP/2"), api=api)
    road.run(order)
    hit = road.run(replace(order, request=HttpRequest("GET", f"{URL}/pets")))
    assert ("cache", "hit") in steps(hit)
    assert ("Content-Type", "application/json") in hit.reply.response.headers


def test_a_mock_integration_answers_without_the_function(road, write_function):
    mock = {"status": 204, "headers": {"Access-Control-Allow-Origin": "*"}}
    api = Api(mocks=(Route("OPTIONS", "/{proxy+}", settings={"mock": mock}),))
    function = write_function("raise RuntimeError('never asked')")
    exchange = road.run(Order(function, request=HttpRequest("OPTIONS", f"{URL}/pets"), api=api))
    assert steps(exchange) == [("route", "ok"), ("throttle", "ok"), ("response", "ok")]
    assert exchange.outcome is None
    assert exchange.reply.verdict.ok
    assert exchange.reply.response.status == 204
    assert exchange.reply.response.header("Access-Control-Allow-Origin") == "*"


@pytest.mark.parametrize(
    ("connection", "key"),
    [
        (Connection("MESSAGE", message=b'{"action": "send"}'), "send"),
        (Connection("MESSAGE", message=b"hello"), "$default"),
        (Connection("MESSAGE", message=b"hello", route_key="send"), "send"),
        (Connection("DISCONNECT", disconnect_code=1001), "$disconnect"),
        (None, "$connect"),
    ],
)
def test_a_websocket_moment_reaches_its_route(road, write_function, connection, key):
    keys = ("$connect", "send", "$default", "$disconnect")
    api = Api(type="WEBSOCKET", routes=tuple(Route(path=name) for name in keys))
    order = Order(write_function(OK), request=HttpRequest("GET", URL), api=api, connection=connection)
    exchange = road.run(order)
    assert exchange.event["requestContext"]["routeKey"] == key
    assert exchange.reply.verdict.ok


def test_a_websocket_message_that_no_route_takes_is_answered_with_its_connection_s_id(road, write_function):
    api = Api(type="WEBSOCKET", routes=(Route(path="$connect"),))
    message = Connection("MESSAGE", id="abc=", message=b"hello")
    order = Order(write_function(OK), request=HttpRequest("GET", URL), api=api, connection=message)
    frame = json.loads(road.run(order).reply.response.body)
    assert (frame["message"], frame["connectionId"]) == ("Forbidden", "abc=")
    assert frame["requestId"]


def test_a_preflight_that_the_api_answers_itself_is_no_refusal(road, write_function):
    api = Api(type="HTTP", settings={"cors": {"allow_origins": ["*"]}})
    headers = (("Origin", "https://example.com"), ("Access-Control-Request-Method", "GET"))
    request = HttpRequest("OPTIONS", "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/pets", headers)
    exchange = road.run(Order(write_function(OK), request=request, api=api))
    assert steps(exchange) == [("route", "ok")]
    assert (exchange.outcome, exchange.reply.response.status) == (None, 204)
