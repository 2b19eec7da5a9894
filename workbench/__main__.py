"""`python -m workbench` and the `workbench` command."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run the command line and return its exit status."""
    from workbench.cli.main import run

    # Half a surrogate pair in a document, or a terminal that knows few letters, is shown and ends nothing.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    status = run(sys.argv[1:])
    if sys.argv[1:2] == ["invoke"]:
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
