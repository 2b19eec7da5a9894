"""What identifies a caller to an authorizer: identity source expressions, and their values in a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events.query import decoded_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json

DEFAULT_TOKEN_SOURCE = "method.request.header.Authorization"
"""Where a TOKEN authorizer looks for its token unless told otherwise."""


def identity_value(
    expression: str, request: HttpRequest, arrival: Arrival, *, context: Mapping[str, Json]
) -> str | None:
    """The value of an identity source such as `$request.header.Auth`, `context.path`; None where it is not there.

    Both spellings are understood, `method.request.header.X` of REST APIs and `$request.header.X` of HTTP APIs.
    `context` is the event's requestContext.
    """
    words = expression.removeprefix("$").removeprefix("method.")
    kind, _, rest = words.partition(".")
    if kind == "request":
        place, _, name = rest.partition(".")
        if place == "header":
            return request.header(name)
        if place == "querystring":
            return dict(decoded_pairs(request.raw_query)).get(name)
        if place == "path":
            return dict(arrival.path_parameters).get(name)
        return None
    if kind.lower() == "stagevariables":
        return arrival.stage_variables.get(rest)
    if kind == "context":
        value: Json = context
        for name in rest.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        return None if value is None else str(value)
    return None
