"""Every API of a region, or one by its id, of whichever kind it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.deployed.http_api import http_api, http_apis
from workbench.deployed.live_api import READ_ACTION
from workbench.deployed.partial_reading import PartialReading
from workbench.deployed.rest_api import rest_api, rest_apis
from workbench.errors import FunctionNotFound, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.deployed.live_api import LiveApi
    from workbench.deployed.session import AwsSession


def list_apis(session: AwsSession) -> Iterator[LiveApi]:
    """Every REST, HTTP and WebSocket API of the region that may be read.

    Raises:
        ServiceError: at the end, where AWS refused to list one kind; before it, where AWS did not answer.
    """
    reading = PartialReading(session)
    yield from rest_apis(session, reading)
    yield from http_apis(session, reading)
    if reading.not_read:
        raise ServiceError(
            f"AWS denied {', '.join(reading.not_read)}, so there may be more APIs",
            mend=f"Have {READ_ACTION} allowed for these credentials.",
        )


def read_api(session: AwsSession, api_id: str) -> LiveApi:
    """One API by its id.

    Raises:
        FunctionNotFound: the region has no such API.
        ServiceError: AWS refused or did not answer.
    """
    reading = PartialReading(session)
    found = rest_api(session, api_id, reading) or http_api(session, api_id, reading)
    if found is not None:
        return found
    if reading.not_read:
        raise ServiceError(
            f"AWS denied {', '.join(reading.not_read)} on the API {api_id}",
            mend=f"Have {READ_ACTION} allowed for these credentials.",
        )
    raise FunctionNotFound(f"there is no API {api_id} in {session.region}", mend="Check the id and the region.")
