"""Credentials, region and endpoint as the AWS CLI resolves them, and the clients made with them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from workbench.deployed.service_error import in_words
from workbench.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.deployed.target import Account


@dataclass(frozen=True, slots=True)
class Waits:
    """How long a client waits, in seconds."""

    connect_s: float = 5
    read_s: float = 20
    """For an answer to a question."""
    invoke_s: float = 920
    """For an answer that a function makes: the longest that a function may run, and a little."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the credentials belong to."""

    account_id: str
    arn: str


class AwsSession:
    """The clients for one account: made on first use, kept, and safe to ask for from several threads.

    boto3 is imported with the first client, never before, so that a window or command without AWS does not pay for it.
    """

    def __init__(
        self,
        account: Account,
        *,
        ask_mfa: Callable[[str], str] | None = None,
        waits: Waits | None = None,
        boto_session: Any = None,
    ) -> None:
        """`ask_mfa` gets the prompt and returns the code that a person typed; None: an MFA profile cannot be used.

        `boto_session` takes the place of the one that the account names, where nothing of the user's own is wanted.
        """
        self._account = account
        self._ask_mfa = ask_mfa or _nobody_to_ask
        self._waits = waits or Waits()
        self._lock = threading.RLock()
        self._session: Any = boto_session
        self._clients: dict[tuple[str, bool], Any] = {}

    @property
    def account(self) -> Account:
        """What the session was made for."""
        return self._account

    @property
    def region(self) -> str:
        """The region in force.

        Raises:
            ServiceError: no region is set anywhere.
        """
        region = self._account.region or self._boto_session().region_name
        if not region:
            raise ServiceError("no region is set", mend="Name one with --region, AWS_REGION, or in the profile.")
        return str(region)

    def in_region(self, region: str) -> AwsSession:
        """A session with the same credentials in another region."""
        account = replace(self._account, region=region)
        other = AwsSession(account, ask_mfa=self._ask_mfa, waits=self._waits, boto_session=self._boto_session())
        # Clients of one boto3 session are made one at a time, whoever asks.
        other._lock = self._lock
        return other

    def client(self, service: str, *, invokes: bool = False) -> Any:
        """A boto3 client. With `invokes` it waits as long as a function may run and never sends a request twice.

        Raises:
            ServiceError: no credentials, region or endpoint that a client could be made with.
        """
        key = (service, invokes)
        with self._lock:
            if key not in self._clients:
                self._clients[key] = self._make_client(service, invokes=invokes)
            return self._clients[key]

    def who_am_i(self) -> Identity:
        """The account and ARN of the credentials.

        Raises:
            ServiceError: they are missing, expired, or may not ask.
        """
        with in_words("sts:GetCallerIdentity", self._account):
            answer = self.client("sts").get_caller_identity()
        return Identity(answer["Account"], answer["Arn"])

    def credentials(self) -> Any:
        """The credentials in force, frozen for one signature; None where there are none."""
        with in_words("session", self._account):
            found = self._boto_session().get_credentials()
            return found.get_frozen_credentials() if found is not None else None

    def close(self) -> None:
        """Give the connections back."""
        with self._lock:
            for client in self._clients.values():
                client.close()
            self._clients.clear()

    def _make_client(self, service: str, *, invokes: bool) -> Any:
        from botocore.config import Config

        config = Config(
            connect_timeout=self._waits.connect_s,
            read_timeout=self._waits.invoke_s if invokes else self._waits.read_s,
            retries={"total_max_attempts": 1} if invokes else {"mode": "standard", "total_max_attempts": 3},
            tcp_keepalive=True,
        )
        with in_words(service, self._account):
            return self._boto_session().client(
                service,
                region_name=self._account.region or None,
                endpoint_url=self._account.endpoint_url or None,
                config=config,
            )

    def _boto_session(self) -> Any:
        with self._lock:
            if self._session is None:
                import boto3
                import botocore.session

                with in_words("session", self._account):
                    core = botocore.session.Session(profile=self._account.profile or None)
                    provider = core.get_component("credential_provider").get_provider("assume-role")
                    provider._prompter = self._ask_mfa  # noqa: SLF001 - botocore takes its prompter no other way
                    self._session = boto3.Session(botocore_session=core)
            return self._session


def _nobody_to_ask(prompt: str) -> str:
    raise ServiceError(
        f"the profile asks for a code ({prompt.strip().rstrip(':')}), and nobody can be asked here",
        mend="Use a profile without MFA, or sign in first and pass on the session in the environment.",
    )
