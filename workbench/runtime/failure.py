"""How a failed invocation reads in AWS: error objects of the platform, and the lines around an invocation."""

from __future__ import annotations

import os

from workbench.runtime.limits import MAX_PAYLOAD

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from workbench.events.outcome import Report

EXIT, TIMEOUT, TOO_LARGE = "Runtime.ExitError", "Sandbox.Timedout", "Function.ResponseSizeTooLarge"
OUT_OF_MEMORY = "Runtime.OutOfMemory"
CANCELLED = "Workbench.Cancelled"
"""No error of AWS."""


_SIGNALS = {
    1: "hangup", 2: "interrupt", 3: "quit", 4: "illegal instruction", 5: "trace/breakpoint trap", 6: "aborted",
    7: "bus error", 8: "floating point exception", 9: "killed", 11: "segmentation fault", 13: "broken pipe",
    14: "alarm clock", 15: "terminated",
}  # fmt: skip
"""Signals as Go's runtime, which AWS's words come from, names them."""


def error_payload(error_type: str, message: str) -> bytes:
    """An error object that the platform makes, not the runtime."""
    text = message.replace("\\", "\\\\").replace('"', '\\"')
    return f'{{"errorType":"{error_type}","errorMessage":"{text}"}}'.encode()


def exit_reason(status: int) -> str:
    """How a process ended, by its wait status, in the words of AWS's Runtime.ExitError; empty for exit status 0."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return f"signal: {_SIGNALS.get(number, f'signal {number}')}"
    code = os.WEXITSTATUS(status)
    return f"exit status {code}" if code else ""


def exit_words(reason: str) -> str:
    """That the runtime ended before it answered (LocalStack's snapshot tests, recorded on AWS)."""
    return f"Runtime exited with error: {reason}" if reason else "Runtime exited without providing a reason"


def timeout_payload(request_id: str, timeout_s: float) -> bytes:
    """The function ran longer than it may (LocalStack's snapshot tests, recorded on AWS in 2025-11)."""
    return error_payload(TIMEOUT, f"RequestId: {request_id} Error: Task timed out after {timeout_s:.2f} seconds")


def too_large_payload() -> bytes:
    """The result is over 6 MB (integration tests of aws-lambda-dotnet)."""
    return error_payload(
        TOO_LARGE, f"Response payload size exceeded maximum allowed payload size ({MAX_PAYLOAD} bytes)."
    )


def trailing_error(body: str, error_type: str) -> bytes:
    """The error object that a streamed response ends with, from its base64 trailer."""
    import base64
    import binascii

    try:
        return base64.b64decode(body, validate=True) or error_payload(error_type, "")
    except binascii.Error:
        return error_payload(error_type, "")


def error_type_of(payload: bytes) -> str | None:
    """The errorType of an error object that a runtime posted."""
    import json

    try:
        value = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    found = value.get("errorType") if isinstance(value, dict) else None
    return found if isinstance(found, str) and found else None


def report_line(request_id: str, report: Report, *, status: str = "", error_type: str = "") -> str:
    """A REPORT line, tabs and trailing tab as in CloudWatch Logs."""
    parts = [
        f"REPORT RequestId: {request_id}",
        f"Duration: {report.duration_ms:.2f} ms",
        f"Billed Duration: {report.billed_duration_ms} ms",
        f"Memory Size: {report.memory_size_mb} MB",
    ]
    if report.max_memory_used_mb is not None:
        parts.append(f"Max Memory Used: {report.max_memory_used_mb} MB")
    if report.init_duration_ms is not None:
        parts.append(f"Init Duration: {report.init_duration_ms:.2f} ms")
    if status:
        parts.append(f"Status: {status}")
    if error_type:
        parts.append(f"Error Type: {error_type}")
    return "\t".join(parts) + "\t"


def init_report_line(duration_ms: float, *, phase: str, status: str, error_type: str = "") -> str:
    """An INIT_REPORT line, which AWS writes for a start that failed."""
    kind = f"\tError Type: {error_type}" if error_type else ""
    return f"INIT_REPORT Init Duration: {duration_ms:.2f} ms\tPhase: {phase}\tStatus: {status}{kind}"
