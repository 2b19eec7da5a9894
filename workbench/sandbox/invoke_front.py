"""Lambda's Invoke API in front of the sandbox, answered by the local runtime."""

from __future__ import annotations

import base64
import binascii
import json
import re
import threading
import time
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.events.outcome import LogLine, Outcome
from workbench.runtime.limits import MAX_EVENT
from workbench.sandbox.deployment import Deployed, NotDeployedError, NotRunnableError
from workbench.sandbox.message import ACCOUNT_ID, Answer, refusal

if TYPE_CHECKING:
    from workbench.runtime.local import LocalRuntime
    from workbench.sandbox.deployment import Deployments
    from workbench.sandbox.log_delivery import LogDelivery
    from workbench.sandbox.message import Asked

_INVOCATIONS = re.compile(r"/2015-03-31/functions/(?P<name>[^/]+)/invocations/?")
_INVOKE_ASYNC = re.compile(r"/2014-11-13/functions/(?P<name>[^/]+)/invoke-async/?")
_KINDS = ("RequestResponse", "Event", "DryRun")
_TAIL = 4096
_CLIENT_CONTEXT = 3583
"""Bytes in base64; the Invoke API reference states it."""
_LIMIT = {"RequestResponse": MAX_EVENT, "Event": 1_048_576}
"""Bytes of a payload; that of an asynchronous one as of the AWS Lambda quotas page."""


class InvokeFront:
    """Runs deployed functions in the local runtime, and delivers their logs."""

    def __init__(self, runtime: LocalRuntime, deployments: Deployments, logs: LogDelivery) -> None:
        self._runtime = runtime
        self._deployments = deployments
        self._logs = logs
        self._lock = threading.Lock()
        self._running: dict[str, int] = {}
        self._background: list[threading.Thread] = []
        self._closing = threading.Event()
        self._remarked_on: set[str] = set()

    def answer(self, asked: Asked) -> Answer | None:
        """The answer to an Invoke; None for any other request."""
        found = _INVOCATIONS.fullmatch(asked.path) or _INVOKE_ASYNC.fullmatch(asked.path)
        if asked.method != "POST" or found is None:
            return None
        is_async = found.re is _INVOKE_ASYNC
        kind = "Event" if is_async else asked.header("X-Amz-Invocation-Type") or "RequestResponse"
        name, qualifier = _plain(found["name"], asked.query.get("Qualifier", [""])[0])
        if kind not in _KINDS:
            return refusal(400, "InvalidParameterValueException", f"{kind} is none of {', '.join(_KINDS)}")
        try:
            deployed = self._deployments.find(name, qualifier, account_id=ACCOUNT_ID, region=asked.region)
        except NotDeployedError:
            arn = f"arn:aws:lambda:{asked.region}:{ACCOUNT_ID}:function:{name}:{qualifier or '$LATEST'}"
            return refusal(404, "ResourceNotFoundException", f"Function not found: {arn}")
        except NotRunnableError as error:
            # 502 at AWS, which clients take for a reason to try again.
            return refusal(400, "InvalidRuntimeException", str(error))
        return self._invoke(asked, deployed, kind)

    def run(self, deployed: Deployed, payload: bytes, *, request_id: str = "", client_context: str = "") -> Outcome:
        """One invocation, with its log delivered; an error of this machine is a failure of the function's runtime."""
        function, began = deployed.function, time.time()
        request_id = request_id or str(uuid.uuid4())
        stream = self._logs.take(function, began=began)
        try:
            outcome = self._runtime.invoke(
                function, payload, request_id=request_id, client_context=client_context, cancelled=self._closing
            )
        except WorkbenchError as error:
            said = json.dumps({"errorType": "Runtime.Unavailable", "errorMessage": str(error)})
            line = LogLine(str(error), stream="platform")
            outcome = Outcome(request_id, said.encode(), "Unhandled", "Runtime.Unavailable", log=(line,))
        outcome = self._remarked(deployed, outcome)
        self._logs.deliver(function, stream, outcome, began=began)
        return outcome

    def _remarked(self, deployed: Deployed, outcome: Outcome) -> Outcome:
        """The outcome with what is not as the function is configured, said once for each of its code."""
        if not deployed.remark:
            return outcome
        with self._lock:
            if deployed.function.code in self._remarked_on:
                return outcome
            self._remarked_on.add(deployed.function.code)
        return replace(outcome, log=(LogLine(deployed.remark, stream="platform"), *outcome.log))

    def close(self) -> None:
        """End the invocations that are under way."""
        self._closing.set()
        for thread in self._background:
            thread.join()

    def _invoke(self, asked: Asked, deployed: Deployed, kind: str) -> Answer:
        payload = asked.body or b"{}"
        refused, client_context = _check(payload, kind, asked.header("X-Amz-Client-Context"))
        if refused is not None:
            return refused
        request_id = str(uuid.uuid4())
        version = deployed.function.executed_version
        identity = (("x-amzn-RequestId", request_id), ("X-Amz-Executed-Version", version))
        if kind == "DryRun":
            return Answer(204, identity)
        if not self._enter(deployed):
            return refusal(
                429,
                "TooManyRequestsException",
                "Rate Exceeded.",
                Reason="ReservedFunctionConcurrentInvocationLimitExceeded",
            )
        if kind == "Event":
            self._start(deployed, payload, request_id)
            return Answer(202, identity)
        try:
            outcome = self.run(deployed, payload, request_id=request_id, client_context=client_context)
        finally:
            self._leave(deployed)
        headers = [("Content-Type", "application/json"), *identity]
        if outcome.function_error:
            headers.append(("X-Amz-Function-Error", outcome.function_error))
        if asked.header("X-Amz-Log-Type") == "Tail":
            tail = outcome.log_text.encode()[-_TAIL:]
            headers.append(("X-Amz-Log-Result", base64.b64encode(tail).decode()))
        return Answer(200, tuple(headers), outcome.payload)

    def _start(self, deployed: Deployed, payload: bytes, request_id: str) -> None:
        def work() -> None:
            try:
                self.run(deployed, payload, request_id=request_id)
            finally:
                self._leave(deployed)

        thread = threading.Thread(target=work, name=f"invoke {deployed.function.name}")
        with self._lock:
            self._background = [one for one in self._background if one.is_alive()]
            self._background.append(thread)
        thread.start()

    def _enter(self, deployed: Deployed) -> bool:
        name = deployed.function.name
        with self._lock:
            running = self._running.get(name, 0)
            if deployed.concurrency is not None and running >= deployed.concurrency:
                return False
            self._running[name] = running + 1
        return True

    def _leave(self, deployed: Deployed) -> None:
        with self._lock:
            self._running[deployed.function.name] -= 1


