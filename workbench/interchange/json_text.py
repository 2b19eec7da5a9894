"""JSON as people write it: read strictly, and where it is not JSON, say the line, the column and the mend."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NoReturn

from workbench.errors import InputError

if TYPE_CHECKING:
    from workbench.events.json_value import Json

_STRING_OR_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*"|(-?Infinity|NaN)')
BYTE_ORDER_MARK = "\ufeff"


class _Constant(ValueError):
    """`NaN` or an infinity, which JSON has no word for."""


def _refuse_constant(word: str) -> NoReturn:
    raise _Constant(word)


def parse_json(text: str, *, name: str) -> Json:
    """The JSON value that `text` spells; `name` is what a person knows the text by, usually its file.

    Raises:
        InputError: it is not JSON; names line and column.
    """
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        message, offset, mend = _why(text, error)
    except _Constant as error:
        offset = next((found.start() for found in _STRING_OR_CONSTANT.finditer(text) if found.group(1)), 0)
        message, mend = f"{error} is not JSON", "Write a number, a string or null."
    except RecursionError:
        message, offset, mend = "nested too deeply", 0, "Lambda could not read it either; nest it less."
    except ValueError:
        message, offset, mend = "a number has too many digits", 0, "Write it as a string."
    raise InputError(f"not valid JSON: {message}", place=place_at(text, offset, name=name), mend=mend)


def decode_utf8(data: bytes, *, name: str) -> str:
    """The text that `data` holds in UTF-8.

    Raises:
        InputError: it is not UTF-8; names line and column of the first byte that is not.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise InputError(
            f"not UTF-8: byte 0x{data[error.start]:02x}",
            place=place_at(before, len(before), name=name),
            mend="Save the file as UTF-8.",
        ) from None


def place_at(text: str, offset: int, *, name: str) -> str:
    """`name:line:column` of a character of `text`."""
    line = text.count("\n", 0, offset) + 1
    return f"{name}:{line}:{offset - text.rfind(chr(10), 0, offset)}"


def _why(text: str, error: json.JSONDecodeError) -> tuple[str, int, str]:
    """What is wrong, where, and the mend, in the words of JSON rather than of its parser."""
    offset = error.pos
    found = text[offset : offset + 1]
    before = text[:offset].rstrip()
    if not text.strip():
        return "there is nothing in it", 0, "Write at least {}."
    if (before.endswith(",") and found in {"}", "]"}) or "trailing comma" in error.msg:
        return "a comma before a closing bracket", text.rfind(",", 0, offset + 1), "Remove the comma."
    if found == "'":
        return "a single quote", offset, 'Put names and strings in double quotes (").'
    if "Extra data" in error.msg:
        return "more text after the end", offset, "Keep one JSON value; remove the rest."
    if "control character" in error.msg:
        return "a line break or control character inside a string", offset, r"Write it as \n or \u00XX."
    if "Unterminated string" in error.msg:
        return "a string that does not end", offset, 'Close it with a double quote (").'
    if "escape" in error.msg:
        return r"a backslash that begins no escape", offset, r"Write a backslash as \\."
    if not found:
        return "it ends too early", offset, "Close every bracket and brace that is open."
    if found in {"#", "/"}:
        return "a comment", offset, "JSON has no comments; remove it."
    expected = error.msg.removeprefix("Expecting ").replace("enclosed in double quotes", "in double quotes")
    return f"{expected} expected here, not {found!r}", offset, "See the line before it too."
