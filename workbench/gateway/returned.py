"""A function's result on its way back to the client, with what the gateway still knows of the request."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json
    from workbench.events.outcome import Outcome
    from workbench.events.source import Source
    from workbench.gateway.api import Api, Route

MAX_RESULT_BYTES = 6_291_556
"""The most that Lambda passes on from a synchronous invocation: 6 MB and 100 bytes."""


@dataclass(frozen=True, slots=True)
class Returned:
    """One result to be judged: the outcome, how long the client waited, and the request's own context."""

    api: Api
    request: HttpRequest | None
    outcome: Outcome
    elapsed_ms: float = 0.0
    route: Route | None = None
    context: Mapping[str, Json] = field(default_factory=dict)
    """The event's `requestContext`, as far as it is known."""
    trace_id: str = ""

    @property
    def timed_out(self) -> bool:
        """Whether the client stopped waiting before the function was done."""
        return self.elapsed_ms > self.timeout_ms

    @property
    def timeout_ms(self) -> int:
        """How long the client's connection is held for this route."""
        own = self.route.settings.get("integration_timeout_ms") if self.route else None
        return own if isinstance(own, int) else self.api.timeout_ms

    @property
    def source(self) -> Source:
        """The kind of event that the function got, and so the shape that its result should have."""
        return self.api.source_of(self.route)

    @property
    def too_large(self) -> bool:
        """Whether Lambda refuses to pass the result on."""
        return (
            len(self.outcome.payload) > MAX_RESULT_BYTES or self.outcome.error_type == "Function.ResponseSizeTooLarge"
        )

    @property
    def too_large_reason(self) -> str:
        """How large the result is, for a person. Where Lambda itself refused it, only that is known."""
        size = len(self.outcome.payload)
        how = f"has {size:,} bytes" if size > MAX_RESULT_BYTES else "is too large"
        return f"The result {how}; Lambda passes on at most {MAX_RESULT_BYTES:,}."

    @property
    def request_id(self) -> str:
        """The gateway's id of the request; where it is not known, that of the invocation stands in."""
        return str(self.context.get("requestId") or self.outcome.request_id)

    @property
    def extended_request_id(self) -> str:
        """`x-amz-apigw-id` and `Apigw-Requestid`: the short id, in the gateway's format."""
        own = self.context.get("requestId") if self.api.type == "HTTP" else None
        known = self.context.get("extendedRequestId") or own
        if known:
            return str(known)
        digits = self.request_id.replace("-", "").encode().ljust(11, b"0")
        return base64.b64encode(digits[:11]).decode()

    @property
    def trace(self) -> str:
        """The value of X-Amzn-Trace-Id."""
        if self.trace_id:
            return self.trace_id
        digits = self.outcome.request_id.replace("-", "").ljust(32, "0")
        return f"Root=1-{digits[:8]}-{digits[8:32]};Sampled=0"

    @property
    def failure(self) -> str:
        """What the function's own error says, for a person."""
        kind = self.outcome.error_type or ""
        if kind.startswith("Sandbox.Timedout") or b"Task timed out after" in self.outcome.payload[:2000]:
            return "The function timed out."
        return f"The function failed with {kind}." if kind else "The function failed."
