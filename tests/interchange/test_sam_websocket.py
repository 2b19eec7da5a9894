"""WebSocket APIs of SAM templates; the permissions are compared with the output of AWS's own translator (1.115)."""

from tests.interchange.template_files import route, said, source_arns, template
from workbench.gateway.api import Throttle


def test_routes_of_a_websocket_api_are_its_route_keys():
    api = template("sam-websocket.yaml").api
    assert (api.type, api.stage) == ("WEBSOCKET", "live")
    assert [(each.key, each.function) for each in api.routes] == [("$connect", "Talk"), ("send", "Talk")]
    assert route(api, "send").settings == {"integration_timeout_ms": 1000, "route_response": True}
    assert route(api, "send").throttle == Throttle(5, 5)


def test_only_connecting_is_authorized():
    api = template("sam-websocket.yaml").api
    assert route(api, "$connect").authorizer == "ChatConnectAuthorizer"
    assert route(api, "send").authorizer is None
    assert api.authorizers["ChatConnectAuthorizer"].identity_source == ("route.request.querystring.token",)


def test_each_route_and_the_authorizer_get_their_permission():
    document = template("sam-websocket.yaml")
    assert source_arns(document, "Talk") == ["a1b2c3d4e5/live/$connect", "a1b2c3d4e5/live/send"]
    assert source_arns(document, "Door") == ["a1b2c3d4e5/authorizers/*"]


def test_a_route_to_a_function_elsewhere_is_said():
    assert said(template("sam-websocket.yaml")) == {
        "elsewhere is exported by another stack",
        "The function of lost was not found",
    }
