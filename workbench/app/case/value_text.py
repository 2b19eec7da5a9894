"""A JSON value in one line of text and back: texts as they are, all else, and what reads as it, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.interchange.json_text import parse_json

if TYPE_CHECKING:
    from workbench.events.json_value import Json


def text_of(value: Json) -> str:
    """How a value is shown: `orders`, `3`, `{"a": 1}`, and `"3"` for the text."""
    if isinstance(value, str) and _reads_as_itself(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def value_of(text: str, *, field: str) -> Json:
    """The value that a text shows.

    Raises:
        InputError: it begins like an object or a list and is none.
    """
    try:
        return parse_json(text, name=field)
    except InputError as error:
        if text.lstrip().startswith(("{", "[")) and not text.lstrip().startswith("{{"):
            mend = f"{error.mend} For this as a text, put it in double quotes.".strip()
            raise InputError(error.message, place=error.place, mend=mend) from None
        return text


def _reads_as_itself(text: str) -> bool:
    try:
        return bool(value_of(text, field="") == text)
    except InputError:
        return False
