"""JSON Pointer (RFC 6901): where in a JSON value something is, and putting a value there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json

_BAD_ESCAPE = re.compile(r"~(?![01])")


def parts_of(pointer: str) -> tuple[str, ...]:
    """The reference tokens of a pointer, unescaped.

    Raises:
        InputError: it is not a JSON Pointer.
    """
    if pointer and not pointer.startswith("/"):
        raise InputError("a JSON Pointer begins with /", place=pointer, mend=f"Write /{pointer}.")
    if _BAD_ESCAPE.search(pointer):
        raise InputError(
            "in a JSON Pointer ~ stands for itself only as ~0", place=pointer, mend="Write ~0 for ~, ~1 for /."
        )
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def pointers_in(value: Json, *, above: str = "") -> Iterator[str]:
    """Every pointer into a value, in the order of its members; of a list each item."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        pointer = f"{above}/{str(key).replace('~', '~0').replace('/', '~1')}"
        yield pointer
        yield from pointers_in(member, above=pointer)


def put_at(value: Json, pointer: str, new: Json) -> Json:
    """A copy of a value with `new` at a pointer; objects that are missing on the way, or null, are made.

    Raises:
        InputError: the pointer leads through something that has no members, or past the end of a list.
    """
    return _put(value, parts_of(pointer), new, pointer)


def _put(value: Json, parts: tuple[str, ...], new: Json, pointer: str) -> Json:
    if not parts:
        return new
    part, rest = parts[0], parts[1:]
    if value is None or isinstance(value, dict):
        members = value or {}
        return {**members, part: _put(members.get(part), rest, new, pointer)}
    if isinstance(value, list):
        index = len(value) if part == "-" else int(part) if part.isascii() and part.isdecimal() else -1
        if not 0 <= index <= len(value):
            mend = f"Its items are 0 to {len(value) - 1}; - is the place after the last."
            raise InputError(f"{part!r} is no place in the list", place=pointer, mend=mend)
        old = value[index] if index < len(value) else None
        return [*value[:index], _put(old, rest, new, pointer), *value[index + 1 :]]
    raise InputError(f"{part!r} cannot be put into {type(value).__name__}", place=pointer, mend="Correct the pointer.")
