"""Numbers, dates, addresses and bytes as the condition operators read them; what cannot be read is None."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d))?)?)?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NANOSECONDS = 10**9
_LARGEST_EXPONENT = 20
_LONGEST = 64


def number(text: str) -> Decimal | None:
    """A number: 10 and 10.0 are the same one."""
    stripped = text.strip()
    if len(stripped) > _LONGEST or not stripped.isascii() or not _NUMBER.fullmatch(stripped):
        return None
    return Decimal(stripped)


def moment(text: str) -> int | None:
    """Nanoseconds since 1970, from the W3C subset of ISO 8601 or from epoch seconds; four digits are a year."""
    stripped = text.strip()
    if not stripped.isascii() or not _DATE.fullmatch(stripped):
        seconds = None if len(stripped) == len("2026") else number(stripped)
        return None if seconds is None or seconds.adjusted() > _LARGEST_EXPONENT else int(seconds * _NANOSECONDS)
    try:
        time = datetime.fromisoformat(stripped if len(stripped) >= len("2026-01-01") else f"{stripped}-01-01"[:10])
    except ValueError:
        return None
    since = (time if time.tzinfo else time.replace(tzinfo=UTC)) - _EPOCH
    return (since.days * 86400 + since.seconds) * _NANOSECONDS + since.microseconds * 1000


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
