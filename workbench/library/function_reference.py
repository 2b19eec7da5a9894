"""FUNCTION, as commands, routes and case files write it, turned into the function that it means."""

from __future__ import annotations

import os
from os import PathLike

from workbench.errors import FunctionNotFound
from workbench.library.handler_source import NODE_SUFFIXES, as_name, handler_files, may_define, python_function
from workbench.library.layered_environment import merged_environment
from workbench.library.presence import is_file, is_folder
from workbench.runtime.function import LocalFunction, absolute
from workbench.value import replace

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    from workbench.deployed.target import DeployedFunction
    from workbench.interchange.api_document import ApiDocument
    from workbench.library.project import Project
    from workbench.runtime.function import EnvironmentValue

_FORMS = "src/app.py:handler, app.handler, bootstrap:DIR, node:src/index.handler or aws:NAME"
_SHOWN = 5
_NAME_SIGNS = str.maketrans("-_/", "aaa")
"""What may stand in a name beside letters and digits."""

# pathlib and re cost an invocation more than all that is looked up here.
# ruff: noqa: PTH100, PTH118


def find_function(
    reference: str,
    *,
    code: str | PathLike[str] | None = None,
    template: Path | ApiDocument | None = None,
    project: Project | None = None,
    python: str | None = None,
    environment: tuple[EnvironmentValue, ...] = (),
    timeout_s: float | None = None,
    memory_mb: int | None = None,
    client: Literal["bootstrap", "awslambdaric"] | None = None,
) -> LocalFunction | DeployedFunction:
    """The function that a reference means, configured by template or project and then by the other arguments.

    Args:
        reference: any form of FUNCTION.
        code: the folder to look in; None is the current one.
        template: an AWS SAM or CloudFormation template, or what was read of one, for logical ids.
        project: the opened project; a function that it configures is found under its name, and by its file.
        python: the interpreter.
        environment: variables that win over those of template and project.
        timeout_s: seconds.
        memory_mb: megabytes.
        client: which client polls the Runtime API.

    Raises:
        FunctionNotFound: the reference leads nowhere; says what was looked at and what is near.
        InputError: the template cannot be read.
        UsageError: it begins as the name of a deployed function and is none.
    """
    if reference.startswith(("aws:", "arn:")):
        from workbench.deployed.target import Account, deployed_function

        return deployed_function(reference, Account())
    function = _find_local(reference, code, template, project)
    return replace(
        function,
        interpreter=python or function.interpreter,
        client=client or function.client,
        timeout_s=function.timeout_s if timeout_s is None else timeout_s,
        memory_mb=function.memory_mb if memory_mb is None else memory_mb,
        environment=merged_environment(function.environment, environment),
    )


def _find_local(
    reference: str, code: str | PathLike[str] | None, template: Path | ApiDocument | None, project: Project | None
) -> LocalFunction:
    folder = os.path.abspath(code or ".")
    if not is_folder(folder):
        raise FunctionNotFound(f"there is no folder {code}", place=reference, mend="Correct --code.")
    if _is_plain_name(reference):
        return _named(reference, folder, template, project)
    if reference.startswith("bootstrap:"):
        found = _custom(reference, folder)
    elif reference.startswith("node:"):
        found = _node(reference, folder)
    elif _names_python_file(reference) or (reference.endswith(".py") and is_file(os.path.join(folder, reference))):
        is_root = code is not None and folder != os.path.abspath(".")
        found = _in_python_file(reference, folder, is_root=is_root)
    elif _is_handler(reference):
        found = _by_handler(reference, folder)
    else:
        raise FunctionNotFound("this names no function", place=reference, mend=f"Write {_FORMS}.")
    return _as_configured(found, project)


def _is_plain_name(reference: str) -> bool:
    """Whether it is a logical id, that of a stack before it (`Child/Function`), or a function's name in the project."""
    return reference.isascii() and reference.translate(_NAME_SIGNS).isalnum()


def _names_python_file(reference: str) -> bool:
    """Whether it is src/app.py:handler."""
    file, _, name = reference.rpartition(":")
    return len(file) > len(".py") and file.endswith(".py") and name.isidentifier()


def _is_handler(reference: str) -> bool:
    """Whether it is app.handler."""
    module, _, name = reference.rpartition(".")
    return module != "" and ":" not in module and name.isidentifier()


def _as_configured(found: LocalFunction, project: Project | None) -> LocalFunction:
    """The function of the project that is this one, where there is one: it has its name, variables and limits."""
    entry = project.configured(found) if project is not None else None
    return found if entry is None else entry.function


