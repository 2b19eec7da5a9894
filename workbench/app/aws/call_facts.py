"""What is known before a deployed API is called: whose account it is, the route, and every function that may run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.app.widgets.fact_rows import Fact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.app.aws.gateway_caller import FoundApis
    from workbench.app.aws.stage_request import StageRequest
    from workbench.deployed.live_api import LiveApi, LiveRoute
    from workbench.deployed.target import Account, DeployedFunction


def call_facts(
    account: Account,
    found: FoundApis | None,
    api: LiveApi | None,
    route: LiveRoute | None,
    *,
    variables: Mapping[str, str],
) -> tuple[Fact, ...]:
    """The facts of the page; `variables` are the stage variables that a method's test is given."""
    whose = found.identity.account_id if found is not None else account.profile or "default credentials"
    facts = (Fact("Account", f"{whose} · {found.region if found else account.region}".strip(" ·")),)
    if api is None:
        return facts
    if route is None:
        return (*facts, Fact("Route", "None with a function takes this request"))
    return (
        *facts,
        *(() if api.type == "FUNCTION_URL" else (Fact("Route", f"{route.method} {route.path}", mono=True),)),
        Fact("Function", route.function_arn.rpartition(":function:")[2] or route.function_arn, mono=True),
        Fact("Authorization", "None" if route.authorization == "NONE" else route.authorization),
        Fact("API key", "Required" if route.api_key_required else ""),
        Fact("Stage variables", ", ".join(f"{name}={value}" for name, value in variables.items()), mono=True),
    )


def functions_behind(
    url: str, asked: StageRequest, found: FoundApis | None, api: LiveApi | None, *, account: Account
) -> list[DeployedFunction]:
    """Every function that may run: those behind the API that is called, and whatever its account has."""
    from workbench.deployed.target import DeployedFunction, deployed_function
    from workbench.errors import UsageError

    account_id = found.identity.account_id if found is not None else ""
    functions = [DeployedFunction("", account=account, account_id=account_id)]
    if asked.api_id in url:
        functions.append(DeployedFunction("", account=account, account_id=asked.account_id))
    called = [each for each in (found.apis if found is not None else ()) if each is api or each.id in url]
    for arn in {route.function_arn for each in called for route in each.routes}:
        try:
            functions.append(deployed_function(arn, account))
        except UsageError:
            continue  # its name holds a stage variable; the account stands for it
    return functions
