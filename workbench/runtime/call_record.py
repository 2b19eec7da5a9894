"""The AWS calls of one invocation: asked about before they leave, and written down when they return."""

from __future__ import annotations

from workbench.events.outcome import AwsCall
from workbench.runtime.http_wire import answer
from workbench.value import dataclass

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Protocol, TypeAlias

    from workbench.events.json_value import Json
    from workbench.runtime.http_wire import ApiRequest

    Decide: TypeAlias = Callable[["AwsCallAsked"], str | None]
    """None lets a call pass; a text is the message of the AccessDenied error that answers it."""

    class Cancellation(Protocol):
        """Whether a person wants an invocation to end; a threading.Event is one."""

        def is_set(self) -> bool:
            """Whether it is so now."""


@dataclass(frozen=True, slots=True)
class AwsCallAsked:
    """A call to an AWS service that is about to leave the function."""

    service: str
    """The signing name, nearly always the IAM prefix."""
    operation: str
    parameters: Mapping[str, Json]
    """Secrets masked."""
    region: str


class CallRecord:
    """What our Python client asks and says about AWS calls, and the record that comes of it."""

    def __init__(self, *, began: float, decide: Decide | None) -> None:
        self.calls: list[AwsCall] = []
        self._began = began
        self._decide = decide

    def answer(self, request: ApiRequest) -> bytes:
        """Answer one message of the client: `asked` before a call, `done` after it."""
        import json

        said = json.loads(bytes(request.body))
        if request.path == "/workbench/aws/asked":
            denial = None
            if self._decide is not None:
                denial = self._decide(
                    AwsCallAsked(said["service"], said["operation"], said["parameters"], said["region"])
                )
            return answer(200, b"" if denial is None else denial.encode("utf-8"), content_type="text/plain")
        self.calls.append(
            AwsCall(
                said["service"],
                said["operation"],
                said["parameters"],
                said["region"],
                said["outcome"],
                started_ms=max(0.0, said["started_ns"] / 1e6 - self._began * 1000),
                took_ms=said["took_ns"] / 1e6,
                error=said["error"],
                error_message=said["error_message"],
            )
        )
        return answer(200)