def _check(payload: bytes, kind: str, context: str) -> tuple[Answer | None, str]:
    """What is wrong with an Invoke, and its client context in plain JSON."""
    limit = _LIMIT.get(kind)
    if limit is not None and len(payload) > limit:
        said = f"{len(payload)} byte payload is too large for the {kind} invocation type (limit {limit} bytes)"
        return refusal(413, "RequestTooLargeException", said), ""
    try:
        json.loads(payload)
    except (ValueError, RecursionError) as error:
        said = f"Could not parse request body into json: {error}"
        return refusal(400, "InvalidRequestContentException", said), ""
    if not context:
        return None, ""
    try:
        client_context = base64.b64decode(context, validate=True).decode()
        json.loads(client_context)
    except (binascii.Error, ValueError):
        return refusal(
            400, "InvalidRequestContentException", "Client context must be a valid Base64-encoded JSON object."
        ), ""
    if len(context) > _CLIENT_CONTEXT:
        return refusal(
            400, "InvalidRequestContentException", f"Client context must be at most {_CLIENT_CONTEXT} bytes."
        ), ""
    return None, client_context


def _plain(name: str, qualifier: str) -> tuple[str, str]:
    """A function name and qualifier out of a name, `name:qualifier`, partial ARN or ARN."""
    tail = name.rpartition("function:")[2]
    plain, _, own = tail.partition(":")
    return plain, qualifier or own
