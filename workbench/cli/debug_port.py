"""`--debug`: the port on which a function waits for an editor, and what the editor has to be told."""

from __future__ import annotations

import sys

from workbench.errors import InputError, UsageError
from workbench.runtime.function import LocalFunction

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    import argparse

    from workbench.exchange.order import Function

_LAUNCH_FILE = ".vscode/launch.json"


def debug_port(function: Function, options: argparse.Namespace) -> int | None:
    """The port to wait on, with instructions for editors on standard error; None without --debug.

    Raises:
        UsageError: the function cannot be debugged from here.
        InputError: the launch.json that is there cannot be kept whole.
    """
    if options.debug is None:
        return None
    if not isinstance(function, LocalFunction):
        raise UsageError(
            "--debug needs a function on this machine", mend="Name its source, such as src/app.py:handler."
        )
    import json

    from workbench.runtime.debugging import free_port
    from workbench.runtime.launch import pycharm_instructions, vscode_configuration

    port: int = options.debug or free_port()
    if options.launch_json:
        _write_launch_file(port, function.kind)
    print(f"Waiting for a debugger on 127.0.0.1:{port}. VS Code, in {_LAUNCH_FILE}:", file=sys.stderr)
    print(json.dumps(vscode_configuration(port, kind=function.kind), indent=2), file=sys.stderr)
    if function.kind == "python":
        print(pycharm_instructions(port), file=sys.stderr)
    sys.stderr.flush()
    return port


def _write_launch_file(port: int, kind: str) -> None:
    from pathlib import Path

    from workbench.runtime.launch import vscode_file

    path = Path(_LAUNCH_FILE)
    try:
        existing = path.read_text("utf-8") if path.exists() else ""
        text = vscode_file(port, kind=kind, existing=existing)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(error.strerror or str(error), place=_LAUNCH_FILE, mend="Check the folder's rights.") from None
    except ValueError:
        mend = "Copy the configuration that --debug prints."
        raise InputError("this has comments or is no JSON, and is kept", place=_LAUNCH_FILE, mend=mend) from None
