"""The event of an HTTP API with payload format 1.0."""

from typing import Literal

from workbench.events.models.rest import RestEvent


class Http1Event(RestEvent):
    """The event of an HTTP API, payload 1.0: that of a REST API, with a version."""

    version: Literal["1.0"]
