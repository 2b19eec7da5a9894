"""What is known of a function on this machine before it runs: its interpreter, its settings, its environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.app.widgets.fact_rows import Fact
from workbench.errors import WorkbenchError
from workbench.runtime.extensions import extension_files

if TYPE_CHECKING:
    from workbench.library.project import FunctionEntry
    from workbench.runtime.function import LocalFunction

HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable as the function sees it."""

    name: str
    value: str
    origin: str
    is_secret: bool = False
    """Whether its name says that its value is not for showing."""
    is_own: bool = False
    """Whether someone set it for this function."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is found on this machine for a function. For worker threads to make."""

    facts: tuple[Fact, ...]
    variables: tuple[Variable, ...]
    error: WorkbenchError | None = None
    """Why it cannot be run as it is."""


def look_up(function: LocalFunction) -> Surroundings:
    """Find the interpreter and put the environment together, as a run would."""
    from workbench.runtime.effective_environment import effective_environment, is_secret
    from workbench.runtime.runtime_choice import runtime_command

    own = {value.name: value for value in function.environment}
    try:
        command = runtime_command(function)
        values = effective_environment(function, shell=os.environ)
    except WorkbenchError as error:
        configured = (Variable(each.name, each.value, each.origin, is_secret(each.name), True) for each in own.values())
        return Surroundings((), tuple(configured), error)
    facts = (
        Fact("Runtime", command.runtime),
        Fact("Interpreter", command.command[0], note=why_interpreter(function), mono=True),
    )
    variables = [
        Variable(each.name, own.get(each.name, each).value, each.origin, is_secret(each.name), each.name in own)
        for each in values
    ]
    return Surroundings(facts, tuple(sorted(variables, key=lambda each: (not each.is_own, each.name))))


def why_interpreter(function: LocalFunction) -> str:
    """Why a function runs under the interpreter that it does."""
    from workbench.runtime.interpreter import project_interpreter

    if function.kind != "python":
        return "Found on the path of this machine" if function.kind == "node" else "The function's own program"
    if function.interpreter is not None:
        return "Named for this function"
    if project_interpreter(function.code):
        return "The virtual environment of the project"
    return "The interpreter of the workbench: the project has no .venv"


def configured_facts(entry: FunctionEntry, function: LocalFunction) -> tuple[Fact, ...]:
    """What is configured."""
    role, policy = entry.role, entry.function_policy
    killed = "Killed above it, as in Lambda" if function.enforce_memory else "Measured, not enforced"
    return (
        Fact("Handler", function.handler, mono=True),
        Fact("Code folder", function.code, mono=True),
        Fact("Defined at", entry.origin, mono=True),
        Fact("Timeout", f"{function.timeout_s:g} s"),
        Fact("Memory", f"{function.memory_mb} MB", note=killed),
        Fact("Layers", "\n".join(function.layers), mono=True),
        Fact("Extensions", "\n".join(extension_files(function.layers)), note="Started before the function"),
        Fact("ARN", function.arn, mono=True),
        Fact("Function policy", policy.name if policy is not None else "Not known", mono=policy is not None),
        Fact(
            "Role policies",
            "\n".join(policy.name for policy in role.policies) if role is not None else "Not known",
            mono=role is not None,
        ),
    )
