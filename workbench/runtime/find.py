"""The handlers in a project folder, found by reading its source; nothing is imported and nothing runs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

IGNORED = frozenset(
    ("node_modules", "__pycache__", "site-packages", "dist-packages", "venv", "env", "build", "dist", "cdk.out")
)
MAX_FILES = 5000
MAX_FILE_BYTES = 2_000_000
_NAMES = ("handler", "lambda_handler", "main")
_SECOND = ("context", "ctx", "_context", "lambda_context", "_", "__", "_ctx")
_FIRST = ("event", "evt", "_event", "request", "e", "payload", "_", "data")


@dataclass(frozen=True, slots=True)
class FoundHandler:
    """A function that looks like a Lambda handler."""

    path: Path
    function: str
    handler: str
    """The AWS handler string, from the folder that was searched: `src/app.handler`."""
    line: int


def find_handlers(folder: Path, *, tests: bool = False) -> tuple[FoundHandler, ...]:
    """The handlers below a folder, ordered by path and line.

    A handler is a function at the top of a module, of two parameters, named handler, lambda_handler, something_handler
    or somethingHandler, or main where its parameters are called event and context. Virtual environments, packages that
    were installed, hidden folders and, unless asked for, tests are left out; a file that cannot be read or is no Python
    has no handlers.
    """
    found: list[FoundHandler] = []
    for path in _python_files(folder, tests=tests):
        try:
            source = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if "def " not in source or not any(word in source for word in ("andler", "def main(")):
            continue
        relative = path.relative_to(folder).with_suffix("").as_posix()
        found += [FoundHandler(path, name, f"{relative}.{name}", line) for name, line in handlers_in(source)]
    return tuple(found)


def handlers_in(source: str) -> list[tuple[str, int]]:
    """The names and lines of the handlers of one module's source; none where it is no Python."""
    import ast
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [
        (node.name, node.lineno)
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _is_handler(node)
    ]


def _is_handler(node: object) -> bool:
    import ast

    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    arguments = node.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    required = len(names) - len(arguments.defaults)
    if len(names) < 2 or required > 2 or any(default is None for default in arguments.kw_defaults):
        return False
    name = node.name
    if name == "main":
        return names[0] in _FIRST and names[1] in _SECOND
    if name.startswith("__"):
        return False
    return name in _NAMES or name.endswith(("_handler", "Handler"))


def _python_files(folder: Path, *, tests: bool) -> list[Path]:
    files: list[Path] = []
    seen = 0
    for current, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _left_out(current, name, tests=tests))
        for name in sorted(names):
            if not name.endswith(".py") or (not tests and _is_test(name)):
                continue
            seen += 1
            if seen > MAX_FILES:
                return sorted(files)
            path = Path(current, name)
            try:
                if path.stat().st_size <= MAX_FILE_BYTES:
                    files.append(path)
            except OSError:
                continue
    return sorted(files)


def _left_out(parent: str, name: str, *, tests: bool) -> bool:
    if name.startswith(".") or name in IGNORED or name.endswith((".egg-info", ".dist-info")):
        return True
    if not tests and name in ("tests", "test"):
        return True
    return os.path.exists(Path(parent, name, "pyvenv.cfg"))  # noqa: PTH110 - Path.exists() raises without rights


def _is_test(name: str) -> bool:
    return name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py"
