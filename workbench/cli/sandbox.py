"""Start an AWS account in a box on this machine, filled with the demo project; Ctrl+C ends it and leaves nothing.

Example:
  workbench sandbox --port 4566
  AWS_ENDPOINT_URL=http://127.0.0.1:4566 aws lambda invoke --function-name hello out.json
  workbench sandbox --project . --port 0
  workbench sandbox --reset http://127.0.0.1:4566
"""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which options the command has."""
    parser.add_argument("--port", type=int, default=4566, help="the port on 127.0.0.1 (default 4566; 0: any free one)")
    filled = parser.add_mutually_exclusive_group()
    filled.add_argument("--empty", action="store_true", help="an empty account, without the demo project")
    filled.add_argument("--project", metavar="DIR", help="the functions and APIs of this project instead of the demo")
    filled.add_argument("--reset", metavar="URL", help="reset the sandbox that runs there to what it began with")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end when standard input ends")
    parser.add_argument("--json", action="store_true", help="print where it is as one JSON document")


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted or told to end."""
    from workbench.sandbox.server import Sandbox, reset_at

    if options.reset:
        reset_at(options.reset)
        return 0
    seed, region, functions = _filling(options)
    with _interrupted_by_signals():
        try:
            with Sandbox(port=options.port, seed=seed) as sandbox:
                _print(sandbox.endpoint_url, region, functions, as_json=options.json)
                if options.until_stdin_closes:
                    # Whoever started it holds the other end: its end is the order to stop, also after a crash.
                    sys.stdin.buffer.read()
                else:
                    threading.Event().wait()
        except KeyboardInterrupt:
            return 0 if options.json else _say_ended()
    return 0


def _filling(options: argparse.Namespace) -> tuple[Callable[[str], None] | None, str, list[str]]:
    from workbench.sandbox.seed import FUNCTIONS, REGION, seed

    if options.empty:
        return None, REGION, []
    if not options.project:
        return seed, REGION, sorted(FUNCTIONS)
    from workbench.sandbox.project_seed import project_seed

    project = project_seed(Path(options.project))
    for what in project.left_out:
        print(f"workbench: left out: {what}", file=sys.stderr)
    return project, project.region, project.names


def _print(endpoint_url: str, region: str, functions: list[str], *, as_json: bool) -> None:
    if as_json:
        import json

        from workbench.sandbox.seed import seeded

        print(json.dumps(seeded(endpoint_url, region, functions)), flush=True)
        return
    print(f"The sandbox is at {endpoint_url}. Point any AWS client at it:\n")
    print(f"  export AWS_ENDPOINT_URL={endpoint_url} AWS_DEFAULT_REGION={region}")
    print("  export AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox\n")
    print("Ctrl+C ends it; nothing is kept.", flush=True)


def _say_ended() -> int:
    print("\nThe sandbox has ended.", file=sys.stderr)
    return 0


@contextmanager
def _interrupted_by_signals() -> Iterator[None]:
    """SIGTERM and SIGHUP end the block as Ctrl+C does, so that it cleans up."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    numbers = [number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None]
    before = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
