"""JSON text: strict reading with the place of an error, plain printing, and where a value stands in the text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Never

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json

Pointer = tuple[str | int, ...]
"""The keys and indexes that lead from the root to a value."""

_SPACE = " \t\r\n"
_WORDS = {
    "Expecting value": "a value is missing",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing",
    "Illegal trailing comma before end of object": "there is a comma after the last item",
    "Illegal trailing comma before end of array": "there is a comma after the last item",
    "Expecting ':' delimiter": "a colon is missing after the key",
    "Expecting ',' delimiter": "a comma is missing",
    "Unterminated string starting at": "a string has no closing quote",
    "Invalid control character at": "a string holds a line break or control character; write it as \\n or \\u0000",
    "Extra data": "the value has ended, but text follows",
    "Invalid \\escape": "a backslash starts no known escape",
    "Invalid \\uXXXX escape": "\\u needs four hexadecimal digits",
}


@dataclass(frozen=True, slots=True)
class TextError:
    """Why a text is not JSON, and where."""

    line: int
    column: int
    offset: int
    message: str

    def __str__(self) -> str:
        """One line for a notice."""
        return f"Line {self.line}, column {self.column}: {self.message}."


class _NotJson(ValueError):
    """A word that Python's reader takes and JSON does not know."""


def _refuse(word: str) -> Never:
    raise _NotJson(word)


def parse(text: str) -> Json | TextError:
    """Read JSON as AWS does: no NaN, no Infinity; a TextError where it is not JSON."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return TextError(error.lineno, error.colno, error.pos, _in_words(error.msg, text, error.pos))
    except _NotJson as error:
        return place_of(text, max(text.find(str(error)), 0), f"{error} is not JSON; write a number, a string or null")
    except RecursionError:
        return TextError(1, 1, 0, "the value is nested too deeply to be read")
    except ValueError:  # an integer of more than 4,300 digits
        return TextError(1, 1, 0, "a number has too many digits to be read")


def _in_words(message: str, text: str, offset: int) -> str:
    words = _WORDS.get(message, message[:1].lower() + message[1:])
    if text[offset : offset + 1] in {"}", "]"} and text[:offset].rstrip()[-1:] == ",":
        return "there is a comma after the last item"
    if message == "Expecting value" and text[offset : offset + 1] in {"'", "`"}:
        return "strings stand in double quotes"
    if not text.strip():
        return "there is no JSON yet"
    return words


def place_of(text: str, offset: int, message: str) -> TextError:
    """An error at an offset, with its line and column."""
    line = text.count("\n", 0, offset) + 1
    return TextError(line, offset - (text.rfind("\n", 0, offset) + 1) + 1, offset, message)


def pretty(value: Json) -> str:
    """Print a value with two spaces a level, non-ASCII characters as they are."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair: JSON can escape it, UTF-8 cannot carry it
        return json.dumps(value, indent=2)
    return text


def compact(value: Json) -> str:
    """Print a value on one line."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(", ", ": "))
    return text


def locate(text: str, pointer: Pointer) -> tuple[int, int] | None:
    """Where a value stands in valid JSON text, its key included: first and last offset; None where it is not there."""
    reader = json.JSONDecoder()
    start = at = _skip(text, 0)
    try:
        for step in pointer:
            found = next(
                ((head, value) for key, head, value, _ in _members(reader, text, at) if str(key) == str(step)), None
            )
            if found is None:
                return None
            start, at = found
        return start, reader.raw_decode(text, at)[1]
    except (ValueError, IndexError, RecursionError):
        return None


def pointer_at(text: str, offset: int) -> Pointer:
    """The innermost value that an offset of valid JSON text lies in."""
    reader = json.JSONDecoder()
    at = _skip(text, 0)
    steps: list[str | int] = []
    try:
        while True:
            inside = next(
                ((key, value) for key, head, value, end in _members(reader, text, at) if head <= offset <= end), None
            )
            if inside is None:
                return tuple(steps)
            steps.append(inside[0])
            at = inside[1]
            if offset < at:
                return tuple(steps)
    except (ValueError, IndexError, RecursionError):
        return tuple(steps)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _members(reader: json.JSONDecoder, text: str, at: int) -> Iterator[tuple[str | int, int, int, int]]:
    """Each member of the object or array at an offset: key or index, its start, the start of its value, its end."""
    opening = text[at]
    if opening not in "{[":
        return
    index = 0
    at = _skip(text, at + 1)
    while text[at] not in "}]":
        head = at
        key: str | int = index
        if opening == "{":
            key, at = reader.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        value = at
        _, at = reader.raw_decode(text, at)
        yield key, head, value, at
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
        index += 1
