"""Open the window on the demo project; with no display, run the same demo in the terminal.

Example:
  workbench demo
  workbench demo --terminal
  workbench demo --json
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from workbench.events.json_value import JsonObject

_STEPS = (
    ("hello", "saved_events/hello.json", "a 200, and API Gateway may invoke the function"),
    ("malformed", "saved_events/trouble/malformed.json", "a green function, and a client that gets a 502"),
    ("fails", "saved_events/trouble/fails.json", "the client's 502 beside the function's own error"),
    ("orders", "saved_events/orders/delete.json", "a 204 here, and a 500 in AWS: the function policy lacks DELETE"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which options the command has."""
    parser.add_argument("--terminal", action="store_true", help="run the demo here, also where there is a display")
    parser.add_argument("--json", action="store_true", help="run it here, and print what came out as one JSON document")


def run(options: argparse.Namespace) -> int:
    """Open the window, or walk through the demo in the terminal."""
    from workbench.library.demo import demo_folder

    folder = demo_folder()
    if not options.terminal and not options.json and has_display():
        from workbench.app.application import run as run_window

        return run_window(folder)
    with contextlib.chdir(folder):
        if options.json:
            print(json.dumps({"project": str(folder), "steps": [_recorded(*step) for step in _STEPS]}, indent=2))
            return 0
        _walk()
    print(f"\nThe demo project is in {folder}.")
    if not has_display():
        command = os.path.abspath(sys.argv[0])  # noqa: PTH100 - resolve() would follow the link out of the environment
        print("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set). To see the window, run the same")
        print(f"where there is one, such as a desktop session: {command} demo")
    return 0


def has_display() -> bool:
    """Whether a window could be shown."""
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _walk() -> None:
    from workbench.cli.main import run as run_command

    for function, event, shows in _STEPS:
        print(f"\n── {function}: {shows}")
        print(f"   workbench invoke {function} --event {event}\n", flush=True)
        run_command(["invoke", function, "--event", event])


def _recorded(function: str, event: str, shows: str) -> JsonObject:
    """One step with its whole exchange."""
    from workbench.cli.main import run as run_command

    with contextlib.redirect_stdout(io.StringIO()) as printed:
        run_command(["invoke", function, "--event", event, "--json"])
    return {"function": function, "event": event, "shows": shows, "exchange": json.loads(printed.getvalue())}
