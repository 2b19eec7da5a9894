"""How commands read the files that people name; what cannot be read is said with its mend."""

from __future__ import annotations

import io
import os
import sys

from workbench.errors import InputError, UsageError

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from collections.abc import Mapping

_ARGUMENTS = {"result": "RESULT", "events": "EVENT"}
"""How the help names those arguments that are no options."""


def read_bytes(path: str) -> bytes:
    """The bytes of a file, or of standard input for `-`.

    Raises:
        InputError: the file is not there or may not be read; names the file and the mend.
    """
    if path == "-":
        data = sys.stdin.buffer.read()
        sys.stdin = io.TextIOWrapper(io.BytesIO(data))  # a second target of the command asks for it again
        return data
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs a short command more than reading the file does
            return file.read()
    except FileNotFoundError:
        raise InputError("no such file", place=path, mend=f"Looked in {os.getcwd()}; check the spelling.") from None  # noqa: PTH109
    except IsADirectoryError:
        raise InputError("this is a folder, a file is wanted", place=path, mend="Name a file in it.") from None
    except OSError as error:
        mend = "Check the permissions of the file and of its folder."
        raise InputError(error.strerror or str(error), place=path, mend=mend) from None


def read_text(path: str) -> str:
    """The text of a file in UTF-8, or of standard input for `-`.

    Raises:
        InputError: as for `read_bytes`, and where the bytes are not UTF-8: names line and column.
    """
    data = read_bytes(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        name = "standard input" if path == "-" else path
        place = f"{name}:{line}:{column}"
        raise InputError("this byte is not UTF-8 text", place=place, mend="Save the file as UTF-8.") from None


def one_standard_input(options: Mapping[str, object]) -> None:
    """Refuse options, by attribute, of which two read standard input: the second would find nothing there.

    Raises:
        UsageError: two of them are `-`.
    """
    reading = [
        _ARGUMENTS.get(name) or f"--{name.replace('_', '-')}"
        for name, value in options.items()
        for each in (value if isinstance(value, list) else (value,))
        if each == "-" or (name == "resource_policy" and str(each).endswith("=-"))
    ]
    if len(reading) > 1:
        first, second = reading[:2]
        what = f"{first} reads standard input twice"
        if first != second:
            what = f"Both {first} and {second} read standard input"
        raise UsageError(what, mend="Give one of them as a file.")


def shown_name(path: str) -> str:
    """How a message names a file."""
    return "standard input" if path == "-" else path
