"""Reads the words of a command, and refuses wrong ones in one line as every other error."""

from __future__ import annotations

import argparse
import os
from typing import NoReturn

from workbench.errors import UsageError

_WIDTH = 118


class CommandParser(argparse.ArgumentParser):
    """argparse with our help layout and our errors; options are spelled out, so that new ones break no script."""

    def __init__(self, name: str, description: str | None) -> None:
        super().__init__(
            prog=f"workbench {name}",
            description=description,
            formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=_width()),
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Raise what argparse found wrong.

        Raises:
            UsageError: always.
        """
        raise UsageError(message, mend=f"See {self.prog} --help.")


def _width() -> int:
    """How wide a help text may be; shutil, and all that it compresses with, would be imported to know."""
    try:
        return os.get_terminal_size().columns - 2
    except OSError:
        return _WIDTH
