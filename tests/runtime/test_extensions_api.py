from __future__ import annotations

import json

import pytest

from workbench.runtime.extensions_api import EXTENSION, IDENTIFIER, ExtensionsApi
from workbench.runtime.function import LocalFunction
from workbench.runtime.http_wire import ApiRequest
from workbench.runtime.runtime_api import Invocation

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def api():
    return ExtensionsApi(LocalFunction("orders", "app.handler", ".", qualifier="7"))


def ask(api, call, *, method="POST", body=b"", started=False, **headers):
    """The status, error type and headers of an answer; None where the extension waits."""
    request = ApiRequest(
        method, EXTENSION + call, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )
    request.body = body
    said = api.handle(request, path=request.path, started=started)
    if said is None:
        return None
    head, _, text = said.partition(b"\r\n\r\n")
    lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    return int(head[9:12]), json.loads(text), lines


def register(api, name, *events, **headers):
    body = json.dumps({"events": events}).encode()
    return ask(api, "register", body=body, lambda_extension_name=name, **headers)


def following(api, identifier):
    return ask(api, "event/next", method="GET", **{IDENTIFIER.replace("-", "_"): identifier})


def test_registration_tells_about_the_function(api):
    status, said, headers = register(api, "agent", "INVOKE")
    assert (status, said) == (200, {"functionName": "orders", "functionVersion": "7", "handler": "app.handler"})
    assert len(headers["Lambda-Extension-Identifier"]) == 36


def test_account_is_told_to_those_who_ask_for_it(api):
    _, said, _ = register(api, "agent", lambda_extension_accept_feature="accountId")
    assert said["accountId"] == "123456789012"


@pytest.mark.parametrize(
    ("name", "body", "started", "error_type", "message"),
    [
        ("", b"{}", False, "Extension.InvalidExtensionName", "Empty extension name"),
        ("a", b'{"events":["BAD"]}', False, "Extension.InvalidEventType", "BAD: ErrorInvalidEventType"),
        (
            "a", b'{"events":["SHUTDOWN"]}', False, "Extension.InvalidEventType",
            "SHUTDOWN: ShutdownEventNotSupportedForInternalExtension",
        ),
        (
            "a", b'{"events":[],"configurationKeys":["k"]}', False, "InvalidRequestFormat",
            "configurationKeys are deprecated; use environment variables instead",
        ),
        ("a", b"nonsense", False, "InvalidRequestFormat", "The body is no registration"),
        ("a", b"", False, "InvalidRequestFormat", "The body is no registration"),
        ("a", b"[" * 100_000, False, "InvalidRequestFormat", "The body is no registration"),
        ("a", b"[]", False, "InvalidRequestFormat", "The body is no registration"),
        ("a", b'{"events":3}', False, "InvalidRequestFormat", "The body is no registration"),
        ("a", b'{"events":[]}', True, "Extension.RegistrationClosed", "Extension registration closed already"),
    ],
)  # fmt: skip
def test_registration_that_is_refused(api, name, body, started, error_type, message):
    status, said, _ = ask(api, "register", body=body, started=started, lambda_extension_name=name)
    assert (status, said["errorType"]) == (403, error_type)
    assert said["errorMessage"].startswith(message)


def test_name_registers_once_and_only_ten_do(api):
    for number in range(10):
        assert register(api, f"agent-{number}")[0] == 200
    status, said, _ = register(api, "agent-0")
    assert (status, said["errorType"]) == (403, "Extension.InvalidExtensionState")
    status, said, _ = register(api, "eleventh")
    assert (status, said["errorType"], said["errorMessage"]) == (
        403, "Extension.TooManyExtensions", "Extension limit (10) reached",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("identifier", "error_type"),
    [
        ("", "Extension.MissingExtensionIdentifier"),
        ("xx", "Extension.InvalidExtensionIdentifier"),
        (NOBODY, "Extension.UnknownExtensionIdentifier"),
    ],
)
def test_calls_of_strangers_are_refused(api, identifier, error_type):
    status, said, _ = following(api, identifier)
    assert (status, said["errorType"]) == (403, error_type)


def test_event_goes_to_those_who_registered_for_it_and_wait(api):
    wants, waits = (
        register(api, name, *events)[2]["Lambda-Extension-Identifier"]
        for name, events in (("a", ["INVOKE"]), ("b", []))
    )
    assert not api.ready
    assert following(api, wants) is following(api, waits) is None
    assert api.ready
    assert following(api, waits)[1]["errorMessage"] == (
        f"State transition from Ready to Ready failed for extension {waits}. Error: State transition is not allowed"
    )
    invocation = Invocation("r-1", b"{}", deadline_ms=99, arn="arn:f")
    invocation.trace_id = "Root=1"
    ((told, answer),) = api.invoke(invocation)
    assert (told, api.ready) == (wants, False)
    assert json.loads(answer.partition(b"\r\n\r\n")[2]) == {
        "eventType": "INVOKE",
        "deadlineMs": 99,
        "requestId": "r-1",
        "invokedFunctionArn": "arn:f",
        "tracing": {"type": "X-Amzn-Trace-Id", "value": "Root=1"},
    }
    assert following(api, wants) is None
    assert api.ready


def test_who_is_busy_when_the_environment_ends_hears_of_it_with_its_next_question(api):
    api.launched("agent")
    identifier = register(api, "agent", "SHUTDOWN")[2]["Lambda-Extension-Identifier"]
    assert not list(api.shut_down(reason="timeout", deadline_ms=5))
    status, said, headers = following(api, identifier)
    assert (status, said) == (200, {"eventType": "SHUTDOWN", "deadlineMs": 5, "shutdownReason": "timeout"})
    assert headers["Lambda-Extension-Event-Identifier"]


def test_connection_that_broke_while_waiting_may_ask_again(api):
    identifier = register(api, "agent", "INVOKE")[2]["Lambda-Extension-Identifier"]
    assert following(api, identifier) is None
    api.left(identifier)
    assert not api.ready
    assert following(api, identifier) is None


def test_failure_that_an_extension_reports_is_kept_and_the_first_counts(api):
    identifier = register(api, "agent")[2]["Lambda-Extension-Identifier"]
    known = {"lambda_extension_identifier": identifier}
    assert ask(api, "init/error", **known)[1]["errorType"] == "Extension.MissingHeader"
    for error_type in ("Extension.Mine", "Extension.Other"):
        assert ask(api, "init/error", **known, lambda_extension_function_error_type=error_type)[0] == 202
    assert api.reported == "Extension.InitError"
    assert api.extensions[0].line() == (
        "EXTENSION\tName: agent\tState: InitError\tEvents: []\tError Type: Extension.Mine"
    )
    assert ask(api, "exit/error", **known, lambda_extension_function_error_type="x")[0] == 403


@pytest.mark.parametrize(("method", "call"), [("POST", "event/next"), ("GET", "register"), ("GET", "other")])
def test_other_calls_are_not_found(api, method, call):
    request = ApiRequest(method, EXTENSION + call, headers={})
    assert api.handle(request, path=request.path, started=False).startswith(b"HTTP/1.1 404 ")
