"""What an API file says is what the stage in the box does, and what AWS's own APIs tell of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.sandbox.requests import get
from workbench.deployed.function_url import url_id
from workbench.exchange.live_api import read_staged
from workbench.sandbox.own_session import own_session
from workbench.sandbox.project_seed import project_seed
from workbench.sandbox.server import Sandbox
from workbench.sandbox.url_front import URL_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sandbox.requests import Got

REGION = "eu-west-1"
HEADERS = {"X-Token": "let-me-in"}
APP = """
import os, time
def handler(event, context):
    return {"statusCode": 200, "body": context.aws_request_id}
def gate(event, context):
    token = event.get("authorizationToken") or (event.get("identitySource") or [""])[0]
    allowed = token == "let-me-in"
    if event.get("version") == "2.0":
        return {"isAuthorized": allowed}
    policy = {"Action": "execute-api:Invoke", "Effect": "Allow" if allowed else "Deny", "Resource": "*"}
    return {"principalId": "me", "policyDocument": {"Version": "2012-10-17", "Statement": [policy]}}
"""
PROJECT = """
functions:
  app: {handler: app.handler, region: eu-west-1, policy: policy.json}
  gate: {handler: app.gate, region: eu-west-1}
apis: [rest.yaml, http.yaml, url.yaml]
"""
REST = """
type: REST
id: rest123456
region: eu-west-1
stage: prod
throttle: {rate_limit: 1000, burst_limit: 500}
cache: {enabled: true, ttl_seconds: 3600, require_authorization: true, unauthorized_strategy: FAIL_WITH_403}
integration_timeout_ms: 20000
gateway_responses:
  UNAUTHORIZED: {status: 418, headers: {X-Why: "'no token'"}, templates: {application/json: '{"said": "no"}'}}
request_models:
  Pet: {type: object, required: [name]}
api_keys:
  - {name: client, value: short, usage_plan: {rate_limit: 900, burst_limit: 90, quota: {limit: 2, period: MONTH},
     methods: {GET /key: {rate_limit: 80, burst_limit: 8}}}}
authorizers:
  gate: {type: TOKEN, function: gate, identity_source: [method.request.header.X-Token], ttl_seconds: 0}
  caller: {type: IAM, identity: {userArn: "arn:aws:iam::123456789012:user/me"}}
routes:
  - {method: GET, path: /open, function: app, cache_key_parameters: [method.request.querystring.page],
     request_parameters: {method.request.querystring.page: false}}
  - {method: GET, path: /gated, function: app, authorizer: gate, cache: {enabled: false}}
  - {method: GET, path: /signed, function: app, authorizer: caller, cache: {enabled: false}}
  - {method: GET, path: /key, function: app, api_key_required: true, cache: {enabled: false}}
  - {method: GET, path: /never, function: app, throttle: {rate_limit: 0, burst_limit: 0}, cache: {enabled: false}}
  - {method: POST, path: /pets, function: app, request_models: {application/json: Pet},
     request_validator: {validate_request_body: true}}
  - {method: OPTIONS, path: /pets, mock: {status: 204, headers: {Access-Control-Allow-Origin: "*"}}}
"""
HTTP = """
type: HTTP
id: http123456
region: eu-west-1
throttle: {rate_limit: 700, burst_limit: 70}
cors: {allow_origins: ["https://app.example"], allow_methods: [GET], max_age: 5}
authorizers:
  gate: {type: REQUEST, function: gate, identity_source: [$request.header.X-Token], ttl_seconds: 0,
    payload_format_version: "2.0", enable_simple_responses: true}
  token: {type: JWT, issuer: "https://issuer.example", audience: [me], claims: {sub: stated}}
routes:
  - {method: GET, path: /gated, function: app, authorizer: gate}
  - {method: GET, path: /token, function: app, authorizer: token}
  - {method: GET, path: /never, function: app, throttle: {rate_limit: 0, burst_limit: 0}}
