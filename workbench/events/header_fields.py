"""Header fields on their way into an event: gathered without regard to case, some dropped, some added, then mapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.events.identifiers import trace_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from workbench.events.http import HttpRequest

Fields = dict[str, tuple[str, list[str]]]
"""By lower-case name: the name as spelled first, and its values in the order sent."""

HOP_BY_HOP = frozenset(
    {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}
)
"""Fields that concern one connection only (RFC 9110, 7.6.1): no gateway or load balancer passes them on."""


def gathered(headers: Iterable[tuple[str, str]], *, dropped: frozenset[str]) -> Fields:
    """The client's fields by lower-case name, without those dropped and without HTTP/2 pseudo-headers."""
    fields: Fields = {}
    for name, value in headers:
        key = name.lower()
        if key in dropped or key[:1] == ":":
            continue
        seen = fields.get(key)
        if seen is None:
            fields[key] = (name, [value])
        else:
            seen[1].append(value)
    return fields


def put(fields: Fields, name: str, value: str) -> None:
    """Set a field to one value, under this spelling."""
    fields[name.lower()] = (name, [value])


def add_forwarding(
    fields: Fields, request: HttpRequest, *, port: str, proto: str, now_ms: int, random: Random, behind: str = ""
) -> None:
    """Add what every gateway and load balancer adds: the client's address, port, protocol and a trace id.

    `behind` is the address of a further proxy, such as CloudFront. A client's own X-Forwarded-For stays in front; a
    client's own trace id stays behind a `Self` part.
    """
    earlier = fields.get("x-forwarded-for")
    addresses = [*(earlier[1] if earlier else ()), request.client_address]
    if behind:
        addresses.append(behind)
    fields["x-forwarded-for"] = ("X-Forwarded-For", [", ".join(addresses)])
    fields["x-forwarded-port"] = ("X-Forwarded-Port", [port])
    fields["x-forwarded-proto"] = ("X-Forwarded-Proto", [proto])
    trace = trace_id(now_ms, random)
    sent = fields.get("x-amzn-trace-id")
    if sent:
        trace = f"Self={trace[5:]};{sent[1][-1]}"
    fields["x-amzn-trace-id"] = ("X-Amzn-Trace-Id", [trace])


def without_forwarding(fields: Fields, *, behind: bool = False) -> str:
    """Take away what `add_forwarding` added, and say the client's address; the way back."""
    fields.pop("x-forwarded-port", None)
    fields.pop("x-forwarded-proto", None)
    address = ""
    found = fields.pop("x-forwarded-for", None)
    if found:
        addresses = found[1][-1].split(", ")
        if behind and len(addresses) > 1:
            addresses.pop()
        address = addresses.pop()
        if addresses:
            fields["x-forwarded-for"] = (found[0], [", ".join(addresses)])
    trace = fields.pop("x-amzn-trace-id", None)
    if trace and trace[1][-1].startswith("Self="):
        sent = trace[1][-1].partition(";")[2]
        fields["x-amzn-trace-id"] = (trace[0], [sent])
    return address


def lower_joined(fields: Fields) -> dict[str, str]:
    """The map of payload 2.0: names in lower case, duplicates joined by commas, sorted by name."""
    return {key: ",".join(fields[key][1]) for key in sorted(fields)}
