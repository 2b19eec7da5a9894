"""A body as text that a person can read: pretty-printed JSON, text, or what binary data is; never more than fits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.app.json.highlighter import tokens
from workbench.app.json.text import TextError, parse, pretty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.widgets.code_view import Span

SHOWN_AT_ONCE = 256_000
"""Characters that are shown before someone asks for the whole."""
PRINTED_AT_ONCE = 1_000_000
"""Bytes up to which a body is printed anew by itself; a larger one is cut first, for parsing it would take too long."""
LONGEST_LINE = 20_000
"""Qt lays a line out at one go: a longer one would stop the window, so it is cut into pieces."""
_HEX_ROWS, _HEX_WIDTH = 64, 16


@dataclass(frozen=True, slots=True)
class BodyText:
    """A body made readable."""

    text: str
    language: Literal["json", "text", "binary", "empty"]
    size: int
    """Bytes of the body itself."""
    whole: bool = True
    """False where `text` is only the beginning."""

    @property
    def note(self) -> str:
        """What a person must know about what is shown; empty where it is simply the body."""
        if not self.whole:
            return f"The first {size_text(min(len(self.text), SHOWN_AT_ONCE))} of {size_text(self.size)}"
        return f"Binary, {size_text(self.size)}" if self.language == "binary" else ""


def readable(body: bytes, *, whole: bool = False) -> BodyText:
    """Make a body readable. `whole` shows everything, however long."""
    if not body:
        return BodyText("", "empty", 0)
    if len(body) > PRINTED_AT_ONCE and not whole:
        start = body[:SHOWN_AT_ONCE].decode("utf-8", "ignore")
        if not _has_controls(start):
            looks: Literal["json", "text"] = "json" if start.lstrip()[:1] in {"{", "["} else "text"
            return BodyText(_break_lines(start), looks, len(body), whole=False)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return BodyText(_hex(body), "binary", len(body), len(body) <= _HEX_ROWS * _HEX_WIDTH)
    if _has_controls(text):
        return BodyText(_hex(body), "binary", len(body), len(body) <= _HEX_ROWS * _HEX_WIDTH)
    language: Literal["json", "text"] = "text"
    if text.lstrip()[:1] in tuple('{["-0123456789tfn'):
        value = parse(text)
        if not isinstance(value, TextError):
            text, language = pretty(value), "json"
    cut = text if whole or len(text) <= SHOWN_AT_ONCE else text[:SHOWN_AT_ONCE]
    return BodyText(_break_lines(cut), language, len(body), len(cut) == len(text))


def size_text(size: int) -> str:
    """A number of bytes as people write it."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1000:.1f} KB"
    return f"{size / 1_000_000:.1f} MB"


def duration_text(milliseconds: float) -> str:
    """A time as people write it."""
    if 0 < milliseconds < 0.05:
        return "< 0.1 ms"
    if milliseconds < 10:
        return f"{milliseconds:.1f} ms"
    if milliseconds < 1000:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds / 1000:.2f} s"


def json_spans(line: str) -> Sequence[Span]:
    """The coloured parts of a line of JSON."""
    return [(start, length, f"json_{kind}") for start, length, kind in tokens(line)]


def value_text(value: object) -> str:
    """A JSON value printed for reading."""
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)


def _has_controls(text: str) -> bool:
    return any(char < " " and char not in "\t\n\r\x1b" for char in text[:4096])


def _break_lines(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    if len(text) <= LONGEST_LINE or max(map(len, text.split("\n"))) <= LONGEST_LINE:
        return text
    pieces: list[str] = []
    for line in text.split("\n"):
        pieces.extend(line[at : at + LONGEST_LINE] for at in range(0, max(1, len(line)), LONGEST_LINE))
    return "\n".join(pieces)


def _hex(body: bytes) -> str:
    rows = []
    for at in range(0, min(len(body), _HEX_ROWS * _HEX_WIDTH), _HEX_WIDTH):
        part = body[at : at + _HEX_WIDTH]
        letters = "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in part)
        rows.append(f"{at:06x}  {part.hex(' '):<{_HEX_WIDTH * 3}} {letters}")
    return "\n".join(rows)
