"""The Lambda Runtime API as a state machine: what each call of a runtime means and what it is answered.

Statuses and error types as AWS's runtime interface emulator answers them (aws-lambda-runtime-interface-emulator,
probed) and as documented in "Using the Lambda runtime API".
"""

from __future__ import annotations

from workbench.runtime.http_wire import ApiRequest, answer
from workbench.runtime.limits import MAX_PAYLOAD, MAX_STREAMED

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.runtime.extensions_api import ExtensionsApi

RUNTIME = "/2018-06-01/runtime/"
EXTENSIONS = ("/2020-01-01/extension/", "/2022-07-01/telemetry", "/2020-08-15/logs")
ACCEPTED = answer(202, b'{"status":"OK"}\n')
PARKED = None
"""The answer comes later: with the next event."""


class Invocation:
    """One event on its way through a runtime, and what came back."""

    __slots__ = ("arn", "client_context", "deadline_ms", "event", "identity", "request_id", "result", "trace_id")

    def __init__(self, request_id: str, event: bytes, *, deadline_ms: int, arn: str) -> None:
        self.request_id = request_id
        self.event = event
        self.deadline_ms = deadline_ms
        self.arn = arn
        self.trace_id = ""
        self.client_context = ""
        self.identity = ""
        self.result: Result | None = None

    def head(self) -> bytes:
        """The header lines and length of the answer that carries the event."""
        lines = [
            "HTTP/1.1 200 OK",
            "Content-Type: application/json",
            f"Lambda-Runtime-Aws-Request-Id: {self.request_id}",
            f"Lambda-Runtime-Deadline-Ms: {self.deadline_ms}",
            f"Lambda-Runtime-Invoked-Function-Arn: {self.arn}",
        ]
        if self.trace_id:
            lines.append(f"Lambda-Runtime-Trace-Id: {self.trace_id}")
        if self.client_context:
            lines.append(f"Lambda-Runtime-Client-Context: {self.client_context}")
        if self.identity:
            lines.append(f"Lambda-Runtime-Cognito-Identity: {self.identity}")
        lines.append(f"Content-Length: {len(self.event)}\r\n\r\n")
        return "\r\n".join(lines).encode("utf-8")


class Result:
    """What a runtime posted for an invocation, or for its own start."""

    __slots__ = ("body", "content_type", "failed", "headers", "streamed", "too_large")

    def __init__(self, body: bytes, *, failed: bool, headers: dict[str, str]) -> None:
        self.body = body
        self.failed = failed
        self.headers = headers
        self.content_type = headers.get("content-type", "")
        self.streamed = False
        self.too_large = False


def refusal(status: int, error_type: str, message: str) -> bytes:
    """An error of the Runtime API in AWS's shape."""
    text = message.replace("\\", "\\\\").replace('"', '\\"')
    return answer(status, f'{{"errorMessage":"{text}","errorType":"{error_type}"}}\n'.encode())


class RuntimeApi:
    """The state of one process generation: starting, waiting for an event, running one, or having answered it."""

    def __init__(self, *, own: Callable[[ApiRequest], bytes | None], extensions: Callable[[], ExtensionsApi]) -> None:
        self.invocation: Invocation | None = None
        """The one that was delivered and is not finished."""
        self.init_error: Result | None = None
        self.polled = False
        """Whether the runtime ever asked for an event."""
        self.polled_headers: dict[str, str] = {}
        """Of the first request for an event."""
        self._own = own
        self._extensions = extensions

    def handle(self, request: ApiRequest) -> bytes | None:
        """The answer to a call; PARKED where it has to wait for an event."""
        path = request.path.partition("?")[0]
        if path.startswith(RUNTIME):
            return self._runtime(request, path[len(RUNTIME) :])
        if path in ("/ping", "/2018-06-01/ping"):
            return answer(200, b"pong", content_type="text/plain")
        if path.startswith("/workbench/"):
            return self._own(request)
        if path.startswith(EXTENSIONS):
            return self._extensions().handle(request, path=path, started=self.polled)
        return answer(404, b"404 page not found\n", content_type="text/plain")

    def _runtime(self, request: ApiRequest, call: str) -> bytes | None:
        if call == "invocation/next":
            if request.method != "GET":
                return refusal(405, "MethodNotAllowed", "Use GET")
            if self.invocation is not None and self.invocation.result is None:
                return refusal(403, "InvalidStateTransition", "State transition is not allowed")
            if not self.polled:
                self.polled, self.polled_headers = True, request.headers
            return PARKED
        if call == "init/error":
            if self.polled:
                return refusal(403, "InvalidStateTransition", "State transition is not allowed")
            self.init_error = Result(bytes(request.body), failed=True, headers=request.headers)
            return ACCEPTED
        if call.startswith("invocation/"):
            request_id, _, verb = call[len("invocation/") :].partition("/")
            if verb in ("response", "error") and request.method == "POST":
                return self._answered(request, request_id, failed=verb == "error")
        return answer(404, b"404 page not found\n", content_type="text/plain")

    def _answered(self, request: ApiRequest, request_id: str, *, failed: bool) -> bytes:
        invocation = self.invocation
        if invocation is None or request_id != invocation.request_id:
            return refusal(400, "InvalidRequestID", "Invalid request ID")
        if invocation.result is not None:
            return refusal(403, "InvalidStateTransition", "State transition is not allowed")
        mode = request.headers.get("lambda-runtime-function-response-mode", "")
        if mode.lower() not in ("", "buffered", "streaming"):
            return refusal(400, "InvalidFunctionResponseMode", "Invalid response mode")
        result = Result(bytes(request.body), failed=failed, headers=request.headers)
        result.streamed = mode.lower() == "streaming"
        if "lambda-runtime-function-error-type" in request.trailers:
            result.failed = True
            result.headers = {**request.headers, **request.trailers}
        result.too_large = len(request.body) > (MAX_STREAMED if result.streamed else MAX_PAYLOAD)
        invocation.result = result
        if result.too_large:
            return refusal(
                413, "RequestEntityTooLarge", f"Exceeded maximum allowed payload size ({MAX_PAYLOAD} bytes)."
            )
        return ACCEPTED
