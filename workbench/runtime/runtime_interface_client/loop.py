# Pathlib would delay every cold start, this package runs under a name of its own, a handler may raise anything.
# ruff: noqa: PTH109, PTH116, PTH120, TID252, BLE001
"""The life of a runtime process: import the handler, then event after event until the workbench is gone."""

from __future__ import annotations

import os
import sys
import time

from . import logs
from .context import LambdaContext
from .marshalling import Fault, Marshaller
from .watching import WhenImported
from .wire import READ, Disconnected, Refused, Wire

TYPE_CHECKING = False  # typing would delay every cold start
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

RUNTIME = "/2018-06-01/runtime/"


class Loop:
    """One runtime process."""

    def __init__(self, *, address: str, handler: str, hang_signal: int, hang_fd: int) -> None:
        self._wire = Wire(address)
        self._address = address
        self._handler = handler
        self._marshaller = Marshaller()
        self._current = logs.Current()
        self._modules_seen = 0
        self._files: dict[str, tuple[int, int]] = {}
        self._began_ns = time.time_ns()
        self._not_the_project = (os.path.dirname(os.__file__) + os.sep, os.path.dirname(__file__) + os.sep)
        self._hang = (hang_signal, hang_fd)

    def run(self, debugger: str = "") -> None:
        """Import the handler and serve events."""
        import faulthandler

        faulthandler.register(self._hang[0], file=self._hang[1], all_threads=True)
        for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
            stream.reconfigure(encoding="utf-8", errors=errors)  # type: ignore[union-attr] # it is a TextIOWrapper
        WhenImported({"logging": self._logging_imported, "botocore": self._botocore_imported}).install()
        if debugger:
            from .debugging import wait_for_debugger

            wait_for_debugger(self._address, debugger)
        function = self._import_handler()
        ready = f"Workbench-Ready-Ns: {time.monotonic_ns()}\r\n"
        self._wire.send(self._files_request() + self._wire.request("GET", RUNTIME + "invocation/next", headers=ready))
        try:
            if self._files_asked:
                self._wire.answer()
            while True:
                self._serve(function)
        except Disconnected:
            os._exit(0)

    def _logging_imported(self, logging: ModuleType) -> None:
        logs.install(logging, self._current)

    def _botocore_imported(self, botocore: ModuleType) -> None:
        from .aws_calls import AwsCalls

        AwsCalls(self._address).install(botocore)

    def _import_handler(self) -> Callable[[Any, Any], Any]:
        from .handler import find_handler

        # Lambda's task root is read-only. Here, bytecode that was written within the second of an edit would hide it.
        sys.dont_write_bytecode = True
        try:
            return find_handler(self._handler)
        except Fault as fault:
            error = (fault.error_type, fault.message, fault.trace)
        except Exception as raised:
            from .faults import stack_of

            error = (type(raised).__name__, str(raised), stack_of(raised.__traceback__))
        import logging

        from .faults import INIT_WARNING, error_object, log_fault

        logging.getLogger().warning(INIT_WARNING)
        made = error_object(error[0], error[1], stack=error[2])
        text = self._marshaller.encode(made)
        log_fault(made, text)
        headers = f"Lambda-Runtime-Function-Error-Type: {error[0]}\r\n"
        self._wire.call("POST", RUNTIME + "init/error", body=text.encode("utf-8"), headers=headers)
        sys.exit(1)

    def _serve(self, request_handler: Callable[[Any, Any], Any]) -> None:
        """One invocation: wait for the event, run the handler, answer, and ask for the next in the same breath.

        Event and result are gone before the next is waited for, so that it need not wait for their end.
        """
        for _ in range(self._run(request_handler)):
            status, _, said = self._wire.answer()
            if status >= 300:
                raise Refused(status, said)

    def _run(self, request_handler: Callable[[Any, Any], Any]) -> int:
        """Run the handler with the next event and send what comes of it; how many answers are to come."""
        status, headers, body = self._wire.answer()
        if status != 200:
            raise Refused(status, body)
        began, self._began_ns = time.perf_counter_ns(), time.time_ns()
        request_id = headers["lambda-runtime-aws-request-id"]
        self._current.request_id = request_id
        self._current.tenant_id = headers.get("lambda-runtime-aws-tenant-id")
        trace_id = headers.get("lambda-runtime-trace-id")
        if trace_id is not None:
            os.environ["_X_AMZN_TRACE_ID"] = trace_id
        else:
            os.environ.pop("_X_AMZN_TRACE_ID", None)
        verb, kind = "response", "application/json"
        response = None
        marshalled: bytes | str
        try:
            lambda_context = self._context(request_id, headers)
            event = self._marshaller.unmarshal(body, headers.get("content-type", kind))
            response = request_handler(event, lambda_context)
            marshalled, kind = self._marshaller.marshal(response)
        except Fault as fault:
            verb, marshalled = (
                "error",
                self._failed(fault.error_type, fault.message, stack=fault.trace, request_id=request_id),
            )
        except Exception as raised:
            from .faults import stack_of

            stack = stack_of(raised.__traceback__)
            verb, marshalled = (
                "error",
                self._failed(type(raised).__name__, str(raised), stack=stack, request_id=request_id),
            )
        took = time.perf_counter_ns() - began
        result = marshalled.encode("utf-8") if isinstance(marshalled, str) else marshalled
        response = None  # what its end prints belongs to this invocation
        files = self._files_request()
        head = f"Content-Type: {kind}\r\nWorkbench-Duration-Ns: {took}\r\n"
        posted = self._wire.request("POST", f"{RUNTIME}invocation/{request_id}/{verb}", body=result, headers=head)
        following = self._wire.request("GET", RUNTIME + "invocation/next")
        if len(result) < READ:
            self._wire.send(files + posted + following)
        else:
            self._wire.send(files + posted)
            self._wire.send(result)
            self._wire.send(following)
        return 2 if files else 1

    def _context(self, request_id: str, headers: dict[str, str]) -> Any:
        return LambdaContext(
            request_id,
            arn=headers.get("lambda-runtime-invoked-function-arn"),
            deadline_ms=int(headers.get("lambda-runtime-deadline-ms", 0)),
            client_context=_json_header(headers, "lambda-runtime-client-context", "Client Context"),
            identity=_json_header(headers, "lambda-runtime-cognito-identity", "Cognito Identity"),
            tenant_id=self._current.tenant_id,
        )

    def _failed(self, error_type: str, message: str, *, stack: list[str], request_id: str) -> str:
        from .faults import error_object, log_fault

        made = error_object(error_type, message, stack=stack, request_id=request_id)
        text = self._marshaller.encode(made)
        log_fault(made, text)
        return text

    _files_asked = False

    def _files_request(self) -> bytes:
        """A request that names the project's files which were loaded since the last one; empty where none were."""
        self._files_asked = False
        if len(sys.modules) == self._modules_seen:
            return b""
        self._modules_seen = len(sys.modules)
        lines = []
        for module in list(sys.modules.values()):
            path = getattr(module, "__file__", None)
            if not path or path in self._files or path.startswith(self._not_the_project):
                continue
            if "site-packages" in path or "dist-packages" in path:
                continue
            try:
                found = os.stat(path)
            except OSError:
                continue
            self._files[path] = (found.st_mtime_ns, found.st_size)
            stale = found.st_mtime_ns > self._began_ns
            lines.append(f"{-1 if stale else found.st_mtime_ns} {found.st_size} {path}")
        if not lines:
            return b""
        self._files_asked = True
        body = "\n".join(lines).encode("utf-8", "surrogateescape")
        request = self._wire.request("POST", "/workbench/files", body=body)
        return request if len(body) < READ else request + body


def _json_header(headers: dict[str, str], name: str, title: str) -> Any:
    text = headers.get(name)
    if not text:
        return None
    import json

    try:
        return json.loads(text)
    except Exception as error:
        raise Fault("Runtime.LambdaContextUnmarshalError", f"Unable to parse {title} JSON: {error}") from None


def main(arguments: list[str]) -> None:
    """Become the runtime: arguments are address, handler, hang signal, hang descriptor, debugger, task root."""
    address, handler, hang_signal, hang_fd, debugger, root = arguments
    os.chdir(root)
    sys.path[0] = os.getcwd()
    sys.argv[:] = ["bootstrap"]
    Loop(address=address, handler=handler, hang_signal=int(hang_signal), hang_fd=int(hang_fd)).run(debugger)
