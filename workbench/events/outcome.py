"""What a function gave back: the outcome of one synchronous invocation, local or deployed."""

from __future__ import annotations

from workbench.value import dataclass, field

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from workbench.events.json_value import Json


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a REPORT line. None where they are not known."""

    duration_ms: float
    billed_duration_ms: int
    memory_size_mb: int
    max_memory_used_mb: int | None = None
    init_duration_ms: float | None = None
    """Only of a cold start."""


@dataclass(frozen=True, slots=True)
class AwsCall:
    """One call to an AWS service that the function made through its SDK."""

    service: str
    """The signing name, nearly always the IAM prefix: `dynamodb`."""
    operation: str
    """`PutItem`."""
    parameters: Mapping[str, Json]
    """Secrets masked."""
    region: str
    outcome: Literal["ok", "error", "denied"]
    """`denied`: answered by the workbench in AWS's words; nothing left the machine."""
    started_ms: float = 0.0
    """Since the invocation began."""
    took_ms: float = 0.0
    error: str = ""
    """The error code of the service, where there was one."""
    error_message: str = ""
    """What the service said with an error that refuses access; empty for all others."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of what the function printed or logged, as it came."""

    text: str
    stream: Literal["stdout", "stderr", "platform"] = "stdout"
    at_ms: float = 0.0
    """Since the invocation began; negative for what was printed before it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One synchronous invocation: what the Invoke API would answer, and what only a local run can tell."""

    request_id: str
    payload: bytes
    """The bytes of the result, or of the error object."""
    function_error: str | None = None
    """`Unhandled` where the function failed; the value of the X-Amz-Function-Error header."""
    error_type: str | None = None
    """Such as `KeyError`, `Runtime.ExitError`, `Sandbox.Timedout`."""
    executed_version: str = "$LATEST"
    log: tuple[LogLine, ...] = ()
    report: Report | None = None
    aws_calls: tuple[AwsCall, ...] = ()
    records_calls: bool = False
    """Whether what it asked AWS for is in `aws_calls`; else nobody here can tell."""
    round_trip_ms: float = 0.0
    """From handing over the event to holding the result."""
    hung_at: str = ""
    """Where a function that timed out was: its stack, newest call last, or what it waited for. Local runs only."""
    restarted_because: str = ""
    """The changed file that made a warm execution environment start anew; empty where none did."""
    extras: Mapping[str, Json] = field(default_factory=dict)

    @property
    def log_text(self) -> str:
        """The whole log as text."""
        return "".join(f"{line.text}\n" for line in self.log)

    @property
    def payload_text(self) -> str:
        """The bytes as text; what is not UTF-8 is replaced."""
        return self.payload.decode("utf-8", "replace")
