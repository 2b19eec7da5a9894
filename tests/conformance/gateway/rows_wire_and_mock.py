"""What is known of the headers of every reply, and of what MOCK integrations answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tests.conformance.gateway.asking import HOST, Table, api_of, asked, same
from workbench.events.http import HttpRequest
from workbench.events.outcome import Outcome
from workbench.gateway.api import Api, Route
from workbench.gateway.mock import mock_answer
from workbench.gateway.respond import respond
from workbench.gateway.routing import Match
from workbench.gateway.verdict import Reply
from workbench.gateway.wire import on_the_wire
from workbench.interchange.api_file import read_api

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject

SNAPSHOT = "aws-lambda-dotnet LambdaTestTool-v2 snapshots V1_APIHeaders and V2_APIHeaders"
MOCKS = "API Gateway developer guide, how-to-mock-integration"
CORS = "API Gateway developer guide, how-to-cors"
SAM_CORS = "AWS SAM developer guide, sam-property-api-corsconfiguration, and the translator's tests of Cors"
MOMENT = 784_111_777_000
DATED = {"Date": "Sun, 06 Nov 1994 08:49:37 GMT", "Connection": "keep-alive"}
IDS = {"requestId": "4f0e9f0a-6b7a-4e0a-9d53-0123456789ab", "extendedRequestId": "JKJaXmPLvHcESHA="}

rest = Table("rest-wire", "rest-api")
http = Table("http-wire", "http-api-2.0")
mock = Table("rest-mock", "rest-mock")


def replied(api: Api, *, version: str = "HTTP/1.1") -> Reply:
    request = HttpRequest("GET", f"{HOST}/prod/pets", http_version=version)
    return respond(api, request, Outcome("", b'{"statusCode": 200}'), context=IDS, now_ms=MOMENT)


def carries(api: Api, **expected: str) -> None:
    same(replied(api), status=200, headers={**DATED, **expected})


def in_lower_case(api: Api) -> None:
    headers = replied(api, version="HTTP/2").response.headers
    assert all(name == name.lower() for name, _ in headers), headers
    assert "connection" not in dict(headers), headers


def refusal_carries(api: Api, status: int, **expected: str) -> None:
    request = HttpRequest("GET", f"{HOST}/prod/nothing")
    found = asked(api, "GET", "/prod/nothing", context=IDS)
    assert isinstance(found, Reply), found
    same(on_the_wire(api, request, found, now_ms=MOMENT), status=status, headers={**DATED, **expected})


def answers(said: JsonObject, method: str = "OPTIONS", **expected: Any) -> None:
    route = Route(method, "/pets", settings={"mock": said})
    same(mock_answer(route, HttpRequest(method, f"{HOST}/prod/pets"), context=IDS), **expected)


def preflight(cors: str, methods: tuple[str, ...], headers: dict[str, str]) -> None:
    events = "".join(f"        {m}: {{Type: Api, Properties: {{Path: /pets, Method: {m}}}}}\n" for m in methods)
    text = (
        f"Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Api:\n    Cors: {cors}\nResources:\n  F:\n"
        f"    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n      Events:\n{events}"
    )
    found = asked(read_api(text, name="template.yaml").api, "OPTIONS", "/Prod/pets")
    assert isinstance(found, Match), found
    answer = mock_answer(found.route, HttpRequest("OPTIONS", f"{HOST}/Prod/pets"), context={})
    same(answer, status=200, headers=headers, body=b"{}\n")


REST_IDS = {"x-amzn-RequestId": IDS["requestId"], "x-amz-apigw-id": IDS["extendedRequestId"]}
rest.add("a response is dated and names its ids", SNAPSHOT, "recorded", partial(carries, Api(), **REST_IDS))
rest.add("names are in lower case over HTTP/2", "RFC 9113, section 8.2.1", "documented", partial(in_lower_case, Api()))
GET_A = api_of("GET /a")
rest.add("a refusal names its ids", SNAPSHOT, "inferred", partial(refusal_carries, GET_A, 403, **REST_IDS))
HTTP = Api(type="HTTP")
HTTP_IDS = {"Apigw-Requestid": IDS["extendedRequestId"]}
http.add("a response is dated and names its id", SNAPSHOT, "recorded", partial(carries, HTTP, **HTTP_IDS))
http.add("names are in lower case over HTTP/2", "RFC 9113, section 8.2.1", "documented", partial(in_lower_case, HTTP))
mock.add("the status is the integration response's", MOCKS, "documented", partial(answers, {"status": 204}, status=204))
mock.add(
    "without a template the body is empty", MOCKS, "documented", partial(answers, {"status": 200}, status=200, body=b"")
)
mock.add(
    "the response template is the body",
    MOCKS,
    "documented",
    partial(answers, {"status": 418, "body": "short"}, method="GET", status=418, body=b"short"),
)
ORIGIN = {"Access-Control-Allow-Origin": "*"}
mock.add(
    "static header values are sent as they are",
    CORS,
    "documented",
    partial(answers, {"status": 200, "headers": ORIGIN}, status=200, headers=ORIGIN),
)
mock.add(
    "the content type is JSON where no template names another",
    MOCKS,
    "inferred",
    partial(answers, {"status": 200}, status=200, headers={"Content-Type": "application/json"}),
)
mock.add(
    "no trace is named where no function ran",
    MOCKS,
    "inferred",
    partial(answers, {"status": 200}, status=200, absent=("X-Amzn-Trace-Id",)),
)
for fact, cors, methods, headers in (
    ("SAM's Cors allows the methods of the path and OPTIONS", "\"'*'\"", ("get", "post"), "GET,OPTIONS,POST"),
    ("SAM's Cors allows every method of ANY", "\"'*'\"", ("any",), "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT"),
    (
        "SAM's Cors allows the methods that it names",
        "{AllowOrigin: \"'*'\", AllowMethods: \"'GET'\"}",
        ("post",),
        "GET",
    ),
):
    expected = {**ORIGIN, "Access-Control-Allow-Methods": headers}
    mock.add(fact, SAM_CORS, "documented", partial(preflight, cors, methods, expected))
ROWS = (*rest.rows, *http.rows, *mock.rows)