"""
URL = """
type: FUNCTION_URL
id: url1234567
region: eu-west-1
auth_type: AWS_IAM
routes: [{path: $default, function: app}]
"""


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder = tmp_path_factory.mktemp("project")
    gateway = {"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Resource": "*"}
    policy = {"Version": "2012-10-17", "Statement": [{**gateway, "Action": "lambda:InvokeFunction"}]}
    files = {"app.py": APP, "workbench.yaml": PROJECT, "rest.yaml": REST, "http.yaml": HTTP, "url.yaml": URL}
    for name, text in {**files, "policy.json": json.dumps(policy)}.items():
        (folder / name).write_text(text)
    seed = project_seed(folder)
    assert seed.left_out == ()
    with Sandbox(seed=seed) as running:
        yield running


@pytest.fixture
def session(sandbox):
    made = own_session(sandbox.endpoint_url, REGION)
    yield made
    made.close()


def rest(sandbox, path: str, headers: dict[str, str] | None = None, **words) -> Got:
    return get(sandbox, f"/restapis/rest123456/prod/_user_request_{path}", headers, **words)


def http(sandbox, session, path: str, headers: dict[str, str] | None = None, **words) -> Got:
    api_id = session.client("apigatewayv2").get_apis()["Items"][0]["ApiId"]
    return get(sandbox, f"/restapis/{api_id}/$default/_user_request_{path}", headers, **words)


def test_a_rest_api_reads_as_its_file_says(session):
    api = read_staged(session, "live:rest123456/prod").api
    assert (api.throttle.rate_limit, api.throttle.burst_limit) == (1000, 500)
    cache = api.cache
    assert (cache.enabled, cache.ttl_seconds, cache.require_authorization) == (True, 3600, True)
    assert cache.unauthorized_strategy == "FAIL_WITH_403"
    assert api.settings["request_models"] == {"Pet": {"type": "object", "required": ["name"]}}
    assert api.settings["gateway_responses"]["UNAUTHORIZED"]["status"] == 418
    gate = api.authorizers["gate"]
    assert (gate.type, gate.identity_source, gate.settings["ttl_seconds"]) == (
        "TOKEN",
        ("method.request.header.X-Token",),
        0,
    )
    key = api.api_keys[0]
    assert (key.name, key.value) == ("client", "short")
    plan = key.usage_plan
    assert plan.throttle is not None
    assert plan.quota is not None
    assert (plan.throttle.rate_limit, plan.quota.limit, plan.quota.period) == (900, 2, "MONTH")
    assert plan.methods["GET /key"].rate_limit == 80
    routes = {route.key: route for route in api.routes}
    assert routes["GET /never"].throttle is not None
    assert routes["GET /never"].throttle.rate_limit == 0
    assert routes["GET /open"].settings["integration_timeout_ms"] == 20_000
    assert routes["GET /signed"].authorizer == "AWS_IAM"
    assert [mock.settings["mock"]["status"] for mock in api.mocks] == [204]


def test_an_authorizer_decides(sandbox):
    assert rest(sandbox, "/gated", HEADERS).status == 200
    assert rest(sandbox, "/gated", {"X-Token": "wrong"}).status == 403


def test_a_gateway_response_is_the_api_s_own(sandbox):
    refused = rest(sandbox, "/gated")
    assert (refused.status, refused.headers["x-why"], refused.body) == (418, "no token", b'{"said": "no"}')


def test_iam_authorization_asks_for_a_signature_and_knows_who_was_stated(sandbox):
    assert rest(sandbox, "/signed").status == 200  # the file states who calls


def test_an_api_key_is_asked_for_and_counted(sandbox):
    assert rest(sandbox, "/key").status == 403
    assert [rest(sandbox, "/key", {"X-Api-Key": "short"}).status for _ in range(3)] == [200, 200, 429]


def test_a_throttle_of_a_route_lets_nothing_through(sandbox, session):
    assert rest(sandbox, "/never").status == 429
    assert http(sandbox, session, "/never").status == 429


def test_a_cached_answer_comes_again_for_the_same_key(sandbox):
    first, again, other = (rest(sandbox, f"/open?page={page}") for page in (1, 1, 2))
    assert first.status == 200
    assert first.body == again.body
    assert first.body != other.body


def test_a_body_is_checked_against_its_model(sandbox):
    json_body = {"Content-Type": "application/json"}
    assert rest(sandbox, "/pets", json_body, method="POST", body=b"{}").status == 400
    assert rest(sandbox, "/pets", json_body, method="POST", body=b'{"name": "Rex"}').status == 200


def test_a_mock_answers_without_a_function(sandbox):
    answer = rest(sandbox, "/pets", method="OPTIONS")
    assert (answer.status, answer.headers["access-control-allow-origin"], answer.body) == (204, "*", b"")


def test_an_http_api_reads_as_its_file_says(session):
    api_id = session.client("apigatewayv2").get_apis()["Items"][0]["ApiId"]
    api = read_staged(session, f"live:{api_id}").api
    assert (api.throttle.rate_limit, api.throttle.burst_limit) == (700, 70)
    assert api.settings["cors"]["allow_origins"] == ["https://app.example"]
    assert api.authorizers["token"].settings["issuer"] == "https://issuer.example"
    assert api.authorizers["gate"].settings["enable_simple_responses"] is True


def test_the_authorizers_of_an_http_api_decide(sandbox, session):
    assert http(sandbox, session, "/gated", HEADERS).status == 200
    assert http(sandbox, session, "/gated", {"X-Token": "wrong"}).status == 403
    assert http(sandbox, session, "/gated").status == 401
    assert http(sandbox, session, "/token").status == 401


def test_an_http_api_answers_a_preflight_itself(sandbox, session):
    page = {"Origin": "https://app.example", "Access-Control-Request-Method": "GET"}
    answer = http(sandbox, session, "/gated", page, method="OPTIONS")
    assert (answer.status, answer.headers["access-control-max-age"]) == (204, "5")


def test_a_function_url_of_the_project_is_one_of_the_account(sandbox, session):
    url = session.client("lambda").get_function_url_config(FunctionName="app")
    assert url["AuthType"] == "AWS_IAM"
    assert get(sandbox, f"{URL_PATH}{url_id(url['FunctionUrl'])}/").status == 403


def test_what_the_file_states_is_there_again_after_a_reset(sandbox):
    from workbench.sandbox.server import reset_at

    reset_at(sandbox.endpoint_url)
    assert rest(sandbox, "/signed").status == 200
    first, again = (rest(sandbox, f"/open?page={page}") for page in (1, 1))
    assert first.body == again.body
