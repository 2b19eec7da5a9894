"""Where two JSON values differ, once what differs from run to run by its nature is left aside: ids and times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json

_VOLATILE_KEYS = frozenset(
    {
        "requestid", "extendedrequestid", "awsrequestid", "aws_request_id", "x-amzn-requestid", "x-amz-apigw-id",
        "apigw-requestid", "x-amzn-trace-id", "date", "requesttime", "requesttimeepoch", "time", "timeepoch",
        "messageid", "connectionid", "connectedat",
    }
)  # fmt: skip
"""Keys and header names, in lower case, whose values are made up for each request."""

_VOLATILE_VALUE = re.compile(
    r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"  # a UUID
    r"|Root=1-[0-9a-f]{8}-[0-9a-f]{24}.*"  # an X-Ray trace id
    r"|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?"  # a time in ISO 8601
    r"|\d{2}/[A-Z][a-z]{2}/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}"  # a time as in an access log
)
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two values differ."""

    pointer: str
    """A JSON Pointer; empty for the whole value."""
    before: Json
    after: Json
    kind: str
    """`changed`, `added` or `removed`."""


def differences(before: Json, after: Json, *, ignore_volatile: bool = True) -> tuple[Difference, ...]:
    """Every place where two JSON values differ, in the order of the first."""
    return tuple(_walk(before, after, "", ignore_volatile))


def _walk(before: Json, after: Json, pointer: str, ignore: bool) -> Iterator[Difference]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            if ignore and key.lower() in _VOLATILE_KEYS:
                continue
            here = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            yield from _member(before.get(key, _ABSENT), after.get(key, _ABSENT), here, ignore)
    elif isinstance(before, list) and isinstance(after, list):
        for index in range(max(len(before), len(after))):
            old = before[index] if index < len(before) else _ABSENT
            new = after[index] if index < len(after) else _ABSENT
            yield from _member(old, new, f"{pointer}/{index}", ignore)
    elif type(before) is not type(after) or before != after:
        if ignore and _is_volatile(before) and _is_volatile(after):
            return
        yield Difference(pointer, before, after, "changed")


def _member(before: Json, after: Json, pointer: str, ignore: bool) -> Iterator[Difference]:
    if after is _ABSENT:
        yield Difference(pointer, before, None, "removed")
    elif before is _ABSENT:
        yield Difference(pointer, None, after, "added")
    else:
        yield from _walk(before, after, pointer, ignore)


def _is_volatile(value: Json) -> bool:
    return isinstance(value, str) and _VOLATILE_VALUE.fullmatch(value) is not None
