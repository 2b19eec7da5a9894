"""MOCK integrations: what a REST API answers by itself where no function stands behind a method: preflights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway.client_view import ClientView
from workbench.gateway.rules_rest import ADDED, MOCK
from workbench.gateway.verdict import Reply, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json
    from workbench.gateway.api import Route


def mock_answer(route: Route, request: HttpRequest, *, context: Mapping[str, Json]) -> Reply | None:
    """The answer of a route's MOCK integration; None where a function stands behind the route."""
    said = route.settings.get("mock")
    if not isinstance(said, dict):
        return None
    status = said.get("status")
    status = status if isinstance(status, int) else 200
    view = ClientView()
    view.add("Content-Type", str(said.get("content_type") or "application/json"), MOCK)
    method = request.method.upper()
    body = view.sized(method, status, str(said.get("body") or "").encode("utf-8", "replace"), rule=ADDED)
    for name, key in (("x-amzn-RequestId", "requestId"), ("x-amz-apigw-id", "extendedRequestId")):
        if context.get(key):
            view.add(name, str(context[key]), ADDED)
    headers = said.get("headers")
    for name, value in headers.items() if isinstance(headers, dict) else ():
        view.carry(name, str(value))
    why = f"The MOCK integration of {route.key} answers; no function is called."
    return view.reply(status, body, Verdict("ok", why, MOCK))
