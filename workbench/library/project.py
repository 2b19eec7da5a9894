"""A folder opened as a project: its functions, APIs, environments, saved events, and what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.library.environment import Environment
from workbench.library.handler_source import same_function

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from workbench.errors import WorkbenchError
    from workbench.exchange.order import ExecutionRole, PolicyText, ResourcePolicyText
    from workbench.gateway.api import Api
    from workbench.runtime.function import LocalFunction

PROJECT_FILE = "workbench.yaml"


@dataclass(frozen=True, slots=True)
class FunctionEntry:
    """A function of the project with what is known of its permissions."""

    label: str
    """What the window lists it as."""
    function: LocalFunction
    function_policy: PolicyText | None = None
    """None: not known."""
    role: ExecutionRole | None = None
    """None: not known."""
    origin: str = ""
    """`file:line` where it is defined."""
    resource_policies: tuple[ResourcePolicyText, ...] = ()
    """Those of what the function calls, as far as they are known."""
    assumed_roles: tuple[ExecutionRole, ...] = ()
    """Roles that the integrations of APIs have API Gateway assume, as far as they are known."""


@dataclass(frozen=True, slots=True)
class ApiEntry:
    """An API of the project and the file that says it."""

    label: str
    api: Api
    path: Path


@dataclass(frozen=True, slots=True)
class Project:
    """A folder opened as a project. Whatever is wrong with its files is in `findings`, and the rest is there."""

    folder: Path
    functions: tuple[FunctionEntry, ...] = ()
    apis: tuple[ApiEntry, ...] = ()
    environments: tuple[Environment, ...] = ()
    event_folders: tuple[Path, ...] = ()
    findings: tuple[WorkbenchError, ...] = ()
    mistakes: tuple[WorkbenchError, ...] = ()
    """Those of the findings for which an entry of workbench.yaml is left out."""
    production: tuple[str, ...] = ()
    """Patterns of the deployed functions that are asked about before each run."""

    def function(self, label: str) -> FunctionEntry | None:
        """The function of a label or a Lambda name."""
        return next((entry for entry in self.functions if label in {entry.label, entry.function.name}), None)

    def configured(self, function: LocalFunction) -> FunctionEntry | None:
        """The entry that is the same code as a function, however it was named."""
        return next((entry for entry in self.functions if same_function(entry.function, function)), None)

    def environment(self, name: str | None, *, process: Mapping[str, str]) -> Environment:
        """The environment of a name, backed by the process's own; an empty one where the project has none of it."""
        named = next((each for each in self.environments if each.name == name), None)
        return Environment(name or "", {} if named is None else named.values, process)
