"""Print a saved event as another source would send it, or the client's request that it came from.

Example:
  workbench event convert saved_events/orders/create.json --to http-api-2.0
  workbench event convert saved_events/orders/create.json --to curl

What the other source cannot carry is said on standard error.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from workbench.cli.reading import read_text, shown_name
from workbench.errors import InputError, UsageError
from workbench.events.source import Source

if TYPE_CHECKING:
    import argparse

    from workbench.events.json_value import JsonObject

_REQUESTS = ("har", "curl", "http")


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    to = [source.value for source in Source if source != Source.OTHER]
    parser.add_argument("event", metavar="EVENT", help="the event's file; - is standard input")
    parser.add_argument(
        "--to", metavar="KIND", required=True, choices=[*to, *_REQUESTS], help=", ".join([*to, *_REQUESTS])
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document, with what is not carried over")


def run(options: argparse.Namespace) -> int:
    """Convert and print."""
    from workbench.interchange.json_text import parse_json

    name = shown_name(options.event)
    event = parse_json(read_text(options.event), name=name)
    if not isinstance(event, dict):
        raise InputError("an event of an HTTP source is an object", place=f"{name}:1:1", mend="Choose another event.")
    if options.to in _REQUESTS:
        return _print_request(event, options.to, name=name, as_json=options.json)
    from random import Random
    from time import time

    from workbench.events.convert import convert

    try:
        converted = convert(event, Source(options.to), now_ms=int(time() * 1000), random=Random())
    except UsageError as error:
        raise InputError(error.message, place=name, mend=error.mend) from None
    if options.json:
        print(json.dumps({"event": converted.event, "not_carried": list(converted.not_carried)}, indent=2))
        return 0
    for lost in converted.not_carried:
        print(f"workbench: not carried over: {lost}", file=sys.stderr)
    print(json.dumps(converted.event, indent=2))
    return 0


def _print_request(event: JsonObject, form: str, *, name: str, as_json: bool) -> int:
    from workbench.events.recover import recover

    found = recover(event)
    if found is None:
        mend = "Choose an event that came over HTTP."
        raise InputError("no HTTP request is behind this event", place=name, mend=mend)
    if form == "har":
        from workbench.interchange.har import request_to_har

        print(json.dumps(request_to_har(found[0]), indent=2))
        return 0
    if form == "curl":
        from workbench.interchange.curl import request_to_curl as spelled
    else:
        from workbench.interchange.raw_http import request_to_raw as spelled
    text = spelled(found[0])
    if as_json:
        text = json.dumps({"request": text}, indent=2)
    ends = form == "http" and not as_json  # an HTTP message ends where its body ends
    sys.stdout.write(text if ends or text.endswith("\n") else f"{text}\n")
    return 0
