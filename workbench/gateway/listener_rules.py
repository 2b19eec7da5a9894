"""The rules of a load balancer's listener: which of them takes a request, by path, method and further conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.events.query import raw_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from workbench.events.http import HttpRequest
    from workbench.events.json_value import Json
    from workbench.gateway.api import Api, Route

_PATH_PARTS = re.compile(r"\*|\?|\{[^{}]*\}|[^*?{}]+|[{}]")
_TEXT_PARTS = re.compile(r"\\[*?\\]|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ListenerRules:
    """The rules of one listener, in order of priority."""

    rules: tuple[tuple[re.Pattern[str], Route], ...] = ()

    @classmethod
    def of(cls, routes: Iterable[Route]) -> ListenerRules:
        """The rules that routes stand for: each with the pattern of its path."""
        return cls(tuple((_path_pattern(each.path), each) for each in routes))

    def find(self, request: HttpRequest, path: str) -> Route | None:
        """The first rule that takes a request; None where none does."""
        method = request.method.upper()
        for pattern, each in self.rules:
            if (
                each.method.upper() in ("ANY", method)
                and pattern.fullmatch(path)
                and all(_holds(condition, request) for condition in each.settings.get("conditions") or ())
            ):
                return each
        return None


def of_target_group(api: Api, route: Route) -> Api:
    """A load balancer as the target group of a rule has it: header mode is a setting of each group."""
    own = route.settings.get("multi_value_headers")
    return api if own is None or own == api.multi_value_headers else replace(api, multi_value_headers=bool(own))


def _holds(condition: Mapping[str, Json], request: HttpRequest) -> bool:
    """Whether one of a condition's values matches; what it looks at is compared without case."""
    look = _CONDITIONS[condition["field"]]
    return any(look(request, str(condition.get("name") or ""), str(value)) for value in condition["values"])


def _host(request: HttpRequest, _: str, value: str) -> bool:
    host = (request.header("host") or request.host).partition(":")[0]
    return _matches(value, host)


def _header(request: HttpRequest, name: str, value: str) -> bool:
    return any(_matches(value, sent) for key, sent in request.headers if key.lower() == name.lower())


def _query(request: HttpRequest, _: str, value: str) -> bool:
    """`key=value`; without a key, the value of any."""
    key, equals, wanted = value.partition("=")
    return any(
        _matches(wanted if equals else value, sent) and (not equals or not key or _matches(key, name))
        for name, sent in raw_pairs(request.raw_query)
    )


def _source(request: HttpRequest, _: str, value: str) -> bool:
    """The address of the client itself, never one that a proxy before it names."""
    import ipaddress

    try:
        return ipaddress.ip_address(request.client_address) in ipaddress.ip_network(value, strict=False)
    except ValueError:
        return False


_CONDITIONS: Mapping[str, Callable[[HttpRequest, str, str], bool]] = {
    "host-header": _host,
    "http-header": _header,
    "query-string": _query,
    "source-ip": _source,
}
"""Elastic Load Balancing user guide, rule condition types of a listener."""


def _matches(pattern: str, text: str) -> bool:
    """Whether a text is like a pattern: `*` is any text, `?` one character; a backslash takes what follows as it is."""
    spelled = "".join(
        ".*" if part == "*" else "." if part == "?" else re.escape(part[-1]) for part in _TEXT_PARTS.findall(pattern)
    )
    return re.fullmatch(spelled, text, re.IGNORECASE | re.DOTALL) is not None


def _path_pattern(path: str) -> re.Pattern[str]:
    """A listener's path pattern: `*` is any text, `?` one character; `{name}` and `{name+}` as elsewhere."""
    spelled = "".join(
        ".*"
        if part == "*" or part.endswith("+}")
        else "."
        if part == "?"
        else "[^/]+"
        if part[0] == "{"
        else re.escape(part)
        for part in _PATH_PARTS.findall(path)
    )
    return re.compile(spelled)
