# Pathlib would delay every cold start.
# ruff: noqa: PTH120
"""Errors as AWS's Python client reports them: the error object, and the line in the log."""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False  # typing would delay every cold start
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

_HERE = os.path.dirname(__file__) + os.sep
_INDENT = "\u00a0"
INIT_WARNING = (
    "LAMBDA_WARNING: Unhandled exception. The most likely cause is an issue in the function code. However, in rare"
    " cases, a Lambda runtime update can cause unexpected function behavior. For functions using managed runtimes,"
    " runtime updates can be triggered by a function change, or can be applied automatically. To determine if the"
    " runtime has been updated, check the runtime version in the INIT_START log entry. If this error correlates with a"
    " change in the runtime version, you may be able to mitigate this error by temporarily rolling back to the previous"
    " runtime version. For more information, see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html\r"
)
"""What AWS writes to the log before the error of a failed start."""


def error_object(error_type: str, message: str, *, stack: list[str], request_id: str = "") -> dict[str, Any]:
    """The error object that the caller of a function receives."""
    return {"errorMessage": message, "errorType": error_type, "requestId": request_id, "stackTrace": stack}


def stack_of(trace: TracebackType | None) -> list[str]:
    """The stack of an exception without leading frames of the client, or of a bootstrap.py, unless there are no others.

    AWS's client does the same, so that a call with the wrong number of arguments shows the line that calls the handler.
    """
    import traceback

    frames = [(frame.filename, frame.lineno or 0, frame.name, frame.line) for frame in traceback.extract_tb(trace)]
    first = 0
    for number, frame in enumerate(frames):
        if not frame[0].startswith(_HERE) and "/bootstrap.py" not in frame[0]:
            first = number
            break
    return traceback.format_list(frames[first:])


def log_fault(fault: dict[str, Any], text: str) -> None:
    """Write an error to the log: one physical line, or one JSON object; `text` is the error object as JSON."""
    if os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON":
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        sys.stdout.write(f'{{"timestamp": "{at}", "level": "ERROR", {text[1:]}\n')
        return
    said = "[ERROR]"
    if fault["errorType"]:
        said += f" {fault['errorType']}{':' if fault['errorMessage'] else ''}"
    if fault["errorMessage"]:
        said += f" {fault['errorMessage']}"
    lines = [said, "Traceback (most recent call last):"]
    for entry in fault["stackTrace"]:
        for line in entry.splitlines() or [""]:
            bare = line.lstrip(" ")
            lines.append(_INDENT * (len(line) - len(bare)) + bare)
    sys.stdout.write("\r".join(lines) + "\n")
