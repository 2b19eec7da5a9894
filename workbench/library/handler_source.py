"""Which file an AWS handler string means, and which folder is the task root of a function in a file."""

from __future__ import annotations

import os

from workbench.library.presence import is_file
from workbench.runtime.function import LocalFunction, absolute

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NODE_SUFFIXES = (".js", ".mjs", ".cjs")
_PLAIN_NAMES = frozenset({"handler", "lambda_handler", "main"})
_NAMED_ELSEWHERE = r"\bimport\s*\*|\bglobals\(\)|\b__getattr__\b|\bexec\(|\bsetattr\("

# pathlib and re cost an invocation more than all that is looked up here.
# ruff: noqa: PTH118, PTH119, PTH120


def python_function(file: str, name: str, *, root: str | None = None) -> LocalFunction:
    """A function of a Python file; without a root, the task root is the folder that Python imports the file from."""
    file = absolute(file)
    root = import_root(file) if root is None else absolute(root)
    module = os.path.splitext(os.path.relpath(file, root))[0]  # noqa: PTH122
    return LocalFunction(name=lambda_name(file, name), handler=f"{module}.{name}", code=root)


def import_root(file: str) -> str:
    """The folder of a file, or the one around the package that it belongs to."""
    folder = os.path.dirname(file)
    while is_file(os.path.join(folder, "__init__.py")) and (above := os.path.dirname(folder)) != folder:
        folder = above
    return folder


def lambda_name(file: str, name: str) -> str:
    """A name that Lambda would take, told from the file, and from the function where that says more than `handler`."""
    stem = os.path.splitext(os.path.basename(file))[0]  # noqa: PTH122
    if stem == "__init__":
        stem = os.path.basename(os.path.dirname(file))
    return as_name(stem if name in _PLAIN_NAMES else f"{stem}-{name}")


def as_name(text: str) -> str:
    """A text with what no name of a function in Lambda may have replaced, and shortened to what it may."""
    return "".join([each if each in "_-" or (each.isascii() and each.isalnum()) else "-" for each in text[:64]])


def handler_files(handler: str, code: str) -> Iterator[str]:
    """Where the module of an AWS handler string may be, in the order in which it is looked for."""
    module = handler.rpartition(".")[0]
    base = os.path.join(code, module.replace(".", "/"))
    yield f"{base}.py"
    yield os.path.join(base, "__init__.py")
    for suffix in NODE_SUFFIXES:
        yield os.path.join(code, f"{module}{suffix}")


def source_file(function: LocalFunction) -> Path | None:
    """The file that a function's handler is in; None where there is none."""
    from pathlib import Path

    if function.kind == "custom":
        return Path(function.code, "bootstrap")
    files = handler_files(function.handler, function.code)
    return next((Path(file) for file in files if is_file(file)), None)


def may_define(source: str, name: str) -> bool:
    """Whether a module's source can have a top-level name; False only where it surely has not."""
    if _has_word(source, name):
        return True
    import re

    return re.search(_NAMED_ELSEWHERE, source) is not None


def _has_word(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(word) : at + len(word) + 1]
        if not any(each == "_" or each.isalnum() for each in around):
            return True
        at = text.find(word, at + 1)
    return False


def same_function(one: LocalFunction, other: LocalFunction) -> bool:
    """Whether two functions are the same code, however they are configured."""
    if one.kind != other.kind or one.handler.rpartition(".")[2] != other.handler.rpartition(".")[2]:
        return False
    file, other_file = source_file(one), source_file(other)
    return file is not None and other_file is not None and file.resolve() == other_file.resolve()