def _in_python_file(reference: str, folder: str, *, is_root: bool) -> LocalFunction:
    file, _, name = reference.rpartition(":") if ":" in reference else (reference, "", "")
    path = absolute(os.path.join(folder, file))
    if not is_file(path):
        raise _not_found(reference, f"there is no file {path}", folder)
    try:
        with open(path, encoding="utf-8", errors="replace") as opened:  # noqa: PTH123
            source = opened.read()
    except OSError as error:
        mend = "Change the permissions of the file."
        raise FunctionNotFound(f"cannot read {path}: {error.strerror}", place=reference, mend=mend) from None
    if not name or not may_define(source, name):
        what = f"{path} has no function {name}" if name else "this names a file, and no function in it"
        raise _not_found(reference, what, folder, within=(file, source))
    return python_function(path, name, root=folder if is_root and path.startswith(os.path.join(folder, "")) else None)


def _by_handler(reference: str, folder: str) -> LocalFunction:
    if reference.startswith((".", "/")):
        raise _not_found(reference, "a handler string begins with the name of a module, not with a path", folder)
    looked_at = list(handler_files(reference, folder))
    file = next((path for path in looked_at if is_file(path)), None)
    if file is None:
        raise _not_found(reference, f"there is no file {looked_at[0]}", folder)
    found = python_function(file, reference.rpartition(".")[2], root=folder)
    return replace(found, handler=reference, kind="node" if file.endswith(NODE_SUFFIXES) else "python")


def _node(reference: str, folder: str) -> LocalFunction:
    handler = reference.removeprefix("node:")
    module = handler.rpartition(".")[0]
    looked_at = [os.path.join(folder, f"{module}{suffix}") for suffix in NODE_SUFFIXES]
    file = next((path for path in looked_at if is_file(path)), None)
    if not module or file is None:
        what = f"there is no file {os.path.join(folder, module)}.js, .mjs or .cjs" if module else "it has no dot"
        raise FunctionNotFound(what, place=reference, mend="Write node:FILE.FUNCTION, such as node:src/index.handler.")
    found = python_function(file, handler.rpartition(".")[2], root=folder)
    return replace(found, handler=handler, kind="node")


def _custom(reference: str, folder: str) -> LocalFunction:
    root = absolute(os.path.join(folder, reference.removeprefix("bootstrap:")))
    program = os.path.join(root, "bootstrap")
    if not is_file(program):
        mend = "Build it, or name the folder that holds it."
        raise FunctionNotFound(f"there is no program {program}", place=reference, mend=mend)
    if not os.access(program, os.X_OK):
        raise FunctionNotFound(f"{program} may not be run", place=reference, mend=f"Run: chmod +x {program}")
    name = as_name(os.path.basename(os.path.realpath(root))) or "bootstrap"  # noqa: PTH119
    return LocalFunction(name=name, handler="", code=root, kind="custom")


def _named(reference: str, folder: str, template: Path | ApiDocument | None, project: Project | None) -> LocalFunction:
    """A function by its logical id in a template, or by its name in the project."""
    if template is not None:
        from workbench.library.template_function import entries_of, not_here, read_template

        document = read_template(template) if isinstance(template, PathLike) else template
        entries = entries_of(document)
        where = document.name
        for reason in not_here(document):
            if reason.message.startswith(f"{reference} "):
                raise reason
    else:
        if project is None:
            from pathlib import Path

            from workbench.library.project_reader import open_project

            project = open_project(Path(folder))
        entries = project.functions
        where = str(project.folder)
    for entry in entries:
        if reference in {entry.label, entry.function.name}:
            return entry.function
    inside = [entry.function for entry in entries if entry.label.endswith(f"/{reference}")]
    if len(inside) == 1:
        return inside[0]
    names = sorted({name for entry in entries for name in (entry.label, entry.function.name)})
    if not names:
        raise FunctionNotFound(f"{where} has no functions", place=reference, mend=f"Write {_FORMS}.")
    raise FunctionNotFound(f"{where} has no function of that name", place=reference, mend=_near(reference, names))


def _not_found(reference: str, what: str, folder: str, *, within: tuple[str, str] | None = None) -> FunctionNotFound:
    import re
    from pathlib import Path

    from workbench.runtime.find import find_handlers, handlers_in

    place = Path(folder)
    if within is not None:
        file, source = within
        names = re.findall(r"^(?:async +)?def +(\w+)|^(\w+) *=", source, re.MULTILINE)
        likely = [f"{file}:{name}" for name, _ in handlers_in(source)]
        known = likely or [f"{file}:{first or second}" for first, second in names]
    elif ".py:" in reference:
        known = [f"{each.path.relative_to(place).as_posix()}:{each.function}" for each in find_handlers(place)]
    else:
        known = [each.handler for each in find_handlers(place)]
    return FunctionNotFound(what, place=reference, mend=_near(reference, known) if known else "Correct it, or --code.")


def _near(reference: str, known: list[str]) -> str:
    from difflib import get_close_matches

    if near := get_close_matches(reference, known, n=1):
        return f"Did you mean {near[0]}?"
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    return f"There is {', '.join(known[:_SHOWN])}{more}."
