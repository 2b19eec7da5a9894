# This package runs under a name of its own.
# ruff: noqa: TID252
"""What the function asks AWS for through botocore: asked about before a call leaves, written down after it."""

from __future__ import annotations

import threading
import time

from .parameters import shown
from .wire import Disconnected, Refused, Wire

TYPE_CHECKING = False  # typing would delay every cold start
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

_MARK = "workbench_call"
_PROTOCOL_CODES = {"query": "AccessDenied", "rest-xml": "AccessDenied", "ec2": "UnauthorizedOperation"}
_SERVICE_CODES = {"sns": "AuthorizationError", "sqs": "AccessDenied"}
"""How a service says that a call is not allowed; all others say AccessDeniedException."""
_REFUSALS = ("AccessDenied", "Authoriz", "authoriz")
"""Parts of the codes whose messages are kept: they name action and resource. Others may repeat what was sent."""
_MOST_SAID = 2048


class AwsCalls:
    """Hooks on every botocore session of the process."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._wire: Wire | None = None
        self._lock = threading.Lock()

    def install(self, botocore: ModuleType) -> None:
        """Register with every session that will be made."""
        botocore.register_initializer(self._watch)

    def _watch(self, session: Any) -> None:
        session.register("before-parameter-build.*.*", self._parameters)
        session.register("before-call.*.*", self._before)
        session.register("after-call.*.*", self._after)
        session.register("after-call-error.*.*", self._failed)

    def _parameters(self, params: Any = None, context: Any = None, **_: Any) -> None:
        if isinstance(context, dict):
            context[_MARK] = {"raw": params}

    def _before(
        self, model: Any = None, params: Any = None, request_signer: Any = None, context: Any = None, **_: Any
    ) -> Any:
        if not isinstance(context, dict):
            return None
        raw = context.get(_MARK, {}).get("raw", {})
        call = {
            "service": model.service_model.signing_name,
            "operation": model.name,
            "parameters": shown(raw, model.input_shape),
            "region": getattr(request_signer, "region_name", None) or "",
        }
        denial = self._say("asked", call)
        context[_MARK] = {**call, "denied": bool(denial), "started_ns": time.monotonic_ns()}
        return _denied(model, params, denial.decode("utf-8")) if denial else None

    def _after(self, parsed: Any = None, context: Any = None, **_: Any) -> None:
        error = parsed.get("Error", {}) if isinstance(parsed, dict) else {}
        self._done(context, str(error.get("Code", "")), message=str(error.get("Message", "")))

    def _failed(self, exception: Any = None, context: Any = None, **_: Any) -> None:
        self._done(context, type(exception).__name__)

    def _done(self, context: Any, error: str, *, message: str = "") -> None:
        call = context.pop(_MARK, None) if isinstance(context, dict) else None
        if call is None or "started_ns" not in call:
            return
        denied = call.pop("denied")
        took = time.monotonic_ns() - call["started_ns"]
        outcome = "denied" if denied else "error" if error else "ok"
        said = message[:_MOST_SAID] if outcome == "error" and any(part in error for part in _REFUSALS) else ""
        self._say("done", {**call, "outcome": outcome, "error": error, "error_message": said, "took_ns": took})

    def _say(self, what: str, call: dict[str, Any]) -> bytes:
        import json

        with self._lock:
            try:
                if self._wire is None:
                    self._wire = Wire(self._address)
                return self._wire.call("POST", f"/workbench/aws/{what}", body=json.dumps(call).encode())
            except (OSError, Disconnected, Refused):
                self._wire = None
                return b""


def _denied(model: Any, params: Any, message: str) -> Any:
    """An answer as the service would give it to a call that is not allowed."""
    from botocore.awsrequest import AWSResponse  # noqa: TID251 - the user's own botocore, which has called us

    service = model.service_model
    protocol = service.metadata.get("protocol", "")
    code = _SERVICE_CODES.get(service.signing_name) or _PROTOCOL_CODES.get(protocol, "AccessDeniedException")
    url = params.get("url", "") if isinstance(params, dict) else ""
    response = AWSResponse(url, 403, {}, None)
    metadata = {"RequestId": "", "HTTPStatusCode": 403, "HTTPHeaders": {}, "RetryAttempts": 0}
    return response, {"Error": {"Code": code, "Message": message}, "ResponseMetadata": metadata}
