"""What the options of `invoke` order: the function with its policies, the event or request, and the API in front."""

from __future__ import annotations

import os
import sys

from workbench.cli.reading import read_bytes, read_text, shown_name
from workbench.errors import InputError, UsageError
from workbench.runtime.function import EnvironmentValue, LocalFunction
from workbench.value import replace

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from workbench.cli.session_pool import SessionPool
    from workbench.deployed.target import DeployedFunction
    from workbench.events.http import HttpRequest
    from workbench.exchange.order import ExecutionRole, Function, Order, PolicyText, ResourcePolicyText
    from workbench.gateway.api import Api
    from workbench.library.project import FunctionEntry

_PROJECT_FILE = "workbench.yaml"


def order_of(
    options: argparse.Namespace,
    reference: str,
    *,
    sessions: SessionPool,
    prepare: Callable[[LocalFunction], None] | None = None,
) -> Order:
    """The order for one target, without event or request. `prepare` gets a local function as soon as it is known.

    Raises:
        WorkbenchError: an option leads nowhere; says which and the mend.
    """
    order = _target(options, reference, sessions, prepare)
    return replace(
        order,
        function_policy=_policy(options.function_policy) or order.function_policy,
        role=_role(options, order.role),
        resource_policies=_resource_policies(options, order),
        enforce=options.enforce,
        client_context=_client_context(options.client_context) if options.client_context else "",
    )


def with_input(order: Order, options: argparse.Namespace, *, sessions: SessionPool) -> Order:
    """The order with the event or request that the options name, and the API in front.

    Raises:
        InputError: a file cannot be read or understood; names the place and the mend.
        ServiceError: the API is one in AWS, and cannot be read.
    """
    if options.event:
        _refuse_moment(options)
        order = replace(order, api=_api(options, None, sessions))
        return replace(order, event=read_bytes(options.event), event_name=shown_name(options.event))
    from workbench.cli.websocket_moment import moment_of
    from workbench.interchange.request_file import read_request

    request = read_request(read_text(options.request), name=shown_name(options.request))
    api = _api(options, request, sessions)
    return replace(order, request=request, connection=moment_of(options, api), api=api)


def _refuse_moment(options: argparse.Namespace) -> None:
    told = {"--message": options.message is not None, "--disconnect": options.disconnect is not None}
    for name, given in {**told, "--connection-id": options.connection_id, "--route-key": options.route_key}.items():
        if given:
            raise UsageError(f"{name} goes with --request, not with --event", mend="An event says its own moment.")


def _target(
    options: argparse.Namespace,
    reference: str,
    sessions: SessionPool,
    prepare: Callable[[LocalFunction], None] | None,
) -> Order:
    from workbench.library.function_reference import find_function

    template = project = None
    if options.template:
        from workbench.interchange.api_file import read_api

        template = read_api(read_text(options.template), name=shown_name(options.template))
    elif os.path.isfile(os.path.join(options.code, _PROJECT_FILE)):  # noqa: PTH113, PTH118
        from pathlib import Path

        from workbench.library.project_reader import open_project

        project = open_project(Path(options.code))
        # An entry with a mistake is left out: its policies and variables would silently not count.
        for mistake in project.mistakes:
            raise mistake
    function = find_function(
        reference,
        code=options.code,
        template=template,
        project=project,
        python=options.python,
        environment=_environment(options),
        timeout_s=options.timeout,
        memory_mb=options.memory,
        client=options.runtime,
    )
    if not isinstance(function, LocalFunction):
        return _deployed(options, function, sessions)
    if options.credentials != "none":
        from workbench.cli.credentials_choice import credentials_of

        function = replace(function, credentials=credentials_of(options, sessions=sessions))
    if options.enforce_memory:
        function = replace(function, enforce_memory=True)
    if prepare is not None:
        prepare(function)
    from workbench.exchange.order import Order

    entries: Sequence[FunctionEntry] = project.functions if project else ()
    if template is not None:
        from workbench.library.template_function import entries_of

        entries = entries_of(template)
    known = next((entry for entry in entries if function.name in {entry.label, entry.function.name}), None)
    if known is None:
        return Order(function)
    return Order(
        function,
        is_named=True,
        function_policy=known.function_policy,
        role=known.role,
        resource_policies=known.resource_policies,
        assumed_roles=known.assumed_roles,
    )


