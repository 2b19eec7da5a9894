# Handlers as people write them.
# ruff: noqa: ICN001, PYI024, SLOT000, SLOT001, UP042
"""Results that JSON writes in more than one way; each function is a handler of its own."""

import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import ipaddress
import pathlib
import uuid

Point = collections.namedtuple("Point", "x y")


class Colour(enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    LOW = 1


class Word(str, enum.Enum):
    YES = "yes"


class Text(str):
    def __str__(self):
        return "not this"


class Number(int):
    def __repr__(self):
        return "not this"


class Ratio(float):
    def __repr__(self):
        return "not this"


class Listing(list):
    pass


class Mapping(dict):
    pass


class Pair(tuple):
    pass


class HasAsDict:
    def _asdict(self):
        return {"a": 1}


class ForJson:
    def for_json(self):
        return {"a": 1}


@dataclasses.dataclass
class Record:
    a: int = 1


class Oddly(tuple):
    _asdict = None


def _deep(levels):
    value = []
    for _ in range(levels):
        value = [value]
    return value


def _circular_list():
    value = []
    value.append(value)
    return value


def _circular_dict():
    value = {}
    value["self"] = {"again": value}
    return value


def _circular_with_decimal():
    value = {"d": decimal.Decimal("1.0")}
    value["self"] = value
    return value


async def _coroutine():
    return 1


def none(event, context):
    pass


VALUES = {
    "true": True,
    "false": False,
    "zero": 0,
    "minus": -1,
    "large": 2**70,
    "float": 1.5,
    "tenth": 0.1,
    "exponent": 1e100,
    "whole_float": 1.0,
    "negative_zero": -0.0,
    "small": 5e-324,
    "nan": float("nan"),
    "infinity": float("inf"),
    "minus_infinity": float("-inf"),
    "empty_text": "",
    "text": "text",
    "quotes": 'a"b\\c/d',
    "controls": "\x00\x1f\x7f\n\t\r\b\f",
    "latin": "grüße",
    "emoji": "😀",
    "separators": "\u2028\u2029",
    "astral": "\U00010000",
    "list": [1, [2], {}],
    "empty_list": [],
    "empty_dict": {},
    "tuple": (1, 2),
    "nested_tuple": {"a": ((), (1,))},
    "named_tuple": Point(1, 2),
    "nested_named_tuple": [Point(1, Point(2, [Point(3, 4)]))],
    "decimal": decimal.Decimal("1.10"),
    "decimal_whole": decimal.Decimal(100),
    "decimal_exponent": decimal.Decimal("1E+5"),
    "decimal_small": decimal.Decimal("1E-10"),
    "decimal_nan": decimal.Decimal("NaN"),
    "decimal_signed_nan": decimal.Decimal("-NaN"),
    "decimal_infinity": decimal.Decimal("Infinity"),
    "decimal_in_list": [decimal.Decimal("0.10"), 1],
    "decimal_in_dict": {"a": {"b": decimal.Decimal("-0.0")}},
    "bytes": b"raw \x00\xff",
    "empty_bytes": b"",
    "nested_bytes": {"a": b"text"},
    "nested_bytes_not_utf8": [b"\xff"],
    "bytes_key": {b"k": 1},
    "bytearray": bytearray(b"x"),
    "int_key": {1: 2},
    "float_key": {1.5: 2, float("nan"): 3},
    "bool_key": {True: 1, False: 0},
    "none_key": {None: 1},
    "tuple_key": {(1, 2): 3},
    "enum_key": {Word.YES: 1},
    "int_enum_key": {Level.LOW: 1},
    "decimal_key": {decimal.Decimal("1.5"): 1},
    "same_keys": {1: "a", "1": "b"},
    "enum": Colour.RED,
    "int_enum": Level.LOW,
    "str_enum": Word.YES,
    "str_subclass": Text("real"),
    "int_subclass": Number(7),
    "float_subclass": Ratio(1.5),
    "list_subclass": Listing([1]),
    "dict_subclass": Mapping(a=1),
    "tuple_subclass": Pair((1, 2)),
    "ordered": collections.OrderedDict(b=1, a=2),
    "defaultdict": collections.defaultdict(list, a=[1]),
    "counter": collections.Counter("aab"),
    "deque": collections.deque([1]),
    "set": {1},
    "frozenset": frozenset((1,)),
    "range": range(3),
    "generator": (n for n in (1, 2)),
    "dict_keys": {"a": 1}.keys(),
    "datetime": datetime.datetime(2024, 1, 2),
    "date": datetime.date(2024, 1, 2),
    "timedelta": datetime.timedelta(1),
    "uuid": uuid.UUID(int=1),
    "path": pathlib.PurePosixPath("/a"),
    "complex": 1j,
    "fraction": fractions.Fraction(1, 2),
    "address": ipaddress.ip_address("127.0.0.1"),
    "dataclass": Record(),
    "object": object,
    "exception": ValueError("x"),
    "has_asdict": HasAsDict(),
    "for_json": ForJson(),
    "odd_tuple": Oddly((1,)),
    "ellipsis": ...,
    "function": none,
    "deep": _deep(200),
    "circular_list": _circular_list(),
    "circular_dict": _circular_dict(),
    "circular_with_decimal": _circular_with_decimal(),
    "shared": [[1]] * 3,
    "surrogate": "a\ud800b",
    "surrogate_key": {"\udfff": 1},
    "proxy": {"statusCode": 200, "headers": {"a": "b"}, "body": "é", "isBase64Encoded": False},
    "mixed": [None, True, 1, 1.5, "x", b"y", (1,), Point(1, 2), decimal.Decimal("2.50"), {"k": {}}],
}


def coroutine(event, context):
    made = _coroutine()
    made.close()
    return made


def too_deep(event, context):
    return _deep(100_000)


def handler(event, context):
    case = event["case"]
    return globals()[case](event, context) if case in ("none", "coroutine", "too_deep") else VALUES[case]
