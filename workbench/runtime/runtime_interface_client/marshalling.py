# This package runs under a name of its own, a handler may raise anything.
# ruff: noqa: TID252, BLE001
"""Events in and results out, in the JSON of AWS's Python client: that of simplejson, not of the standard library."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing would delay every cold start
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

UNESCAPED_SINCE = (3, 12)
"""From this runtime on, characters outside ASCII are not escaped."""
_SPACE = " \t\n\r"
_SCALARS = frozenset((str, int, float, bool, type(None)))
_LOOKS = 10_000


class Fault(Exception):
    """An error of the runtime and not of the handler, with its AWS type."""

    def __init__(self, error_type: str, message: str, trace: list[str] | None = None) -> None:
        super().__init__(message)
        self.error_type = error_type
        self.message = message
        self.trace = trace or []


def escapes_non_ascii(execution_environment: str) -> bool:
    """Whether the runtime of that AWS_EXECUTION_ENV escapes characters outside ASCII."""
    name, _, minor = execution_environment.rpartition("python3.")
    return not (name == "AWS_Lambda_" and minor.isdecimal() and (3, int(minor)) >= UNESCAPED_SINCE)


class Marshaller:
    """Reads events and writes results."""

    def __init__(self) -> None:
        self._ascii = escapes_non_ascii(os.environ.get("AWS_EXECUTION_ENV", ""))
        try:
            self._scan: Callable[[str, int], tuple[Any, int]] = _scanner()
            self._plain = _encoder(ensure_ascii=self._ascii)
        except (ImportError, TypeError, AttributeError):
            import json

            self._scan = json.JSONDecoder(parse_constant=_no_constant).raw_decode
            self._plain = json.JSONEncoder(ensure_ascii=self._ascii, default=_plain_default).encode

    def unmarshal(self, body: bytes | bytearray, content_type: str) -> Any:
        """The event that a handler receives."""
        if content_type != "application/json":
            return bytes(body)
        try:
            text = body.decode("utf-8")
            start = 0
            while text[start : start + 1] in _SPACE and start < len(text):
                start += 1
            value, end = self._scan(text, start)
            if end != len(text) and text[end:].strip(_SPACE):
                raise ValueError("more than one value")
        except UnicodeDecodeError as error:
            raise Fault("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from None
        except Exception as error:
            from .json_fault import explain

            said = (not isinstance(error, RecursionError) and explain(text)) or str(error)
            raise Fault("Runtime.UnmarshalError", f"Unable to unmarshal input: {said}") from None
        return value

    def marshal(self, result: Any) -> tuple[bytes | str, str]:
        """A result and its content type; text is still to be encoded, where AWS's client dies of a lone surrogate."""
        if isinstance(result, bytes):
            return result, "application/unknown"
        try:
            return self.encode(result), "application/json"
        except Exception as error:
            raise Fault("Runtime.MarshalError", f"Unable to marshal response: {error}") from None

    def encode(self, value: Any) -> str:
        """JSON text.

        Plain values, as marshal.dumps knows them, take the interpreter's own encoder; anything else is looked at piece
        by piece, because simplejson writes named tuples, bytes and Decimal in its own way.
        """
        try:
            if not _is_plain(value):
                import marshal

                marshal.dumps(value)
            return self._plain(value)
        except (ValueError, TypeError):
            from .simple_json import encode

            return encode(value, ensure_ascii=self._ascii)


def _is_plain(value: Any) -> bool:
    """Whether a value is for the interpreter's encoder, where few looks tell: marshal.dumps copies long texts."""
    pending = [value]
    for each in pending:
        kind = type(each)
        if kind is dict:
            if not all(type(key) is str for key in each):
                return False
            pending += each.values()
        elif kind is list or kind is tuple:
            pending += each
        elif kind not in _SCALARS:
            return False
        if len(pending) > _LOOKS:
            return False
    return True


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _plain_default(value: Any) -> Any:
    """Refuse, so that the careful encoder decides."""
    raise TypeError(type(value).__name__)


class _ScannerSettings:
    strict = True
    object_hook = None
    object_pairs_hook = None
    array_hook = None
    parse_float = float
    parse_int = int
    parse_constant = staticmethod(_no_constant)

    def __init__(self) -> None:
        self.memo: dict[str, str] = {}


def _scanner() -> Callable[[str, int], tuple[Any, int]]:
    """The interpreter's own JSON scanner, without the package around it, which takes 5 ms to import."""
    from _json import make_scanner

    settings: Any = _ScannerSettings()
    return make_scanner(settings)


def _encoder(*, ensure_ascii: bool) -> Callable[[Any], str]:
    from _json import encode_basestring, encode_basestring_ascii, make_encoder

    quote = encode_basestring_ascii if ensure_ascii else encode_basestring
    if sys.version_info >= (3, 15):
        raise ImportError("the encoder's arguments are not known")

    def encode(value: Any) -> str:
        write = make_encoder({}, _plain_default, quote, None, ": ", ", ", False, False, True)
        return "".join(write(value, 0))

    return encode
