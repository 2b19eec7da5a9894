"""Send a flood of one request at the gateway, in simulation: no function is invoked and nothing leaves this machine.

Example:
  workbench burst --api api.yaml --request get-pets.har.json --count 200 --rate 100
  workbench burst --api api.yaml --request get-pets.har.json --clients 5 --json
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from workbench.cli.api_choice import HELP, api_and_request
from workbench.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from workbench.events.json_value import JsonObject
    from workbench.gateway.burst import Burst

ROWS = 20
"""How many slices of time the table has at most."""
MOST = 1_000_000
"""How many requests are simulated at most: each is a row of the document, and half a minute of them is enough."""
BAR = 30
"""How wide a full bucket is drawn."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    parser.add_argument("--api", metavar="API", required=True, help=HELP)
    parser.add_argument("--request", metavar="HAR", required=True, help="the request, as HAR, cURL command or raw HTTP")
    parser.add_argument("--count", type=int, default=100, metavar="N", help="how many requests (default 100)")
    parser.add_argument("--rate", type=float, default=100.0, metavar="R", help="how many a second (default 100)")
    parser.add_argument("--clients", type=int, default=1, metavar="N", help="how many clients take turns (default 1)")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of a table")


def run(options: argparse.Namespace) -> int:
    """Simulate; exit status 0 where every request is let through, 1 where one is refused."""
    from workbench.gateway.burst import simulate
    from workbench.gateway.verdict import Reply
    from workbench.interchange.exchange_document import reply_json

    for name, value in (("--count", options.count), ("--rate", options.rate), ("--clients", options.clients)):
        if not 0 < value < float("inf"):
            raise UsageError(f"{name} is {value:g}", mend="Give a number above 0.")
    for name, number in (("--count", options.count), ("--clients", options.clients)):
        if number > MOST:
            raise UsageError(f"{name} is {number:,}", mend=f"Give at most {MOST:,}.")
    api, request = api_and_request(options)
    burst = simulate(api, request, count=options.count, rate=options.rate, clients=options.clients)
    if isinstance(burst, Reply):
        if options.json:
            print(json.dumps(reply_json(burst), indent=2))
        print(f"workbench: every request gets {burst.response.status}. {burst.verdict.message}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(_document(burst), indent=2))
    else:
        print("\n".join(_lines(burst)))
    return 0 if burst.allowed == len(burst.shots) else 1


def _document(burst: Burst) -> JsonObject:
    from workbench.interchange.exchange_document import reply_json

    names = [level.name for level in burst.buckets]
    return {
        "count": len(burst.shots),
        "rate": burst.rate,
        "clients": len(burst.by_client),
        "allowed": burst.allowed,
        "refused": len(burst.shots) - burst.allowed,
        "by_code": dict(burst.by_code),
        "by_client": {
            client: {"allowed": allowed, "refused": refused} for client, (allowed, refused) in burst.by_client.items()
        },
        "buckets": [
            {
                "name": level.name,
                "rate_limit": level.throttle.rate_limit,
                "burst_limit": level.throttle.burst_limit,
            }
            for level in burst.buckets
        ],
        "timeline": [
            {
                "at_ms": round(shot.at_ms, 3),
                "client": shot.client,
                "allowed": shot.allowed,
                "code": shot.code,
                "status": shot.status or None,
                "levels": dict(zip(names, (round(left, 3) for left in shot.levels), strict=True)),
            }
            for shot in burst.shots
        ],
        "refusal": reply_json(burst.refusal),
        "notes": list(burst.notes),
    }


def _lines(burst: Burst) -> Iterator[str]:
    count, allowed = len(burst.shots), burst.allowed
    yield f"{count:,} requests at {burst.rate:,g} a second: {allowed:,} allowed, {count - allowed:,} refused"
    for level in burst.buckets:
        throttle = level.throttle
        yield f"  {level.name}: {throttle.rate_limit:,g} a second, {throttle.burst_limit:,} at once"
    yield ""
    yield from _table(burst)
    for code, number in burst.by_code.items():
        if code != "allowed":
            yield f"{code}: {number:,}"
    if len(burst.by_client) > 1:
        for client, (passed, refused) in list(burst.by_client.items())[:ROWS]:
            yield f"{client}: {passed:,} allowed, {refused:,} refused"
    if burst.refusal is not None:
        rule = burst.refusal.verdict.rule
        response = burst.refusal.response
        yield f"A refused client gets {response.status} {response.body.decode('utf-8', 'replace')}"
        yield f"  {burst.refusal.verdict.message}"
        yield f"  Rule: {rule.text} ({rule.confidence}: {rule.source})"
    yield from burst.notes


def _table(burst: Burst) -> Iterator[str]:
    """One row for each slice of time: how many passed, and the fullness of the bucket that runs dry first."""
    from workbench.gateway.burst_slices import slices, tightest

    tight = tightest(burst)
    name = burst.buckets[tight].name if burst.buckets else ""
    yield f"{'from ms':>9}  {'allowed':>7}  {'refused':>7}  {name}"
    for part in slices(burst, most=ROWS):
        drawn = _bar(burst, tight, part.levels[tight]) if burst.buckets else ""
        yield f"{part.from_ms:>9,.0f}  {part.allowed:>7,}  {part.refusals:>7,}  {drawn}"
    yield ""


def _bar(burst: Burst, index: int, left: float) -> str:
    full = max(1, burst.buckets[index].throttle.burst_limit)
    filled = round(BAR * left / full)
    return f"{'█' * filled}{'·' * (BAR - filled)} {int(left):,} of {full:,}"
