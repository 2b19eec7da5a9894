"""JSON text read into values, and without the json package where it is plain: an invocation would wait for it."""

from __future__ import annotations

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from workbench.events.json_value import Json

_SPACE = " \t\n\r"


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON value")


def _whole(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:
        raise ValueError(f"a number of {len(digits):,} digits is too long") from None


class _AsJson:
    """What the interpreter's own scanner asks of json.JSONDecoder: its defaults, but for NaN and the infinities."""

    strict = True
    object_hook = object_pairs_hook = array_hook = None
    parse_float = float
    parse_int = int
    parse_constant = staticmethod(_refuse)


def read_json(data: bytes) -> Json:
    """The value of a JSON text, as json.loads reads it, but for NaN and the infinities: Lambda takes none of them.

    Raises:
        ValueError: it is no JSON; a json.JSONDecodeError, which knows the place, where it breaks the grammar.
    """
    try:
        from _json import make_scanner

        settings: Any = _AsJson
        text = data.decode().strip(_SPACE)
        value, end = make_scanner(settings)(text, 0)
        if end == len(text):
            return value
    except Exception:  # noqa: BLE001 - json has the words for what is wrong, and reads what is only unusual
        value = None
    import json

    try:
        return json.loads(data, parse_constant=_refuse, parse_int=_whole)
    except RecursionError:
        raise ValueError("it nests too deep") from None
