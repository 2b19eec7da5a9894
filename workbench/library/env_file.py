"""Environment variables from a `.env` file: one NAME=value a line, as shells and editors write it."""

from __future__ import annotations

import re

from workbench.errors import InputError
from workbench.runtime.function import EnvironmentValue

_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")
_QUOTED = re.compile(r"""(?P<quote>["'])(?P<inside>(?:\\.|(?!(?P=quote)).)*)(?P=quote)\s*(?:#.*)?""")
_COMMENT = re.compile(r"\s+#.*")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def read_env_file(text: str, *, name: str) -> tuple[EnvironmentValue, ...]:
    """The variables of a `.env` file; of a name that stands twice, the last.

    Raises:
        InputError: a line is none; names line and column.
    """
    found: dict[str, EnvironmentValue] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        plain = line.strip()
        if not plain or plain.startswith("#"):
            continue
        match = _LINE.fullmatch(plain)
        if match is None:
            column = len(line) - len(line.lstrip()) + 1
            raise InputError("not NAME=value", place=f"{name}:{number}:{column}", mend="Correct or remove the line.")
        found[match.group(1)] = EnvironmentValue(match.group(1), _value(match.group(2)), f"{name}:{number}")
    return tuple(found.values())


def _value(spelled: str) -> str:
    """A value without its quotes and comment; only double quotes have escapes."""
    quoted = _QUOTED.fullmatch(spelled)
    if quoted is None:
        return _COMMENT.sub("", spelled)
    if quoted["quote"] == "'":
        return quoted["inside"]
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match.group(1), match.group(1)), quoted["inside"])
