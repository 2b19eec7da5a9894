"""A shell command split into words as bash does it, without running anything: the quoting that copied commands use."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.errors import InputError
from workbench.interchange.json_text import place_at

_ESCAPES = {
    "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "\\": "\\", "'": "'", '"': '"', "?": "?",
}  # fmt: skip
_CODED = re.compile(
    r"\\u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})"  # one character as browsers write it, in UTF-16
    r"|\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|(.))",
    re.DOTALL,
)
_VARIABLE = re.compile(r"\$(?:\{\w+\}|[A-Za-z_]\w*|\()")
_OPERATORS = re.compile(r"[|;&<>]|\d+[<>]")


@dataclass(frozen=True, slots=True)
class ShellCommand:
    """The words of one simple command, and what a shell would have done that we do not."""

    words: tuple[str, ...]
    offsets: tuple[int, ...]
    """Where each word begins in the text."""
    rest: str = ""
    """What follows an operator such as `|` or `>`."""
    variables: tuple[str, ...] = ()
    """Shell variables and substitutions, left in the words as written."""


class _Reader:
    """Reads the words of a command one character after the other."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.at = 0
        self.variables: list[str] = []

    def gap(self) -> bool:
        """Past blanks, escaped line ends and comments; whether a plain line end was among them."""
        new_line = False
        while self.at < len(self.text):
            if self.text.startswith("\\\n", self.at):
                self.at += 2
            elif self.text[self.at] == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif self.text[self.at].isspace():
                new_line = new_line or self.text[self.at] == "\n"
                self.at += 1
            else:
                break
        return new_line

    def word(self) -> str:
        """The word that begins here, unquoted."""
        parts: list[str] = []
        while self.at < len(self.text) and not self.text[self.at].isspace():
            char = self.text[self.at]
            if char == "'":
                parts.append(self._until_quote())
            elif char == '"':
                parts.append(self._double_quoted())
            elif self.text.startswith("$'", self.at):
                parts.append(self._ansi_quoted())
            elif char == "\\":
                parts.append(self.text[self.at + 1 : self.at + 2].removesuffix("\n"))
                self.at += 2
            else:
                self._note_variable()
                parts.append(char)
                self.at += 1
        return "".join(parts)

    def _note_variable(self) -> None:
        if found := _VARIABLE.match(self.text, self.at):
            self.variables.append(found.group().replace("$(", "$(…)"))

    def _until_quote(self) -> str:
        end = self.text.find("'", self.at + 1)
        if end < 0:
            raise self._unclosed()
        inside, self.at = self.text[self.at + 1 : end], end + 1
        return inside

    def _double_quoted(self) -> str:
        begin, parts = self.at, []
        self.at += 1
        while (char := self.text[self.at : self.at + 1]) != '"':
            if not char:
                self.at = begin
                raise self._unclosed()
            if char == "\\" and (following := self.text[self.at + 1 : self.at + 2]) in set('"\\$`\n'):
                parts.append(following.removesuffix("\n"))
                self.at += 2
                continue
            self._note_variable()
            parts.append(char)
            self.at += 1
        self.at += 1
        return "".join(parts)

    def _ansi_quoted(self) -> str:
        begin = self.at
        end = begin + 2
        while (char := self.text[end : end + 1]) != "'":
            if not char:
                raise self._unclosed()
            end += 2 if char == "\\" else 1
        self.at = end + 1
        return _unescape(self.text[begin + 2 : end])

    def _unclosed(self) -> InputError:
        return InputError(
            "a quote that does not end", place=place_at(self.text, self.at, name=self.name), mend="Close the quote."
        )


def split_command(text: str, *, name: str) -> ShellCommand:
    """The first simple command of a shell text.

    An `&` inside a word is left in it: URLs are often pasted without quotes. A line that begins with `-` goes on with
    the command also where the line before it lost its backslash.

    Raises:
        InputError: a quote is not closed; names line and column.
    """
    reader = _Reader(text.replace("\r\n", "\n"), name)
    words: list[str] = []
    offsets: list[int] = []
    while True:
        new_line = reader.gap()
        begin = reader.at
        ended = new_line and words and not reader.text.startswith("-", begin)
        if begin >= len(reader.text) or ended or _OPERATORS.match(reader.text, begin):
            break
        words.append(reader.word())
        offsets.append(begin)
    rest = reader.text[reader.at :].strip()
    return ShellCommand(tuple(words), tuple(offsets), rest, tuple(dict.fromkeys(reader.variables)))


def quote(word: str) -> str:
    """A word quoted so that bash reads it back unchanged."""
    if word and re.fullmatch(r"[A-Za-z0-9_@%+=:,./-]+", word):
        return word
    if any(ord(char) < 0x20 or ord(char) == 0x7F for char in word):
        inner = "".join(_ansi_escape(char) for char in word)
        return f"$'{inner}'"
    return "'" + word.replace("'", "'\\''") + "'"


def _ansi_escape(char: str) -> str:
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "'": "\\'", "\\": "\\\\"}
    return named.get(char) or (f"\\u{ord(char):04x}" if ord(char) < 0x20 or ord(char) == 0x7F else char)


def _unescape(inside: str) -> str:
    r"""The text of a `$'…'` word; bytes given one by one (`\xNN`, octal) are joined as UTF-8."""
    if "\\" not in inside:
        return inside
    data, offset = bytearray(), 0
    for found in _CODED.finditer(inside):
        data += inside[offset : found.start()].encode("utf-8", "surrogatepass")
        offset = found.end()
        high, low, byte, short, long, octal, plain = found.groups()
        if high:
            data += bytes.fromhex(high + low).decode("utf-16-be").encode()
        elif byte or octal:
            data.append(int(byte, 16) if byte else int(octal, 8) & 0xFF)
        elif short or long:
            data += chr(min(int(short or long, 16), 0x10FFFF)).encode("utf-8", "surrogatepass")
        else:
            data += _ESCAPES.get(plain, f"\\{plain}").encode("utf-8", "surrogatepass")
    data += inside[offset:].encode("utf-8", "surrogatepass")
    return data.decode("utf-8", "surrogateescape")
