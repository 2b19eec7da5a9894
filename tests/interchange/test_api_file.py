"""The API file: every field, and every mistake with its place and mend."""

import pytest

from tests.interchange.template_files import route, template
from workbench.errors import InputError
from workbench.gateway.api import Cache, CustomDomain, Quota, Throttle, UsagePlan
from workbench.interchange.api_file import read_api


def test_every_field_of_an_api_file_arrives():
    api = template("api.yaml").api
    assert (api.name, api.stage, api.binary_media_types) == ("everything", "dev", ("image/png",))
    assert api.custom_domain == CustomDomain("api.example.com", "v1")
    assert (api.throttle, api.stage_variables) == (Throttle(5, 2), {"colour": "green"})
    assert api.cache == Cache(
        enabled=True, ttl_seconds=60, require_authorization=True, unauthorized_strategy="FAIL_WITH_403"
    )
    assert api.settings == {
        "account_throttle": {"rate_limit": 100, "burst_limit": 50},
        "rate_rule": {"limit": 100, "window_seconds": 60},
        "api_key_source": "HEADER",
        "gateway_responses": {
            "UNAUTHORIZED": {"status": 403, "headers": {"X-Why": "'no'"}, "templates": {"application/json": "{}"}}
        },
        "request_models": {"Pet": {"type": "object", "required": ["name"]}},
    }


def test_api_keys_have_the_plan_they_state():
    partner, unlimited = template("api.yaml").api.api_keys
    assert partner.usage_plan == UsagePlan(Throttle(1, 5000), Quota(10, "MONTH"))
    assert unlimited.usage_plan == UsagePlan()


def test_authorizers_keep_what_only_their_type_has():
    authorizers = template("api.yaml").api.authorizers
    assert authorizers["token"].settings == {"ttl_seconds": 0}
    assert authorizers["jwt"].settings == {
        "issuer": "https://issuer.example", "audience": ["web"], "jwks": {"keys": []}, "claims": {"sub": "me"},
    }  # fmt: skip
    assert authorizers["iam"].settings == {"identity": {"userArn": "arn:aws:iam::123456789012:user/me"}}


def test_routes_keep_what_is_their_own():
    api = template("api.yaml").api
    assert [each.key for each in api.routes] == ["GET /pets/{id}", "POST /pets", "ANY /{proxy+}"]
    post = route(api, "POST /pets")
    assert (post.throttle, post.cache, post.api_key_required) == (Throttle(1, 1), Cache(enabled=False), True)
    assert post.settings == {
        "request_models": {"application/json": "Pet"},
        "request_parameters": {"method.request.querystring.page": True},
        "request_validator": {"validate_request_body": True, "validate_request_parameters": False},
    }
    assert route(api, "ANY /{proxy+}").function is None


@pytest.mark.parametrize(("api_type", "stage"), [("HTTP", "$default"), ("FUNCTION_URL", "$default"), ("REST", "prod")])
def test_the_stage_is_that_of_the_type(api_type, stage):
    assert read_api(f"type: {api_type}", name="api.yaml").api.stage == stage


def test_route_keys_stand_for_method_and_path():
    text = 'type: HTTP\nroutes: [{route_key: "get /a/{b}"}, {route_key: $default}, {method: ANY, path: $default}]\n'
    assert [each.key for each in read_api(text, name="a.yaml").api.routes] == ["GET /a/{b}", "$default", "$default"]


def test_a_websocket_route_is_its_key():
    text = "type: WEBSOCKET\nroutes: [{route_key: $connect, function: a.b}, {route_key: send, route_response: true}]\n"
    api = read_api(text, name="a.yaml").api
    assert [(each.key, each.function) for each in api.routes] == [("$connect", "a.b"), ("send", None)]
    assert api.routes[1].settings == {"route_response": True}


def test_json_is_read_like_yaml():
    assert (
        read_api('{"type": "HTTP", "payload_format_version": "1.0"}', name="a.json").api.payload_format_version == "1.0"
    )


def test_numbers_that_mean_text_are_taken_as_text():
    api = read_api("type: HTTP\naccount_id: 123456789012\npayload_format_version: 1.0\n", name="a.yaml").api
    assert (api.account_id, api.payload_format_version) == ("123456789012", "1.0")


