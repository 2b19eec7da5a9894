"""What a person chose for local runs of this session: whose credentials a function gets, and the sandbox."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.runtime.function import Credentials, EnvironmentValue, LocalFunction

if TYPE_CHECKING:
    from workbench.exchange.order import Order

ENDPOINT = "AWS_ENDPOINT_URL"


class RunChoices(QObject):
    """Applied to a function before it is run; nothing of it is kept."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._chosen: dict[str, str] = {}
        self._sandbox = ""
        self._region = ""

    def set_credentials(self, function: str, whose: str) -> None:
        """Give a function, named as Lambda names it, the credentials of a profile or role; empty: fake keys again."""
        if whose:
            self._chosen[function] = whose
        else:
            self._chosen.pop(function, None)
        self.changed.emit()

    def credentials_of(self, function: str) -> str:
        """The profile or the ARN of the role that a function acts as; empty where none was chosen."""
        return self._chosen.get(function, "")

    @property
    def in_sandbox(self) -> bool:
        """Whether functions are pointed at the sandbox."""
        return bool(self._sandbox)

    def set_sandbox(self, endpoint_url: str, region: str = "") -> None:
        """Send what local functions ask AWS for to the sandbox, in its Region; empty: no longer."""
        self._sandbox, self._region = endpoint_url, region
        self.changed.emit()

    def applied(self, function: LocalFunction) -> LocalFunction:
        """The function as it is run."""
        if whose := self._chosen.get(function.name):
            # The keys of a role come later, on the thread of the run: asking for them takes a while.
            chosen = Credentials("explicit", role=whose) if is_role(whose) else Credentials("profile", whose)
            function = replace(function, credentials=chosen)
        if self._sandbox and all(value.name != ENDPOINT for value in function.environment):
            endpoint = EnvironmentValue(ENDPOINT, self._sandbox, "sandbox")
            function = replace(
                function, environment=(*function.environment, endpoint), region=self._region or function.region
            )
        return function

    def applied_to(self, order: Order) -> Order:
        """An order for the function as it is run; one for a deployed function stays as it is."""
        function = order.function
        return replace(order, function=self.applied(function)) if isinstance(function, LocalFunction) else order


def is_role(whose: str) -> bool:
    """Whether a choice of credentials is a role to assume, and no profile."""
    return whose.startswith("arn:") and ":role/" in whose
