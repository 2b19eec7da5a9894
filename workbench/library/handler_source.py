"""Which file an AWS handler string means, and which folder is the task root of a function in a file."""

from __future__ import annotations

import re

from workbench.library.presence import is_file
from workbench.runtime.function import LocalFunction

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NODE_SUFFIXES = (".js", ".mjs", ".cjs")
_PLAIN_NAMES = frozenset({"handler", "lambda_handler", "main"})
_NAMED_ELSEWHERE = re.compile(r"\bimport\s*\*|\bglobals\(\)|\b__getattr__\b|\bexec\(|\bsetattr\(")


def python_function(file: Path, name: str, *, root: Path | None = None) -> LocalFunction:
    """A function of a Python file; without a root, the task root is the folder that Python imports the file from."""
    file = file.absolute()
    root = import_root(file) if root is None else root.absolute()
    module = file.relative_to(root).with_suffix("").as_posix()
    return LocalFunction(name=lambda_name(file, name), handler=f"{module}.{name}", code=root)


def import_root(file: Path) -> Path:
    """The folder of a file, or the one around the package that it belongs to."""
    folder = file.parent
    while is_file(folder / "__init__.py") and folder.parent != folder:
        folder = folder.parent
    return folder


def lambda_name(file: Path, name: str) -> str:
    """A name that Lambda would take, told from the file, and from the function where that says more than `handler`."""
    stem = file.parent.name if file.stem == "__init__" else file.stem
    return re.sub(r"[^A-Za-z0-9_-]", "-", stem if name in _PLAIN_NAMES else f"{stem}-{name}")[:64]


def handler_files(handler: str, code: Path) -> Iterator[Path]:
    """Where the module of an AWS handler string may be, in the order in which it is looked for."""
    module = handler.rpartition(".")[0]
    base = code / module.replace(".", "/")
    yield base.parent / f"{base.name}.py"
    yield base / "__init__.py"
    for suffix in NODE_SUFFIXES:
        yield code / f"{module}{suffix}"


def source_file(function: LocalFunction) -> Path | None:
    """The file that a function's handler is in; None where there is none."""
    if function.kind == "custom":
        return function.code / "bootstrap"
    return next((file for file in handler_files(function.handler, function.code) if is_file(file)), None)


def may_define(source: str, name: str) -> bool:
    """Whether a module's source can have a top-level name; False only where it surely has not."""
    return re.search(rf"\b{re.escape(name)}\b", source) is not None or _NAMED_ELSEWHERE.search(source) is not None


def same_function(one: LocalFunction, other: LocalFunction) -> bool:
    """Whether two functions are the same code, however they are configured."""
    if one.kind != other.kind or one.handler.rpartition(".")[2] != other.handler.rpartition(".")[2]:
        return False
    file, other_file = source_file(one), source_file(other)
    return file is not None and other_file is not None and file.resolve() == other_file.resolve()
