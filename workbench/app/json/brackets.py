"""The bracket that belongs to the one beside the cursor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock, QTextDocument

FARTHEST = 5_000
"""Lines that are searched; a bracket further away is left unmatched rather than slow down the cursor."""
_PART = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\]]')
_PAIRS = {"{": "}", "[": "]", "}": "{", "]": "["}


def matching_bracket(document: QTextDocument, offset: int) -> tuple[int, int] | None:
    """The offsets of the bracket at the cursor (after it first, then before it) and of its partner."""
    for place in (offset, offset - 1):
        block = document.findBlock(place) if place >= 0 else None
        if block is None or not block.isValid():
            continue
        here = next(((at, part) for at, part in _brackets(block) if at == place), None)
        if here is None:
            continue
        partner = _partner(block, *here)
        return None if partner is None else (place, partner)
    return None


def _brackets(block: QTextBlock) -> Iterator[tuple[int, str]]:
    text = block.text()
    if len(text) > FARTHEST * 4:
        return
    for match in _PART.finditer(text):
        if match.group() in _PAIRS:
            yield block.position() + match.start(), match.group()


def _partner(block: QTextBlock, offset: int, bracket: str) -> int | None:
    forward = bracket in "{["
    depth = 0
    for _ in range(FARTHEST):
        if not block.isValid():
            return None
        parts = list(_brackets(block))
        for at, part in parts if forward else reversed(parts):
            if (at < offset) if forward else (at > offset):
                continue
            depth += 1 if (part in "{[") == forward else -1
            if depth == 0:
                return at if part == _PAIRS[bracket] else None
        block = block.next() if forward else block.previous()
    return None
