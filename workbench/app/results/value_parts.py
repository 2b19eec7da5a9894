"""Which parts of two ARNs or paths differ, so that the eye need not search."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

_CUT = re.compile(r"([:/])")


def differing(pattern: str, value: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Start and length of the parts that keep a value from matching a pattern, in the pattern and in the value."""
    one, other = _CUT.split(pattern), _CUT.split(value)
    if len(one) != len(other):
        return _tails(one, other)
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


def _tails(one: list[str], other: list[str]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """From the first part that differs to the end, where there are not as many parts."""
    at_pattern = at_value = 0
    for left, right in zip(one, other, strict=False):
        if not fnmatchcase(right, left.replace("[", "[[]")):
            break
        at_pattern += len(left)
        at_value += len(right)
    ends = (sum(map(len, one)) - at_pattern, sum(map(len, other)) - at_value)
    return ([(at_pattern, ends[0])] if ends[0] else []), ([(at_value, ends[1])] if ends[1] else [])
