"""The Lambda Extensions API as a state machine, and as much of the Telemetry and Logs APIs as agents need to start.

Calls and limits as in "Using the Lambda Extensions API to create extensions"; statuses, error types and the texts of
refusals as AWS's runtime interface emulator answers them (aws-lambda-runtime-interface-emulator, probed).
"""

from __future__ import annotations

import json
from uuid import UUID, uuid4

from workbench.runtime.http_wire import answer
from workbench.runtime.limits import MAX_EXTENSIONS

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.runtime.function import LocalFunction
    from workbench.runtime.http_wire import ApiRequest
    from workbench.runtime.runtime_api import Invocation

EXTENSION = "/2020-01-01/extension/"
TELEMETRY = ("/2022-07-01/telemetry", "/2020-08-15/logs")
IDENTIFIER = "lambda-extension-identifier"
_KINDS = ("INVOKE", "SHUTDOWN")


class Extension:
    """One that registered, or that was started and has not yet."""

    __slots__ = ("error_type", "events", "external", "identifier", "name", "state")

    def __init__(self, name: str, *, external: bool) -> None:
        self.name = name
        self.external = external
        """A process of its own, from a layer; an internal one lives in the runtime's process."""
        self.identifier = str(uuid4())
        self.events: tuple[str, ...] = ()
        self.state = "Started" if external else "Registered"
        """AWS's word for it: Started, Registered, Ready, Running, InitError, ExitError, LaunchError."""
        self.error_type = ""

    def line(self) -> str:
        """The line that AWS logs about it when the init phase is over (elastic/apm-aws-lambda, pull request 145)."""
        failed = f"\tError Type: {self.error_type}" if self.error_type else ""
        return f"EXTENSION\tName: {self.name}\tState: {self.state}\tEvents: [{','.join(self.events)}]{failed}"


