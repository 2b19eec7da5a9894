"""One synchronous invocation of a deployed function, and what its log tail tells."""

from __future__ import annotations

import base64
import json
import re
import threading
import time
from typing import TYPE_CHECKING

from workbench.deployed.functions import not_found
from workbench.deployed.service_error import code_of, in_words, said_by
from workbench.errors import InputError, ServiceError
from workbench.events.outcome import LogLine, Outcome, Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.deployed.session import AwsSession
    from workbench.deployed.target import DeployedFunction

CLIENT_CONTEXT_LIMIT = 3583
"""Bytes of the base64 text; the Invoke API reference states it."""
TAIL_LIMIT = 4096
"""Bytes of log that the Invoke API returns at most."""
_CANCEL_WITHIN_S = 0.05
_FIGURE = {
    "duration_ms": re.compile(r"\tDuration: ([\d.]+) ms"),
    "billed": re.compile(r"Billed Duration: (\d+) ms"),
    "size": re.compile(r"Memory Size: (\d+) MB"),
    "used": re.compile(r"Max Memory Used: (\d+) MB"),
    "init": re.compile(r"Init Duration: ([\d.]+) ms"),
}


def invoke(
    session: AwsSession,
    function: DeployedFunction,
    event: bytes,
    *,
    client_context: str = "",
    cancelled: threading.Event | None = None,
) -> Outcome:
    """Invoke once (RequestResponse, log tail asked for); never retried, so that nothing runs twice.

    When `cancelled` is set, the waiting ends and the function goes on: AWS has no way to stop it.

    Raises:
        InputError: the client context is too large.
        FunctionNotFound: no such function or qualifier; names those that are near.
        ServiceError: AWS refused or did not answer, or the waiting was cancelled.
    """
    words = {"FunctionName": function.name, "InvocationType": "RequestResponse", "LogType": "Tail"}
    if function.qualifier:
        words["Qualifier"] = function.qualifier
    if client_context:
        words["ClientContext"] = _client_context(client_context)
    if cancelled is None:
        return _invoke(session, function, words, event)
    return _waited_for(lambda: _invoke(session, function, words, event), cancelled, function)


def _invoke(session: AwsSession, function: DeployedFunction, words: dict[str, str], event: bytes) -> Outcome:
    started = time.perf_counter()
    with in_words("lambda:InvokeFunction", session.account):
        client = session.client("lambda", invokes=True)
        try:
            answer = client.invoke(**words, Payload=event)
        except client.exceptions.ResourceNotFoundException as error:
            raise not_found(session, function, said_by(error)) from error
        payload: bytes = answer["Payload"].read()
    log = _text_of(answer.get("LogResult", ""))
    took_ms = (time.perf_counter() - started) * 1000
    function_error = answer.get("FunctionError")
    return Outcome(
        request_id=answer["ResponseMetadata"].get("RequestId", ""),
        payload=payload,
        function_error=function_error,
        error_type=_error_type(payload) if function_error else None,
        executed_version=answer.get("ExecutedVersion", "$LATEST"),
        log=tuple(LogLine(line) for line in log.splitlines()),
        report=report_of(log),
        round_trip_ms=took_ms,
        extras={"status_code": answer["StatusCode"], "log_is_tail": len(log.encode()) >= TAIL_LIMIT - 1},
    )


def _waited_for(call: Callable[[], Outcome], cancelled: threading.Event, function: DeployedFunction) -> Outcome:
    """The outcome of a call on a thread of its own, which is left to itself when the waiting is cancelled."""
    ended = threading.Event()
    found: list[Outcome | Exception] = []

    def work() -> None:
        try:
            found.append(call())
        except Exception as error:  # noqa: BLE001 - handed to the thread that waits, which raises it
            found.append(error)
        ended.set()

    threading.Thread(target=work, name=f"invoke {function.name}", daemon=True).start()
    while not ended.wait(_CANCEL_WITHIN_S):
        if cancelled.is_set():
            raise ServiceError(
                f"the waiting was stopped; the function {function.name} goes on running in AWS",
                mend="Read its log before a new run: what it does is done.",
            )
    answer = found[0]
    if isinstance(answer, Exception):
        raise answer
    return answer


def may_invoke(session: AwsSession, function: DeployedFunction) -> bool:
    """Whether these credentials may invoke the function: a DryRun, which runs no code.

    It tells nothing about what API Gateway may do.

    Raises:
        ServiceError: AWS did not answer the question.
    """
    words = {"FunctionName": function.name, "InvocationType": "DryRun"}
    if function.qualifier:
        words["Qualifier"] = function.qualifier
    with in_words("lambda:InvokeFunction", session.account):
        try:
            answer = session.client("lambda", invokes=True).invoke(**words)
        except Exception as error:
            if code_of(error) == "AccessDeniedException":
                return False
            raise
    return int(answer["StatusCode"]) == 204


def report_of(log: str) -> Report | None:
    """The figures of the REPORT line in a log; None where the log has none, as when the tail cut it off."""
    line = next((line for line in reversed(log.splitlines()) if line.startswith("REPORT ")), "")
    found = {name: pattern.search(line) for name, pattern in _FIGURE.items()}
    duration, billed, size = found["duration_ms"], found["billed"], found["size"]
    if duration is None or billed is None or size is None:
        return None
    used, init = found["used"], found["init"]
    return Report(
        duration_ms=float(duration[1]),
        billed_duration_ms=int(billed[1]),
        memory_size_mb=int(size[1]),
        max_memory_used_mb=int(used[1]) if used else None,
        init_duration_ms=float(init[1]) if init else None,
    )


def _client_context(text: str) -> str:
    encoded = base64.b64encode(text.encode()).decode()
    if len(encoded) > CLIENT_CONTEXT_LIMIT:
        said = f"the client context is {len(encoded)} bytes in base64, the limit is {CLIENT_CONTEXT_LIMIT}"
        raise InputError(said, mend="Make it smaller.")
    return encoded


def _text_of(log_result: str) -> str:
    """The log tail; empty where an endpoint sends what is no base64, so that the result is not lost with it."""
    try:
        return base64.b64decode(log_result).decode("utf-8", "replace")
    except ValueError:
        return ""


def _error_type(payload: bytes) -> str | None:
    try:
        value = json.loads(payload)
    except ValueError:
        return None
    kind = value.get("errorType") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) else None
