"""Every API of a region, or one by its id, of whichever kind it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.deployed.http_api import HTTP
from workbench.deployed.live_api import READ_ACTION
from workbench.deployed.partial_reading import PartialReading
from workbench.deployed.rest_api import REST, with_own_answers
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
    for service in (REST, HTTP):
        yield from service.every(session, reading)
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
    found = REST.one(session, api_id, reading) or HTTP.one(session, api_id, reading)
    if found is not None:
        return with_own_answers(session, found) if found.type == "REST" else found
    if reading.not_read:
        raise ServiceError(
            f"AWS denied {', '.join(reading.not_read)} on the API {api_id}",
            mend=f"Have {READ_ACTION} allowed for these credentials.",
        )
    raise FunctionNotFound(f"there is no API {api_id} in {session.region}", mend="Check the id and the region.")
