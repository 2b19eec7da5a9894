"""The functions of an account: listed page by page, and what is known of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from workbench.deployed.partial_reading import PartialReading
from workbench.deployed.service_error import in_words, said_by
from workbench.errors import FunctionNotFound, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.deployed.session import AwsSession
    from workbench.deployed.target import DeployedFunction

_SIDE_BY_SIDE = 8
"""Regions asked at a time."""
_MOST_NAMES = 1000
"""Functions looked through for near names."""


@dataclass(frozen=True, slots=True)
class FunctionSummary:
    """One row of the list of functions."""

    name: str
    arn: str
    runtime: str
    handler: str
    last_modified: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """A name for a version."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class FunctionDetails:
    """The configuration of one function. The values of its environment stay in `environment` until somebody asks."""

    summary: FunctionSummary
    role_arn: str
    timeout_s: int
    memory_mb: int
    state: str
    environment_names: tuple[str, ...]
    layers: tuple[str, ...]
    versions: tuple[str, ...]
    aliases: tuple[Alias, ...]
    url: str = ""
    url_auth: str = ""
    sources: tuple[str, ...] = ()
    """The ARNs of its event source mappings."""
    not_read: tuple[str, ...] = ()
    """What may not be read, each with the action that is missing."""


def list_functions(session: AwsSession) -> Iterator[FunctionSummary]:
    """Every function of the region, as the pages arrive.

    Raises:
        ServiceError: AWS refused or did not answer.
    """
    with in_words("lambda:ListFunctions", session.account):
        for page in session.client("lambda").get_paginator("list_functions").paginate():
            yield from (_summary(row) for row in page["Functions"])


def regions(session: AwsSession) -> tuple[str, ...]:
    """The regions that the account may use.

    Raises:
        ServiceError: AWS refused or did not answer.
    """
    with in_words("ec2:DescribeRegions", session.account):
        return tuple(sorted(row["RegionName"] for row in session.client("ec2").describe_regions()["Regions"]))


def function_names(session: AwsSession, *, most: int) -> list[str]:
    """The names of the first functions, for near names; empty where they may not be listed."""
    from itertools import islice

    try:
        return [function.name for function in islice(list_functions(session), most)]
    except ServiceError:
        return []


def matching(functions: Iterator[FunctionSummary], words: str) -> Iterator[FunctionSummary]:
    """Those in whose name, runtime or description every one of the words occurs, case ignored."""
    wanted = words.lower().split()
    for function in functions:
        text = f"{function.name} {function.runtime} {function.description}".lower()
        if all(word in text for word in wanted):
            yield function


