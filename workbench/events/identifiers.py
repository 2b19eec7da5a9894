"""Values that AWS makes up for a request, in its formats: request ids, trace ids, times, ids of things around."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING
from zlib import crc32

from workbench.events.source import Source

if TYPE_CHECKING:
    from random import Random

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BASE_36 = "0123456789abcdefghijklmnopqrstuvwxyz"


def request_id(random: Random) -> str:
    """A request id as REST APIs and function URLs give it: a version 4 UUID."""
    digits = f"{random.getrandbits(128):032x}"
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


def short_id(random: Random) -> str:
    """An id as `JKJaXmPLvHcESHA=`: extended request ids, and every id of HTTP and WebSocket APIs."""
    return urlsafe_b64encode(random.getrandbits(88).to_bytes(11, "big")).decode("ascii")


def request_ids(source: Source, random: Random) -> dict[str, str]:
    """What `requestContext` says of a request's own ids; empty for a load balancer, which has none."""
    match source:
        case Source.ALB:
            return {}
        case Source.REST:
            return {"requestId": request_id(random), "extendedRequestId": short_id(random)}
        case Source.FUNCTION_URL:
            return {"requestId": request_id(random)}
    made = short_id(random)
    return {"requestId": made} if source == Source.HTTP_2 else {"requestId": made, "extendedRequestId": made}


def trace_id(now_ms: int, random: Random) -> str:
    """The root of an X-Ray trace header, `Root=1-67891233-abcdef012345678912345678`."""
    return f"Root=1-{now_ms // 1000:08x}-{random.getrandbits(96):024x}"


def cloudfront_id(random: Random) -> str:
    """An X-Amz-Cf-Id."""
    return urlsafe_b64encode(random.getrandbits(320).to_bytes(40, "big")).decode("ascii")


def cloudfront_host(random: Random) -> str:
    """The name of a CloudFront distribution, as a Via header has it."""
    return f"{random.getrandbits(128):032x}.cloudfront.net"


def request_time(now_ms: int) -> str:
    """A time as in access logs, `02/Aug/2024:10:11:12 +0000`."""
    at = time.gmtime(now_ms // 1000)
    clock = f"{at.tm_hour:02}:{at.tm_min:02}:{at.tm_sec:02}"
    return f"{at.tm_mday:02}/{_MONTHS[at.tm_mon - 1]}/{at.tm_year:04}:{clock} +0000"


def stable_id(text: str, length: int = 6) -> str:
    """An id that stays the same for the same text, such as that of a resource or deployment: `us4z18`."""
    number = crc32(text.encode())
    if length > 6:
        number = number << 32 | crc32(text[::-1].encode())
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 36)
        digits.append(_BASE_36[digit])
    return "".join(digits)
