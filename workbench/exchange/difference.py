"""Where two JSON values differ in what they mean: what is made up anew for each run, ids and times, is left aside."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json

_VOLATILE_KEYS = frozenset({
    "apigw-requestid", "at_ms", "aws_request_id", "awsrequestid", "billed_duration_ms", "cf-ray", "connectedat",
    "connectionid", "date", "duration_ms", "eventid", "extendedrequestid", "init_duration_ms", "max_memory_used_mb",
    "messageid", "request_id", "requestid", "requesttime", "requesttimeepoch", "round_trip_ms", "started_ms", "time",
    "timeepoch", "took_ms", "traceid", "x-amz-apigw-id", "x-amz-cf-id", "x-amzn-requestid", "x-amzn-trace-id",
})  # fmt: skip
"""Names, in lower case, of members and headers whose values are made up anew for each run."""
_CHANGING = re.compile(
    r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"  # a UUID
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"  # a time in ISO 8601
    r"|\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}"  # a time as in an access log
    r"|1-[0-9a-f]{8}-[0-9a-f]{24}"  # an X-Ray trace id
    r"|(?<=Duration: )[\d.]+ ms|(?<=Memory Used: )\d+ MB"  # the figures of a REPORT line
)
_ID_NAME = re.compile(r"(?:.*[_-])?(?:id|uuid|guid)|.*(?:Id|ID|Uuid)")
_RANDOM = re.compile(r"[0-9a-f]{8,}|[0-9A-HJKMNP-TV-Z]{26}|[A-Za-z0-9_-]{20,}")
"""What an id looks like that a function makes up: hexadecimal digits, a ULID, or a long text without a space."""
_OWN_ID = "(request id)"
_LEAST_GROUP = 8
"""Letters in the first group of a UUID; what is shorter could stand in a text by chance."""
_TEXT_TO_JSON = " → "
"""Stands between a pointer to a text and a pointer into the JSON that the text holds."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two values differ."""

    pointer: str
    """A JSON Pointer, empty for the whole value; after ` → `, one into the JSON that a text holds, such as a body."""
    kind: Literal["added", "removed", "changed"]
    before: Json = None
    after: Json = None


def differences(before: Json, after: Json, *, request_ids: tuple[str, str] = ("", "")) -> tuple[Difference, ...]:
    """Every place where two values differ in what is not made up anew for each run, in the order of the first.

    `request_ids` are those of the runs that gave the two values: what a function makes from its own is made up anew.
    """
    return tuple(_compare(_unnumbered(before, request_ids[0]), _unnumbered(after, request_ids[1]), ""))


def _unnumbered(value: Json, request_id: str) -> Json:
    """A value without the request id of its run, whole or its first group, from which functions make short ids."""
    group = request_id.partition("-")[0]
    if len(group) < _LEAST_GROUP:
        return value
    if isinstance(value, str):
        return value.replace(request_id, _OWN_ID).replace(group, _OWN_ID)
    if isinstance(value, list):
        return [_unnumbered(item, request_id) for item in value]
    if isinstance(value, dict):
        return {key: _unnumbered(item, request_id) for key, item in value.items()}
    return value


def _compare(before: Json, after: Json, pointer: str) -> Iterator[Difference]:
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _compare_objects(before, after, pointer)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _compare_lists(before, after, pointer)
    elif isinstance(before, str) and isinstance(after, str):
        yield from _compare_texts(before, after, pointer)
    elif before != after or isinstance(before, bool) != isinstance(after, bool):
        yield Difference(pointer, "changed", before, after)


def _compare_objects(before: dict[str, Json], after: dict[str, Json], pointer: str) -> Iterator[Difference]:
    if {"name", "value"} <= before.keys() and before["name"] == after.get("name") and _is_volatile(before["name"]):
        return
    for key in [*before, *(key for key in after if key not in before)]:
        if _is_volatile(key):
            continue
        below = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
        if key not in after:
            yield Difference(below, "removed", before=before[key])
        elif key not in before:
            yield Difference(below, "added", after=after[key])
        elif not _are_made_up_ids(key, before[key], after[key]):
            yield from _compare(before[key], after[key], below)


def _compare_lists(before: list[Json], after: list[Json], pointer: str) -> Iterator[Difference]:
    for index in range(max(len(before), len(after))):
        below = f"{pointer}/{index}"
        if index >= len(after):
            yield Difference(below, "removed", before=before[index])
        elif index >= len(before):
            yield Difference(below, "added", after=after[index])
        else:
            yield from _compare(before[index], after[index], below)


def _compare_texts(before: str, after: str, pointer: str) -> Iterator[Difference]:
    if before == after or _CHANGING.sub("\0", before) == _CHANGING.sub("\0", after):
        return
    inside_before, inside_after = _embedded(before), _embedded(after)
    if inside_before is None or inside_after is None:
        yield Difference(pointer, "changed", before, after)
        return
    for found in _compare(inside_before, inside_after, ""):
        yield Difference(f"{pointer}{_TEXT_TO_JSON}{found.pointer or '/'}", found.kind, found.before, found.after)


def _embedded(text: str) -> Json:
    """The object or list that a text holds as JSON; None where it holds none."""
    if text[:1] not in {"{", "["}:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _are_made_up_ids(name: str, before: Json, after: Json) -> bool:
    """Whether two values are ids that a function made up for each run; numbers that count up are none."""
    if not (isinstance(before, str) and isinstance(after, str) and len(before) == len(after)):
        return False
    if before.isdecimal() and after.isdecimal():
        return False
    looks_random = _RANDOM.fullmatch(before) is not None and _RANDOM.fullmatch(after) is not None
    return looks_random and _ID_NAME.fullmatch(name) is not None


def _is_volatile(name: object) -> bool:
    return isinstance(name, str) and name.lower() in _VOLATILE_KEYS
