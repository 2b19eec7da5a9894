"""Rows as lines of text and back without loss, and rows out of whatever someone pastes.

A line is `name: value`; `//` before it switches the row off. What a line cannot hold is written as a JSON string.
"""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl

from workbench.app.widgets.row import Row, Rows

_OFF = "//"
_UNWRITABLE = re.compile("[\x00\n\r\u2028\u2029\ufdd0\ufdd1]")
"""Characters that end a line, or that a text widget would not keep."""
_QUERY = re.compile(r"\??[^=&\s:{}\"]+(=[^&\s]*)?(&[^=&\s]+(=[^&\s]*)?)*")


def rows_to_text(rows: Rows) -> str:
    """One line a row."""
    return "".join(f"{'' if row.enabled else '// '}{_name(row.name)}: {_value(row.value)}\n" for row in rows)


def text_to_rows(text: str) -> Rows:
    """The rows of a text; empty lines count for nothing."""
    return tuple(row for line in text.split("\n") if line.strip() and not (row := _row(line)).blank)


def pasted_rows(text: str, *, query: bool = False) -> Rows:
    """The rows in a pasted text: lines of `name: value`, `name<tab>value` or `name=value`, or a query string."""
    text = text.replace("\r\n", "\n").strip("\n")
    one_line = text.strip()
    if "=" in one_line and _QUERY.fullmatch(one_line) and (query or one_line.startswith("?") or "&" in one_line):
        return tuple(Row(name, value) for name, value in parse_qsl(one_line.removeprefix("?"), keep_blank_values=True))
    rows = []
    for line in text.split("\n"):
        if "\t" in line:
            name, _, value = line.partition("\t")
            rows.append(Row(name.strip().removesuffix(":"), value.strip()))
        elif ":" not in line and "=" in line:
            name, _, value = line.partition("=")
            rows.append(Row(name.strip(), value.strip()))
        else:
            rows += text_to_rows(line)
    return tuple(row for row in rows if not row.blank)


def _row(line: str) -> Row:
    enabled = not line.lstrip().startswith(_OFF)
    if not enabled:
        line = line.lstrip().removeprefix(_OFF).removeprefix(" ")
    name, value = _split(line)
    return Row(name, _read_value(value.removeprefix(" ")), enabled)


def _split(line: str) -> tuple[str, str]:
    """Name and what follows its colon."""
    line = line.lstrip()
    if line.startswith('"'):
        try:
            name, end = json.JSONDecoder(strict=False).raw_decode(line)
        except ValueError:
            pass
        else:
            if line[end:].startswith(":"):
                return str(name), line[end + 1 :]
    if line.startswith(":"):  # a pseudo header of HTTP/2, as browsers copy them
        name, _, value = line[1:].partition(":")
        return f":{name}".rstrip(), value
    name, _, value = line.partition(":")
    return name.rstrip(), value


def _name(name: str) -> str:
    plain = name and name == name.strip() and ":" not in name and not name.startswith(('"', _OFF))
    return name if plain and not _UNWRITABLE.search(name) else _quoted(name)


def _value(value: str) -> str:
    return _quoted(value) if _UNWRITABLE.search(value) or _read_value(value) != value else value


def _read_value(value: str) -> str:
    """A value; a JSON string is read as one only where it holds what a line cannot."""
    if len(value) > 1 and value.startswith('"') and value.endswith('"') and "\\" in value:
        try:
            read = json.loads(value)
        except ValueError:
            return value
        return read if _UNWRITABLE.search(read) or _read_value(read) != read else value
    return value


def _quoted(text: str) -> str:
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))
