from __future__ import annotations

import select
import socket
import struct
import threading

import pytest

from workbench.runtime.api_server import ApiServer
from workbench.runtime.extensions_api import ExtensionsApi
from workbench.runtime.function import LocalFunction
from workbench.runtime.http_wire import answer
from workbench.runtime.limits import MAX_PAYLOAD
from workbench.runtime.runtime_api import Invocation
from workbench.runtime.runtime_process import listen

RUNTIME = "/2018-06-01/runtime/"


class Served:
    """A server that a thread drives, and a client that talks to it."""

    def __init__(self) -> None:
        self.poller = select.poll()
        self.extensions = ExtensionsApi(LocalFunction("orders", "app.handler", "."))
        self.server = ApiServer(
            listen(), own=lambda request: answer(200), extensions=lambda: self.extensions, poller=self.poller
        )
        self.stop_r, self.stop_w = socket.socketpair()
        self.poller.register(self.stop_r.fileno(), select.POLLIN)
        self.todo: list[Invocation] = []
        self.thread = threading.Thread(target=self.drive)
        self.thread.start()
        self.client = self.connect()

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.server.port), timeout=10)

    def drive(self) -> None:
        while True:
            for fd, flags in self.poller.poll():
                if fd == self.stop_r.fileno():
                    return
                self.server.handle(fd, flags)
            if self.server.ready and self.todo:
                self.server.deliver(self.todo.pop())

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: str = "", *, host: str = ""
    ) -> tuple[int, str, bytes]:
        length = f"Content-Length: {len(body)}\r\n" if "Transfer-Encoding" not in headers else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {host or self.server.address}\r\n{headers}{length}\r\n"
        self.client.sendall(head.encode() + body)
        return self.answer()

    def answer(self) -> tuple[int, str, bytes]:
        data = b""
        while b"\r\n\r\n" not in data:
            data += self.client.recv(65536)
        head, _, body = data.partition(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        while len(body) < length:
            body += self.client.recv(65536)
        return int(head[9:12]), head.decode(), body

    def until(self, so) -> None:
        """Ask, which has the server look at its sockets, until something is so."""
        while not so():
            self.ask("GET", "/ping")

    def close(self) -> None:
        self.stop_w.send(b"x")
        self.thread.join()
        self.client.close()
        self.server.close()
        self.stop_r.close()
        self.stop_w.close()


@pytest.fixture
def served():
    made = Served()
    yield made
    made.close()


def deliver(served: Served, event: bytes = b"{}", **more: str) -> str:
    invocation = Invocation("r-1", event, deadline_ms=99, arn="arn:f")
    for name, value in more.items():
        setattr(invocation, name, value)
    served.todo.append(invocation)
    status, head, body = served.ask("GET", RUNTIME + "invocation/next")
    assert (status, body) == (200, event)
    return head


def test_event_comes_with_its_headers_and_empty_ones_are_left_out(served):
    head = deliver(served, b'{"a": 1}', trace_id="Root=1").lower()
    assert "lambda-runtime-aws-request-id: r-1" in head
    assert "lambda-runtime-deadline-ms: 99" in head
    assert "lambda-runtime-invoked-function-arn: arn:f" in head
    assert "lambda-runtime-trace-id: root=1" in head
    assert "client-context" not in head
    assert "cognito" not in head


def test_response_is_accepted_once(served):
    deliver(served)
    assert served.ask("POST", RUNTIME + "invocation/r-1/response", b"1")[::2] == (202, b'{"status":"OK"}\n')
    status, _, body = served.ask("POST", RUNTIME + "invocation/r-1/response", b"2")
    assert (status, b"InvalidStateTransition" in body) == (403, True)
    assert served.server.api.invocation.result.body == b"1"


@pytest.mark.parametrize("verb", ["response", "error"])
def test_unknown_request_id_is_refused(served, verb):
    deliver(served)
    status, _, body = served.ask("POST", RUNTIME + f"invocation/other/{verb}", b"1")
    assert (status, b"InvalidRequestID" in body) == (400, True)


def test_next_before_the_answer_is_refused(served):
    deliver(served)
    assert served.ask("GET", RUNTIME + "invocation/next")[0] == 403


def test_init_error_is_taken_only_before_the_first_next(served):
    assert served.ask("POST", RUNTIME + "init/error", b"{}")[0] == 202
    deliver(served)
    assert served.ask("POST", RUNTIME + "init/error", b"{}")[0] == 403


def test_error_is_told_by_its_endpoint(served):
    deliver(served)
    assert served.ask("POST", RUNTIME + "invocation/r-1/error", b"{}")[0] == 202
    assert served.server.api.invocation.result.failed


def test_result_of_the_limit_passes_and_one_byte_more_is_413(served):
    deliver(served)
    assert served.ask("POST", RUNTIME + "invocation/r-1/response", b"x" * MAX_PAYLOAD)[0] == 202
    assert not served.server.api.invocation.result.too_large


def test_result_over_the_limit_is_413(served):
    deliver(served)
    status, _, body = served.ask("POST", RUNTIME + "invocation/r-1/response", b"x" * (MAX_PAYLOAD + 1))
    assert (status, b"RequestEntityTooLarge" in body) == (413, True)


def test_streamed_response_with_a_failure_in_its_trailers(served):
    deliver(served)
    headers = "Lambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n"
    body = b"3\r\nabc\r\n0\r\nLambda-Runtime-Function-Error-Type: Function.X\r\n\r\n"
    assert served.ask("POST", RUNTIME + "invocation/r-1/response", body, headers)[0] == 202
    result = served.server.api.invocation.result
    assert (result.body, result.streamed, result.failed) == (b"abc", True, True)


def test_unknown_response_mode_is_refused(served):
    deliver(served)
    headers = "Lambda-Runtime-Function-Response-Mode: sideways\r\n"
    assert served.ask("POST", RUNTIME + "invocation/r-1/response", b"", headers)[0] == 400


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", RUNTIME + "restore/next", 404),
        ("POST", RUNTIME + "restore/error", 404),
        ("GET", "/2018-06-01/ping", 200),
        ("GET", "/ping", 200),
        ("GET", "/", 404),
        ("POST", RUNTIME + "invocation/next", 405),
        ("PUT", "/2022-07-01/telemetry", 202),
        ("PUT", "/2020-08-15/logs", 202),
        ("POST", "/2020-01-01/extension/init/error", 403),
    ],
)
def test_other_calls(served, method, path, status):
    assert served.ask(method, path)[0] == status


