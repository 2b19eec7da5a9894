"""The query string: read from a URL as spelled, decoded as API Gateway does it, and written back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

Pairs = list[tuple[str, str]]
"""Names and values in order, duplicates kept."""

_PLAIN = "-._~!$'()*,;:@/?"
"""What may stand unescaped in a name or value of a query string."""


def raw_pairs(query: str) -> Pairs:
    """The pairs of a query string as spelled; what is empty between two `&` is no pair."""
    if not query:
        return []
    pairs = []
    for part in query.split("&"):
        if part:
            name, _, value = part.partition("=")
            pairs.append((name, value))
    return pairs


def decoded_pairs(query: str) -> Pairs:
    """The pairs of a query string, percent-encoding and `+` decoded as API Gateway does."""
    if not query:
        return []
    if "%" not in query and "+" not in query:
        return raw_pairs(query)
    return [(unquote(name.replace("+", " ")), unquote(value.replace("+", " "))) for name, value in raw_pairs(query)]


def encoded(pairs: Iterable[tuple[str, str]]) -> str:
    """A query string of these names and values: the inverse of `decoded_pairs`."""
    return "&".join(f"{quote(name, safe=_PLAIN)}={quote(value, safe=_PLAIN)}" for name, value in pairs)


def spelled(pairs: Iterable[tuple[str, str]]) -> str:
    """A query string of names and values that are encoded already: the inverse of `raw_pairs`."""
    return "&".join(f"{name}={value}" for name, value in pairs)


def last_values(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The single-value map: the last value of each name, names in order of first sight."""
    return dict(pairs)


def all_values(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The multi-value map: every value of each name, in order."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        if name in values:
            values[name].append(value)
        else:
            values[name] = [value]
    return values


def joined_values(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The map of payload 2.0: duplicates joined by commas."""
    values: dict[str, str] = {}
    for name, value in pairs:
        values[name] = f"{values[name]},{value}" if name in values else value
    return values
