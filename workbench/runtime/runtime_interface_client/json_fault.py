"""What is wrong with an event that is no JSON, in the words of simplejson, which AWS's Python client reads with."""

from __future__ import annotations

_SPACE = " \t\n\r"
_DIGITS = frozenset("0123456789")
_HEX = frozenset("0123456789abcdefABCDEF")
_ESCAPES = frozenset('"\\/bfnrt')
_WORDS = ("null", "true", "false")


class _Fault(Exception):
    def __init__(self, message: str, at: int, end: int | None = None) -> None:
        super().__init__(message)
        self.message, self.at, self.end = message, at, end


def explain(text: str) -> str:
    """The message for a text that is no JSON; empty where it is."""
    try:
        end = _space(text, _value(text, _space(text, 0), "Expecting value"))
        if end != len(text):
            raise _Fault("Extra data", end, len(text))
    except _Fault as fault:
        if fault.end is None:
            return f"{fault.message}: {_place(text, fault.at)} (char {fault.at})"
        return f"{fault.message}: {_place(text, fault.at)} - {_place(text, fault.end)} (char {fault.at} - {fault.end})"
    return ""


def _place(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    return f"line {line} column {position - text.rfind(chr(10), 0, position)}"


def _space(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _value(text: str, at: int, otherwise: str) -> int:
    """The end of the value that begins at a place."""
    first = text[at : at + 1]
    if first == '"':
        return _string(text, at)
    if first == "{":
        return _object(text, at)
    if first == "[":
        return _array(text, at)
    for word in _WORDS:
        if text.startswith(word, at):
            return at + len(word)
    return _number(text, at, otherwise)


def _number(text: str, start: int, otherwise: str) -> int:
    at = start + text.startswith("-", start)
    end = _digits(text, at)
    if end == at:
        raise _Fault(otherwise, start)
    if text[at] == "0":
        end = at + 1
    fraction = _digits(text, end + 1) if text.startswith(".", end) else end
    if fraction > end + 1:
        end = fraction
    if text[end : end + 1] in ("e", "E"):
        sign = end + 1 + (text[end + 1 : end + 2] in ("+", "-"))
        exponent = _digits(text, sign)
        end = exponent if exponent > sign else end
    return end


def _digits(text: str, at: int) -> int:
    while at < len(text) and text[at] in _DIGITS:
        at += 1
    return at


def _string(text: str, start: int) -> int:
    at = start + 1
    while at < len(text):
        character = text[at]
        if character == '"':
            return at + 1
        if character < " ":
            raise _Fault(f"Invalid control character {character!r} at", at)
        at = _escape(text, at, start) if character == "\\" else at + 1
    raise _Fault("Unterminated string starting at", start)


def _escape(text: str, at: int, start: int) -> int:
    kind = text[at + 1 : at + 2]
    if not kind:
        raise _Fault("Unterminated string starting at", start)
    if kind in _ESCAPES:
        return at + 2
    if kind != "u":
        raise _Fault(f"Invalid \\X escape sequence {kind!r}", at + 1)
    if len(text) < at + 6 or not _HEX.issuperset(text[at + 2 : at + 6]):
        raise _Fault("Invalid \\uXXXX escape sequence", at)
    return at + 6


def _object(text: str, start: int) -> int:
    at = _space(text, start + 1)
    if text.startswith("}", at):
        return at + 1
    expected = "Expecting property name enclosed in double quotes or '}'"
    while True:
        if not text.startswith('"', at):
            raise _Fault(expected, at)
        at = _space(text, _string(text, at))
        if not text.startswith(":", at):
            raise _Fault("Expecting ':' delimiter", at)
        at = _space(text, _value(text, _space(text, at + 1), "Expecting value"))
        if text.startswith("}", at):
            return at + 1
        if not text.startswith(",", at):
            raise _Fault("Expecting ',' delimiter or '}'", at)
        comma, at = at, _space(text, at + 1)
        if text.startswith("}", at):
            raise _Fault("Illegal trailing comma before end of object", comma)
        expected = "Expecting property name enclosed in double quotes"


def _array(text: str, start: int) -> int:
    at = _space(text, start + 1)
    if text.startswith("]", at):
        return at + 1
    expected = "Expecting value or ']'" if at == len(text) else "Expecting value"
    while True:
        at = _space(text, _value(text, at, expected))
        if text.startswith("]", at):
            return at + 1
        if not text.startswith(",", at):
            raise _Fault("Expecting ',' delimiter or ']'", at)
        comma, at = at, _space(text, at + 1)
        if text.startswith("]", at):
            raise _Fault("Illegal trailing comma before end of array", comma)
        expected = "Expecting value"
