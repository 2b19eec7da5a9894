"""Print what a client would get for a function's result, and the rule behind every difference.

Example:
  workbench respond --api api.yaml --request get-pets.har.json result.json
  echo '{"statusCode": "test"}' | workbench respond --api api.yaml --request get-pets.har.json - --text
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.cli.api_choice import HELP, api_and_request
from workbench.cli.option_table import configure_parser
from workbench.cli.reading import one_standard_input, read_bytes
from workbench.cli.websocket_moment import MOMENT_OPTIONS, moment_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from workbench.events.outcome import Outcome
    from workbench.gateway.verdict import Reply


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    parser.add_argument("--api", required=True, metavar="API", help=HELP)
    parser.add_argument(
        "--request", metavar="HAR", required=True, help="the client's request, as HAR, cURL command or raw HTTP"
    )
    parser.add_argument(
        "result", metavar="RESULT", nargs="?", help="the payload that the function returned (default: -)"
    )
    configure_parser(parser, MOMENT_OPTIONS)
    parser.add_argument("--function-error", action="store_true", help="RESULT is the payload of a function error")
    parser.add_argument("--text", action="store_true", help="print for a person instead of JSON")
    parser.add_argument("--json", action="store_true", help="print JSON, as without --text")


def run(options: argparse.Namespace) -> int:
    """Judge; exit status 0 where the verdict is ok, else 1."""
    from random import Random
    from time import time
    from uuid import uuid4

    from workbench.events.identifiers import request_ids
    from workbench.gateway.mock import mock_answer
    from workbench.gateway.respond import respond
    from workbench.gateway.routing import RouteTable
    from workbench.gateway.verdict import Reply
    from workbench.gateway.wire import on_the_wire

    api, request = api_and_request(options)
    now_ms, context = time() * 1000, request_ids(api.source, Random())
    moment = moment_of(options, api)
    table = RouteTable.of(api)
    found = table.route_moment(request, moment, context=context) if moment else table.route(request, context=context)
    if isinstance(found, Reply):
        return _print(on_the_wire(api, request, found, now_ms=now_ms), options)
    if mocked := mock_answer(found.route, request, context=context):
        return _print(on_the_wire(api, request, mocked, now_ms=now_ms), options)
    result = options.result or "-"
    one_standard_input({**vars(options), "result": result})
    outcome = _outcome(read_bytes(result), str(uuid4()), failed=options.function_error)
    known = {**context, "connectionId": moment.id} if moment else context
    reply = respond(found.api, request, outcome, route=found.route, context=known, now_ms=now_ms)
    return _print(reply, options)


def _outcome(payload: bytes, request_id: str, *, failed: bool) -> Outcome:
    from workbench.events.outcome import Outcome

    if not failed:
        return Outcome(request_id, payload)
    try:
        error = json.loads(payload)
    except (ValueError, RecursionError):
        error = None
    kind = error.get("errorType") if isinstance(error, dict) else None
    return Outcome(request_id, payload, "Unhandled", kind if isinstance(kind, str) else None)


def _print(reply: Reply, options: argparse.Namespace) -> int:
    if options.text and not options.json:
        print("\n".join(_lines(reply)))
    else:
        from workbench.interchange.exchange_document import reply_json

        print(json.dumps(reply_json(reply), indent=2))
    return 0 if reply.verdict.ok else 1


def _lines(reply: Reply) -> Iterator[str]:
    response, verdict = reply.response, reply.verdict
    yield f"HTTP/1.1 {response.status} {response.status_text}".rstrip()
    for name, value in response.headers:
        yield f"{name}: {value}"
    yield ""
    try:
        yield response.body.decode()
    except UnicodeDecodeError:
        yield f"({len(response.body)} bytes that are no text)"
    yield ""
    yield f"Verdict: {verdict.code}. {verdict.message}"
    yield f"  {verdict.rule.text} ({verdict.rule.confidence}: {verdict.rule.source})"
    if reply.changes:
        yield "Changed on the way:"
    for what, rule in reply.changes:
        yield f"  {what}. {rule.text} ({rule.confidence}: {rule.source})"