class ExtensionsApi:
    """The extensions of one execution environment: who registered for what, and who waits for an event."""

    def __init__(self, function: LocalFunction) -> None:
        self.extensions: list[Extension] = []
        self.reported = ""
        """The type of the first failure that an extension reported itself."""
        self.ending = b""
        """The SHUTDOWN event, once the environment ends."""
        self._function = function

    def launched(self, name: str) -> Extension:
        """Take note of an external extension whose process starts now."""
        extension = Extension(name, external=True)
        self.extensions.append(extension)
        return extension

    @property
    def registered(self) -> bool:
        """Whether every external extension registered; the runtime starts after that."""
        return all(extension.state != "Started" for extension in self.extensions)

    @property
    def ready(self) -> bool:
        """Whether every extension asked for its next event: the init phase, or an invocation, is over for them."""
        return all(extension.state == "Ready" for extension in self.extensions)

    @property
    def follow_invocations(self) -> bool:
        """Whether one of them registered for INVOKE, so that an invocation lasts until it is done."""
        return any("INVOKE" in extension.events for extension in self.extensions)

    def invoke(self, invocation: Invocation) -> Iterable[tuple[str, bytes]]:
        """The identifiers of those who registered for INVOKE, each with the answer that carries the event."""
        event = {
            "eventType": "INVOKE",
            "deadlineMs": invocation.deadline_ms,
            "requestId": invocation.request_id,
            "invokedFunctionArn": invocation.arn,
            "tracing": {"type": "X-Amzn-Trace-Id", "value": invocation.trace_id},
        }
        return self._tell("INVOKE", event)

    def shut_down(self, *, reason: str, deadline_ms: int) -> Iterable[tuple[str, bytes]]:
        """The same for SHUTDOWN; who is busy now gets it as the answer to its next question."""
        event = {"eventType": "SHUTDOWN", "deadlineMs": deadline_ms, "shutdownReason": reason}
        self.ending = _event(event)
        return self._tell("SHUTDOWN", event)

    def left(self, identifier: str) -> None:
        """The connection on which an extension waited is gone; it may ask again."""
        for extension in self.extensions:
            if extension.identifier == identifier and extension.state == "Ready":
                extension.state = "Running"

    def handle(self, request: ApiRequest, *, path: str, started: bool) -> bytes | None:
        """The answer to a call of an agent; None leaves it waiting until there is an event."""
        if path in TELEMETRY and request.method == "PUT":
            kind = "Telemetry" if path == TELEMETRY[0] else "Logs"
            return _said(202, f"{kind}.NotSupported", f"{kind} API is not supported")
        call = path.removeprefix(EXTENSION)
        if call == "register" and request.method == "POST":
            return self._register(request, started=started)
        if (request.method, call) not in (("GET", "event/next"), ("POST", "init/error"), ("POST", "exit/error")):
            return answer(404, b"404 page not found\n", content_type="text/plain")
        identifier = request.headers.get(IDENTIFIER, "")
        if not identifier:
            return _refused("MissingExtensionIdentifier", "Missing Lambda-Extension-Identifier header")
        if not _is_uuid(identifier):
            return _refused("InvalidExtensionIdentifier", "Invalid Lambda-Extension-Identifier")
        extension = next((known for known in self.extensions if known.identifier == identifier), None)
        if extension is None:
            return _refused("UnknownExtensionIdentifier", f"Unknown extension {identifier}")
        return self._next(extension) if call == "event/next" else self._failed(extension, request, call=call)

    def _register(self, request: ApiRequest, *, started: bool) -> bytes:
        name = request.headers.get("lambda-extension-name", "")
        if not name:
            return _refused("InvalidExtensionName", "Empty extension name")
        try:
            said = json.loads(bytes(request.body))
            events = tuple(str(event) for event in said.get("events") or ())
        except (ValueError, AttributeError, TypeError, RecursionError) as error:
            return _said(403, "InvalidRequestFormat", f"The body is no registration: {error}")
        if said.get("configurationKeys"):
            said_about_keys = "configurationKeys are deprecated; use environment variables instead"
            return _said(403, "InvalidRequestFormat", said_about_keys)
        known = next((other for other in self.extensions if other.name == name), None)
        external = known is not None and known.external
        for event in events:
            if event not in _KINDS:
                return _refused("InvalidEventType", f"{event}: ErrorInvalidEventType")
            if event == "SHUTDOWN" and not external:
                return _refused("InvalidEventType", f"{event}: ShutdownEventNotSupportedForInternalExtension")
        if known is not None and known.state != "Started":
            return _not_now(known, "Registered", of=name)
        if known is None:
            if started:
                return _refused("RegistrationClosed", "Extension registration closed already")
            if len(self.extensions) >= MAX_EXTENSIONS:
                return _refused("TooManyExtensions", f"Extension limit ({MAX_EXTENSIONS}) reached")
            known = Extension(name, external=False)
            self.extensions.append(known)
        known.state, known.events = "Registered", events
        function = {
            "functionName": self._function.name,
            "functionVersion": self._function.executed_version,
            "handler": self._function.handler,
        }
        if "accountId" in request.headers.get("lambda-extension-accept-feature", ""):
            function["accountId"] = self._function.account_id
        body = json.dumps(function, separators=(",", ":")).encode()
        return answer(200, body, headers=f"Lambda-Extension-Identifier: {known.identifier}\r\n")

    def _next(self, extension: Extension) -> bytes | None:
        if extension.state not in ("Registered", "Running"):
            return _not_now(extension, "Ready", of=extension.identifier)
        if self.ending and "SHUTDOWN" in extension.events:
            extension.state = "Running"
            return self.ending
        extension.state = "Ready"
        return None

    def _failed(self, extension: Extension, request: ApiRequest, *, call: str) -> bytes:
        error_type = request.headers.get("lambda-extension-function-error-type", "")
        if not error_type:
            return _refused("MissingHeader", "Lambda-Extension-Function-Error-Type not found")
        target = "InitError" if call == "init/error" else "ExitError"
        allowed = ("Registered",) if target == "InitError" else ("Registered", "Ready", "Running")
        if extension.state not in (*allowed, target):
            return _not_now(extension, target, of=extension.identifier)
        if extension.state != target:
            extension.state, extension.error_type = target, error_type
        self.reported = self.reported or f"Extension.{target}"
        return answer(202, b'{"status":"OK"}\n')

    def _tell(self, kind: str, event: dict[str, object]) -> list[tuple[str, bytes]]:
        told = [each for each in self.extensions if kind in each.events and each.state == "Ready"]
        for extension in told:
            extension.state = "Running"
        return [(extension.identifier, _event(event)) for extension in told]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _event(event: dict[str, object]) -> bytes:
    body = json.dumps(event, separators=(",", ":")).encode()
    return answer(200, body, headers=f"Lambda-Extension-Event-Identifier: {uuid4()}\r\n")


def _not_now(extension: Extension, target: str, *, of: str) -> bytes:
    return _refused(
        "InvalidExtensionState",
        f"State transition from {extension.state} to {target} failed for extension {of}."
        " Error: State transition is not allowed",
    )


def _refused(error_type: str, message: str) -> bytes:
    return _said(403, f"Extension.{error_type}", message)


def _said(status: int, error_type: str, message: str) -> bytes:
    body = json.dumps({"errorMessage": message, "errorType": error_type}, separators=(",", ":"))
    return answer(status, body.encode() + b"\n")
