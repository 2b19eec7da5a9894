"""Where the parts of a document stand: what leads to a part, and its line and column."""

from __future__ import annotations

from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""


class Places:
    """Where the keys and values of a document stand, as lines and columns counted from 1."""

    __slots__ = ("keys", "values")

    def __init__(self) -> None:
        self.keys: dict[Path, tuple[int, int]] = {}
        self.values: dict[Path, tuple[int, int]] = {}