def everywhere(
    session: AwsSession, regions: Sequence[str]
) -> Iterator[tuple[str, tuple[FunctionSummary, ...] | ServiceError]]:
    """The functions of several regions, asked side by side, each region as it answers, or what it refused."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    def ask(region: str) -> tuple[str, tuple[FunctionSummary, ...] | ServiceError]:
        elsewhere = session.in_region(region)
        try:
            return region, tuple(list_functions(elsewhere))
        except ServiceError as error:
            return region, error
        finally:
            elsewhere.close()

    with ThreadPoolExecutor(_SIDE_BY_SIDE, thread_name_prefix="region") as pool:
        asked = [pool.submit(ask, region) for region in regions]
        try:
            for answered in as_completed(asked):
                yield answered.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def configured(session: AwsSession, function: DeployedFunction) -> DeployedFunction:
    """The function with account, region, handler, runtime, timeout, memory and role as AWS has them.

    Raises:
        ServiceError: AWS refused or did not answer.
    """
    found = _configuration(session, function)
    account_id = found["FunctionArn"].split(":")[4]
    region = found["FunctionArn"].split(":")[3]
    return replace(
        function,
        account=replace(function.account, region=region),
        account_id=account_id,
        handler=found.get("Handler", ""),
        runtime=found.get("Runtime", found.get("PackageType", "")),
        timeout_s=float(found.get("Timeout") or 0),
        memory_mb=int(found.get("MemorySize") or 0),
        role_arn=found.get("Role", ""),
    )


def describe(session: AwsSession, function: DeployedFunction) -> FunctionDetails:
    """All that is known of one function; what may not be read is named instead.

    Raises:
        ServiceError: its configuration itself may not be read.
    """
    found = _configuration(session, function)
    reading = PartialReading(session)
    client = session.client("lambda")
    name = function.name

    def rows(action: str, operation: str, key: str) -> list[dict[str, Any]]:
        def question() -> list[dict[str, Any]]:
            pages = client.get_paginator(operation).paginate(FunctionName=name)
            return [row for page in pages for row in page[key]]

        return reading.ask(action, question) or []

    versions = rows("lambda:ListVersionsByFunction", "list_versions_by_function", "Versions")
    aliases = rows("lambda:ListAliases", "list_aliases", "Aliases")
    sources = rows("lambda:ListEventSourceMappings", "list_event_source_mappings", "EventSourceMappings")
    words = {"FunctionName": name, "Qualifier": function.qualifier} if function.qualifier else {"FunctionName": name}
    url: dict[str, Any] = (
        reading.ask("lambda:GetFunctionUrlConfig", lambda: client.get_function_url_config(**words)) or {}
    )
    return FunctionDetails(
        summary=_summary(found),
        role_arn=found.get("Role", ""),
        timeout_s=int(found.get("Timeout", 3)),
        memory_mb=int(found.get("MemorySize", 128)),
        state=found.get("State", "Active"),
        environment_names=tuple(sorted(found.get("Environment", {}).get("Variables", {}))),
        layers=tuple(layer["Arn"] for layer in found.get("Layers") or ()),
        versions=tuple(row["Version"] for row in versions),
        aliases=tuple(Alias(row["Name"], row["FunctionVersion"]) for row in aliases),
        url=url.get("FunctionUrl", ""),
        url_auth=url.get("AuthType", ""),
        sources=tuple(row.get("EventSourceArn", "") for row in sources),
        not_read=reading.not_read,
    )


def environment_values(session: AwsSession, function: DeployedFunction) -> dict[str, str]:
    """The environment variables with their values, for whoever asks to see them.

    Raises:
        ServiceError: AWS refused or did not answer.
    """
    variables: dict[str, str] = _configuration(session, function).get("Environment", {}).get("Variables", {})
    return dict(variables)


def not_found(session: AwsSession, function: DeployedFunction, said: str) -> FunctionNotFound:
    """The error for a function or qualifier that AWS does not find, with the names that are near."""
    from difflib import get_close_matches

    names = function_names(session, most=_MOST_NAMES)
    near = get_close_matches(function.name, names, n=3, cutoff=0.5)
    if function.name in names:
        mend = f"The function is there; '{function.qualifier}' is no version or alias of it."
    elif near:
        mend = f"Near names: {', '.join(near)}."
    else:
        mend = "Check the name and the region."
    return FunctionNotFound(f"AWS finds no function '{function.name}': {said}", mend=mend)


def _configuration(session: AwsSession, function: DeployedFunction) -> dict[str, Any]:
    words = {"FunctionName": function.name}
    if function.qualifier:
        words["Qualifier"] = function.qualifier
    with in_words("lambda:GetFunctionConfiguration", session.account):
        client = session.client("lambda")
        try:
            found: dict[str, Any] = client.get_function_configuration(**words)
        except client.exceptions.ResourceNotFoundException as error:
            raise not_found(session, function, said_by(error)) from error
    return found


def _summary(row: dict[str, Any]) -> FunctionSummary:
    return FunctionSummary(
        name=row["FunctionName"],
        arn=row["FunctionArn"],
        runtime=row.get("Runtime", row.get("PackageType", "")),
        handler=row.get("Handler", ""),
        last_modified=row.get("LastModified", ""),
        description=row.get("Description", ""),
    )
