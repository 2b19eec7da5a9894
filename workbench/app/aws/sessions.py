"""The AWS sessions of a window: one an account, made when it is first needed, kept until the window closes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.deployed.session import AwsSession
    from workbench.deployed.target import Account


class AwsSessions:
    """Gives the session of an account. For worker threads: making one imports boto3."""

    def __init__(self, ask_mfa: Callable[[str], str]) -> None:
        """`ask_mfa` gets a prompt on a worker thread and returns the code that a person typed."""
        self._ask_mfa = ask_mfa
        self._lock = threading.Lock()
        self._sessions: dict[Account, AwsSession] = {}
        self._sandbox = ""

    def __call__(self, account: Account) -> AwsSession:
        """The session of an account."""
        with self._lock:
            if account not in self._sessions:
                self._sessions[account] = self._make(account)
            return self._sessions[account]

    def renew(self, account: Account) -> AwsSession:
        """A new session of an account, for credentials that were renewed since."""
        with self._lock:
            old = self._sessions.pop(account, None)
        if old is not None:
            old.close()
        return self(account)

    def set_sandbox(self, endpoint_url: str) -> None:
        """The endpoint that is the sandbox's, whose account takes made-up keys; empty for none."""
        with self._lock:
            self._sandbox = endpoint_url

    def close(self) -> None:
        """Give every connection back."""
        with self._lock:
            sessions, self._sessions = list(self._sessions.values()), {}
        for session in sessions:
            session.close()

    def _make(self, account: Account) -> AwsSession:
        if self._sandbox and account.endpoint_url == self._sandbox:
            from workbench.sandbox.own_session import own_session

            return own_session(account.endpoint_url, account.region)
        from workbench.deployed.session import AwsSession

        return AwsSession(account, ask_mfa=self._ask_mfa)
