"""Pure edits of a JSON document by JSON Pointer: what is not touched is shared, and keys keep their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbench.errors import InputError

if TYPE_CHECKING:
    from workbench.events.json_value import Json


class Absent:
    """The type of `ABSENT`: no value at all, as against null."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "ABSENT"

    def __bool__(self) -> bool:
        return False


ABSENT: Final = Absent()
"""What `value_at` gives where a pointer leads nowhere."""


def steps_of(pointer: str) -> list[str]:
    """The keys of a JSON Pointer (RFC 6901), unescaped.

    Raises:
        InputError: it is no JSON Pointer.
    """
    if not pointer:
        return []
    if not pointer.startswith("/"):
        raise InputError(f"“{pointer}” is no JSON Pointer", mend="Begin it with a slash, such as /headers/Accept.")
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer[1:].split("/")]


def pointer_of(*steps: str | int) -> str:
    """The JSON Pointer of these keys."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def value_at(event: Json, pointer: str) -> Json:
    """The value that a pointer leads to; `ABSENT` where there is none."""
    value = event
    for step in steps_of(pointer):
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return ABSENT
    return value


def with_value(event: Json, pointer: str, value: Json) -> Json:
    """The document with a value set; objects on the way are made where absent or null. `-` appends to an array.

    Raises:
        InputError: the way leads through a value that has no members, or past the end of an array.
    """
    return _set(event, steps_of(pointer), value, pointer)


def without(event: Json, pointer: str) -> Json:
    """The document without the member that a pointer leads to; the document itself where there is none."""
    steps = steps_of(pointer)
    if not steps or isinstance(value_at(event, pointer), Absent):
        return event
    return _removed(event, steps)


def _set(document: Json, steps: list[str], value: Json, pointer: str) -> Json:
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if document is None:
        document = {}
    if isinstance(document, dict):
        changed = dict(document)
        changed[step] = _set(document.get(step), rest, value, pointer)
        return changed
    if isinstance(document, list):
        if step == "-":
            return [*document, _set(None, rest, value, pointer)]
        if step.isdecimal() and int(step) < len(document):
            index = int(step)
            return [*document[:index], _set(document[index], rest, value, pointer), *document[index + 1 :]]
    raise InputError(
        f"There is no place for “{step}” there", place=pointer, mend="Remove the value on the way to it first."
    )


def _removed(document: Json, steps: list[str]) -> Json:
    step, rest = steps[0], steps[1:]
    if isinstance(document, dict):
        if not rest:
            return {key: value for key, value in document.items() if key != step}
        return {key: _removed(value, rest) if key == step else value for key, value in document.items()}
    index = int(step)
    inner = [_removed(document[index], rest)] if rest else []
    return [*document[:index], *inner, *document[index + 1 :]]