def test_extension_registers_before_the_runtime_is_up_and_then_waits(served):
    name = "Lambda-Extension-Name: agent\r\n"
    status, head, _ = served.ask("POST", "/2020-01-01/extension/register", b'{"events":["INVOKE"]}', name)
    identifier = head.lower().split("lambda-extension-identifier: ")[1].split("\r\n")[0]
    assert status == 200
    deliver(served)
    status, _, body = served.ask("POST", "/2020-01-01/extension/register", b"{}", name.replace("agent", "late"))
    assert (status, b"RegistrationClosed" in body) == (403, True)
    with served.connect() as other:
        head = f"GET /2020-01-01/extension/event/next HTTP/1.1\r\nHost: {served.server.address}\r\n"
        other.sendall(f"{head}Lambda-Extension-Identifier: {identifier}\r\n\r\n".encode())
        served.until(lambda: served.extensions.ready)
    served.until(lambda: not served.extensions.ready)


@pytest.mark.parametrize(
    "header", ["Origin: http://evil.example", "Sec-Fetch-Mode: no-cors", "sec-fetch-site: cross-site"]
)
def test_browsers_are_refused(served, header):
    assert served.ask("GET", "/ping", headers=header + "\r\n")[0] == 403


def test_wrong_host_is_refused(served):
    assert served.ask("GET", "/ping", host="evil.example")[0] == 403


def test_nonsense_is_answered_400(served):
    served.client.sendall(b"hello\r\n\r\n")
    assert served.answer()[0] == 400


def test_only_loopback_is_bound(served):
    assert served.server.address == f"127.0.0.1:{served.server.port}"


def test_client_that_waits_for_leave_to_send_gets_it(served):
    deliver(served)
    head = f"POST {RUNTIME}invocation/r-1/response HTTP/1.1\r\nHost: {served.server.address}\r\n"
    head += "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    served.client.sendall(head.encode())
    assert served.client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    served.client.sendall(b"ok")
    assert served.answer()[0] == 202


def test_runtime_that_died_while_it_waited_is_no_error_of_the_delivery():
    poller = select.poll()
    extensions = ExtensionsApi(LocalFunction("orders", "app.handler", "."))
    server = ApiServer(listen(), own=lambda request: answer(200), extensions=lambda: extensions, poller=poller)
    client = socket.create_connection(("127.0.0.1", server.port))
    client.sendall(f"GET {RUNTIME}invocation/next HTTP/1.1\r\nHost: {server.address}\r\n\r\n".encode())

    def waited_for() -> bool:
        return server.ready

    while not waited_for():
        for fd, flags in poller.poll():
            server.handle(fd, flags)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # as what is killed leaves it
    client.close()
    server.deliver(Invocation("r", b"{}", deadline_ms=0, arn="arn"))
    assert not waited_for()
    server.close()
