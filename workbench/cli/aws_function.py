"""All that is known of a deployed function: configuration, versions, role, policies, URL, and the APIs in front.

Example:
  workbench aws function orders:live --profile work
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from workbench.cli.account_options import account_of, add_account_options, session_of

if TYPE_CHECKING:
    import argparse

    from workbench.deployed.policies import LiveRole
    from workbench.events.json_value import JsonObject


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which options the command has."""
    parser.add_argument("function", metavar="NAME[:QUALIFIER]", help="or the function's ARN")
    parser.add_argument("--values", action="store_true", help="show the values of the environment, not only the names")
    parser.add_argument("--apis", action="store_true", help="also look through every API for routes to the function")
    add_account_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Print the function."""
    document = _document(options)
    if options.json:
        print(json.dumps(document, indent=2))
        return 0
    for key, value in document.items():
        if isinstance(value, (dict, list)):
            value = json.dumps(value, indent=2) if key in {"function_policy", "role"} else json.dumps(value)
        print(f"{key:<20} {value}")
    return 0


def _document(options: argparse.Namespace) -> JsonObject:
    from workbench.deployed.apis import list_apis
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
            "event_sources": list(details.sources),
            "may_i_invoke": may_invoke(session, function),
            "function_policy": json.loads(policy.policy.text) if policy.policy else f"not read: {policy.not_read}",
            "role": _role(role) if role else None,
            "not_read": list(details.not_read),
        }
        if options.values:
            document["environment"] = environment_values(session, function)
        if options.apis:
            arn = details.summary.arn
            document["apis"] = [
                {"api": api.id, "name": api.name, "type": api.type, "method": route.method, "path": route.path}
                for api in list_apis(session)
                for route in api.routes
                if route.function_arn.startswith(arn)
            ]
    return document


def _role(role: LiveRole) -> JsonObject:
    return {
        "arn": role.arn,
        "trust": json.loads(role.trust.text) if role.trust else None,
        "policies": {policy.name: json.loads(policy.text) for policy in role.policies},
        "boundary": json.loads(role.boundary.text) if role.boundary else None,
        "not_read": list(role.not_read),
    }
