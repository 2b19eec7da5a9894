"""The fields of an event as a form shows them, and edits of a field that keep everything else of the event as it was.

For a form, two functions do all of it:

    fields = fields_of(event)                          EventFields: what the tabs of the form show
    event = apply(event, Change("method", "PUT"))      the event after one edit

`Change(field, value)` names either a field of `EventFields` or, with a leading slash, any JSON Pointer:

    method, path, route                     str
    query, headers, path_parameters, stage_variables     tuple of (name, value) pairs in order, duplicates allowed
    cookies                                 tuple of str (payload 2.0 and function URLs)
    body                                    str, or None for no body
    is_base64                               bool
    content_type                            str; None takes the header away
    source_ip                               str
    user_agent                              str; "" takes the header away
    identity, authorizer                    a JSON object; ABSENT takes the key away
    "/requestContext/stage", …              any JSON value; ABSENT takes the key away

What an edit does, and what it does not:
- Values that follow from the edited one (`requestContext.path`, path parameters, the single-value maps, the times, …)
  follow, unless someone overrode them; `fields.overridden` lists those, `follow(event, pointer)` undoes one.
- It never puts in a key that the edit does not need: an event without multi-value maps stays without them, nulls stay
  null and absent keys absent. An emptied map becomes what this source sends for empty (null, no key, or `{}`).
- Pairs that are not changed keep their place, their value of whatever type, and the spelling of their encoding.
- A change to what is there already gives back the same event: form to event to form is the identity.

`fields_of(event)` never fails, for any JSON object. `source` is recognised unless the form says it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.events import pair_maps
from workbench.events.body_encoding import body_bytes
from workbench.events.derived import Override, follow_through, followed, overrides
from workbench.events.edit import ABSENT, value_at, with_value, without
from workbench.events.layout import is_absent, layout_of
from workbench.events.recognise import source_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.events.json_value import Json, JsonObject
    from workbench.events.layout import Layout
    from workbench.events.pair_maps import Pairs
    from workbench.events.source import Source

__all__ = ["ABSENT", "Change", "EventFields", "apply", "fields_of", "follow"]


@dataclass(frozen=True, slots=True)
class EventFields:
    """What the form of one event shows. None: the source has no such field, or the event does not have it."""

    source: Source
    method: str | None = None
    path: str | None = None
    """`path`, or `rawPath` of payload 2.0."""
    route: str | None = None
    """The resource template, or the route key."""
    query: Pairs = ()
    """Decoded, except for a load balancer, which leaves the query as the client spelled it."""
    headers: Pairs = ()
    cookies: tuple[str, ...] = ()
    path_parameters: Pairs = ()
    stage_variables: Pairs = ()
    body: str | None = None
    """As the event has it: text, or base64 where `is_base64`."""
    is_base64: bool = False
    content_type: str | None = None
    source_ip: str | None = None
    user_agent: str | None = None
    identity: Mapping[str, Json] | None = None
    """`requestContext.identity`; payload 2.0 has none, and an IAM caller in the authorizer instead."""
    authorizer: Json = None
    """`requestContext.authorizer`; None where the event has none."""
    context: Mapping[str, Json] = field(default_factory=dict)
    """The rest of `requestContext`: stage, ids, times, domain. Edit by pointer."""
    extra: Mapping[str, Json] = field(default_factory=dict)
    """Top-level keys that AWS does not send for this source."""
    overridden: tuple[Override, ...] = ()
    """Derived values that differ from what their sources give."""


@dataclass(frozen=True, slots=True)
class Change:
    """One edit of a form: a field of `EventFields`, or a JSON Pointer, and its new value."""

    field: str
    value: Json


def fields_of(event: JsonObject, source: Source | None = None) -> EventFields:
    """The fields of an event."""
    source = source or source_of(event)
    layout = layout_of(source)
    headers = pair_maps.headers_of(event, layout)
    context = value_at(event, "/requestContext")
    context = context if isinstance(context, dict) else {}
    identity = _at(event, layout.identity)
    authorizer = context.get("authorizer")
    known = layout.known_keys()
    return EventFields(
        source=source,
        method=_text(event, layout.method),
        path=_text(event, layout.path),
        route=_text(event, layout.route),
        query=pair_maps.query_of(event, layout),
        headers=headers,
        cookies=_cookies(event, layout),
        path_parameters=pair_maps.pairs_of(_at(event, layout.path_parameters)),
        stage_variables=pair_maps.pairs_of(_at(event, layout.stage_variables)),
        body=_text(event, layout.body),
        is_base64=_at(event, "/isBase64Encoded") is True,
        content_type=next((value for name, value in reversed(headers) if name.lower() == "content-type"), None),
        source_ip=_text(event, layout.source_ip),
        user_agent=_text(event, layout.user_agent),
        identity=identity if isinstance(identity, dict) else None,
        authorizer=authorizer,
        context={key: value for key, value in context.items() if key not in ("identity", "authorizer", "http")},
        extra={key: value for key, value in event.items() if key not in known},
        overridden=overrides(event, source),
    )


def apply(event: JsonObject, change: Change, source: Source | None = None) -> JsonObject:
    """The event after one edit; the event itself where the edit changes nothing.

    Raises:
        UsageError: the source has no such field.
        InputError: a pointer that leads nowhere.
    """
    source = source or source_of(event)
    layout = layout_of(source)
    edited = _edited(event, change, layout, source)
    if edited == event:
        return event
    return follow_through(event, edited, source)


def follow(event: JsonObject, pointer: str, source: Source | None = None) -> JsonObject:
    """The event with an overridden value following its sources again."""
    return followed(event, pointer, source or source_of(event))


def _edited(event: JsonObject, change: Change, layout: Layout, source: Source) -> JsonObject:
    name, value = change.field, change.value
    if name.startswith("/"):
        return _put(event, name, value)
    special = _SPECIAL.get(name)
    if special is not None and special.applies(layout):
        return special.edit(event, value, layout)
    place = _place(name, layout)
    if not place:
        raise UsageError(f"An event of the kind {source.value} has no {name}", mend="Edit it as JSON.")
    return event if value == _at(event, place) else _put(event, place, value)


@dataclass(frozen=True, slots=True)
class _Special:
    """How a field is edited that is more than one value at one place, and which sources have it."""

    edit: Callable[[JsonObject, Json, Layout], JsonObject]
    applies: Callable[[Layout], bool]


def _has_maps(layout: Layout) -> bool:
    return layout.maps


def _place(name: str, layout: Layout) -> str:
    return {
        "method": layout.method,
        "path": layout.path,
        "route": layout.route,
        "source_ip": layout.source_ip,
        "identity": layout.identity,
        "authorizer": "" if layout.arn else "/requestContext/authorizer",
    }.get(name, "")


def _with_user_agent(event: JsonObject, value: Json, layout: Layout) -> JsonObject:
    if value == _text(event, layout.user_agent):
        return event
    changed = pair_maps.with_header(event, "User-Agent", value or None, layout)
    return _put(changed, layout.user_agent, value) if _has(event, layout.user_agent) else changed


def _with_cookies(event: JsonObject, value: Json, layout: Layout) -> JsonObject:
    return event if tuple(value) == _cookies(event, layout) else _put(event, layout.cookies, list(value) or ABSENT)


def _with_body(event: JsonObject, body: Json, layout: Layout) -> JsonObject:
    """Set the body; a Content-Length that told its size tells the new size."""
    old = _at(event, "/body")
    if body == old or (body is None and is_absent(old)):
        return event
    is_base64 = _at(event, "/isBase64Encoded") is True
    told = next(
        (value for name, value in pair_maps.headers_of(event, layout) if name.lower() == "content-length"), None
    )
    if told is not None and told == str(len(body_bytes(old if isinstance(old, str) else "", is_base64=is_base64))):
        size = len(body_bytes(body or "", is_base64=is_base64))
        event = pair_maps.with_header(event, "Content-Length", str(size), layout)
    return _put(event, "/body", layout.empty_body if body is None else body)


def _with_is_base64(event: JsonObject, value: Json, _layout: Layout) -> JsonObject:
    return event if not value and not _has(event, "/isBase64Encoded") else _put(event, "/isBase64Encoded", value)


_SPECIAL = {
    "query": _Special(lambda event, value, layout: pair_maps.with_query(event, tuple(value), layout), _has_maps),
    "headers": _Special(lambda event, value, layout: pair_maps.with_headers(event, tuple(value), layout), _has_maps),
    "content_type": _Special(
        lambda event, value, layout: pair_maps.with_header(event, "Content-Type", value, layout), _has_maps
    ),
    "user_agent": _Special(_with_user_agent, lambda layout: bool(layout.user_agent)),
    "cookies": _Special(_with_cookies, lambda layout: bool(layout.cookies)),
    "path_parameters": _Special(
        lambda event, value, layout: _put_map(event, layout.path_parameters, tuple(value), layout),
        lambda layout: bool(layout.path_parameters),
    ),
    "stage_variables": _Special(
        lambda event, value, layout: _put_map(event, layout.stage_variables, tuple(value), layout),
        lambda layout: bool(layout.stage_variables),
    ),
    "body": _Special(_with_body, lambda layout: bool(layout.body)),
    "is_base64": _Special(_with_is_base64, lambda layout: bool(layout.body)),
}


def _put_map(event: JsonObject, place: str, pairs: Pairs, layout: Layout) -> JsonObject:
    old = value_at(event, place)
    if pairs == pair_maps.pairs_of(old):
        return event
    new = pair_maps.rebuilt(old, pairs)
    return _put(event, place, new or layout.empty_map)


def _put(event: JsonObject, pointer: str, value: Json) -> JsonObject:
    changed: JsonObject = without(event, pointer) if is_absent(value) else with_value(event, pointer, value)
    return changed


def _at(event: JsonObject, pointer: str) -> Json:
    return value_at(event, pointer) if pointer else ABSENT


def _has(event: JsonObject, pointer: str) -> bool:
    return not is_absent(_at(event, pointer))


def _text(event: JsonObject, pointer: str) -> str | None:
    value = _at(event, pointer)
    return value if isinstance(value, str) else None


def _cookies(event: JsonObject, layout: Layout) -> tuple[str, ...]:
    value = _at(event, layout.cookies)
    return tuple(str(cookie) for cookie in value) if isinstance(value, list) else ()
