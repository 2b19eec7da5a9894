"""API Gateway's two services, whose operations are the same under other names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from workbench.deployed.live_api import READ_ACTION
from workbench.deployed.service_error import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from workbench.deployed.live_api import LiveApi
    from workbench.deployed.partial_reading import PartialReading
    from workbench.deployed.session import AwsSession


@dataclass(frozen=True, slots=True)
class GatewayService:
    """How one of the two names its operations and their words, and how one of its APIs is read."""

    client: str
    lists: str
    gets: str
    id_word: str
    items: str
    """The member of a page that holds its rows."""
    read: Callable[[AwsSession, Mapping[str, Any]], LiveApi]

    def every(self, session: AwsSession, listing: PartialReading) -> Iterator[LiveApi]:
        """Every API; that the list may not be read is noted in `listing`."""
        for row in listing.ask(READ_ACTION, lambda: self.rows(session, self.lists)) or ():
            yield self._read(session, row)

    def one(self, session: AwsSession, api_id: str, reading: PartialReading) -> LiveApi | None:
        """One API; None where there is none of that id, or it may not be read."""
        ask = getattr(session.client(self.client), self.gets)
        row = reading.ask(READ_ACTION, partial(ask, **{self.id_word: api_id}))
        return self._read(session, row) if row is not None else None

    def _read(self, session: AwsSession, row: Mapping[str, Any]) -> LiveApi:
        with in_words(READ_ACTION, session.account):  # what answers may lack what AWS always says
            return self.read(session, row)

    def rows(self, session: AwsSession, operation: str, **words: Any) -> list[dict[str, Any]]:
        """What an operation lists, page by page."""
        pages = session.client(self.client).get_paginator(operation).paginate(**words)
        return [row for page in pages for row in page.get(self.items, ())]

    def parts(self, session: AwsSession, reading: PartialReading, api_id: str) -> Callable[..., list[dict[str, Any]]]:
        """Reads parts of one API by the operation that lists them; none of those that may not be read."""

        def ask(operation: str, **words: Any) -> list[dict[str, Any]]:
            named = {self.id_word: api_id, **words}
            return reading.ask(READ_ACTION, lambda: self.rows(session, operation, **named)) or []

        return ask
