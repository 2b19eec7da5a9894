# This package runs under a name of its own.
# ruff: noqa: TID252
"""The handler string, and the errors of what it names."""

from __future__ import annotations

import importlib
import sys

from .marshalling import Fault

TYPE_CHECKING = False  # typing would delay every cold start
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def find_handler(handler: str) -> Callable[[Any, Any], Any]:
    """Import the module of a handler string and return the function, with AWS's errors where that fails."""
    try:
        module_name, function_name = handler.rsplit(".", 1)
    except ValueError as error:
        raise Fault("Runtime.MalformedHandlerName", f"Bad handler '{handler}': {error}") from None
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise Fault("Runtime.BuiltInModuleConflict", f"Cannot use built-in module {module_name} as a handler module")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}") from None
    except SyntaxError as error:
        raise Fault(
            "Runtime.UserCodeSyntaxError",
            f"Syntax error in module '{module_name}': {error}",
            [f'  File "{error.filename}" Line {error.lineno}\n    {error.text}'],
        ) from None
    try:
        found: Callable[[Any, Any], Any] = getattr(module, function_name)
    except AttributeError:
        raise Fault("Runtime.HandlerNotFound", f"Handler '{function_name}' missing on module '{module_name}'") from None
    return found
