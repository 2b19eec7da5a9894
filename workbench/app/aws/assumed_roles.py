"""The roles that functions on this machine act as: assumed when first needed, and anew before their keys expire."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.deployed.target import Account
from workbench.runtime.function import Credentials

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.deployed.session import AwsSession
    from workbench.runtime.function import LocalFunction

KEPT_S = 50 * 60
"""AWS gives the keys for an hour unless asked otherwise (STS AssumeRole, DurationSeconds)."""
ENDPOINT = "AWS_ENDPOINT_URL"


class AssumedRoles:
    """Gives a function the keys of the role that it was told to act as. For worker threads.

    Keys are kept, because other keys are another environment, in which the function would start cold each time.
    """

    def __init__(
        self, sessions: Callable[[Account], AwsSession], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, Account], tuple[float, Credentials]] = {}

    def applied(self, function: LocalFunction) -> LocalFunction:
        """The function with keys, where it was given a role without any.

        Raises:
            ServiceError: the role cannot be assumed.
        """
        asked = function.credentials
        if not asked.role or asked.access_key_id:
            return function
        endpoint = next((each.value for each in function.environment if each.name == ENDPOINT), "")
        account = Account("", function.region, endpoint)
        with self._lock:
            until, credentials = self._kept.get((asked.role, account), (0.0, asked))
            if self._clock() >= until:
                credentials = self._assumed(asked.role, account)
                self._kept[asked.role, account] = (self._clock() + KEPT_S, credentials)
        return replace(function, credentials=credentials)

    def _assumed(self, role: str, account: Account) -> Credentials:
        from workbench.deployed.assumed_role import assume_role

        keys = assume_role(self._sessions(account), role)
        return Credentials(
            "explicit",
            access_key_id=keys.access_key_id,
            secret_access_key=keys.secret_access_key,
            session_token=keys.session_token,
            role=role,
        )