def _deployed(options: argparse.Namespace, function: DeployedFunction, sessions: SessionPool) -> Order:
    from workbench.cli.account_options import account_of
    from workbench.exchange.live_documents import read_live
    from workbench.exchange.order import Order

    asked = account_of(options)
    account = replace(asked, region=function.account.region or asked.region)
    live = read_live(sessions(account), replace(function, account=account))
    return Order(live.function, is_named=True, function_policy=live.function_policy, role=live.role)


def _environment(options: argparse.Namespace) -> tuple[EnvironmentValue, ...]:
    values: list[EnvironmentValue] = []
    if options.env_file:
        from workbench.library.env_file import read_env_file

        text = read_text(options.env_file)
        values += read_env_file(text, name=shown_name(options.env_file))
    for pair in options.env:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"--env {pair} has no '='", mend="Write it as KEY=VALUE.")
        values.append(EnvironmentValue(name, value, "command line"))
    return tuple(values)


def _client_context(path: str) -> str:
    from workbench.interchange.json_text import parse_json

    text = read_text(path)
    if not isinstance(parse_json(text, name=shown_name(path)), dict):
        mend = 'Write an object such as {"client": {}, "custom": {}, "env": {}}.'
        raise InputError("a client context is a JSON object", place=shown_name(path), mend=mend)
    return text


def _policy(path: str | None) -> PolicyText | None:
    if not path:
        return None
    from workbench.cli.policy_file import policy_text

    return policy_text(path)


def _resource_policies(options: argparse.Namespace, order: Order) -> tuple[ResourcePolicyText, ...]:
    if not options.resource_policy:
        return order.resource_policies
    from workbench.cli.resource_policies import given_resource_policies

    return given_resource_policies(options.resource_policy, order.resource_policies)


def _role(options: argparse.Namespace, known: ExecutionRole | None) -> ExecutionRole | None:
    if not (options.role_policy or options.trust_policy or options.boundary):
        return known
    from workbench.cli.policy_file import policy_text
    from workbench.exchange.order import ExecutionRole

    base = known or ExecutionRole()
    return replace(
        base,
        policies=tuple(map(policy_text, options.role_policy)) or base.policies,
        trust=_policy(options.trust_policy) or base.trust,
        boundary=_policy(options.boundary) or base.boundary,
    )


def function_finder(options: argparse.Namespace) -> Callable[[str], Function]:
    """Finds the function that an authorizer of the API names, here or in the account that the options name."""

    def find(reference: str) -> Function:
        from workbench.cli.account_options import account_of
        from workbench.library.function_reference import find_function

        found = find_function(reference, code=options.code, python=options.python, environment=_environment(options))
        if isinstance(found, LocalFunction):
            return found
        asked = account_of(options)
        return replace(found, account=replace(asked, region=found.account.region or asked.region))

    return find


def _api(options: argparse.Namespace, request: HttpRequest | None, sessions: SessionPool) -> Api | None:
    if not options.api:
        return None
    from workbench.exchange.live_api import is_live, read_staged

    if is_live(options.api):
        from workbench.cli.account_options import account_of

        found = read_staged(sessions(account_of(options)), options.api)
        for action in found.not_read:
            print(f"workbench: {options.api} was not read whole: {action} is missing", file=sys.stderr)
        for note in found.notes:
            print(f"workbench: {options.api}: {note}", file=sys.stderr)
        return found.api
    from workbench.cli.api_choice import chosen_api

    return chosen_api(options.api, request)
