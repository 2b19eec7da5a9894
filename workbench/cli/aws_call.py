"""Send a request through a deployed API: to the URL of its stage, signed or plain, or as the console tests a method.

A real call: the function runs, and what it changes is changed.

Example:
  workbench aws call request.curl --signed --profile work
  workbench aws call request.har --test-method a1b2c3d4e5 us4z18
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from workbench.cli.account_options import account_of, add_account_options, session_of
from workbench.cli.reading import read_text, shown_name

if TYPE_CHECKING:
    import argparse

    from workbench.deployed.session import AwsSession
    from workbench.events.http import HttpResponse

_FIRST_FAILURE = 400


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which options the command has."""
    parser.add_argument("request", metavar="HAR", help="the request as HAR, cURL or raw HTTP; - is standard input")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--signed", action="store_true", help="sign it with the credentials (IAM authorization)")
    how.add_argument("--test-method", metavar=("API_ID", "RESOURCE_ID"), nargs=2, help="as the console's Test tab does")
    parser.add_argument(
        "--yes", action="store_true", help="send it to an account that is marked as production without being asked"
    )
    add_account_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Send it and print the answer; exit 1 where it is an error."""
    from workbench.deployed.gateway_call import call_stage, run_method_test
    from workbench.interchange.har import response_to_har
    from workbench.interchange.request_file import read_request

    request = read_request(read_text(options.request), name=shown_name(options.request))
    with session_of(options) as session:
        _ask_before_production(session, options)
        if options.test_method:
            api_id, resource_id = options.test_method
            tested = run_method_test(session, api_id, resource_id, request)
            response, kind, log = tested.response, "test-invoke-method", tested.log
        else:
            response = call_stage(session, request, signed=options.signed).response
            kind, log = "stage, signed" if options.signed else "stage", ""
    if options.json:
        print(json.dumps({"through": kind, "response": response_to_har(response), "log": log}, indent=2))
    else:
        print(f"Through: {kind}. The function really ran.", file=sys.stderr)
        _print(response)
        if log:
            print(log, file=sys.stderr)
    return 1 if response.status >= _FIRST_FAILURE else 0


def _ask_before_production(session: AwsSession, options: argparse.Namespace) -> None:
    """A call with credentials runs functions of their account; of a plain one it is only known which profile it has."""
    from workbench.cli.confirmation import confirm_production
    from workbench.deployed.target import DeployedFunction

    uses_credentials = options.signed or options.test_method
    account_id = session.who_am_i().account_id if uses_credentials and not options.yes else ""
    confirm_production(DeployedFunction("", account=account_of(options), account_id=account_id), options)


def _print(response: HttpResponse) -> None:
    print(f"HTTP/1.1 {response.status} {response.status_text}")
    for name, value in response.headers:
        print(f"{name}: {value}")
    print()
    print(response.body.decode("utf-8", "replace"))
