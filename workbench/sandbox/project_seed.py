"""The sandbox filled with a project of the user's own: its functions with roles and policies, and its APIs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import InputError, WorkbenchError
from workbench.runtime.function import LocalFunction
from workbench.runtime.interpreter import project_interpreter
from workbench.sandbox.message import ACCOUNT_ID
from workbench.sandbox.seeding import SeedFunction, Seeding, SeedRole, zipped_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.gateway.api import Api
    from workbench.library.project import ApiEntry, FunctionEntry, Project

_RUNTIMES = {"python": "python3.12", "node": "nodejs20.x", "custom": "provided.al2023"}
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_-]+")
_APIS = frozenset({"REST", "HTTP"})


@dataclass(frozen=True, slots=True)
class ProjectSeed:
    """A project, ready to be put into the box, and what of it is left out."""

    region: str
    functions: tuple[FunctionEntry, ...]
    apis: tuple[ApiEntry, ...]
    references: Mapping[str, str]
    """The name in the box of each function that a route refers to."""
    left_out: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names that its functions get."""
        return sorted(_name(entry) for entry in self.functions)

    def __call__(self, endpoint_url: str) -> None:
        """Fill the account at an endpoint."""
        seeding = Seeding(endpoint_url, self.region)
        try:
            seeding.roles(_role(entry) for entry in self.functions)
            functions = [_function(entry) for entry in self.functions]
            seeding.functions(functions)
            api_ids = {entry.api.id: seeding.api(_named(entry.api, self.references)) for entry in self.apis}
            seeding.policies(functions, api_ids=api_ids)
        finally:
            seeding.close()


def project_seed(folder: Path) -> ProjectSeed:
    """Read a project folder.

    Raises:
        InputError: the folder has no function.
    """
    from workbench.library.project_reader import open_project

    project = open_project(folder)
    if not project.functions:
        first = project.findings[0].message if project.findings else "no handler was found in it"
        raise InputError(f"the project has no function: {first}", place=str(folder), mend="Name another folder.")
    apis = tuple(entry for entry in project.apis if entry.api.type in _APIS)
    references = {
        route.function or "": name
        for entry in apis
        for route in entry.api.routes
        if (name := _meant(route.function, project))
    }
    left_out = [f"{entry.label}: no {entry.api.type} in the box" for entry in project.apis if entry not in apis]
    left_out += [
        f"{entry.label}: {route.key}, whose function {route.function or '(none)'} is none of the project"
        for entry in apis
        for route in entry.api.routes
        if (route.function or "") not in references
    ]
    left_out += [str(finding) for finding in project.findings]
    region = project.functions[0].function.region
    return ProjectSeed(region, project.functions, apis, references, tuple(left_out))


def _meant(reference: str | None, project: Project) -> str:
    """The name in the box of the function that a route refers to; empty where it is none of the project."""
    from workbench.library.function_reference import find_function

    if reference is None:
        return _name(project.functions[0]) if len(project.functions) == 1 else ""
    entry = project.function(reference)
    if entry is None:
        try:
            found = find_function(reference, code=project.folder, project=project)
        except WorkbenchError:
            return ""
        entry = project.configured(found) if isinstance(found, LocalFunction) else None
    return _name(entry) if entry else ""


def _name(entry: FunctionEntry) -> str:
    return _NOT_IN_A_NAME.sub("-", entry.function.name or entry.label).strip("-")[:64] or "function"


def _role(entry: FunctionEntry) -> SeedRole:
    name = f"{_name(entry)[:58]}-role"
    role = entry.role
    if role is None:
        return SeedRole(name)
    policies = {
        _NOT_IN_A_NAME.sub("-", policy.name)[:128].strip("-"): _here(policy.text, entry) for policy in role.policies
    }
    seed = SeedRole(name, policies, boundary=_here(role.boundary.text, entry) if role.boundary else "")
    return replace(seed, trust=_here(role.trust.text, entry)) if role.trust else seed


def _function(entry: FunctionEntry) -> SeedFunction:
    function = entry.function
    interpreter = function.interpreter or (project_interpreter(function.code) if function.kind == "python" else None)
    return SeedFunction(
        name=_name(entry),
        handler=function.handler,
        runtime=_RUNTIMES[function.kind],
        code=zipped_folder(Path(function.code)),
        role=f"{_name(entry)[:58]}-role",
        policy=_here(entry.function_policy.text, entry) if entry.function_policy else "",
        environment={value.name: value.value for value in function.environment},
        timeout_s=function.timeout_s,
        memory_mb=function.memory_mb,
        interpreter=interpreter or "",
    )


def _here(text: str, entry: FunctionEntry) -> str:
    """A policy as it reads in the account of the box, under the name that the function has there."""
    function = entry.function
    renamed = text.replace(f":function:{function.name}", f":function:{_name(entry)}")
    return renamed.replace(f":{function.account_id}:", f":{ACCOUNT_ID}:")


def _named(api: Api, references: Mapping[str, str]) -> Api:
    """The API with routes that name the box's own functions; a route to another is left out."""
    routes = [(route, references.get(route.function or "")) for route in api.routes]
    return replace(api, routes=tuple(replace(route, function=name) for route, name in routes if name))
