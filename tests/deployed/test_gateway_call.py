from __future__ import annotations

import pytest
from botocore.stub import ANY, Stubber

from tests.deployed.endpoints import endpoint, read_request
from workbench.deployed.gateway_call import call_stage, run_method_test
from workbench.errors import ServiceError
from workbench.events.http import HttpRequest


def recorded(seen: list[bytes]):
    def behave(connection):
        seen.append(read_request(connection))
        connection.sendall(
            b"HTTP/1.1 201 Created\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
            b"Content-Length: 2\r\nConnection: close\r\n\r\nok"
        )

    return behave


def test_a_request_to_a_stage_goes_plain_and_the_answer_comes_as_it_is(session):
    seen: list[bytes] = []
    with endpoint(recorded(seen)) as url:
        request = HttpRequest("POST", f"{url}/test/a?b=1", (("X-Own", "1"), ("Authorization", "Bearer t")), b"body")
        found = call_stage(session, request, signed=False)
    assert (found.response.status, found.response.body, found.signed) == (201, b"ok", False)
    assert [value for name, value in found.response.headers if name.lower() == "set-cookie"] == ["a=1", "b=2"]
    assert b"POST /test/a?b=1 HTTP/1.1" in seen[0]
    assert b"Bearer t" in seen[0]
    assert seen[0].endswith(b"body")


def test_a_signed_one_carries_the_signature_instead(session):
    seen: list[bytes] = []
    with endpoint(recorded(seen)) as url:
        call_stage(session, HttpRequest("GET", f"{url}/test", (("Authorization", "Bearer t"),)), signed=True)
    assert b"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/" in seen[0]
    assert b"/eu-west-1/execute-api/aws4_request" in seen[0]
    assert b"Bearer t" not in seen[0]
    assert b"planted-secret" not in seen[0]


def test_a_host_that_is_not_there_is_said(session):
    with pytest.raises(ServiceError, match="cannot be reached"):
        call_stage(session, HttpRequest("GET", "http://127.0.0.1:9/test"), signed=False)


def test_the_console_s_test_of_a_method_gives_response_and_log(session):
    with Stubber(session.client("apigateway", invokes=True)) as stub:
        stub.add_response(
            "test_invoke_method",
            {
                "status": 200,
                "body": "{}",
                "multiValueHeaders": {"A": ["1", "2"]},
                "log": "Execution log",
                "latency": 12,
            },
            {
                "restApiId": "a1",
                "resourceId": "r1",
                "httpMethod": "GET",
                "pathWithQueryString": "/pets?x=1",
                "body": "",
                "multiValueHeaders": ANY,
                "stageVariables": {},
            },
        )
        found = run_method_test(session, "a1", "r1", HttpRequest("GET", "https://h/pets?x=1", (("K", "v"),)))
    assert found.response.headers == (("A", "1"), ("A", "2"))
    assert (found.log, found.latency_ms) == ("Execution log", 12)
