"""A JSON text in which every element knows its line and column, so that a finding can point at it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = Any
"""A JSON value, treated as immutable once shared."""

JsonObject: TypeAlias = dict[str, Any]
"""A JSON object, treated as immutable once shared."""

MAX_DEPTH = 40
"""A policy document needs six levels; more than this is not one, and would only cost the stack."""

_BLANK = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
_HEX = re.compile(r"[0-9a-fA-F]{4}")
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WORDS: tuple[tuple[str, Json], ...] = (("true", True), ("false", False), ("null", None))
_LONGEST_NUMBER = 400
"""Digits beyond this say nothing to a policy, and Python refuses integers of more than 4300."""


class JsonSyntaxError(Exception):
    """Where a text stops being JSON; never leaves the readers of this room."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Node:
    """One element of a JSON text: a scalar in `value`, or `items` of an array, or `members` of an object."""

    kind: str
    """`string`, `number`, `boolean`, `null`, `array` or `object`."""
    start: int
    end: int
    value: Json = None
    items: tuple[Node, ...] = ()
    members: tuple[tuple[Node, Node], ...] = ()

    def member(self, name: str) -> Node | None:
        """The last member of that name, as JSON readers take it; None where there is none."""
        found = None
        for key, value in self.members:
            if key.value == name:
                found = value
        return found

    def plain(self) -> Json:
        """The element as a plain JSON value."""
        if self.kind == "array":
            return [item.plain() for item in self.items]
        if self.kind == "object":
            return {key.value: value.plain() for key, value in self.members}
        return self.value


@dataclass(frozen=True, slots=True)
class JsonSource:
    """A text and the lines in it."""

    name: str
    text: str = field(repr=False)
    _lines: tuple[int, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, text: str, *, name: str) -> JsonSource:
        """A source that knows where its lines begin."""
        return cls(name, text, (0, *(found.end() for found in re.finditer("\n", text))))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from one."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def read(self) -> Node:
        """The whole text as one element.

        Raises:
            JsonSyntaxError: the text is not JSON; carries the offset.
        """
        node, at = self._element(self._skip(0), 0)
        at = self._skip(at)
        if at < len(self.text):
            raise JsonSyntaxError(f"{self._seen(at)} after the end of the document", at)
        return node

    def _skip(self, at: int) -> int:
        blank = _BLANK.match(self.text, at)
        return blank.end() if blank else at

    def _seen(self, at: int) -> str:
        return f"'{self.text[at]}'" if at < len(self.text) else "the end of the text"

    def _element(self, at: int, depth: int) -> tuple[Node, int]:
        if depth > MAX_DEPTH:
            raise JsonSyntaxError(f"nested deeper than {MAX_DEPTH} levels", at)
        first = self.text[at : at + 1]
        if first == "{":
            return self._object(at, depth)
        if first == "[":
            return self._array(at, depth)
        if first == '"':
            value, end = self._string(at)
            return Node("string", at, end, value), end
        for word, value in _WORDS:
            if self.text.startswith(word, at):
                end = at + len(word)
                return Node("null" if value is None else "boolean", at, end, value), end
        number = _NUMBER.match(self.text, at)
        if number is None:
            raise JsonSyntaxError(f"a value is wanted, {self._seen(at)} stands here", at)
        return self._number(number.group(), at)

    def _number(self, text: str, at: int) -> tuple[Node, int]:
        if len(text) > _LONGEST_NUMBER:
            raise JsonSyntaxError("this number is too long", at)
        whole = text.lstrip("-").isdigit()
        end = at + len(text)
        return Node("number", at, end, int(text) if whole else float(text)), end

    def _string(self, at: int) -> tuple[str, int]:
        parts: list[str] = []
        here = at + 1
        while True:
            plain = _PLAIN.match(self.text, here)
            if plain is not None:
                parts.append(plain.group())
                here = plain.end()
            stop = self.text[here : here + 1]
            if stop == '"':
                return "".join(parts), here + 1
            if stop == "\\":
                text, here = self._escape(here)
                parts.append(text)
            elif stop:
                raise JsonSyntaxError("a control character stands in a string; write it as an escape", here)
            else:
                raise JsonSyntaxError("this string is not closed", at)

    def _escape(self, at: int) -> tuple[str, int]:
        letter = self.text[at + 1 : at + 2]
        if letter in _ESCAPES and letter:
            return _ESCAPES[letter], at + 2
        digits = _HEX.match(self.text, at + 2)
        if letter != "u" or digits is None:
            raise JsonSyntaxError("this escape does not exist in JSON", at)
        first, end = int(digits.group(), 16), at + 6
        low = _HEX.match(self.text, end + 2) if self.text.startswith("\\u", end) else None
        if 0xD800 <= first < 0xDC00 and low is not None and 0xDC00 <= int(low.group(), 16) < 0xE000:
            return chr(0x10000 + ((first - 0xD800) << 10) + (int(low.group(), 16) - 0xDC00)), end + 6
        return chr(first), end

    def _array(self, at: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        here = self._skip(at + 1)
        if self.text[here : here + 1] == "]":
            return Node("array", at, here + 1), here + 1
        while True:
            item, here = self._element(here, depth + 1)
            items.append(item)
            here = self._skip(here)
            sign = self.text[here : here + 1]
            if sign == "]":
                return Node("array", at, here + 1, items=tuple(items)), here + 1
            if sign != ",":
                raise JsonSyntaxError(f"',' or ']' is wanted, {self._seen(here)} stands here", here)
            here = self._skip(here + 1)

    def _object(self, at: int, depth: int) -> tuple[Node, int]:
        members: list[tuple[Node, Node]] = []
        here = self._skip(at + 1)
        if self.text[here : here + 1] == "}":
            return Node("object", at, here + 1), here + 1
        while True:
            if self.text[here : here + 1] != '"':
                raise JsonSyntaxError(f"a name in double quotes is wanted, {self._seen(here)} stands here", here)
            name, end = self._string(here)
            key = Node("string", here, end, name)
            here = self._skip(end)
            if self.text[here : here + 1] != ":":
                raise JsonSyntaxError(f"':' is wanted, {self._seen(here)} stands here", here)
            value, here = self._element(self._skip(here + 1), depth + 1)
            members.append((key, value))
            here = self._skip(here)
            sign = self.text[here : here + 1]
            if sign == "}":
                return Node("object", at, here + 1, members=tuple(members)), here + 1
            if sign != ",":
                raise JsonSyntaxError(f"',' or '}}' is wanted, {self._seen(here)} stands here", here)
            here = self._skip(here + 1)
