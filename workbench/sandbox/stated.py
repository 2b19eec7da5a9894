"""What an API file states that the account keeps no word of: a key set at hand, a caller's identity, a WAF rule."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.sandbox.message import Answer, json_answer

if TYPE_CHECKING:
    from workbench.events.json_value import JsonObject
    from workbench.gateway.api import Api
    from workbench.sandbox.message import Asked

STATED_PATH = "/_workbench/apis/"
"""Before an API's id: where its statements are put."""
_PUT = re.compile(rf"{STATED_PATH}(?P<api>[a-z0-9]+)")
_OF_AUTHORIZERS = ("claims", "identity", "jwks", "scopes")
_IAM = "AWS_IAM"
"""How the one authorizer is called that no API has to define."""
_OF_THE_API = ("account_throttle", "rate_rule")


def statements_of(api: Api) -> JsonObject:
    """What the definition of an API states beyond its control plane; empty where it states nothing such."""
    authorizers: JsonObject = {
        _IAM if each.type == "IAM" else name: found
        for name, each in api.authorizers.items()
        if (found := {key: each.settings[key] for key in _OF_AUTHORIZERS if each.settings.get(key) is not None})
    }
    settings: JsonObject = {key: api.settings[key] for key in _OF_THE_API if api.settings.get(key) is not None}
    routes: JsonObject = {
        route.key: list(route.cache_key_parameters) for route in api.routes if route.cache_key_parameters
    }
    found = {"authorizers": authorizers, "settings": settings, "cache_keys": routes}
    return found if any(found.values()) else {}


def state(endpoint_url: str, api_id: str, statements: JsonObject) -> None:
    """Tell the box at an endpoint what the definition of an API states."""
    import http.client
    from contextlib import closing
    from urllib.parse import urlsplit

    where = urlsplit(endpoint_url)
    with closing(http.client.HTTPConnection(where.hostname or "", where.port or 80)) as connection:
        connection.request("PUT", f"{STATED_PATH}{api_id}", json.dumps(statements))
        connection.getresponse().read()


class Stated:
    """Remembers the statements of each API, until the account is reset."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_api: dict[str, JsonObject] = {}

    def forget(self) -> None:
        """The account was reset."""
        with self._lock:
            self._by_api.clear()

    def answer(self, asked: Asked) -> Answer | None:
        """Take the statements of an API from whoever fills the account; None for any other request."""
        found = _PUT.fullmatch(asked.path)
        if found is None or asked.method != "PUT":
            return None
        with self._lock:
            self._by_api[found["api"]] = json.loads(asked.body)
        return json_answer({"stated": True})

    def completed(self, api: Api) -> Api:
        """The API with what was stated for it."""
        with self._lock:
            said = self._by_api.get(api.id)
        if said is None:
            return api
        authorizers = {
            name: replace(each, settings={**each.settings, **said["authorizers"].get(name, {})})
            for name, each in api.authorizers.items()
        }
        routes = tuple(
            replace(route, cache_key_parameters=tuple(said["cache_keys"].get(route.key, route.cache_key_parameters)))
            for route in api.routes
        )
        return replace(api, authorizers=authorizers, routes=routes, settings={**api.settings, **said["settings"]})
