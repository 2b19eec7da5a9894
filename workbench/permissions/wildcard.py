"""Texts with `*` and `?` in them, prepared once and compared often, without a regular expression to run away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable


class Wild(Enum):
    """A wildcard of the policy language."""

    MANY = "*"
    ONE = "?"


Piece: TypeAlias = "str | Wild"
"""Literal text, or a wildcard."""


def pieces_of(text: str) -> tuple[Piece, ...]:
    """A text cut at its wildcards."""
    if "*" not in text and "?" not in text:
        return (text,) if text else ()
    pieces: list[Piece] = []
    literal: list[str] = []
    for letter in text:
        if letter in "*?":
            if literal:
                pieces.append("".join(literal))
                literal.clear()
            pieces.append(Wild(letter))
        else:
            literal.append(letter)
    if literal:
        pieces.append("".join(literal))
    return tuple(pieces)


def split_at_colons(pieces: Iterable[Piece], parts: int) -> tuple[tuple[Piece, ...], ...]:
    """Cut a pattern at its literal colons into at most `parts` patterns; the last one keeps its colons."""
    found: list[tuple[Piece, ...]] = []
    current: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Wild):
            current.append(piece)
            continue
        rest = piece
        while ":" in rest and len(found) < parts - 1:
            head, _, rest = rest.partition(":")
            if head:
                current.append(head)
            found.append(tuple(current))
            current = []
        if rest:
            current.append(rest)
    found.append(tuple(current))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Glob:
    """A prepared pattern."""

    literal: str | None
    """The whole text, where there is no wildcard."""
    runs: tuple[str, ...] = ()
    """The literal texts between `*`, the first and last of them anchored; used where there is no `?`."""
    letters: tuple[Piece, ...] = ()
    """One entry a letter; used where there is a `?`."""

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> Glob:
        """Prepare a pattern."""
        listed = tuple(pieces)
        if Wild.ONE in listed:
            letters: list[Piece] = []
            for piece in listed:
                letters.extend([piece] if isinstance(piece, Wild) else piece)
            return cls(None, letters=tuple(letters))
        if Wild.MANY not in listed:
            return cls("".join(str(piece) for piece in listed))
        runs = [""]
        for piece in listed:
            if isinstance(piece, Wild):
                runs.append("")
            else:
                runs[-1] += piece
        return cls(None, runs=tuple(runs))

    def matches(self, text: str) -> bool:
        """Whether the whole text fits the pattern."""
        if self.literal is not None:
            return text == self.literal
        if not self.runs:
            return _walk(self.letters, text)
        first, last = self.runs[0], self.runs[-1]
        at, end = len(first), len(text) - len(last)
        if end < at or not text.startswith(first) or not text.endswith(last):
            return False
        for run in self.runs[1:-1]:
            found = text.find(run, at, end)
            if found < 0:
                return False
            at = found + len(run)
        return True


def _walk(letters: tuple[Piece, ...], text: str) -> bool:
    """Compare letter by letter; on a mismatch the latest `*` takes one letter more."""
    at = here = 0
    star, resume = -1, 0
    while here < len(text):
        if at < len(letters) and (letters[at] is Wild.ONE or letters[at] == text[here]):
            at, here = at + 1, here + 1
        elif at < len(letters) and letters[at] is Wild.MANY:
            star, resume = at, here
            at += 1
        elif star >= 0:
            resume += 1
            at, here = star + 1, resume
        else:
            return False
    return all(letter is Wild.MANY for letter in letters[at:])
