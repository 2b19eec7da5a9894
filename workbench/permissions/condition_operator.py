"""The condition operators of the policy language, and how each compares a request's value with a policy's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from workbench.permissions import scalar
from workbench.permissions.arn import ARN_PARTS, ArnPattern
from workbench.permissions.template import literal_text
from workbench.permissions.wildcard import Glob, split_at_colons

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from workbench.permissions.wildcard import Piece

Comparison: TypeAlias = "Callable[[str], bool | None]"
"""Whether a value of the request meets a value of the policy; None: the request's value cannot be read at all."""

Family = Literal["string", "arn", "numeric", "date", "bool", "binary", "ip", "null"]
Quantifier = Literal["", "ForAllValues", "ForAnyValue"]


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator by its name in a policy, without IfExists and set operator."""

    name: str
    family: Family
    negated: bool = False

    @property
    def variables(self) -> bool:
        """Whether policy variables are replaced in its values."""
        return self.family in {"string", "arn", "bool"}


_TABLE = (
    Operator("StringEquals", "string"),
    Operator("StringNotEquals", "string", negated=True),
    Operator("StringEqualsIgnoreCase", "string"),
    Operator("StringNotEqualsIgnoreCase", "string", negated=True),
    Operator("StringLike", "string"),
    Operator("StringNotLike", "string", negated=True),
    Operator("NumericEquals", "numeric"),
    Operator("NumericNotEquals", "numeric", negated=True),
    Operator("NumericLessThan", "numeric"),
    Operator("NumericLessThanEquals", "numeric"),
    Operator("NumericGreaterThan", "numeric"),
    Operator("NumericGreaterThanEquals", "numeric"),
    Operator("DateEquals", "date"),
    Operator("DateNotEquals", "date", negated=True),
    Operator("DateLessThan", "date"),
    Operator("DateLessThanEquals", "date"),
    Operator("DateGreaterThan", "date"),
    Operator("DateGreaterThanEquals", "date"),
    Operator("Bool", "bool"),
    Operator("BinaryEquals", "binary"),
    Operator("IpAddress", "ip"),
    Operator("NotIpAddress", "ip", negated=True),
    Operator("ArnEquals", "arn"),
    Operator("ArnLike", "arn"),
    Operator("ArnNotEquals", "arn", negated=True),
    Operator("ArnNotLike", "arn", negated=True),
    Operator("Null", "null"),
)
OPERATORS = {operator.name.lower(): operator for operator in _TABLE}
"""Every operator by its lower-case name."""

QUANTIFIERS: dict[str, Quantifier] = {"forallvalues": "ForAllValues", "foranyvalue": "ForAnyValue"}


@dataclass(frozen=True, slots=True)
class OperatorUse:
    """An operator as a policy writes it, with its set operator and IfExists."""

    operator: Operator
    quantifier: Quantifier = ""
    if_exists: bool = False


def read_operator(written: str) -> OperatorUse | None:
    """What `ForAnyValue:StringLikeIfExists` stands for; None for an operator that does not exist."""
    prefix, colon, rest = written.rpartition(":")
    quantifier = QUANTIFIERS.get(prefix.lower(), "") if colon else ""
    if colon and not quantifier:
        return None
    lower = rest.lower()
    if_exists = lower.endswith("ifexists")
    operator = OPERATORS.get(lower.removesuffix("ifexists"))
    if operator is None or (operator.family == "null" and (if_exists or quantifier)):
        return None
    return OperatorUse(operator, quantifier, if_exists)


def comparison(operator: Operator, pieces: tuple[Piece, ...]) -> Comparison | None:
    """Prepare one value of a policy; None where the operator cannot read it."""
    if operator.family == "string":
        return _string(operator.name, pieces)
    if operator.family == "arn":
        return _arn(pieces)
    text = literal_text(pieces)
    if operator.family in {"numeric", "date"}:
        return _ordered(operator, text)
    if operator.family == "bool":
        return _bool(text)
    return _ip(text) if operator.family == "ip" else _binary(text)


def _string(name: str, pieces: tuple[Piece, ...]) -> Comparison:
    if name.endswith("Like"):
        return Glob.of(pieces).matches
    text = literal_text(pieces)
    if name.endswith("IgnoreCase"):
        folded = text.casefold()
        return lambda actual: actual.casefold() == folded
    return text.__eq__


def _arn(pieces: tuple[Piece, ...]) -> Comparison | None:
    split = split_at_colons(pieces, ARN_PARTS)
    if len(split) < ARN_PARTS:
        return None
    return ArnPattern.of(split).matches_text


def _ordered(operator: Operator, text: str) -> Comparison | None:
    read: Callable[[str], Decimal | int | None]
    read = scalar.number if operator.family == "numeric" else scalar.moment
    limit = read(text)
    if limit is None:
        return None
    holds = _ORDERS[operator.name.removeprefix("Numeric").removeprefix("Date")]

    def matches(actual: str) -> bool | None:
        value = read(actual)
        return None if value is None else holds(value, limit)

    return matches


_ORDERS: dict[str, Callable[[Decimal | int, Decimal | int], bool]] = {
    "Equals": lambda value, limit: value == limit,
    "NotEquals": lambda value, limit: value == limit,
    "LessThan": lambda value, limit: value < limit,
    "LessThanEquals": lambda value, limit: value <= limit,
    "GreaterThan": lambda value, limit: value > limit,
    "GreaterThanEquals": lambda value, limit: value >= limit,
}


def _bool(text: str) -> Comparison | None:
    wanted = text.lower()
    if wanted not in {"true", "false"}:
        return None
    return lambda actual: actual.lower() == wanted


def _ip(text: str) -> Comparison | None:
    outer = scalar.addresses(text)
    if outer is None:
        return None

    def matches(actual: str) -> bool:
        inner = scalar.addresses(actual)
        return inner is not None and outer.holds(inner)

    return matches


def _binary(text: str) -> Comparison | None:
    wanted = scalar.octets(text)
    if wanted is None:
        return None
    return lambda actual: actual == text or scalar.octets(actual) == wanted
