"""Calls deployed APIs off the window's thread: which there are, and what one answers to a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.app.tasks import Lane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.app.aws.sessions import AwsSessions
    from workbench.app.aws.stage_request import Way
    from workbench.app.tasks import Run
    from workbench.deployed.live_api import LiveApi
    from workbench.deployed.session import Identity
    from workbench.deployed.target import Account, DeployedFunction
    from workbench.errors import WorkbenchError
    from workbench.events.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class FoundApis:
    """Whose account it is, and the APIs of the Region."""

    identity: Identity
    region: str
    apis: tuple[LiveApi, ...]
    error: WorkbenchError | None = None
    """Why there may be more APIs."""


@dataclass(frozen=True, slots=True)
class GatewayAnswer:
    """What a client of the deployed API got."""

    way: Way
    response: HttpResponse
    took_ms: float
    log: str = ""
    """The execution log of a method's test."""


class GatewayCaller(QObject):
    """Lives as long as the window, so that a slow API never outlives what waits for it."""

    read = Signal(object)
    """`FoundApis`."""
    read_failed = Signal(object)
    """The account could not be asked: a `WorkbenchError`."""
    answered = Signal(object)
    """`GatewayAnswer`."""
    failed = Signal(object)
    """No answer came: a `WorkbenchError`."""

    def __init__(self, sessions: AwsSessions, parent: QObject) -> None:
        super().__init__(parent)
        self._sessions = sessions
        self._reading = Lane("aws-apis", self)
        self._reading.finished.connect(self.read)
        self._reading.failed.connect(self.read_failed)
        self._calling = Lane("aws-call", self)
        self._calling.finished.connect(self.answered)
        self._calling.failed.connect(self.failed)

    @property
    def calling(self) -> bool:
        """Whether a request is under way."""
        return self._calling.busy

    def read_apis(self, account: Account) -> None:
        """Ask for the APIs of an account; `read` follows, or `read_failed`."""
        sessions = self._sessions

        def work(_run: Run) -> FoundApis:
            from workbench.deployed.apis import list_apis
            from workbench.errors import ServiceError

            session = sessions(account)
            identity, region = session.who_am_i(), session.region
            found: list[LiveApi] = []  # what was read before a refusal stays in it
            error: ServiceError | None = None
            try:
                found.extend(list_apis(session))
            except ServiceError as refused:
                error = refused
            return FoundApis(identity, region, tuple(found), error)

        self._reading.start(work)

    def read_url(self, account: Account, function: DeployedFunction | None) -> None:
        """Ask for the URL of a function, and whose account it is; `read` follows, or `read_failed`."""
        sessions = self._sessions

        def work(_run: Run) -> FoundApis:
            from workbench.deployed.function_url import function_url
            from workbench.deployed.partial_reading import PartialReading
            from workbench.errors import ServiceError

            session = sessions(account)
            identity, region = session.who_am_i(), session.region
            if function is None:
                return FoundApis(identity, region, ())
            reading = PartialReading(session)
            found = function_url(session, function, reading)
            missing = ", ".join(reading.not_read)
            error = (
                ServiceError(f"AWS denied {missing}, so the URL of {function.name} is not known") if missing else None
            )
            return FoundApis(identity, region, (found,) if found is not None else (), error)

        self._reading.start(work)

    def call(
        self,
        account: Account,
        request: HttpRequest,
        way: Way,
        *,
        method: tuple[str, str] = ("", ""),
        stage_variables: Mapping[str, str] | None = None,
    ) -> None:
        """Send a request; `answered` follows, or `failed`.

        `method` names API and resource of a method's test, `stage_variables` what it has in place of a stage's own.
        """
        sessions = self._sessions

        def work(_run: Run) -> GatewayAnswer:
            from workbench.deployed.gateway_call import call_stage, run_method_test

            session = sessions(account)
            if way == "test":
                tested = run_method_test(session, *method, request, stage_variables=stage_variables)
                return GatewayAnswer(way, tested.response, tested.latency_ms, tested.log)
            answer = call_stage(session, request, signed=way == "signed")
            return GatewayAnswer(way, answer.response, answer.took_ms)

        self._calling.start(work)

    def cancel(self) -> bool:
        """Wait for the answer no longer; whether there was a request under way."""
        return self._calling.cancel()

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._reading.cancel()
        self._calling.cancel()
