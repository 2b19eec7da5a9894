"""Invoke a function once, and show what it returned, what the client would get and what permissions say.

FUNCTION is src/app.py:handler, app.handler (looked up from --code), a logical id (with --template), bootstrap:DIR,
node:src/index.handler, aws:NAME[:QUALIFIER], a function ARN, or a function that the project's workbench.yaml names.

Example:
  workbench invoke src/app.py:handler --event saved_events/orders/create.json
  workbench invoke app.handler --request request.curl --api api.yaml --json
"""

from __future__ import annotations

import sys

from workbench.cli.option_table import OneOf, Option, configure_parser, read_words
from workbench.cli.websocket_moment import MOMENT_OPTIONS
from workbench.errors import UsageError
from workbench.value import replace

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from types import SimpleNamespace

    from workbench.events.json_value import JsonObject
    from workbench.events.outcome import LogLine
    from workbench.exchange.order import Order
    from workbench.exchange.record import Exchange
    from workbench.exchange.road import Road
    from workbench.runtime.function import LocalFunction


_DEPLOYED = ("aws:", "arn:")


_INPUT = OneOf("input", required=True)
_OPTIONS = (
    Option("function", metavar="FUNCTION", help="what to invoke; see above"),
    Option("--event", metavar="FILE", help="the event, passed on as it is; - is standard input", one_of=_INPUT),
    Option("--request", metavar="HAR", help="a request as HAR, cURL or raw HTTP; its event is built", one_of=_INPUT),
    Option(
        "--api", metavar="API", help="what stands in front: API file, template, OpenAPI, or live:API_ID/STAGE in AWS"
    ),
    *MOMENT_OPTIONS,
    Option("--case", kind="yes_or_no", help="apply NAME.case.yaml beside the event NAME.json, as by default, or not"),
    Option("--environment", metavar="NAME", help="which variables of workbench.yaml fill the case file"),
    Option("--code", metavar="DIR", default=".", help="where functions are looked up (default: here)"),
    Option(
        "--template", metavar="FILE", help="the AWS SAM or CloudFormation template that FUNCTION is a logical id of"
    ),
    Option("--env", metavar="KEY=VALUE", kind="repeated", help="environment variable; repeatable"),
    Option("--env-file", metavar="FILE", help="environment variables, one KEY=VALUE a line"),
    Option("--timeout", convert=float, metavar="SECONDS", help="default 3, as in Lambda"),
    Option("--memory", convert=int, metavar="MB", help="default 128, as in Lambda"),
    Option("--python", metavar="PATH", help="the interpreter (default: the project's own environment, else this one)"),
    Option("--enforce-memory", kind="flag", help="kill the function above --memory, measured on this machine"),
    Option("--runtime", choices=("bootstrap", "awslambdaric"), default="bootstrap", help="who polls the Runtime API"),
    Option("--role-policy", metavar="FILE", kind="repeated", help="policy of the execution role; repeatable"),
    Option("--trust-policy", metavar="FILE", help="trust policy of the execution role"),
    Option("--boundary", metavar="FILE", help="permission boundary of the execution role"),
    Option("--function-policy", metavar="FILE", help="resource policy of the function"),
    Option(
        "--resource-policy",
        metavar="ARN=FILE",
        kind="repeated",
        help="policy of a bucket, queue, key or the like that the function calls; repeatable",
    ),
    Option("--enforce", choices=("off", "warn", "deny"), default="warn", help="what a call that the role forbids does"),
    Option(
        "--credentials",
        metavar="WHOSE",
        default="none",
        help="AWS credentials of a local function: none (default), profile:NAME or role:ARN",
    ),
    Option("--show-environment", kind="flag", help="show the function's variables with where each comes from"),
    Option("--client-context", metavar="FILE", help="client context, JSON"),
    Option("--also", metavar="FUNCTION", kind="repeated", help="the same event, another target; repeatable"),
    Option("--debug", metavar="PORT", convert=int, bare=0, help="wait for a debugger (0: any free port)"),
    Option(
        "--launch-json",
        kind="flag",
        help="with --debug: also write the configuration to .vscode/launch.json here",
    ),
    Option("--repeat", convert=int, default=0, metavar="N", help="invoke N more times in the same environment"),
    Option("--profile", default="", help="for a deployed function, as in the AWS CLI"),
    Option("--region", default="", help="for a deployed function, as in the AWS CLI"),
    Option("--endpoint-url", default="", metavar="URL", help="for a deployed function, as in the AWS CLI"),
    Option("--yes", kind="flag", help="run a function that is marked as production without being asked"),
    Option(
        "--history",
        kind="yes_or_no",
        help="keep this run in the history (default: where standard output is a terminal)",
    ),
    Option("--json", kind="flag", help="print one JSON document"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which options the command has."""
    configure_parser(parser, _OPTIONS)


def read(words: Sequence[str]) -> SimpleNamespace | None:
    """The options of a plain command line; None where argparse has to judge it."""
    return read_words(words, _OPTIONS)


def run(options: argparse.Namespace) -> int:
    """Invoke, print, and say by the exit status whether all was well."""
    from workbench.cli.early_start import EarlyStart
    from workbench.cli.event_case import event_case
    from workbench.cli.invocation_order import function_finder, order_of, with_input
    from workbench.cli.session_pool import SessionPool

    if options.repeat < 0:
        raise UsageError(f"--repeat {options.repeat} is less than 0", mend="Give how many more times to invoke.")
    case = event_case(options)
    with EarlyStart() as early, SessionPool() as sessions:

        def prepare(function: LocalFunction) -> None:
            early.start(function if case is None else case.configured(function))

        def wanted(reference: str, prepare: Callable[[LocalFunction], None] | None = None) -> Order:
            reference = reference if case is None else case.reference(reference)
            return order_of(options, reference, sessions=sessions, prepare=prepare)

        target = wanted(options.function, prepare if options.debug is None else None)
        # The function's process starts from here on; what follows is imported while it does.
        from workbench.cli.debug_port import debug_port
        from workbench.cli.surroundings import say_surroundings
        from workbench.exchange.invoker import Invoker
        from workbench.exchange.road import Road
        from workbench.runtime.local import LocalRuntime

        with LocalRuntime() as runtime:
            early.hand_over(runtime)
            order = with_input(target, options, sessions=sessions)
            rest = [_of_the_same_input(order, wanted(name)) for name in options.also]
            if case is not None:
                order, *rest = map(case.applied, (order, *rest))
            say_surroundings(order.function, options, secrets=order.secrets)
            _ask_before_production((order, *rest), options)
            road = Road(Invoker(runtime.invoke, sessions), find_function=function_finder(options))
            try:
                exchange = road.run(order, on_log=_show_log, debug_port=debug_port(order.function, options))
                repeats = _repeated(road, order, options.repeat)
                others = [road.run(other, on_log=_show_log) for other in rest]
            except KeyboardInterrupt:
                if options.function.startswith(_DEPLOYED):
                    print("A deployed function goes on running in AWS; read its log before a new run.", file=sys.stderr)
                raise
            _print(exchange, repeats, others, order=order, options=options)
            if options.history if options.history is not None else sys.stdout.isatty():
                _keep(exchange, label=options.event or options.request, project=options.code, secrets=order.secrets)
    return max(_status(one) for one in (exchange, *others))


def _of_the_same_input(order: Order, other: Order) -> Order:
    return replace(
        other,
        event=order.event,
        event_name=order.event_name,
        request=order.request,
        connection=order.connection,
        api=order.api,
    )


def _ask_before_production(orders: Sequence[Order], options: argparse.Namespace) -> None:
    from workbench.runtime.function import LocalFunction

    for order in orders:
        if not isinstance(order.function, LocalFunction):
            from workbench.cli.confirmation import confirm_production

            confirm_production(order.function, options)


def _status(exchange: Exchange) -> int:
    """1 where something failed: the function, the gateway, or a permission that is denied."""
    denied = {"implicitly_denied", "explicitly_denied"}
    permission = exchange.invoke_permission
    failed = (
        (exchange.outcome is not None and exchange.outcome.function_error is not None)
        or (exchange.reply is not None and not exchange.reply.verdict.ok)
        or (permission is not None and permission.decision in denied)
        or any(answer.decision in denied for answer in exchange.execution_role)
    )
    return 1 if failed else 0


def _repeated(road: Road, order: Order, times: int) -> JsonObject | None:
    if not times:
        return None
    outcomes = [outcome for _ in range(times) if (outcome := road.run(order).outcome) is not None]
    return {
        "count": len(outcomes),
        "round_trip_ms": [round(outcome.round_trip_ms, 3) for outcome in outcomes],
        "duration_ms": [outcome.report.duration_ms for outcome in outcomes if outcome.report is not None],
    }


def _print(
    exchange: Exchange,
    repeats: JsonObject | None,
    others: list[Exchange],
    *,
    order: Order,
    options: argparse.Namespace,
) -> None:
    if options.json:
        import json

        from workbench.cli.surroundings import surroundings_json
        from workbench.interchange.exchange_document import exchange_json

        document = {**exchange_json(exchange), **surroundings_json(order.function, options, secrets=order.secrets)}
        if repeats is not None:
            document["repeats"] = repeats
        if others:
            from workbench.cli.run_matrix import matrix_json

            document["also"] = matrix_json(exchange, others)
        print(json.dumps(document, indent=2, ensure_ascii=False))
        return
    from workbench.cli.exchange_text import exchange_text

    sys.stdout.write(exchange_text(exchange))
    if repeats is not None:
        import statistics

        trips = repeats["round_trip_ms"]
        print(
            f"Repeated {repeats['count']} times: median {statistics.median(trips):.2f} ms, longest {max(trips):.2f} ms"
        )
    if others:
        from workbench.cli.run_matrix import matrix_text

        sys.stdout.write(matrix_text(exchange, others))


def _keep(exchange: Exchange, *, label: str, project: str, secrets: Sequence[str]) -> None:
    """Keep the run in the history; a history that cannot be written is said, and spoils nothing."""
    from pathlib import Path

    from workbench.errors import WorkbenchError
    from workbench.interchange.exchange_document import exchange_json
    from workbench.library.history import History
    from workbench.library.own_folders import OwnFolders

    sys.stdout.flush()
    try:
        History(OwnFolders.of_this_user().history).add(
            exchange_json(exchange), label=label, project=str(Path(project).absolute()), secrets=secrets
        )
    except WorkbenchError as error:
        print(f"workbench: the run is not in the history: {error}", file=sys.stderr)


def _show_log(line: LogLine) -> None:
    try:
        if sys.stderr is not None:
            # A record of several lines has them parted as CloudWatch wants it, which would overwrite itself here.
            text = line.text.replace("\r\n", "\n").replace("\r", "\n")
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()
    except OSError:  # a line that cannot be shown must not end the function; the record has it
        pass
