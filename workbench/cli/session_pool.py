"""The AWS sessions of one command, each made when a deployed function first needs it."""

from __future__ import annotations

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from typing import Self

    from workbench.deployed.session import AwsSession
    from workbench.deployed.target import Account


class SessionPool:
    """Gives the session of an account, and closes them all at the end."""

    def __init__(self) -> None:
        self._sessions: dict[Account, AwsSession] = {}

    def __call__(self, account: Account) -> AwsSession:
        """The session of an account."""
        if account not in self._sessions:
            import getpass

            from workbench.deployed.session import AwsSession

            self._sessions[account] = AwsSession(account, ask_mfa=getpass.getpass)
        return self._sessions[account]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for session in self._sessions.values():
            session.close()
