"""Function URLs as they stand in AWS: an API with one route, which leads to one function or alias."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from workbench.deployed.live_api import LiveApi, LiveRoute, LiveStage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.deployed.partial_reading import PartialReading
    from workbench.deployed.session import AwsSession
    from workbench.deployed.target import DeployedFunction

URL_ACTION = "lambda:GetFunctionUrlConfig"
_HOST = re.compile(r"(?P<id>[a-z0-9]+)\.lambda-url\.(?P<region>[a-z0-9-]+)\.")


def function_url(session: AwsSession, function: DeployedFunction, reading: PartialReading) -> LiveApi | None:
    """The URL of exactly this function or alias; None where it has none, or it may not be read.

    Raises:
        ServiceError: AWS refused for another reason, or did not answer.
    """
    words = {"FunctionName": function.name}
    if function.qualifier:
        words["Qualifier"] = function.qualifier
    name = ":".join(filter(None, (function.name, function.qualifier)))
    client = session.client("lambda")
    return reading.ask(URL_ACTION, lambda: live_url(client.get_function_url_config(**words), name=name))


def live_url(row: Mapping[str, Any], *, name: str) -> LiveApi:
    """A function URL's configuration as an API."""
    authorization = row.get("AuthType", "NONE")
    return LiveApi(
        type="FUNCTION_URL",
        id=url_id(row["FunctionUrl"]),
        name=name,
        endpoint_type="REGIONAL",
        stages=(LiveStage("$default", {}),),
        routes=(LiveRoute("ANY", "$default", row.get("FunctionArn", ""), authorization=authorization),),
        authorizers=(),
        cors=dict(row.get("Cors") or {}),
        url=row["FunctionUrl"],
        invoke_mode=row.get("InvokeMode") or "BUFFERED",
    )


def url_id(url: str) -> str:
    """The id in a function URL's host; empty where it is none."""
    found = _HOST.match(urlsplit(url).hostname or "")
    return found["id"] if found else ""
