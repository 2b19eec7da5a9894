"""Which deployed functions are production, so that a person is asked before each run there."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.deployed.target import DeployedFunction

_ACCOUNT_DIGITS = 12


@dataclass(frozen=True, slots=True)
class ProductionQuestion:
    """What a person is asked before a run of a production function."""

    text: str
    because: str
    """The pattern that the function matches."""


def production_question(function: DeployedFunction, patterns: Iterable[str]) -> ProductionQuestion | None:
    """The question to ask before this function is run; None where no pattern marks it as production.

    A pattern is an account of twelve digits, `:ALIAS`, `NAME`, `NAME:ALIAS`, `profile:NAME` or a whole ARN; `*` and `?`
    stand for anything in it. One that names no alias takes every alias and version. A function without a name is
    whatever an API of the account leads to: account and profile alone mark it.
    """
    for pattern in patterns:
        if _matches(function, pattern.strip()):
            return ProductionQuestion(_asked(function), pattern)
    return None


def _asked(function: DeployedFunction) -> str:
    if not function.name:
        account = f"The account {function.account_id}" if function.account_id else f"Profile {function.account.profile}"
        return f"{account} is marked as production. Call its API?"
    where = f" in account {function.account_id}" if function.account_id else ""
    name = f"{function.name}:{function.qualifier}" if function.qualifier else function.name
    return f"{name}{where} is marked as production. Run it?"


def _matches(function: DeployedFunction, pattern: str) -> bool:
    if not pattern:
        return False
    if pattern.isdecimal() and len(pattern) == _ACCOUNT_DIGITS:
        return function.account_id == pattern
    if pattern.startswith("arn:"):
        plain = function.arn.removesuffix(f":{function.qualifier}") if function.qualifier else function.arn
        return any(fnmatchcase(arn, pattern) for arn in (function.arn, plain) if arn)
    if pattern.startswith("profile:"):
        return fnmatchcase(function.account.profile, pattern.removeprefix("profile:"))
    if not function.name:
        return False
    name, colon, alias = pattern.partition(":")
    of_name = fnmatchcase(function.name, name) if name else bool(alias)
    return of_name and (not colon or fnmatchcase(function.qualifier or "$LATEST", alias))
