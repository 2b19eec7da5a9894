from __future__ import annotations

import base64
import threading
import time

import pytest
from botocore.stub import Stubber

from tests.deployed.endpoints import answer, endpoint, read_request
from workbench.deployed.invocation import CLIENT_CONTEXT_LIMIT, invoke, may_invoke, report_of
from workbench.deployed.log_stream import whole_log
from workbench.deployed.session import AwsSession, Waits
from workbench.deployed.target import Account, deployed_function
from workbench.errors import FunctionNotFound, InputError, ServiceError

SHORT = Waits(connect_s=0.2, read_s=0.2, invoke_s=0.2)
REPORT = (
    "REPORT RequestId: x\tDuration: 3.01 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\t\n"
)


def invoked_at(url: str, *, waits: Waits | None = None, cancelled: threading.Event | None = None):
    account = Account(region="us-east-1", endpoint_url=url)
    session = AwsSession(account, waits=waits)
    try:
        return invoke(session, deployed_function("aws:orders", account), b"{}", cancelled=cancelled)
    finally:
        session.close()


def test_an_endpoint_that_never_answers_is_given_up():
    over = threading.Event()

    def silent(connection):
        read_request(connection)
        over.wait(60)

    with endpoint(silent) as url:
        with pytest.raises(ServiceError, match="took the request and did not answer in time") as raised:
            invoked_at(url, waits=SHORT)
        over.set()
    assert "The function may go on running" in raised.value.mend


def test_a_half_open_connection_is_given_up():
    over = threading.Event()

    def half_open(connection):
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
        over.wait(60)

    with endpoint(half_open) as url:
        with pytest.raises(ServiceError) as raised:
            invoked_at(url, waits=SHORT)
        over.set()
    assert "The function may go on running" in raised.value.mend


def test_an_invocation_is_sent_once_whatever_happens():
    seen = []

    def broken(connection):
        seen.append(read_request(connection))
        connection.sendall(b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")

    with endpoint(broken) as url, pytest.raises(ServiceError, match="the service failed"):
        invoked_at(url)
    assert len(seen) == 1


def test_cancelling_stops_the_waiting_and_says_that_the_function_goes_on():
    cancelled, over = threading.Event(), threading.Event()

    def slow(connection):
        read_request(connection)
        cancelled.set()
        over.wait(60)

    with endpoint(slow) as url:
        started = time.monotonic()
        with pytest.raises(ServiceError, match="orders goes on running in AWS"):
            invoked_at(url, cancelled=cancelled)
        assert time.monotonic() - started < 5
        over.set()


def test_one_that_can_be_cancelled_gives_its_outcome_and_its_errors():
    never = threading.Event()
    tail = base64.b64encode(REPORT.encode()).decode()
    headers = ("X-Amz-Function-Error: Unhandled", f"X-Amz-Log-Result: {tail}", "X-Amz-Executed-Version: 7")
    with endpoint(answer("200 OK", b'{"errorType": "KeyError"}', headers)) as url:
        outcome = invoked_at(url, cancelled=never)
    assert (outcome.function_error, outcome.error_type, outcome.executed_version) == ("Unhandled", "KeyError", "7")
    assert outcome.report is not None
    assert outcome.report.max_memory_used_mb == 36
    refusal = answer("429 Too Many", b"{}", ("x-amzn-ErrorType: TooManyRequestsException",))
    with endpoint(refusal) as url, pytest.raises(ServiceError, match="throttling"):
        invoked_at(url, cancelled=never)


def test_a_log_header_of_six_megabytes_ends_in_a_clear_message():
    flood = answer("200 OK", b"{}", ("X-Amz-Log-Result: " + "QUFB" * 1_500_000,))
    with endpoint(flood) as url, pytest.raises(ServiceError, match="header of more than 64 KB"):
        invoked_at(url)


def test_a_log_that_is_no_base64_does_not_lose_the_result():
    with endpoint(answer("200 OK", b"{}", ("X-Amz-Log-Result: A",))) as url:
        outcome = invoked_at(url)
    assert (outcome.payload, outcome.log) == (b"{}", ())


def test_a_payload_of_six_megabytes_arrives_whole():
    payload = b'"' + b"x" * 6_000_000 + b'"'
    with endpoint(answer("200 OK", payload)) as url:
        assert invoked_at(url).payload == payload


def test_a_dry_run_tells_whether_i_may_invoke(session):
    function = deployed_function("aws:orders", session.account)
    with Stubber(session.client("lambda", invokes=True)) as stub:
        stub.add_response("invoke", {"StatusCode": 204})
        assert may_invoke(session, function)
        stub.add_client_error("invoke", "AccessDeniedException", "no", http_status_code=403)
        assert not may_invoke(session, function)


def test_a_qualifier_that_is_not_there_is_told_from_a_function_that_is_not(session):
    with Stubber(session.client("lambda", invokes=True)) as stub, Stubber(session.client("lambda")) as listing:
        stub.add_client_error("invoke", "ResourceNotFoundException", "Function not found: x", http_status_code=404)
        arn = "arn:aws:lambda:eu-west-1:111122223333:function:orders"
        listing.add_response("list_functions", {"Functions": [{"FunctionName": "orders", "FunctionArn": arn}]})
        with pytest.raises(FunctionNotFound) as raised:
            invoke(session, deployed_function("aws:orders:lvie", session.account), b"{}")
    assert raised.value.mend == "The function is there; 'lvie' is no version or alias of it."


def test_a_client_context_has_a_limit(session):
    with pytest.raises(InputError, match=f"the limit is {CLIENT_CONTEXT_LIMIT}"):
        invoke(session, deployed_function("aws:orders", session.account), b"{}", client_context="x" * 3000)


def test_a_tail_without_a_report_has_no_figures():
    assert report_of("START RequestId: x\nhello\n") is None


def test_a_log_of_six_megabytes_is_read_whole_and_only_the_lines_of_the_run(session):
    line = "x" * 1000
    events = [event("START RequestId: me", 1)] + [event(line, 2)] * 6000 + [event("REPORT RequestId: me", 3)]
    others = [event("START RequestId: you", 1, "other"), event("not mine", 2, "other")]
    with Stubber(session.client("logs")) as stub:
        stub.add_response("filter_log_events", {"events": others + events[:3000], "nextToken": "n"})
        stub.add_response("filter_log_events", {"events": events[3000:]})
        found = whole_log(session, "orders", "me", since_ms=0)
    assert len(found) == 6002
    assert sum(len(each.text) for each in found) > 6_000_000


def test_a_report_that_is_late_is_waited_for(session):
    waited: list[float] = []
    with Stubber(session.client("logs")) as stub:
        stub.add_response("filter_log_events", {"events": [event("START RequestId: me", 1)]})
        stub.add_response(
            "filter_log_events", {"events": [event("START RequestId: me", 1), event("REPORT RequestId: me", 2)]}
        )
        found = whole_log(session, "orders", "me", since_ms=0, pause=waited.append)
    assert (len(found), len(waited)) == (2, 1)


def event(message: str, at: int, stream: str = "mine") -> dict[str, object]:
    return {"logStreamName": stream, "timestamp": at, "message": f"{message}\n", "ingestionTime": at, "eventId": "e"}
