"""The command line's front door: which words lead to which command, and how errors end."""

from __future__ import annotations

import errno
import sys

from workbench.errors import WorkbenchError

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from types import ModuleType

_COMMANDS = {
    ("event", "build"): ("event_build", "print the event that a function would receive for a request"),
    ("event", "sources"): ("event_sources", "the event sources, one a line"),
    ("event", "check"): ("event_check", "whether AWS would send a saved event like this"),
    ("event", "convert"): ("event_convert", "an event as another source sends it, or as the client's request"),
    ("event", "sample"): ("event_sample", "a worked example of an event, or a blank one"),
    ("respond",): ("respond", "what a client would get for a function's result"),
    ("invoke",): ("invoke", "one synchronous invocation, with response and permissions"),
    ("permissions", "evaluate"): ("permissions_evaluate", "one authorization question, explained"),
    ("permissions", "check"): ("permissions_check", "both permission checks, for every route"),
    ("burst",): ("burst", "a flood against the gateway, no function needed"),
    ("history",): ("history", "what was run before: list, show, compare"),
    ("sandbox",): ("sandbox", "an AWS account in a box, for demonstrations and tests"),
    ("aws", "whoami"): ("aws_whoami", "whose credentials these are"),
    ("aws", "functions"): ("aws_functions", "the deployed functions of an account"),
    ("aws", "function"): ("aws_function", "all that is known of a deployed function"),
    ("aws", "events"): ("aws_events", "shareable test events: list, print, save, remove"),
    ("aws", "log"): ("aws_log", "the whole log of one invocation"),
    ("aws", "call"): ("aws_call", "a request through a deployed API"),
    ("demo",): ("demo", "the demo project, in the terminal"),
}
_FAILED_TO_RUN = 2
_INTERRUPTED = 130
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO))


def run(words: Sequence[str]) -> int:
    """Run one command and return the exit status: 0 done, 1 the outcome is a failure, 2 it could not run."""
    try:
        status = _dispatch(list(words))
        sys.stdout.flush()
    except WorkbenchError as error:
        print(f"workbench: {error}", file=sys.stderr)
        return _FAILED_TO_RUN
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does; what is left in the buffer must not raise again at exit.
        sys.stdout = None  # the interpreter accepts None here and then flushes nothing
        return 0
    except OSError as error:
        if error.errno not in _FULL or error.filename is not None:
            raise
        sys.stdout = None  # as above
        try:  # noqa: SIM105 - contextlib would delay every command
            print(f"workbench: the output cannot be written: {error.strerror}", file=sys.stderr)
        except OSError:
            pass
        return _FAILED_TO_RUN
    except KeyboardInterrupt:
        print("workbench: interrupted", file=sys.stderr)
        return _INTERRUPTED
    return status


def _dispatch(words: list[str]) -> int:
    if words and words[0] in {"-h", "--help"}:
        print(_overview())
        return 0
    if words and words[0] == "--version":
        from workbench import __version__

        print(f"workbench {__version__}")
        return 0
    for length in (2, 1):
        command = _COMMANDS.get(tuple(words[:length]))
        if command is not None and len(words) >= length:
            return _run_command(" ".join(words[:length]), command, words[length:])
    if words and any(words[0] == known[0] for known in _COMMANDS):
        return _unknown(words)
    return _open_window(words)


def _unknown(words: list[str]) -> int:
    from workbench.errors import UsageError

    group = words[0]
    below = ", ".join(" ".join(known) for known in _COMMANDS if known[0] == group)
    if words[1:2] in (["-h"], ["--help"]):
        print(f"usage: workbench {group} COMMAND\n\nCommands: {below}")
        return 0
    raise UsageError(f"'{' '.join(words[:2])}' is not a command", mend=f"There is: {below}.")


def _run_command(name: str, command: tuple[str, str], words: list[str]) -> int:
    from workbench.cli.reading import one_standard_input

    module = __import__(f"workbench.cli.{command[0]}", fromlist=["run"])  # importlib would delay every command
    options = module.read(words) if hasattr(module, "read") else None
    if options is None:
        try:
            options = _parsed(name, module, words)
        except SystemExit as stop:
            return int(stop.code or 0)
    one_standard_input(vars(options))
    status: int = module.run(options)
    return status


def _parsed(name: str, module: ModuleType, words: list[str]) -> argparse.Namespace:
    from workbench.cli.command_parser import CommandParser

    parser = CommandParser(name, module.__doc__)
    module.configure(parser)
    return parser.parse_args(words)


def _open_window(words: list[str]) -> int:
    from pathlib import Path

    from workbench.errors import UsageError

    if len(words) > 1 or (words and words[0].startswith("-")):
        known = ", ".join(" ".join(command) for command in _COMMANDS)
        raise UsageError(f"'{words[0]}' is not a command", mend=f"There is: {known}; or name a folder to open.")
    folder = Path(words[0]) if words else Path.cwd()
    if not folder.is_dir():
        known = ", ".join(" ".join(command) for command in _COMMANDS)
        raise UsageError(f"'{folder}' is neither a folder nor a command", mend=f"Commands: {known}.")
    import os

    from workbench.cli.demo import has_display

    if not has_display() and not os.environ.get("QT_QPA_PLATFORM"):
        mend = "Run it in a desktop session; workbench --help has what works without a window."
        raise UsageError("there is no display to open a window on", mend=mend)
    from workbench.app.application import run as run_window

    return run_window(folder)


def _overview() -> str:
    width = max(len(" ".join(words)) for words in _COMMANDS) + 2
    lines = [f"  workbench {' '.join(words):<{width}}{what}" for words, (_, what) in _COMMANDS.items()]
    return "\n".join(
        [
            "Compose API Gateway events, invoke functions, see response and permissions side by side.",
            "",
            f"  workbench {'[FOLDER]':<{width}}open the window on a project folder (default: the current one)",
            *lines,
            "",
            "Each command has --help with an example. Example:",
            "  workbench invoke src/app.py:handler --event saved_events/hello.json",
            "",
            "Exit status: 0 done; 1 it ran and the outcome is a failure; 2 it could not run.",
        ]
    )
