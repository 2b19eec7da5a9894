"""The root log handler that AWS installs, in text or JSON; set up when the function first imports logging."""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False  # typing would delay every cold start
if TYPE_CHECKING:
    from logging import LogRecord
    from types import ModuleType
    from typing import Any

_KNOWN = frozenset(
    (
        "name", "msg", "args", "levelname", "levelno", "pathname", "filename", "module", "exc_info", "exc_text",
        "stack_info", "lineno", "funcName", "created", "msecs", "relativeCreated", "thread", "threadName",
        "processName", "process", "taskName", "aws_request_id", "tenant_id",
    )
)  # fmt: skip
_NOT_LEFT_OUT = {"taskName"}


class Current:
    """Which invocation runs; the log handler stamps its id on records."""

    request_id = ""
    tenant_id: str | None = None


def install(logging: ModuleType, current: Current) -> None:
    """Add AWS's handler to the root logger."""
    level = {"": "", "TRACE": "DEBUG"}.get(os.environ.get("AWS_LAMBDA_LOG_LEVEL", ""))
    if level is None:
        level = os.environ["AWS_LAMBDA_LOG_LEVEL"].upper()
    logging.Formatter.converter = time.gmtime
    as_json = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"

    class LambdaLoggerHandler(logging.Handler):  # type: ignore[misc, name-defined] # logging comes as an argument
        def emit(self, record: LogRecord) -> None:
            sys.stdout.write(self.format(record))

    def stamp(record: LogRecord) -> bool:
        record.aws_request_id = current.request_id
        record.tenant_id = current.tenant_id
        return True

    if as_json or level:
        LambdaLoggerHandler.__name__ = "LambdaLoggerHandlerWithFrameType"
    handler = LambdaLoggerHandler()
    if as_json:
        handler.setFormatter(_json_formatter(logging))
    else:
        handler.setFormatter(
            logging.Formatter(
                "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n", "%Y-%m-%dT%H:%M:%S"
            )
        )
    root = logging.getLogger()
    if level in ("CRITICAL", "FATAL", "ERROR", "WARN", "WARNING", "INFO", "DEBUG", "NOTSET"):
        root.setLevel(level)
    handler.addFilter(stamp)
    root.addHandler(handler)


def _json_formatter(logging: ModuleType) -> Any:
    import json
    import traceback

    encode = json.JSONEncoder(ensure_ascii=False, default=str).encode

    class JsonFormatter(logging.Formatter):  # type: ignore[misc, name-defined] # logging comes as an argument
        def format(self, record: LogRecord) -> str:
            record.levelno = min(50, max(0, record.levelno)) // 10 * 10
            record.levelname = logging.getLevelName(record.levelno)
            raised = record.exc_info if record.exc_info and record.exc_info[0] else None
            as_given = isinstance(record.msg, dict) and not record.args
            entry: dict[str, Any] = {
                "timestamp": self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ"),
                "level": record.levelname,
                "message": record.msg if as_given else record.getMessage(),
                "logger": record.name,
                "stackTrace": traceback.format_tb(raised[2]) if raised else None,
                "errorType": raised[0].__name__ if raised else None,
                "errorMessage": str(raised[1]) if raised else None,
                "requestId": getattr(record, "aws_request_id", None),
                "location": f"{record.pathname}:{record.funcName}:{record.lineno}" if raised else None,
                "tenantId": getattr(record, "tenant_id", None),
            }
            for name, value in record.__dict__.items():
                if name not in entry and (name not in _KNOWN or name in _NOT_LEFT_OUT):
                    entry[name] = value
            return encode({name: value for name, value in entry.items() if value is not None}) + "\n"

    return JsonFormatter()
