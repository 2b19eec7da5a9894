"""The sandbox filled with a project of the user's own: its functions with roles and policies, and its APIs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import InputError, WorkbenchError
from workbench.gateway.routing import DEFAULT_ROUTES
from workbench.runtime.function import LocalFunction
from workbench.runtime.interpreter import project_interpreter, version_of
from workbench.sandbox.interpreters import OWN
from workbench.sandbox.message import ACCOUNT_ID
from workbench.sandbox.seeding import SeedFunction, Seeding, SeedRole, zipped_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.gateway.api import Api, Route
    from workbench.library.project import ApiEntry, FunctionEntry, Project

_RUNTIMES = {"node": "nodejs20.x", "custom": "provided.al2023"}
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_-]+")
_APIS = frozenset({"REST", "HTTP", "FUNCTION_URL"})


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
            ids: dict[str, str] = {}
            for entry in self.apis:
                ids |= seeding.api(_named(entry.api, self.references))
            seeding.policies(functions, ids=ids)
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
    wanted = {reference for entry in apis for _, reference in _wanted(entry.api)}
    references = {reference or "": name for reference in wanted if (name := _meant(reference, project))}
    left_out = [f"{entry.label}: no {entry.api.type} in the box" for entry in project.apis if entry not in apis]
    left_out += [
        f"{entry.label}: {what}, whose function {reference or '(none)'} is none of the project"
        for entry in apis
        for what, reference in _wanted(entry.api)
        if (reference or "") not in references
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
        runtime=_RUNTIMES.get(function.kind) or _python(interpreter),
        code=zipped_folder(Path(function.code)),
        role=f"{_name(entry)[:58]}-role",
        policy=_here(entry.function_policy.text, entry) if entry.function_policy else "",
        environment={value.name: value.value for value in function.environment},
        timeout_s=function.timeout_s,
        memory_mb=function.memory_mb,
        interpreter=interpreter or "",
    )


def _python(interpreter: str | None) -> str:
    """The runtime that an interpreter is; that of the box where it is none that answers."""
    try:
        return "python{}.{}".format(*version_of(interpreter)) if interpreter else OWN
    except WorkbenchError:
        return OWN


def _here(text: str, entry: FunctionEntry) -> str:
    """A policy as it reads in the account of the box, under the name that the function has there."""
    function = entry.function
    renamed = text.replace(f":function:{function.name}", f":function:{_name(entry)}")
    return renamed.replace(f":{function.account_id}:", f":{ACCOUNT_ID}:")


def _wanted(api: Api) -> Iterator[tuple[str, str | None]]:
    """Every function that an API names, after the route or authorizer that names it."""
    for route in _routes(api):
        yield route.key, route.function
    for authorizer in api.authorizers.values():
        if authorizer.function is not None:
            yield f"the authorizer {authorizer.name}", authorizer.function


def _routes(api: Api) -> tuple[Route, ...]:
    return api.routes or DEFAULT_ROUTES[api.type]


def _named(api: Api, references: Mapping[str, str]) -> Api:
    """The API with routes and authorizers that name the box's own functions; a route to another is left out."""
    routes = [(route, references.get(route.function or "")) for route in _routes(api)]
    authorizers = {
        name: replace(each, function=references.get(each.function) if each.function else None)
        for name, each in api.authorizers.items()
    }
    named = tuple(replace(route, function=name) for route, name in routes if name)
    return replace(api, routes=named, authorizers=authorizers)
