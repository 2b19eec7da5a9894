"""Reads that may each be denied: the permission that is missing is noted, and the rest goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from workbench.deployed.service_error import code_of, in_words, is_denied, is_missing, missing_action

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.deployed.session import AwsSession

Answer = TypeVar("Answer")


class PartialReading:
    """Asks one account several questions; what may not be read is named in `not_read`, never guessed."""

    def __init__(self, session: AwsSession) -> None:
        self._session = session
        self._not_read: dict[str, None] = {}

    @property
    def not_read(self) -> tuple[str, ...]:
        """The IAM actions that were missing, each once."""
        return tuple(self._not_read)

    def ask(self, action: str, question: Callable[[], Answer]) -> Answer | None:
        """The answer; None where there is nothing of it, and where it may not be read, which is then noted.

        Raises:
            ServiceError: AWS refused for another reason, or did not answer.
        """
        with in_words(action, self._session.account):
            try:
                return question()
            except Exception as error:
                if is_denied(error):
                    self._not_read[missing_action(error, action)] = None
                    return None
                if is_missing(error) and code_of(error):
                    return None
                raise
