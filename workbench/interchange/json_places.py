"""Where each value of a JSON text stands."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from contextlib import suppress

from workbench.errors import InputError
from workbench.interchange.places import Path, Places

_SPACE = re.compile(r"[ \t\r\n]*")
_LINE = re.compile(r"\n")


class _Finder:
    """Walks over a JSON text that is known to be valid, and notes where each value begins."""

    def __init__(self, text: str, *, name: str) -> None:
        self._text = text
        self._name = name
        self._decode = json.JSONDecoder().raw_decode
        self._lines = [0, *(match.end() for match in _LINE.finditer(text))]
        self.places = Places()

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self._text, at)
        return match.end() if match else at

    def _position(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._lines, at)
        return line, at - self._lines[line - 1] + 1

    def value(self, at: int, path: Path) -> int:
        """Note the value that begins at or after an index; the index after it."""
        at = self._skip(at)
        self.places.values[path] = self._position(at)
        first = self._text[at]
        if first == "{":
            return self._members(at, path)
        if first == "[":
            return self._elements(at, path)
        _, end = self._decode(self._text, at)
        return end

    def _members(self, at: int, path: Path) -> int:
        at = self._skip(at + 1)
        while self._text[at] != "}":
            start = self._skip(at + 1) if self._text[at] == "," else at
            key, end = self._decode(self._text, start)
            inside = (*path, str(key))
            line, column = self._position(start)
            if inside in self.places.values:
                place = f"{self._name}:{line}:{column}"
                raise InputError(f"{key!r} stands twice in one object", place=place, mend="Keep one of them.")
            self.places.keys[inside] = (line, column)
            at = self._skip(self.value(self._skip(end) + 1, inside))
        return at + 1

    def _elements(self, at: int, path: Path) -> int:
        at = self._skip(at + 1)
        index = 0
        while self._text[at] != "]":
            start = at + 1 if self._text[at] == "," else at
            at = self._skip(self.value(start, (*path, index)))
            index += 1
        return at + 1


def find_places(text: str, *, name: str) -> Places:
    """The places of all values of a valid JSON text, up to where it nests too deep for any schema.

    Raises:
        InputError: a name stands twice in one object.
    """
    finder = _Finder(text, name=name)
    with suppress(RecursionError):
        finder.value(0, ())
    return finder.places
