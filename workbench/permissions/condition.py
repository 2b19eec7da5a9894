"""One condition of a statement, prepared once, and its comparison with the context of a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from workbench.permissions.condition_operator import comparison
from workbench.permissions.context import Unresolved
from workbench.permissions.template import has_variables, literal_text, parts_of, plain_pieces, resolve
from workbench.permissions.wildcard import Glob, pieces_of

if TYPE_CHECKING:
    from workbench.permissions.condition_operator import Comparison, OperatorUse
    from workbench.permissions.context import Context, ContextValue
    from workbench.permissions.json_source import Json, JsonObject
    from workbench.permissions.template import Part

_Prepared: TypeAlias = "tuple[tuple[tuple[Comparison, str], ...], str, str]"
"""Comparisons with the text of each, the text that is unknown, the text that has no value."""


@dataclass(frozen=True, slots=True)
class ExpectedValue:
    """One value of a condition: prepared for comparison, or kept as a text whose variables are still to be replaced."""

    text: str
    compare: Comparison | None = field(default=None, compare=False, repr=False)
    parts: tuple[Part, ...] = ()
    """Set where variables have to be replaced first."""

    @classmethod
    def of(cls, text: str, use: OperatorUse, *, variables: bool) -> ExpectedValue:
        """Prepare a value; one that the operator cannot read compares with nothing."""
        parts = parts_of(text, variables=variables and use.operator.variables)
        if has_variables(parts):
            return cls(text, None, parts)
        if use.operator.family == "null":
            return cls(text)
        return cls(text, comparison(use.operator, plain_pieces(parts)))


@dataclass(frozen=True, slots=True)
class Condition:
    """An operator, a key and the values of a policy."""

    written: str
    """The operator as the policy spells it."""
    use: OperatorUse
    key: str
    values: tuple[ExpectedValue, ...]
    expected: Json
    """The value as the policy spells it."""
    line: int
    column: int
    name: str = ""
    """The key in lower case."""
    static: _Prepared | None = field(default=None, compare=False, repr=False)
    """The values ready for comparison; None where variables have to be replaced for every request."""

    @classmethod
    def of(
        cls, written: str, use: OperatorUse, key: str, values: tuple[ExpectedValue, ...], *, expected: Json,
        line: int, column: int,
    ) -> Condition:  # fmt: skip
        """Prepare a condition."""
        static = None
        if not any(value.parts for value in values):
            static = (tuple((value.compare, value.text) for value in values if value.compare is not None), "", "")
        return cls(written, use, key, values, expected, line, column, key.lower(), static)

    def evaluate(self, context: Context) -> ConditionResult:
        """Compare with a request."""
        if context.is_unknown(self.name):
            return ConditionResult(self, None, None, "unknown")
        found = context.known.get(self.name)
        if found is not None and not found.values:
            found = None
        if self.use.operator.family == "null":
            return self._presence(found)
        if self.use.quantifier:
            return self._set(found, context)
        if found is None:
            return self._missing()
        if found.several:
            return ConditionResult(self, found.given, False, "several_values")
        matched, reason, culprit = self._one(found.values[0], self.static or self._prepared(context))
        return ConditionResult(self, found.given, matched, reason, culprit)

    def holds(self, context: Context) -> bool | None:
        """Whether the condition is met, without the reasons: for asking the same of hundreds of routes."""
        found = context.known.get(self.name)
        static = self.static
        if static is None or found is None or found.several or self.use.quantifier or context.is_unknown(self.name):
            return self.evaluate(context).matched
        if self.use.operator.family == "null" or not found.values:
            return self.evaluate(context).matched
        return self._one(found.values[0], static)[0]

    def _prepared(self, context: Context) -> _Prepared:
        """The values with their variables replaced, and the texts whose variables are unknown or have no value."""
        ready: list[tuple[Comparison, str]] = []
        unknown = unresolved = ""
        for value in self.values:
            if not value.parts:
                if value.compare is not None:
                    ready.append((value.compare, value.text))
                continue
            resolved = resolve(value.parts, context)
            if resolved is Unresolved.UNKNOWN:
                unknown = value.text
            elif isinstance(resolved, Unresolved):
                unresolved = value.text
            else:
                compare = comparison(self.use.operator, resolved)
                if compare is not None:
                    ready.append((compare, literal_text(resolved)))
        return tuple(ready), unknown, unresolved

    def _presence(self, found: ContextValue | None) -> ConditionResult:
        wanted = "true" if found is None else "false"
        matched = any(value.text.lower() == wanted for value in self.values)
        return ConditionResult(self, None if found is None else found.given, matched, f"null_{wanted}")

    def _missing(self) -> ConditionResult:
        if self.use.if_exists:
            return ConditionResult(self, None, True, "missing_if_exists")
        if self.use.operator.negated:
            return ConditionResult(self, None, True, "missing_negated")
        return ConditionResult(self, None, False, "missing")

    def _set(self, found: ContextValue | None, context: Context) -> ConditionResult:
        every = self.use.quantifier == "ForAllValues"
        if found is None:
            matched = every or self.use.if_exists
            reason = "missing_if_exists" if matched and not every else "empty_all" if every else "empty_any"
            return ConditionResult(self, None, matched, reason)
        if every and found.values == ("",):
            return ConditionResult(self, found.given, True, "empty_all")
        unknown = False
        prepared = self.static or self._prepared(context)
        for value in found.values:
            met, _, culprit = self._one(value, prepared)
            if met is None:
                unknown = True
            elif met is not every:
                return ConditionResult(self, found.given, not every, "all_but" if every else "any_is", culprit or value)
        if unknown:
            return ConditionResult(self, found.given, None, "unknown_variable")
        return ConditionResult(self, found.given, every, "all_are" if every else "none_is")

    def _one(self, actual: str, prepared: _Prepared) -> tuple[bool | None, str, str]:
        """Whether one value of the request meets the condition, why, and the text that decided it."""
        negated = self.use.operator.negated
        ready, unknown, unresolved = prepared
        for compare, text in ready:
            met = compare(actual)
            if met:
                return not negated, "listed" if negated else "matches", text
            if met is None:
                return False, "unreadable", actual
        if unknown:
            return None, "unknown_variable", unknown
        if unresolved:
            return negated, "unresolved_negated" if negated else "unresolved", unresolved
        return negated, "not_listed" if negated else "differs", ""


_WHY = {
    "unknown": "it is not known whether the request carries {key}",
    "unknown_variable": "the value of {expected} is not known",
    "null_true": "the request does not carry {key}",
    "null_false": "the request carries {key} = {actual}",
    "missing": "the request does not carry {key}",
    "missing_negated": "the request does not carry {key}, which meets a negated operator",
    "missing_if_exists": "the request does not carry {key}, which IfExists accepts",
    "empty_all": "the request carries no value of {key}, which ForAllValues accepts",
    "empty_any": "the request carries no value of {key}, which ForAnyValue does not accept",
    "several_values": "{key} has several values; without ForAllValues or ForAnyValue the condition is not met",
    "all_but": "not every value of {key} meets the condition: {culprit}",
    "any_is": "a value of {key} meets the condition: {culprit}",
    "all_are": "every value of {key} meets the condition",
    "none_is": "no value of {key} meets the condition",
    "unreadable": "{actual} cannot be read as this operator needs it",
    "listed": "{actual} is what the policy excludes",
    "matches": "{actual} matches {culprit}",
    "unresolved": "the variable in {culprit} has no value in this request",
    "unresolved_negated": "the variable in {culprit} has no value in this request, which meets a negated operator",
    "not_listed": "{actual} is not what the policy excludes",
    "differs": "{actual} does not match {expected}",
}


class ConditionResult(NamedTuple):
    """How one condition met one request. A tuple, because thousands a second are made."""

    condition: Condition
    actual: Json
    """The request's value as it was given; None where it has none."""
    matched: bool | None
    """None: unknown."""
    reason: str
    culprit: str = ""
    """The text that decided."""

    @property
    def why(self) -> str:
        """The comparison in words, with both values."""
        expected = " or ".join(value.text for value in self.condition.values) or "any value"
        return _WHY[self.reason].format(
            key=self.condition.key, actual=self.actual, expected=expected, culprit=self.culprit or expected
        )

    @property
    def likeness(self) -> int:
        """How many parts of the request's value fit the value of the policy that is most like it."""
        if not isinstance(self.actual, str):
            return 0
        parts = _parts(self.actual)
        return max((_alike(_parts(value.text), parts) for value in self.condition.values), default=0)

    def to_json(self) -> JsonObject:
        """The result as a JSON object."""
        return {
            "operator": self.condition.written,
            "key": self.condition.key,
            "expected": self.condition.expected,
            "actual": self.actual,
            "matched": self.matched,
            "why": self.why,
            "line": self.condition.line or None,
            "column": self.condition.column or None,
        }


def _parts(text: str) -> list[str]:
    return text.replace(":", "/").split("/")


def _alike(expected: list[str], actual: list[str]) -> int:
    """Parts that fit, place by place; a different number of them counts against."""
    fitting = sum(Glob.of(pieces_of(pattern)).matches(part) for pattern, part in zip(expected, actual, strict=False))
    return fitting - abs(len(expected) - len(actual))
