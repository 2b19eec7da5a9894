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
        self._profiles: dict[str, str] = {}
        self._sandbox = ""
        self._region = ""

    def set_profile(self, function: str, profile: str) -> None:
        """Give a function, named as Lambda names it, the credentials of a profile; empty: fake keys again."""
        if profile:
            self._profiles[function] = profile
        else:
            self._profiles.pop(function, None)
        self.changed.emit()

    def profile_of(self, function: str) -> str:
        """The profile whose credentials a function gets; empty where none was chosen."""
        return self._profiles.get(function, "")

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
        if profile := self._profiles.get(function.name):
            function = replace(function, credentials=Credentials("profile", profile))
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
