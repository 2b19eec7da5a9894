"""Numbers, dates, addresses and bytes as the condition operators read them; what cannot be read is None."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?")
_DATE = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d)"
    r"(T(?P<hour>\d\d):(?P<minute>\d\d)(:(?P<second>\d\d)(\.(?P<fraction>\d{1,9}))?)?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d))?)?)?"
)
_YEAR_DIGITS = 4
_LONGEST = 64


def number(text: str) -> Decimal | None:
    """A number: 10 and 10.0 are the same one."""
    stripped = text.strip()
    if len(stripped) > _LONGEST or not stripped.isascii() or not _NUMBER.fullmatch(stripped):
        return None
    return Decimal(stripped)


def moment(text: str) -> Decimal | None:
    """Seconds since 1970, from the W3C subset of ISO 8601 or from epoch seconds; four digits are a year."""
    stripped = text.strip()
    date = _DATE.fullmatch(stripped) if stripped.isascii() else None
    if date is None:
        return None if len(stripped) == _YEAR_DIGITS else number(stripped)
    from calendar import timegm
    from datetime import date as calendar_date

    parts = date.groupdict()
    year, month, day = (int(parts[name] or 1) for name in ("year", "month", "day"))
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    try:
        calendar_date(year, month, day)
    except ValueError:
        return None
    if hour > 24 or minute > 59 or second > 60:
        return None
    seconds = timegm((year, month, day, hour, minute, second)) - _offset(parts["zone"])
    return Decimal(seconds) + Decimal(f"0.{parts['fraction'] or 0}")


def _offset(zone: str | None) -> int:
    if zone is None or zone == "Z":
        return 0
    digits = zone[1:].replace(":", "")
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return -seconds if zone[0] == "-" else seconds


def network(text: str) -> IPv4Network | IPv6Network | None:
    """A range of addresses in CIDR notation; a bare address is a range of one host."""
    from ipaddress import ip_network

    try:
        return ip_network(text.strip(), strict=False)
    except ValueError:
        return None


def contains(outer: IPv4Network | IPv6Network, inner: IPv4Network | IPv6Network) -> bool:
    """Whether an address lies in a range; addresses of different families never do."""
    from ipaddress import IPv4Network, IPv6Network

    if isinstance(outer, IPv4Network):
        return isinstance(inner, IPv4Network) and inner.subnet_of(outer)
    return isinstance(inner, IPv6Network) and inner.subnet_of(outer)


def octets(text: str) -> bytes | None:
    """The bytes that a base-64 text stands for."""
    from base64 import b64decode
    from binascii import Error

    try:
        return b64decode(text, validate=True)
    except (Error, ValueError):
        return None
