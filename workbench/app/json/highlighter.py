"""Colours for JSON lines: which part of a line is a key, a string, a number or a word.

No JSON token crosses a line, so a line is coloured by itself, and only the lines on screen ever are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from PySide6.QtGui import QTextCharFormat, QTextLayout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QColor, QTextBlock

Kind = Literal["key", "string", "number", "keyword"]
KINDS: tuple[Kind, ...] = ("key", "string", "number", "keyword")

_TOKEN = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*"(?=\s*:))'
    r'|(?P<string>"(?:[^"\\]|\\.)*"?)'
    r"|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<keyword>\b(?:true|false|null)\b)"
)
LONGEST_COLOURED = 20_000
"""Characters of one line that are coloured; what follows stays plain."""


def tokens(line: str) -> Iterator[tuple[int, int, Kind]]:
    """Start, length and kind of every coloured part of a line."""
    for match in _TOKEN.finditer(line, 0, LONGEST_COLOURED):
        kind = match.lastgroup
        if kind is not None:
            yield match.start(), match.end() - match.start(), kind  # type: ignore[misc]  # the group names are the kinds


class Highlighter:
    """Colours the blocks that it is shown, each once for every text and every theme."""

    def __init__(self, colours: Mapping[Kind, QColor]) -> None:
        self._round = 0
        self._formats: dict[Kind, QTextCharFormat] = {}
        self.set_colours(colours)

    def set_colours(self, colours: Mapping[Kind, QColor]) -> None:
        """Use other colours from the next painting on."""
        self._round += 1
        for kind, colour in colours.items():
            text_format = QTextCharFormat()
            text_format.setForeground(colour)
            self._formats[kind] = text_format

    def colour(self, block: QTextBlock) -> None:
        """Colour a block unless it already is."""
        mark = self._round * 1_000_003 + block.revision()
        if block.userState() == mark:
            return
        block.setUserState(mark)
        ranges = []
        for start, length, kind in tokens(block.text()):
            part = QTextLayout.FormatRange()
            part.start = start
            part.length = length
            part.format = self._formats[kind]
            ranges.append(part)
        block.layout().setFormats(ranges)
