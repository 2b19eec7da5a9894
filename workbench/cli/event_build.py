"""Print the event that a function would receive for a request.

Example:
  workbench event build --api api.yaml --request request.har
  workbench event build --api api.yaml --request request.har --at 2026-05-28T20:26:40Z
  workbench event build --api chat.yaml --request handshake.har --message message.json --route-key sendMessage

Exit status 1 where the request never reaches the function: it says what the client gets instead.
"""

from __future__ import annotations

import json
import sys
from random import Random
from typing import TYPE_CHECKING

from workbench.cli.api_choice import HELP, api_and_request
from workbench.cli.option_table import configure_parser
from workbench.cli.websocket_moment import MOMENT_OPTIONS, moment_of
from workbench.errors import InputError
from workbench.events.build import build_event
from workbench.gateway.verdict import Reply

if TYPE_CHECKING:
    import argparse

    from workbench.events.arrival import Arrival
    from workbench.events.connection import Connection
    from workbench.events.http import HttpRequest
    from workbench.gateway.api import Api
    from workbench.gateway.routing import Match


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    parser.add_argument("--api", metavar="API", required=True, help=HELP)
    parser.add_argument(
        "--request", metavar="HAR", required=True, help="HAR, cURL command or raw HTTP request; - is standard input"
    )
    parser.add_argument("--at", metavar="ISO8601", help="the time of the request (default: now)")
    configure_parser(parser, MOMENT_OPTIONS)
    parser.add_argument("--json", action="store_true", help="print JSON also for a request that is refused")


def run(options: argparse.Namespace) -> int:
    """Build the event; exit status 1 where no function receives one."""
    from workbench.gateway.request_quota import refuse_event

    now_ms = _milliseconds(options.at)
    api, request = api_and_request(options)
    connection = moment_of(options, api)
    random = Random()
    found = _routed(api, request, connection, now_ms=now_ms, random=random)
    if isinstance(found, Reply):
        return _tell(api, request, found, now_ms=now_ms, as_json=options.json)
    event = build_event(request, found, now_ms=now_ms, random=random)
    payload = json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")
    too_large = refuse_event(api, request, payload, context=found.context)
    if too_large is not None:
        return _tell(api, request, too_large, now_ms=now_ms, as_json=options.json)
    print(json.dumps(event, indent=2))
    return 0


def _tell(api: Api, request: HttpRequest, reply: Reply, *, now_ms: int, as_json: bool) -> int:
    """Say on standard error what the client gets from the gateway itself, and as JSON where that is asked for."""
    from workbench.gateway.wire import on_the_wire

    reply = on_the_wire(api, request, reply, now_ms=now_ms)
    response = reply.response
    body = response.body.decode("utf-8", "replace")
    print(f"workbench: {reply.verdict.message} The client gets {response.status} {body}".rstrip(), file=sys.stderr)
    if as_json:
        from workbench.interchange.exchange_document import reply_json

        print(json.dumps(reply_json(reply), indent=2))
    return 1


def _routed(
    api: Api, request: HttpRequest, connection: Connection | None, *, now_ms: int, random: Random
) -> Arrival | Reply:
    from workbench.events.identifiers import request_ids
    from workbench.gateway.routing import Match, RouteTable

    table = RouteTable.of(api)
    context = request_ids(api.source, random)
    if connection is None:
        found = table.route(request, context=context)
    else:
        found = table.route_moment(request, connection, context=context)
    return _admitted(api, found, request, now_ms=now_ms) if isinstance(found, Match) else found


def _admitted(api: Api, match: Match, request: HttpRequest, *, now_ms: int) -> Arrival | Reply:
    """The arrival with what key and authorizer add to it, or the refusal of either."""
    from workbench.gateway.admission import admit
    from workbench.gateway.gate_state import GateState

    admission = admit(api, match, request, GateState(), now_ms=now_ms)
    if admission.reply is not None:
        return admission.reply
    if admission.needs_authorizer is not None:
        name = admission.needs_authorizer.authorizer.name
        print(
            f"workbench: the authorizer {name} was not asked, so requestContext.authorizer is left out; "
            "`workbench invoke` asks it.",
            file=sys.stderr,
        )
    return admission.arrival


def _milliseconds(at: str | None) -> int:
    from datetime import UTC, datetime

    if at is None:
        return int(datetime.now(UTC).timestamp() * 1000)
    try:
        moment = datetime.fromisoformat(at)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return round(moment.timestamp() * 1000)
    except (ValueError, OverflowError):
        raise InputError(
            f"“{at}” is no time in ISO 8601", place="--at", mend="Write it as 2026-05-28T20:26:40Z."
        ) from None
