"""What stands around a local function's run, said to a person: whose credentials it gets, and its variables."""

from __future__ import annotations

import os
import sys

from workbench.runtime.function import Credentials, LocalFunction
from workbench.value import replace

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from workbench.events.json_value import JsonObject
    from workbench.exchange.order import Function
    from workbench.runtime.function import EnvironmentValue


def say_surroundings(function: Function, options: argparse.Namespace, *, secrets: Sequence[str] = ()) -> None:
    """Say on standard error whose credentials it gets, where that is not nobody's, and its variables where asked."""
    if options.json or not isinstance(function, LocalFunction):
        return
    if options.show_environment:
        for value in _environment_of(function, secrets):
            print(f"{value.name}={value.value}  ({value.origin})", file=sys.stderr)
    if function.credentials != Credentials():
        print(f"Credentials: {function.credentials.label}", file=sys.stderr)


def surroundings_json(function: Function, options: argparse.Namespace, *, secrets: Sequence[str] = ()) -> JsonObject:
    """The same for the JSON document; nothing for a deployed function."""
    if not isinstance(function, LocalFunction):
        return {}
    said: JsonObject = {"credentials": function.credentials.label}
    if options.show_environment:
        said["environment"] = [
            {"name": value.name, "value": value.value, "origin": value.origin}
            for value in _environment_of(function, secrets)
        ]
    return said


def _environment_of(function: LocalFunction, secrets: Sequence[str]) -> list[EnvironmentValue]:
    """The variables, without what a case file took from the shell as a secret."""
    from workbench.library.masking import masked
    from workbench.runtime.effective_environment import effective_environment

    found = effective_environment(function, shell=os.environ)
    return [replace(value, value=str(masked(value.value, secrets=secrets))) for value in found]
