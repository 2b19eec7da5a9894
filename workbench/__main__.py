"""`python -m workbench` and the `workbench` command."""

from __future__ import annotations

import gc
import os
import sys

_BEFORE_A_COLLECTION = 50_000
"""How many new objects an invocation looks for garbage after. At Python's own 700 it would look through all that it
imports, again and again, before the function's process is started."""


def main() -> int:
    """Run the command line and return its exit status."""
    is_invocation = sys.argv[1:2] == ["invoke"]
    if is_invocation:
        gc.set_threshold(_BEFORE_A_COLLECTION)
    from workbench.cli.main import run

    # Half a surrogate pair in a document, or a terminal that knows few letters, is shown and ends nothing.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    status = run(sys.argv[1:])
    if is_invocation:
        _leave_at_once(status)
    return status


def _leave_at_once(status: int) -> None:
    """End without taking the interpreter apart, which costs an invocation a tenth of its time and changes nothing."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            try:
                stream.flush()
            except OSError:  # nobody reads, or the disk is full: there is nothing left to say it to
                continue
    os._exit(status)


if __name__ == "__main__":
    sys.exit(main())
