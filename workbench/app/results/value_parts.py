"""Which parts of two ARNs or paths differ, so that the eye need not search."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

_CUT = re.compile(r"([:/])")


def differing(pattern: str, value: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Start and length of the parts that keep a value from matching a pattern, in the pattern and in the value."""
    one, other = _CUT.split(pattern), _CUT.split(value)
    if len(one) != len(other):
        return [], []
    in_pattern: list[tuple[int, int]] = []
    in_value: list[tuple[int, int]] = []
    at_pattern = at_value = 0
    for left, right in zip(one, other, strict=True):
        if not fnmatchcase(right, left.replace("[", "[[]")):
            in_pattern.append((at_pattern, len(left)))
            in_value.append((at_value, len(right)))
        at_pattern += len(left)
        at_value += len(right)
    return in_pattern, in_value
