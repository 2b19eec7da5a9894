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
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from workbench.cli.reading import read_bytes, read_text, shown_name
from workbench.errors import InputError, UsageError
from workbench.events.build import build_event
from workbench.events.connection import Connection

if TYPE_CHECKING:
    import argparse

    from workbench.events.arrival import Arrival
    from workbench.events.http import HttpRequest
    from workbench.events.json_value import JsonObject
    from workbench.gateway.api import Api
    from workbench.gateway.routing import Match
    from workbench.gateway.verdict import Reply

_GOING_AWAY = 1001
_CODES = range(1000, 5000)
"""Close codes that can be (RFC 6455, 7.4)."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    parser.add_argument(
        "--api", metavar="API", required=True, help="API file, SAM template or OpenAPI document; - is standard input"
    )
    parser.add_argument(
        "--request", metavar="HAR", required=True, help="HAR, cURL command or raw HTTP request; - is standard input"
    )
    parser.add_argument("--at", metavar="ISO8601", help="the time of the request (default: now)")
    moment = parser.add_mutually_exclusive_group()
    moment.add_argument("--message", metavar="FILE", help="WebSocket: the event of this message on the connection")
    moment.add_argument(
        "--disconnect",
        metavar="CODE",
        nargs="?",
        type=int,
        const=_GOING_AWAY,
        help="WebSocket: the event of the end of the connection, with this close code",
    )
    parser.add_argument("--connection-id", metavar="ID", default="", help="WebSocket: instead of one made up")
    parser.add_argument("--route-key", metavar="KEY", default="", help="WebSocket: instead of the one chosen")
    parser.add_argument("--json", action="store_true", help="print JSON also for a request that is refused")


def run(options: argparse.Namespace) -> int:
    """Build the event; exit status 1 where no function receives one."""
    from workbench.interchange.api_file import read_api
    from workbench.interchange.request_file import read_request

    if options.api == options.request == "-":
        raise UsageError("Both --api and --request read standard input", mend="Give one of them as a file.")
    now_ms = _milliseconds(options.at)
    api = read_api(read_text(options.api), name=shown_name(options.api)).api
    request = read_request(read_text(options.request), name=shown_name(options.request))
    _refuse_what_does_not_fit(api, options)
    random = Random()
    found = _routed(api, request, options, now_ms=now_ms)
    if isinstance(found, _Refused):
        return found.tell(as_json=options.json)
    print(json.dumps(build_event(request, found, now_ms=now_ms, random=random), indent=2))
    return 0


@dataclass(frozen=True, slots=True)
class _Refused:
    """A request that reaches no function: what the client gets, or why nobody is called."""

    reply: Reply | None
    why: str = ""

    def tell(self, *, as_json: bool) -> int:
        """Say it on standard error, and as JSON where that is asked for."""
        if self.reply is None:
            print(f"workbench: {self.why}", file=sys.stderr)
            return 1
        response = self.reply.response
        body = response.body.decode("utf-8", "replace")
        print(
            f"workbench: {self.reply.verdict.message} The client gets {response.status} {body}".rstrip(),
            file=sys.stderr,
        )
        if as_json:
            from workbench.interchange.exchange_document import reply_json

            print(json.dumps(reply_json(self.reply), indent=2))
        return 1


def _routed(api: Api, request: HttpRequest, options: argparse.Namespace, *, now_ms: int) -> Arrival | _Refused:
    from workbench.gateway.routing import Match, RouteTable

    table = RouteTable.of(api)
    if options.message is not None:
        message = read_bytes(options.message)
        found = table.route_message(request, message, context=_frame(options), route_key=options.route_key)
        connection = Connection("MESSAGE", id=options.connection_id, message=message)
        if not isinstance(found, Match):
            return _Refused(found)
        arrival = replace(found.arrival, connection=connection)
        return replace(arrival, resource=options.route_key) if options.route_key else arrival
    if options.disconnect is not None:
        ended = table.route_disconnect(request)
        if ended is None:
            return _Refused(None, "The API has no $disconnect route: no function is called.")
        connection = Connection("DISCONNECT", id=options.connection_id, disconnect_code=options.disconnect)
        return replace(ended.arrival, connection=connection)
    found = table.route(request)
    if not isinstance(found, Match):
        return _Refused(found)
    admitted = _admitted(api, found, request, now_ms=now_ms)
    if isinstance(admitted, _Refused) or not options.connection_id:
        return admitted
    return replace(admitted, connection=Connection(id=options.connection_id))


def _admitted(api: Api, match: Match, request: HttpRequest, *, now_ms: int) -> Arrival | _Refused:
    """The arrival with what key and authorizer add to it, or the refusal of either."""
    from workbench.gateway.admission import admit
    from workbench.gateway.gate_state import GateState

    admission = admit(api, match, request, GateState(), now_ms=now_ms)
    if admission.reply is not None:
        return _Refused(admission.reply)
    if admission.needs_authorizer is not None:
        name = admission.needs_authorizer.authorizer.name
        print(
            f"workbench: the authorizer {name} was not asked, so requestContext.authorizer is left out; "
            "`workbench invoke` asks it.",
            file=sys.stderr,
        )
    return admission.arrival


def _frame(options: argparse.Namespace) -> JsonObject:
    return {"connectionId": options.connection_id} if options.connection_id else {}


def _refuse_what_does_not_fit(api: Api, options: argparse.Namespace) -> None:
    told = {
        "--message": options.message is not None,
        "--disconnect": options.disconnect is not None,
        "--connection-id": bool(options.connection_id),
        "--route-key": bool(options.route_key),
    }
    asked = [name for name, is_told in told.items() if is_told]
    if asked and api.type != "WEBSOCKET":
        raise UsageError(
            f"{asked[0]} is for a WebSocket API, and this one is of the type {api.type}",
            mend="Leave it out, or name a WebSocket API.",
        )
    if options.route_key and options.message is None:
        raise UsageError("--route-key chooses the route of a message", mend="Give the message with --message FILE.")
    if options.disconnect is not None and options.disconnect not in _CODES:
        raise UsageError(
            f"{options.disconnect} is no close code of a WebSocket", mend="Use one from 1000 to 4999, such as 1001."
        )


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
