from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.deployed.api_keys import LiveKey
from workbench.deployed.live_api import LiveApi, LiveAuthorizer, LiveRoute, LiveSettings, LiveStage
from workbench.errors import UsageError
from workbench.events.http import HttpRequest
from workbench.exchange.live_api import is_live, stage_of, staged
from workbench.gateway.routing import route
from workbench.gateway.verdict import Reply

FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:orders"
ROUTE = LiveRoute("GET", "/pets/{id}", FUNCTION, resource_id="r1")
STAGE = LiveStage("prod", {"fn": "orders:live"})
API = LiveApi("REST", "a1", "pets", "EDGE", (STAGE,), (ROUTE,), ())


def made(live: LiveApi = API, *, keys: tuple[LiveKey, ...] = ()):
    return staged(live, live.stages[0], region="eu-west-1", account_id="111122223333", keys=keys)


def test_an_api_stands_in_front_as_it_is_deployed():
    api = made(replace(API, binary_media_types=("image/*",), api_key_source="AUTHORIZER")).api
    assert (api.type, api.id, api.name, api.stage, api.endpoint_type) == ("REST", "a1", "pets", "prod", "EDGE")
    assert (api.account_id, api.region, api.binary_media_types) == ("111122223333", "eu-west-1", ("image/*",))
    assert api.settings["api_key_source"] == "AUTHORIZER"
    assert [(route.key, route.function) for route in api.routes] == [("GET /pets/{id}", FUNCTION)]


def test_a_stage_variable_in_a_function_and_in_a_role_is_filled_in():
    base = FUNCTION.rpartition(":")[0]
    route = replace(ROUTE, function_arn=f"{base}:${{stageVariables.fn}}", credentials="arn:${stageVariables.none}")
    found = made(replace(API, routes=(route,))).api.routes[0]
    assert (found.function, found.credentials) == (f"{base}:orders:live", "arn:${stageVariables.none}")


def test_what_a_stage_sets_for_a_method_wins_over_what_it_sets_for_all():
    stage = replace(
        STAGE,
        settings=LiveSettings(100, 50, cache_enabled=True, cache_ttl_seconds=60),
        of_routes={"GET /pets/{id}": LiveSettings(rate_limit=5), "* /cats": LiveSettings(cache_ttl_seconds=7)},
    )
    routes = (ROUTE, replace(ROUTE, path="/cats"), replace(ROUTE, path="/dogs"))
    api = made(replace(API, stages=(stage,), routes=routes)).api
    assert (api.throttle.rate_limit, api.throttle.burst_limit, api.cache.ttl_seconds) == (100, 50, 60)
    pets, cats, dogs = api.routes
    assert pets.throttle is not None
    assert (pets.throttle.rate_limit, pets.throttle.burst_limit) == (5, 5000)
    assert cats.cache is not None
    assert (cats.throttle, cats.cache.ttl_seconds) == (None, 7)
    assert (dogs.throttle, dogs.cache) == (None, None)


@pytest.mark.parametrize(
    ("theirs", "ours"), [("TOKEN", "TOKEN"), ("REQUEST", "REQUEST"), ("COGNITO_USER_POOLS", "COGNITO"), ("JWT", "JWT")]
)
def test_an_authorizer_keeps_what_it_is_set_to(theirs, ours):
    authorizer = LiveAuthorizer(
        "auth1",
        "gate",
        theirs,
        FUNCTION,
        ("method.request.header.X",),
        60,
        "https://issuer",
        ("aud",),
        "arn:role",
        "^B",
    )
    route = replace(ROUTE, authorizer_id="auth1", authorization="CUSTOM", scopes=("read",))
    api = made(replace(API, authorizers=(authorizer,), routes=(route,))).api
    found = api.authorizers["gate"]
    assert (found.type, found.function, found.identity_source) == (ours, FUNCTION, ("method.request.header.X",))
    assert found.settings == {
        "id": "auth1",
        "ttl_seconds": 60,
        "identity_validation_expression": "^B",
        "credentials": "arn:role",
        "issuer": "https://issuer",
        "audience": ["aud"],
    }
    assert (api.routes[0].authorizer, api.routes[0].settings["scopes"]) == ("gate", ["read"])


