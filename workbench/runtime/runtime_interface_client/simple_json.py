"""Values that need care on their way to JSON: named tuples, bytes, Decimal, subclasses, and what cannot be written."""

from __future__ import annotations

TYPE_CHECKING = False  # typing would delay every cold start
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def encode(value: Any, *, ensure_ascii: bool) -> str:
    """JSON text as simplejson writes it for AWS's Python client.

    Raises:
        TypeError: a value or a key that JSON has no form for.
        ValueError: a value that contains itself.
    """
    from json.encoder import encode_basestring, encode_basestring_ascii

    pieces: list[str] = []
    try:
        _Writer(pieces.append, encode_basestring_ascii if ensure_ascii else encode_basestring).write(value)
    except RecursionError:
        raise RecursionError("maximum recursion depth exceeded while encoding a JSON object") from None
    return "".join(pieces)


class _Writer:
    def __init__(self, add: Callable[[str], None], quote: Callable[[str], str]) -> None:
        self._add = add
        self._quote = quote
        self._open: set[int] = set()

    def write(self, value: Any) -> None:
        scalar = self._scalar(value)
        if scalar is not None:
            self._add(scalar)
            return
        if id(value) in self._open:
            raise ValueError("Circular reference detected")
        self._open.add(id(value))
        if callable(getattr(value, "_asdict", None)):
            self._object(value._asdict())
        elif isinstance(value, (list, tuple)):
            self._array(value)
        elif isinstance(value, dict):
            self._object(value)
        else:
            self._add(self._decimal(value))
        self._open.discard(id(value))

    def _scalar(self, value: Any) -> str | None:
        if isinstance(value, str):
            return self._quote(str.__str__(value))
        if isinstance(value, bytes):
            return self._quote(value.decode("utf-8"))
        if value is None:
            return "null"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return int.__repr__(value)
        return _float(value) if isinstance(value, float) else None

    def _decimal(self, value: Any) -> str:
        from decimal import Decimal

        if isinstance(value, Decimal):
            return "NaN" if value.is_nan() else str(value)
        raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")

    def _array(self, values: Any) -> None:
        between = "["
        for value in values:
            self._add(between)
            between = ", "
            self.write(value)
        self._add("[]" if between == "[" else "]")

    def _object(self, values: dict[Any, Any]) -> None:
        between = "{"
        for key, value in values.items():
            self._add(f"{between}{self._quote(_key(key))}: ")
            between = ", "
            self.write(value)
        self._add("{}" if between == "{" else "}")


def _float(value: float) -> str:
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return float.__repr__(value)


def _key(key: Any) -> str:
    if isinstance(key, str):
        return str.__str__(key)
    if isinstance(key, bytes):
        return key.decode("utf-8")
    if isinstance(key, float):
        return _float(key)
    if key is True:
        return "true"
    if key is False:
        return "false"
    if key is None:
        return "null"
    if isinstance(key, int):
        return int.__repr__(key)
    raise TypeError(f"keys must be str, int, float, bool or None, not {type(key).__name__}")
