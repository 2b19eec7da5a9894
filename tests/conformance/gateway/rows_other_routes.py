"""What is known of route choice of HTTP and WebSocket APIs, function URLs and load balancers."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.conformance.gateway.asking import HOST, Table, api_of, asked, reaches, refused, same
from workbench.events.http import Headers, HttpRequest
from workbench.gateway.api import Api, Route
from workbench.gateway.routing import Match, RouteTable
from workbench.gateway.verdict import Reply

SELECTION = "LocalStack apigateway method selection tests, recorded 2024-07"
GUIDE = "API Gateway developer guide, api-gateway-method-settings-method-request"
HTTP_GUIDE = "API Gateway developer guide, http-api-develop-routes"
CALL = "API Gateway developer guide, how-to-call-api"
WS_GUIDE = "API Gateway developer guide, websocket-api-develop-routes"
CHALICE = "chalice issue 65 and pull request 588"
TOKEN = b'{"message":"Missing Authentication Token"}'
FORBIDDEN = b'{"message":"Forbidden"}'
NOT_FOUND = b'{"message":"Not Found"}'

http = Table("http-route", "http-api-2.0")
chat = Table("websocket-route", "websocket")
function_url = Table("url-route", "function-url")
balancer = Table("alb-route", "alb")

DOGS = api_of("GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default", type="HTTP")
for fact, method, path, key in (
    ("the full match goes first", "GET", "/pets/dog/1", "GET /pets/dog/1"),
    ("then the parameter", "GET", "/pets/dog/2", "GET /pets/dog/{id}"),
    ("then the greedy path of the method", "GET", "/pets/cat/1", "GET /pets/{proxy+}"),
    ("then the greedy path of ANY", "POST", "/test/5", "ANY /{proxy+}"),
    ("a greedy path of another method does not take it", "POST", "/pets/cat/1", "ANY /{proxy+}"),
    ("the rest goes to $default", "GET", "/", "$default"),
):
    http.add(fact, HTTP_GUIDE, "documented", partial(reaches, DOGS, method, path, key=key))
http.add(
    "no route is 404",
    HTTP_GUIDE,
    "documented",
    partial(refused, api_of("GET /a", type="HTTP"), "GET", "/b", status=404, body=NOT_FOUND),
)
http.add(
    "no method is 404",
    HTTP_GUIDE,
    "documented",
    partial(refused, api_of("GET /a", type="HTTP"), "POST", "/a", status=404, body=NOT_FOUND),
)
http.add(
    "ANY catches methods without a route of their own",
    HTTP_GUIDE,
    "documented",
    partial(reaches, api_of("GET /a", "ANY /a", type="HTTP"), "POST", "/a", key="ANY /a"),
)
http.add(
    "a trailing slash does not match the route without",
    "users' reports",
    "inferred",
    partial(refused, api_of("GET /a", type="HTTP"), "GET", "/a/", status=404, body=NOT_FOUND),
)
http.add(
    "a trailing slash falls to $default",
    "users' reports",
    "inferred",
    partial(reaches, api_of("GET /a", "$default", type="HTTP"), "GET", "/a/", key="$default"),
)
http.add(
    "the stage $default stands in no path",
    HTTP_GUIDE,
    "documented",
    partial(reaches, api_of("GET /a", type="HTTP"), "GET", "/a", key="GET /a"),
)
http.add(
    "a named stage stands in front",
    HTTP_GUIDE,
    "documented",
    partial(reaches, api_of("GET /a", type="HTTP", stage="dev"), "GET", "/dev/a", key="GET /a"),
)
http.add(
    "without the named stage it is 404",
    HTTP_GUIDE,
    "documented",
    partial(refused, api_of("GET /a", type="HTTP", stage="dev"), "GET", "/a", status=404, body=NOT_FOUND),
)
http.add(
    "a prefix of the stage's name is not the stage",
    HTTP_GUIDE,
    "documented",
    partial(refused, api_of("GET /a", type="HTTP", stage="dev"), "GET", "/develop/a", status=404, body=NOT_FOUND),
)
http.add(
    "without routes $default takes all",
    "the workbench's own API file",
    "documented",
    partial(reaches, Api(type="HTTP"), "GET", "/x/y", key="$default", parameters={}),
)


def _preflight() -> None:
    api = api_of(
        "GET /a",
        type="HTTP",
        settings={"cors": {"allow_origins": ["https://x.com"], "allow_methods": ["GET"], "max_age": 60}},
    )
    sent = (("Origin", "https://x.com"), ("Access-Control-Request-Method", "GET"))
    found = asked(api, "OPTIONS", "/a", headers=sent)
    assert isinstance(found, Reply)
    headers = {"Access-Control-Allow-Origin": "https://x.com", "Access-Control-Allow-Methods": "GET"}
    same(found, status=204, body=b"", code="ok", headers={**headers, "Access-Control-Max-Age": "60"})


def _preflight_refused() -> None:
    api = api_of("GET /a", type="HTTP", settings={"cors": {"allow_origins": ["https://x.com"]}})
    headers = (("Origin", "https://evil.com"), ("Access-Control-Request-Method", "GET"))
    found = asked(api, "OPTIONS", "/a", headers=headers)
    assert isinstance(found, Reply)
    same(found, status=204, absent=("Access-Control-Allow-Origin",))


http.add(
    "a preflight is answered without an OPTIONS route",
    "API Gateway developer guide, http-api-cors",
    "documented",
    _preflight,
)
http.add(
    "a preflight of another origin gets no CORS headers",
    "API Gateway developer guide, http-api-cors",
    "documented",
    _preflight_refused,
)

CHAT = Api(type="WEBSOCKET", routes=(Route(path="$connect"), Route(path="send"), Route(path="$default")))
STRICT = Api(type="WEBSOCKET", routes=(Route(path="$connect"), Route(path="send")))
HANDSHAKE = HttpRequest("GET", f"{HOST}/prod")


def _message(api: Any, message: Any, key: Any) -> None:
    found = RouteTable.of(api).route_message(HANDSHAKE, message, context={})
    if key is None:
        assert isinstance(found, Reply)
        assert b'"Forbidden"' in found.response.body
    else:
        assert isinstance(found, Match)
        assert found.route.path == key
        assert found.arrival.route_key == key


chat.add(
    "the handshake reaches $connect", WS_GUIDE, "documented", partial(reaches, CHAT, "GET", "/prod", key="$connect")
)
chat.add(
    "without $connect the connection opens",
    WS_GUIDE,
    "documented",
    lambda: same(asked(Api(type="WEBSOCKET", routes=(Route(path="send"),)), "GET", "/prod"), status=101),
)
chat.add(
    "the action of a message chooses its route",
    WS_GUIDE,
    "documented",
    partial(_message, CHAT, b'{"action": "send"}', "send"),
)
chat.add(
    "an unknown action goes to $default",
    WS_GUIDE,
    "documented",
    partial(_message, CHAT, b'{"action": "x"}', "$default"),
)
chat.add(
    "a message without action goes to $default", WS_GUIDE, "documented", partial(_message, CHAT, b"{}", "$default")
)
chat.add("text that is no JSON goes to $default", WS_GUIDE, "documented", partial(_message, CHAT, b"hello", "$default"))
chat.add(
    "without $default an unknown action is Forbidden",
    "captures of error frames",
    "inferred",
    partial(_message, STRICT, b'{"action": "x"}', None),
)
chat.add(
    "another selection expression chooses by another key",
    WS_GUIDE,
    "documented",
    partial(
        _message,
        Api(type="WEBSOCKET", routes=CHAT.routes, settings={"route_selection_expression": "$request.body.detail.kind"}),
        b'{"detail": {"kind": "send"}}',
        "send",
    ),
)
function_url.add(
    "a function URL takes every path",
    "AWS Lambda developer guide, urls-invocation",
    "documented",
    partial(reaches, Api(type="FUNCTION_URL"), "GET", "https://abc.lambda-url.us-east-1.on.aws/x/y", key="$default"),
)
balancer.add(
    "a load balancer takes every path",
    "Elastic Load Balancing user guide, lambda-functions",
    "documented",
    partial(reaches, Api(type="ALB"), "GET", "http://lb-1.us-east-1.elb.amazonaws.com/x/y", key="ANY /"),
)
balancer.add(
    "a listener rule takes its path pattern",
    "Elastic Load Balancing user guide, load-balancer-listeners",
    "documented",
    partial(
        reaches,
        Api(type="ALB", routes=(Route(path="/img/*"), Route(path="/*"))),
        "GET",
        "http://lb/img/a/b.png",
        key="ANY /img/*",
    ),
)
CONDITIONS = "Elastic Load Balancing user guide, rule condition types for an Application Load Balancer"


def decides(condition: dict[str, Any], url: str, *, headers: Headers = (), taken: bool) -> None:
    """A rule with a condition takes a request, or leaves it to the next."""
    api = Api(type="ALB", routes=(Route(path="/*", settings={"conditions": [condition]}), Route("GET", "/*")))
    found = asked(api, "GET", url, headers=headers)
    assert isinstance(found, Match)
    assert found.route.key == ("ANY /*" if taken else "GET /*"), found.route.key


HOSTS = {"field": "host-header", "values": ["*.example.com"]}
CHROME = {"field": "http-header", "name": "User-Agent", "values": ["*Chrome*"]}
VERSION = {"field": "query-string", "values": ["version=v1", "=*example*"]}
BLOCK = {"field": "source-ip", "values": ["127.0.0.0/8"]}
for fact, condition, url, headers, taken in (
    ("a host is compared without case", HOSTS, "https://A.Example.com/x", (), True),
    ("a wildcard of a host needs the rest of it", HOSTS, "https://example.com/x", (), False),
    ("a header's value is compared without case, as its name is", CHROME, "/x", (("user-agent", "my chrome"),), True),
    ("any of several headers of a name may match", CHROME, "/x", (("UA", ""), ("User-Agent", "a Chrome")), True),
    ("without the header, the rule does not take a request", CHROME, "/x", (), False),
    ("a pair of the query string is compared without case", VERSION, "/x?VERSION=V1", (), True),
    ("a value without a key is looked for under every key", VERSION, "/x?any=my-example", (), True),
    ("another value is left to the next rule", VERSION, "/x?version=v2", (), False),
    ("a client's address is looked for in its block", BLOCK, "/x", (), True),
):
    balancer.add(fact, CONDITIONS, "documented", partial(decides, condition, url, headers=headers, taken=taken))
balancer.add(
    "an address that a proxy names is not looked at",
    CONDITIONS,
    "documented",
    partial(
        decides,
        {"field": "source-ip", "values": ["192.0.2.0/24"]},
        "/x",
        headers=(("X-Forwarded-For", "192.0.2.1"),),
        taken=False,
    ),
)
ROWS = (*http.rows, *chat.rows, *function_url.rows, *balancer.rows)