def test_iam_validation_and_credentials_are_kept():
    route = replace(
        ROUTE,
        authorization="AWS_IAM",
        credentials="arn:aws:iam::111122223333:role/gateway",
        timeout_ms=5000,
        request_parameters={"method.request.querystring.q": True},
        request_models={"application/json": "Pet"},
        validates_parameters=True,
        cache_key_parameters=("method.request.querystring.q",),
    )
    found = made(replace(API, routes=(route,))).api
    assert found.authorizers["AWS_IAM"].type == "IAM"
    assert found.routes[0].authorizer == "AWS_IAM"
    assert found.routes[0].credentials == route.credentials
    assert found.routes[0].cache_key_parameters == route.cache_key_parameters
    assert found.routes[0].settings == {
        "integration_timeout_ms": 5000,
        "request_parameters": {"method.request.querystring.q": True},
        "request_models": {"application/json": "Pet"},
        "request_validator": {"validate_request_body": False, "validate_request_parameters": True},
    }


def test_keys_keep_their_plan_and_are_not_shown():
    key = LiveKey("client", "planted-key", rate_limit=2, burst_limit=1, quota=9, period="WEEK")
    assert "planted-key" not in repr(key)
    found = made(keys=(key, LiveKey("free", "other"))).api.api_keys
    assert found[0].usage_plan.throttle is not None
    assert found[0].usage_plan.quota is not None
    assert (found[0].usage_plan.throttle.rate_limit, found[0].usage_plan.quota.period) == (2, "WEEK")
    assert (found[1].usage_plan.throttle, found[1].usage_plan.quota) == (None, None)


def test_an_http_api_keeps_cors_and_the_payload_format_of_each_route():
    routes = (
        LiveRoute("ANY", "$default", FUNCTION, payload_format_version="2.0"),
        LiveRoute("GET", "/old", FUNCTION, payload_format_version="1.0"),
    )
    stage = LiveStage("$default", {}, of_routes={"GET /old": LiveSettings(rate_limit=1, burst_limit=1)})
    live = LiveApi("HTTP", "h1", "pets", "REGIONAL", (stage,), routes, (), cors={"AllowOrigins": ["*"], "MaxAge": 5})
    api = made(live).api
    assert api.settings["cors"] == {"allow_origins": ["*"], "max_age": 5}
    assert [str(live.source_of(route).value) for route in routes] == ["http-api-2.0", "http-api-1.0"]
    assert [api.source_of(route) for route in api.routes] == [live.source_of(route) for route in routes]
    assert api.routes[1].throttle is not None


def test_what_is_not_in_it_is_said():
    found = staged(
        replace(API, other_routes=("GET /mock",), not_read=("apigateway:GET",)),
        STAGE, region="eu-west-1", account_id="1", not_read=("apigateway:GET",),
    )  # fmt: skip
    assert found.not_read == ("apigateway:GET",)
    assert "GET /mock leads to something else than a function" in found.notes
    reply = route(found.api, HttpRequest("GET", "https://a1.execute-api.eu-west-1.amazonaws.com/prod/mock"))
    assert isinstance(reply, Reply)
    assert (reply.response.status, reply.verdict.code) == (501, "not_simulated")


def test_what_a_mock_integration_does_beyond_fixed_texts_is_said():
    said = {"200": {"statusCode": "200", "responseTemplates": {"text/plain": "$context.stage"}}}
    mock = {
        "type": "MOCK",
        "requestTemplates": {"application/json": '{"statusCode": 200}'},
        "integrationResponses": said,
    }
    found = made(replace(API, mocks=(LiveRoute("GET", "/health", "", mock=mock),)))
    why = "the response template for text/plain is in VTL"
    assert f"The MOCK integration of GET /health is simulated in part: {why}" in found.notes
    assert found.api.mocks[0].settings["mock"] == {"status": 200, "headers": {}}


def test_without_a_name_the_only_stage_or_the_default_one_is_meant():
    two = replace(API, stages=(STAGE, LiveStage("$default", {})))
    assert stage_of(API, "").name == "prod"
    assert stage_of(two, "").name == "$default"
    assert stage_of(two, "prod").name == "prod"
    with pytest.raises(UsageError, match="no stage 'dev'") as raised:
        stage_of(two, "dev")
    assert "prod, $default" in raised.value.mend
    with pytest.raises(UsageError, match="several stages"):
        stage_of(replace(API, stages=(STAGE, LiveStage("dev", {}))), "")
    assert is_live("live:a1/prod")
    assert not is_live("api.yaml")
