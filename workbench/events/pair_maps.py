"""Headers and query of an event as one ordered list of pairs, and back into the maps that this event has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.events.edit import ABSENT, value_at, with_value, without
from workbench.events.layout import is_absent
from workbench.events.query import decoded_pairs, encoded

if TYPE_CHECKING:
    from workbench.events.json_value import Json, JsonObject
    from workbench.events.layout import Layout

Pairs = tuple[tuple[str, str], ...]
"""Names and values in order; the values of one name need not stand together."""

_HEADERS = ("/headers", "/multiValueHeaders")
_QUERY = ("/queryStringParameters", "/multiValueQueryStringParameters")


def text_of(value: Json) -> str:
    """A value as a form shows it; what is no string, as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def pairs_of(single: Json) -> Pairs:
    """The pairs of a map of one value each; none of what is no map."""
    return tuple((name, text_of(value)) for name, value in single.items()) if isinstance(single, dict) else ()


def headers_of(event: JsonObject, layout: Layout) -> Pairs:
    """The headers of an event."""
    return _merged(value_at(event, _HEADERS[0]), value_at(event, _HEADERS[1])) if layout.maps else ()


def query_of(event: JsonObject, layout: Layout) -> Pairs:
    """The query of an event; what `rawQueryString` does not have comes from the map."""
    if not layout.maps:
        return ()
    single = value_at(event, _QUERY[0])
    if not layout.raw_query:
        return _merged(single, value_at(event, _QUERY[1]))
    raw = value_at(event, layout.raw_query)
    pairs = tuple(decoded_pairs(raw)) if isinstance(raw, str) else ()
    names = {name for name, _ in pairs}
    return (*pairs, *((name, value) for name, value in pairs_of(single) if name not in names))


def with_headers(event: JsonObject, pairs: Pairs, layout: Layout) -> JsonObject:
    """The event with these headers, in whichever maps it has."""
    if pairs == headers_of(event, layout):
        return event
    return _with_pairs(event, pairs, layout, places=_HEADERS, twin=_QUERY)


def with_header(event: JsonObject, name: str, value: str | None, layout: Layout) -> JsonObject:
    """The event with one header set, or taken away; spelled as it stands there, else as this source spells it."""
    old = headers_of(event, layout)
    key = name.lower()
    if value is None:
        return with_headers(event, tuple(pair for pair in old if pair[0].lower() != key), layout)
    for index in reversed(range(len(old))):
        if old[index][0].lower() == key:
            return with_headers(event, (*old[:index], (old[index][0], value), *old[index + 1 :]), layout)
    spelled = key if layout.header_case == "lower" else name
    return with_headers(event, (*old, (spelled, value)), layout)


def with_query(event: JsonObject, pairs: Pairs, layout: Layout) -> JsonObject:
    """The event with this query, in whichever maps it has, and in `rawQueryString` where the source has that."""
    if pairs == query_of(event, layout):
        return event
    changed = event
    if layout.raw_query:
        raw = value_at(event, layout.raw_query)
        if isinstance(raw, str) or is_absent(raw):
            kept = raw_query_of(pairs, raw if isinstance(raw, str) else "")
            changed = with_value(changed, layout.raw_query, kept)
    return _with_pairs(changed, pairs, layout, places=_QUERY, twin=_HEADERS, before=event)


def raw_query_of(pairs: Pairs, raw: str) -> str:
    """A query string of these pairs, in which those that were in `raw` keep their spelling."""
    spelled: dict[tuple[str, str], list[str]] = {}
    for pair, part in zip(decoded_pairs(raw), (part for part in raw.split("&") if part), strict=True):
        spelled.setdefault(pair, []).append(part)
    return "&".join(spelled[pair].pop(0) if spelled.get(pair) else encoded([pair]) for pair in pairs)


def rebuilt(old: Json, pairs: Pairs) -> JsonObject:
    """A map of one value each: what is not changed keeps its value of whatever type, and its place."""
    before = old if isinstance(old, dict) else {}
    new = dict(pairs)
    kept = {
        name: before[name] if name in before and text_of(before[name]) == value else value
        for name, value in new.items()
    }
    return _in_order(before, kept)


def _merged(single: Json, multi: Json) -> Pairs:
    if not isinstance(multi, dict):
        return pairs_of(single)
    pairs: list[tuple[str, str]] = []
    for name, values in multi.items():
        pairs += [(name, text_of(value)) for value in (values if isinstance(values, list) else [values])]
    return (*pairs, *(pair for pair in pairs_of(single) if pair[0] not in multi))


def _grouped(pairs: Pairs) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name, value in pairs:
        groups.setdefault(name, []).append(value)
    return groups


def _with_pairs(
    event: JsonObject,
    pairs: Pairs,
    layout: Layout,
    *,
    places: tuple[str, str],
    twin: tuple[str, str],
    before: JsonObject | None = None,
) -> JsonObject:
    """Write pairs into the maps; the entry of a name whose values did not change stays as it is."""
    before = event if before is None else before
    old = _grouped(headers_of(before, layout) if places is _HEADERS else query_of(before, layout))
    new = _grouped(pairs)
    single, multi = value_at(event, places[0]), value_at(event, places[1])
    has_multi = not is_absent(multi)
    has_single = not is_absent(single)
    if not has_single and not has_multi:
        twin_multi = not is_absent(value_at(event, twin[1]))
        has_multi = layout.has_multi and twin_multi
        has_single = not (twin_multi and is_absent(value_at(event, twin[0])))
    if has_single:
        joined = {name: ",".join(values) if layout.is_joined else values[-1] for name, values in new.items()}
        event = _put(event, places[0], _entries(single, joined, old, new), layout)
    if has_multi:
        event = _put(event, places[1], _entries(multi, new, old, new), layout)
    return event


def _entries(
    before: Json, derived: dict[str, Json], old: dict[str, list[str]], new: dict[str, list[str]]
) -> JsonObject:
    had = before if isinstance(before, dict) else {}
    entries = {
        name: had[name] if name in had and old.get(name) == new[name] else value for name, value in derived.items()
    }
    return _in_order(had, entries)


def _in_order(before: JsonObject, entries: JsonObject) -> JsonObject:
    """The entries in their old order where their names are the same as before."""
    return {name: entries[name] for name in before} if before.keys() == entries.keys() else entries


def _put(event: JsonObject, place: str, entries: JsonObject, layout: Layout) -> JsonObject:
    empty = layout.empty_map
    if not entries and value_at(event, place) in ({}, None):
        return event
    value = entries or (ABSENT if is_absent(empty) else empty)
    changed: JsonObject = without(event, place) if is_absent(value) else with_value(event, place, value)
    return changed