@pytest.mark.parametrize(
    ("text", "place", "says", "mend"),
    [
        ("type: REZT", "1:7", "type cannot be 'REZT'", "Did you mean REST?"),
        ("tpye: REST", "1:1", "'tpye' is not a field", "Did you mean type?"),
        ("name: x", "1:1", "'type' is missing", "Add `type: …`."),
        ("type: REST\nroutes: 5", "2:9", "must be a list, not 5", "Correct"),
        ("type: REST\nroutes:\n - {method: GRT, path: /a}", "3:13", "GRT is not a method", "Did you mean GET?"),
        ("type: REST\nroutes:\n - {path: /a, authoriser: x}", "3:15", "not a field", "Did you mean authorizer?"),
        ("type: REST\nroutes:\n - {path: /a, authorizer: x}", "3:27", "no authorizer x", "authorizers"),
        ("type: REST\naccount_id: 12", "2:13", "not an account id", "quotes"),
        ("type: HTTP\nstage: [5]", "2:8", "stage must be text, not a list", "Correct"),
        ("type: REST\nroutes:\n - {path: a}", "3:11", "does not begin with /", "Begin it with /."),
        ("type: HTTP\nroutes:\n - {path: a}", "3:11", "does not begin with /", "$default"),
        ("type: REST\nroutes:\n - {path: '/{b}c'}", "3:11", "whole segment", "{name}"),
        ("type: REST\nroutes:\n - {path: '/{b+}/c'}", "3:11", "not last", "End the path"),
        ("type: REST\nroutes:\n - {method: GET}", "3:4", "has no path", "path"),
        ("type: WEBSOCKET\nroutes:\n - {method: GET}", "3:4", "has no route_key", "route_key"),
        ("type: HTTP\nroutes:\n - {path: /, route_key: GET /}", "3:14", "both path and route_key", "Keep one"),
        ("type: REST\nauthorizers:\n  a: {type: TOKEN}", "3:6", "has no function", "function"),
        ("type: REST\nauthorizers:\n  a: {type: JWT, jwks: no.json}", "3:24", "cannot be read", "path"),
        ("type: REST\nthrottle: {rate_limit: -1}", "2:24", "rate_limit must be at least 0", "Correct"),
        ("type: REST\nthrottle: {rate: 1}", "2:12", "'rate' is not a field", "rate_limit"),
        ("type: REST\ncache: {enabled: 'yes'}", "2:18", "enabled must be true or false, not 'yes'", "Correct"),
        ("[]", "1:1", "not an API definition", "SAM"),
        ("", "1:1", "not an API definition", "SAM"),
    ],
)
def test_a_mistake_is_said_with_its_place_and_mend(text, place, says, mend):
    with pytest.raises(InputError) as caught:
        read_api(text, name="api.yaml")
    assert caught.value.place == f"api.yaml:{place}"
    assert says in caught.value.message
    assert mend in caught.value.mend


def test_a_key_set_that_is_not_json_names_its_file(tmp_path):
    (tmp_path / "keys.json").write_text("no")
    text = "type: REST\nauthorizers:\n  a: {type: JWT, jwks: keys.json}"
    with pytest.raises(InputError, match="The key set is not JSON"):
        read_api(text, name=str(tmp_path / "api.yaml"))


def test_several_mistakes_are_counted():
    with pytest.raises(InputError, match=r"\(and 2 more\)"):
        read_api("type: REST\na: 1\nb: 2\nc: 3\n", name="api.yaml")


def test_a_route_that_a_mock_integration_answers_stands_beside_the_routes():
    mock = "mock: {status: 204, headers: {Access-Control-Max-Age: 60}}"
    text = f"type: REST\nroutes:\n  - {{method: OPTIONS, path: /a, {mock}}}\n"
    api = read_api(text, name="api.yaml").api
    assert api.routes == ()
    assert api.mocks[0].settings["mock"]["headers"] == {"Access-Control-Max-Age": "60"}
    for wrong in (text.replace("REST", "HTTP"), text.replace("mock:", "function: f, mock:")):
        with pytest.raises(InputError, match=r"api\.yaml:3:\d+"):
            read_api(wrong, name="api.yaml")


def test_a_route_may_ask_for_iam_or_for_nobody_without_a_definition():
    routes = "routes:\n - {path: /a, authorizer: AWS_IAM}\n - {path: /b, authorizer: NONE}\n"
    api = read_api("type: REST\n" + routes, name="api.yaml").api
    assert [route.authorizer for route in api.routes] == ["AWS_IAM", None]
    assert api.authorizers["AWS_IAM"].type == "IAM"
