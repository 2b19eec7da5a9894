"""All that is known of a deployed function: configuration, versions, role, policies, URL, and the APIs in front.

Example:
  workbench aws function orders:live --profile work --apis
  workbench aws function orders --simulate dynamodb:PutItem arn:aws:dynamodb:eu-west-1:123456789012:table/orders
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from workbench.cli.account_options import account_of, add_account_options, session_of

if TYPE_CHECKING:
    import argparse

    from workbench.deployed.policies import LiveRole
    from workbench.deployed.session import AwsSession
    from workbench.events.json_value import JsonObject

_PLAIN_ARN_PARTS = 7
"""Parts of a function's ARN without a qualifier."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which options the command has."""
    parser.add_argument("function", metavar="NAME[:QUALIFIER]", help="or the function's ARN")
    parser.add_argument("--values", action="store_true", help="show the values of the environment, not only the names")
    parser.add_argument("--apis", action="store_true", help="also look through every API for routes to the function")
    parser.add_argument(
        "--simulate",
        metavar=("ACTION", "RESOURCE"),
        nargs=2,
        action="append",
        default=[],
        help="ask IAM's simulator beside our own verdict whether the role may do this; repeatable",
    )
    add_account_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Print the function."""
    document = _document(options)
    if options.json:
        print(json.dumps(document, indent=2))
        return 0
    from workbench.cli.aws_function_text import function_text

    print(function_text(document))
    return 0


def _document(options: argparse.Namespace) -> JsonObject:
    from workbench.deployed.functions import describe, environment_values
    from workbench.deployed.invocation import may_invoke
    from workbench.deployed.policies import execution_role, function_policy
    from workbench.deployed.target import deployed_function

    with session_of(options) as session:
        function = deployed_function(options.function, account_of(options))
        details = describe(session, function)
        policy = function_policy(session, function)
        role = execution_role(session, details.role_arn) if details.role_arn else None
        document: JsonObject = {
            **asdict(details.summary),
            "timeout_s": details.timeout_s,
            "memory_mb": details.memory_mb,
            "state": details.state,
            "environment": list(details.environment_names),
            "layers": list(details.layers),
            "versions": list(details.versions),
            "aliases": {alias.name: alias.version for alias in details.aliases},
            "url": details.url,
            "url_auth": details.url_auth,
            "event_sources": list(details.sources),
            "may_i_invoke": may_invoke(session, function),
            "function_policy": json.loads(policy.policy.text) if policy.policy else f"not read: {policy.not_read}",
            "role": _role(role) if role else None,
            "not_read": list(details.not_read),
        }
        if options.values:
            document["environment"] = environment_values(session, function)
        if options.apis:
            document["apis"] = _apis(session, details.summary.arn)
        if options.simulate and role is not None:
            document["simulated"] = _simulated(session, role, options.simulate)
    return document


def _apis(session: AwsSession, function_arn: str) -> list[JsonObject]:
    """Every API that leads to the function: its routes with what stands before them, its stages, its authorizers."""
    from workbench.deployed.apis import list_apis
    from workbench.deployed.live_api import leads_to
    from workbench.errors import ServiceError

    plain = ":".join(function_arn.split(":")[:_PLAIN_ARN_PARTS])
    found: list[JsonObject] = []
    try:
        for api in list_apis(session):
            routes = [
                {
                    **asdict(route),
                    "source": str(api.source_of(route).value),
                    "limits": {stage.name: own.words for stage in api.stages if (own := stage.of(route)) and own.words},
                }
                for route in api.routes
                if leads_to(route, plain)
            ]
            if routes:
                said = {"api": api.id, "name": api.name, "type": api.type, "routes": routes}
                stages = [{**asdict(stage), "words": stage.settings.words} for stage in api.stages]
                authorizers = [asdict(authorizer) for authorizer in api.authorizers]
                found.append({**said, "stages": stages, "authorizers": authorizers, "not_read": list(api.not_read)})
    except ServiceError as error:
        print(f"workbench: {error}", file=sys.stderr)
    return found


def _simulated(session: AwsSession, role: LiveRole, questions: list[list[str]]) -> list[JsonObject]:
    from workbench.exchange.simulated import ask_simulator, role_answer

    rows = ask_simulator(session, role.arn, [role_answer(role, action, resource) for action, resource in questions])
    return [
        {**asdict(row), "missing_context": list(row.missing_context), "agrees": row.agrees, "remark": row.remark}
        for row in rows
    ]


def _role(role: LiveRole) -> JsonObject:
    return {
        "arn": role.arn,
        "trust": json.loads(role.trust.text) if role.trust else None,
        "policies": {policy.name: json.loads(policy.text) for policy in role.policies},
        "boundary": json.loads(role.boundary.text) if role.boundary else None,
        "not_read": list(role.not_read),
    }
