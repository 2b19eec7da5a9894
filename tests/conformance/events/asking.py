"""How the rows about events ask: a request arrives at a source, and one value of its event is compared."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING, Any

from tests.conformance.row import Row
from workbench.events.arrival import Arrival
from workbench.events.build import build_event
from workbench.events.edit import value_at
from workbench.events.http import HttpRequest
from workbench.events.layout import is_absent
from workbench.events.rules import rules_of
from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.events.http import Headers
    from workbench.events.json_value import Json, JsonObject

NOW_MS = 1_722_593_472_123
"""02/Aug/2024:10:11:12 +0000, and 123 milliseconds."""

SHORT_ID = re.compile(r"[A-Za-z0-9_-]{15}=")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
PRESENT = re.compile(r"(?s).+")


class AnyValue:
    """Stands for any value at all, as long as the key is there."""


ANY = AnyValue()


def event_of(
    source: Source,
    *,
    path: str = "/pets/7",
    query: str = "",
    method: str = "GET",
    headers: Headers = (),
    body: bytes | None = None,
    scheme: str = "https",
    http_version: str = "HTTP/1.1",
    **arrival: Any,
) -> JsonObject:
    """The event of a request: path and query as the client spells them, and the facts of its arrival."""
    resource = arrival.setdefault("resource", "/pets/{id}")
    if resource == "/pets/{id}":
        arrival.setdefault("path_parameters", (("id", path.rpartition("/")[2]),))
    arrived = Arrival(source, path=path, **arrival)
    domain = arrived.domain
    staged = source not in (Source.ALB, Source.FUNCTION_URL) and arrived.stage != "$default"
    stage = f"/{arrived.stage}" if staged and not arrived.has_custom_domain else ""
    url = f"{scheme}://{domain}{stage}{path}" + (f"?{query}" if query else "")
    request = HttpRequest(method, url, headers, body, http_version, "198.51.100.7")
    return build_event(request, arrived, now_ms=NOW_MS, random=Random(7))


def compare(found: Json, expected: Json) -> None:
    """Hold a value against what is known: a value, a pattern that text has to match, or ANY."""
    if isinstance(expected, AnyValue):
        assert not is_absent(found), "absent"
    elif isinstance(expected, re.Pattern):
        assert isinstance(found, str), f"{found!r} is no string"
        assert expected.fullmatch(found), f"{found!r} does not match {expected.pattern}"
    else:
        assert found == expected, f"{found!r}, not {expected!r}"
        assert type(found) is type(expected), f"{found!r} is of another type than {expected!r}"


def says(source: Source, rule: str, case: str, values: dict[str, Json], **asked: Any) -> Row:
    """A row: for this request, the event has these values at these pointers. `rule` ends the rule's id."""

    def check() -> None:
        event = event_of(source, **asked)
        for pointer, expected in values.items():
            compare(value_at(event, pointer), expected)

    return row(source, rule, case, check)


def row(source: Source, rule: str, case: str, check: Callable[[], None]) -> Row:
    """A row about a rule of a source, found by the end of its id."""
    found = next((each for each in rules_of(source) if each.id.endswith(f".{rule}")), None)
    if found is None:
        raise LookupError(f"{source.value} has no rule {rule}")
    name = f"{source.value}.{rule}.{case.replace(' ', '-')}"
    return Row(name, source.value, f"{found.text} Here: {case}.", found.source, found.confidence, check)
