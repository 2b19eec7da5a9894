"""A function's result read key by key: what a proxy integration takes, and the words for what it does not."""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from workbench.events.json_value import Json
    from workbench.gateway.verdict import Rule

LONGEST_SHOWN = 40
"""How much of an offending value a message shows."""


class Malformed(Exception):
    """A result that the gateway does not take. Caught in this room; it becomes the verdict."""

    def __init__(self, message: str, rule: Rule, *, code: str = "malformed_proxy_response") -> None:
        super().__init__(message)
        self.message = message
        self.rule = rule
        self.code = code


def _not_json(constant: str) -> NoReturn:
    raise ValueError(constant)


_DECODER = json.JSONDecoder(parse_constant=_not_json)


def parse(payload: bytes, *, rule: Rule) -> Json:
    """The JSON of a result, strictly: UTF-8, no NaN, nothing after it.

    Raises:
        Malformed: it is not JSON.
    """
    try:
        return _DECODER.decode(payload.decode("utf-8"))
    except UnicodeDecodeError as problem:
        raise Malformed(f"The result is not UTF-8 text (byte {problem.start}). Return a JSON value.", rule) from None
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        raise Malformed(f"The result is not JSON ({where}: {problem.msg}). Return a JSON value.", rule) from None
    except ValueError as problem:
        raise Malformed(
            f"The result is not JSON ({str(problem)[:LONGEST_SHOWN]}). Return a JSON value.", rule
        ) from None
    except RecursionError:
        raise Malformed("The result is nested too deeply to be read. Return a flatter JSON value.", rule) from None


def kind_of(value: Json) -> str:
    """What a JSON value is, for a person: `a string`, `an object`, `null`."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case _:
            return "an object"


def shown(value: Json) -> str:
    """A short rendering of an offending value: scalars as JSON, cut; containers by kind."""
    if isinstance(value, str):
        return json.dumps(value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…", ensure_ascii=False)
    if isinstance(value, (dict, list)):
        return kind_of(value)
    text = "a very large number" if isinstance(value, int) and abs(value) > 10**30 else json.dumps(value)
    return text[:LONGEST_SHOWN]


def text_of(value: Json) -> str | None:
    """The text that a header value stands for, a number or boolean by its JSON; None where it stands for none."""
    if isinstance(value, str):
        return value
    return json.dumps(value) if isinstance(value, (bool, int, float)) else None


def whole_number(value: Json) -> int | None:
    """The number that a statusCode means: an integer, a float without fraction, digits in quotes; else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    if isinstance(value, str) and len(value) < LONGEST_SHOWN and value.isascii() and value.isdigit():
        return int(value)
    return None


def status_of(value: Json, *, invalid: Rule, zero: Rule, outside: Rule) -> int:
    """The status that a statusCode means.

    Raises:
        Malformed: it means none.
    """
    number = whole_number(value)
    if number is None:
        raise Malformed(f"statusCode is {shown(value)}. Return a whole number, such as 200.", invalid)
    if number == 0:
        raise Malformed("statusCode is 0. Return a number from 100 to 599.", zero)
    if not 100 <= number <= 599:
        raise Malformed(f"statusCode is {shown(number)}. Return a number from 100 to 599.", outside)
    return number


def body_of(value: Json, *, rule: Rule) -> str:
    """The body text; null is none.

    Raises:
        Malformed: it is not text.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    raise Malformed(f"body is {kind_of(value)}, not a string. Return it as text, for example with json.dumps.", rule)


def flag_of(key: str, value: Json, *, rule: Rule) -> bool:
    """The value of `isBase64Encoded`; null is false.

    Raises:
        Malformed: it is neither true nor false, also in quotes.
    """
    if value is None or isinstance(value, bool):
        return bool(value)
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise Malformed(f"{key} is {shown(value)}. Return true or false.", rule)


def decoded(text: str, *, rule: Rule, code: str) -> bytes:
    """The bytes that a base64 body stands for; missing padding is forgiven.

    Raises:
        Malformed: it is not base64.
    """
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        mend = "Encode the bytes as base64, or leave isBase64Encoded out."
        raise Malformed(f"isBase64Encoded is true, but body is not base64. {mend}", rule, code=code) from None
