"""Send a request through a deployed API: to the URL of its stage or function, or as the console tests a method.

A real call: the function runs, and what it changes is changed.

Example:
  workbench aws call request.curl --signed --profile work
  workbench aws call request.har --test-method a1b2c3d4e5 us4z18 --stage-variable table=orders
  workbench aws call request.curl --function-url orders:live --signed
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.cli.account_options import account_of, add_account_options, session_of
from workbench.cli.reading import read_text, shown_name
from workbench.errors import ServiceError, UsageError

if TYPE_CHECKING:
    import argparse

    from workbench.deployed.session import AwsSession
    from workbench.events.http import HttpRequest, HttpResponse

_FIRST_FAILURE = 400


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which options the command has."""
    parser.add_argument("request", metavar="HAR", help="the request as HAR, cURL or raw HTTP; - is standard input")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--signed", action="store_true", help="sign it with the credentials (IAM authorization)")
    how.add_argument("--test-method", metavar=("API_ID", "RESOURCE_ID"), nargs=2, help="as the console's Test tab does")
    parser.add_argument(
        "--stage-variable", metavar="KEY=VALUE", action="append", default=[], help="for --test-method; repeatable"
    )
    parser.add_argument(
        "--function-url", metavar="NAME[:QUALIFIER]", help="send its path and query to the URL of this function"
    )
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
    variables = _variables(options)
    with session_of(options) as session:
        _ask_before_production(session, options)
        if options.test_method:
            api_id, resource_id = options.test_method
            tested = run_method_test(session, api_id, resource_id, request, stage_variables=variables)
            response, kind, log = tested.response, "test-invoke-method", tested.log
        else:
            kind, log = "function URL" if options.function_url else "stage", ""
            request = _to_function(session, request, options) if options.function_url else request
            response = call_stage(session, request, signed=options.signed).response
            kind += ", signed" if options.signed else ""
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
    from workbench.deployed.target import DeployedFunction, deployed_function

    uses_credentials = options.signed or options.test_method or options.function_url
    account_id = session.who_am_i().account_id if uses_credentials and not options.yes else ""
    named = deployed_function(options.function_url, account_of(options)) if options.function_url else None
    function = named or DeployedFunction("", account=account_of(options))
    confirm_production(replace(function, account_id=function.account_id or account_id), options)


def _variables(options: argparse.Namespace) -> dict[str, str]:
    """The stage variables of a method's test.

    Raises:
        UsageError: one has no value, or there is no test to give them to.
    """
    pairs = [said.partition("=") for said in options.stage_variable]
    if pairs and not options.test_method:
        raise UsageError("--stage-variable is for --test-method", mend="A stage has its own variables.")
    if options.function_url and options.test_method:
        raise UsageError("--function-url and --test-method are two ways", mend="Give one of them.")
    wrong = next((name for name, sign, _ in pairs if not sign), None)
    if wrong is not None:
        raise UsageError(f"the stage variable '{wrong}' has no value", mend="Write KEY=VALUE.")
    return {name: value for name, _, value in pairs}


def _to_function(session: AwsSession, request: HttpRequest, options: argparse.Namespace) -> HttpRequest:
    """The request to the URL of a function.

    Raises:
        UsageError: the function has no URL.
        ServiceError: its URL may not be read, or AWS did not answer.
    """
    from workbench.deployed.function_url import URL_ACTION, function_url
    from workbench.deployed.partial_reading import PartialReading
    from workbench.deployed.target import deployed_function

    reading = PartialReading(session)
    live = function_url(session, deployed_function(options.function_url, account_of(options)), reading)
    if reading.not_read:
        raise ServiceError(
            f"AWS denied {', '.join(reading.not_read)}",
            mend=f"Have {URL_ACTION} allowed, or name the URL in the request.",
        )
    if live is None:
        raise UsageError(
            f"{options.function_url} has no function URL", mend="A URL belongs to one function or alias: name that."
        )
    query = f"?{request.raw_query}" if request.raw_query else ""
    return replace(request, url=f"{live.url.rstrip('/')}{request.raw_path}{query}")


def _print(response: HttpResponse) -> None:
    print(f"HTTP/1.1 {response.status} {response.status_text}")
    for name, value in response.headers:
        print(f"{name}: {value}")
    print()
    print(response.body.decode("utf-8", "replace"))
