"""Numbers, dates, addresses and bytes as the condition operators read them; what cannot be read is None."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

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


@dataclass(frozen=True, slots=True)
class AddressRange:
    """A range of addresses as numbers; addresses of different families never lie in each other's ranges."""

    version: int
    first: int
    last: int

    def holds(self, other: AddressRange) -> bool:
        """Whether another range, usually of one address, lies in this one."""
        return self.version == other.version and self.first <= other.first and other.last <= self.last


def addresses(text: str) -> AddressRange | None:
    """A range of addresses in CIDR notation; a bare address is a range of one host."""
    from ipaddress import ip_address, ip_network

    stripped = text.strip()
    try:
        if "/" not in stripped:
            address = ip_address(stripped)
            return AddressRange(address.version, int(address), int(address))
        network = ip_network(stripped, strict=False)
    except ValueError:
        return None
    return AddressRange(network.version, int(network.network_address), int(network.broadcast_address))


def octets(text: str) -> bytes | None:
    """The bytes that a base-64 text stands for."""
    from base64 import b64decode
    from binascii import Error

    try:
        return b64decode(text, validate=True)
    except (Error, ValueError):
        return None
