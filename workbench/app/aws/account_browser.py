"""Looks around in an AWS account off the window's thread: who one is, its functions, and what is known of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.app.tasks import Lane

if TYPE_CHECKING:
    from workbench.app.aws.apis_in_front import ApisInFront
    from workbench.app.aws.sessions import AwsSessions
    from workbench.app.tasks import Run
    from workbench.deployed.functions import FunctionDetails, FunctionSummary
    from workbench.deployed.session import Identity
    from workbench.deployed.target import Account, DeployedFunction
    from workbench.errors import ServiceError

BATCH = 50
"""Functions that are shown at a time while more are read."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the configuration files and the SDK offer to choose from."""

    profiles: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A Region that could not be searched."""

    region: str
    error: ServiceError


class AccountBrowser(QObject):
    """Lives as long as the window, so that a slow endpoint never outlives what waits for it."""

    choices_read = Signal(object)
    """`Choices`."""
    connected = Signal(object)
    """The `Identity` of the credentials."""
    listed = Signal(list)
    """More `FunctionSummary`s."""
    refused = Signal(object)
    """A `Refusal` of one Region."""
    ended = Signal()
    """The list is whole."""
    failed = Signal(object)
    """The account could not be looked at: a `WorkbenchError`."""
    described = Signal(object)
    """`FunctionDetails` of the function that was asked about."""
    answered = Signal(object)
    """Whether one may invoke it: a bool, or the `WorkbenchError` that kept it unknown."""
    values_read = Signal(object)
    """The environment of the function, asked for by a person."""
    apis_read = Signal(object)
    """`ApisInFront` of the function, asked for by a person."""
    detail_failed = Signal(object)
    """A `WorkbenchError` about the function that was asked about."""

    def __init__(self, sessions: AwsSessions, parent: QObject) -> None:
        super().__init__(parent)
        self._sessions = sessions
        self.account: Account | None = None
        """The account that is looked at."""
        self.identity: Identity | None = None
        self._choosing = Lane("aws-choices", self)
        self._choosing.finished.connect(self.choices_read)
        self._listing = Lane("aws-list", self)
        self._listing.progressed.connect(self._on_progressed)
        self._listing.finished.connect(self._on_ended)
        self._listing.failed.connect(self.failed)
        self._describing = Lane("aws-describe", self)
        self._describing.progressed.connect(self._on_described)
        self._describing.finished.connect(self.answered)
        self._describing.failed.connect(self.detail_failed)
        self._reading = Lane("aws-values", self)
        self._reading.finished.connect(self.values_read)
        self._reading.failed.connect(self.detail_failed)
        self._in_front = Lane("aws-in-front", self)
        self._in_front.finished.connect(self.apis_read)
        self._in_front.failed.connect(self.detail_failed)

    @property
    def busy(self) -> bool:
        """Whether the list is still being read."""
        return self._listing.busy

    def read_choices(self) -> None:
        """Read which profiles and Regions there are; `choices_read` follows."""

        def work(_run: Run) -> Choices:
            from botocore.session import Session

            from workbench.deployed.profiles import profile_names

            return Choices(profile_names(), tuple(sorted(Session(profile="").get_available_regions("lambda"))))

        self._choosing.start(work)

    def connect_to(self, account: Account) -> None:
        """Ask who one is in an account, then for its functions; `connected`, `listed`, `ended` follow, or `failed`."""
        self.account, self.identity = account, None
        self._describing.cancel()
        sessions = self._sessions

        def work(run: Run) -> None:
            from workbench.deployed.functions import list_functions

            session = sessions.renew(account)
            run.report(session.who_am_i())
            functions = list_functions(session)
            while not run.cancelled.is_set() and (batch := list(islice(functions, BATCH))):
                run.report(batch)

        self._listing.start(work)

    def search_everywhere(self) -> None:
        """Ask every Region of the account for its functions; `listed`, `refused` and `ended` follow, or `failed`."""
        account, sessions = self.account, self._sessions
        if account is None:
            return
        self._describing.cancel()

        def work(run: Run) -> None:
            from workbench.deployed.functions import everywhere, regions
            from workbench.errors import ServiceError

            session = sessions(account)
            for region, found in everywhere(session, regions(session)):
                if run.cancelled.is_set():
                    return
                run.report(Refusal(region, found) if isinstance(found, ServiceError) else list(found))

        self._listing.start(work)

    def stop(self) -> None:
        """Wait for nothing any more."""
        for lane in (self._choosing, self._listing, self._describing, self._reading, self._in_front):
            lane.cancel()

    def describe(self, function: DeployedFunction) -> None:
        """Ask for all that is known of a function, then whether one may invoke it."""
        self._in_front.cancel()
        sessions = self._sessions

        def work(run: Run) -> object:
            from workbench.deployed.functions import describe
            from workbench.deployed.invocation import may_invoke
            from workbench.errors import WorkbenchError

            session = sessions(function.account)
            run.report(describe(session, function))
            try:
                return may_invoke(session, function)
            except WorkbenchError as error:
                return error

        self._describing.start(work)

    def read_values(self, function: DeployedFunction) -> None:
        """Ask for the values of a function's environment."""
        sessions = self._sessions

        def work(_run: Run) -> dict[str, str]:
            from workbench.deployed.functions import environment_values

            return environment_values(sessions(function.account), function)

        self._reading.start(work)

    def read_apis(self, function: DeployedFunction) -> None:
        """Ask which APIs lead to a function; `apis_read` follows."""
        sessions = self._sessions

        def work(_run: Run) -> ApisInFront:
            from workbench.app.aws.apis_in_front import read_apis_in_front

            return read_apis_in_front(sessions(function.account), function.arn)

        self._in_front.start(work)

    def function_of(self, summary: FunctionSummary, qualifier: str = "") -> DeployedFunction:
        """A row of the list as something that can be invoked."""
        from workbench.deployed.target import Account, DeployedFunction

        region, account_id = summary.arn.split(":")[3:5]
        return DeployedFunction(
            summary.name,
            qualifier,
            replace(self.account or Account(), region=region),
            account_id,
            handler=summary.handler,
            runtime=summary.runtime,
        )

    def _on_progressed(self, said: list[object]) -> None:
        found: list[FunctionSummary] = []
        for each in said:
            if isinstance(each, list):
                found += each
            elif isinstance(each, Refusal):
                self.refused.emit(each)
            else:
                self.identity = each  # type: ignore[assignment]  # the one other thing that the work reports
                self.connected.emit(each)
        if found:
            self.listed.emit(found)

    def _on_ended(self) -> None:
        self.ended.emit()

    def _on_described(self, said: list[FunctionDetails]) -> None:
        self.described.emit(said[-1])
