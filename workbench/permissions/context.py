"""What a request carries besides principal, action and resource: condition keys and their values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.permissions.json_source import Json


class Unresolved(Enum):
    """Why a key, or a text in which it stands as a variable, has no value."""

    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ContextValue:
    """The values of one key; `several` where the key is multivalued, however many values it has just now."""

    values: tuple[str, ...]
    several: bool
    given: Json


@dataclass(frozen=True, slots=True)
class Context:
    """Condition keys by their lower-case name, and the keys of which nothing is known."""

    known: Mapping[str, ContextValue]
    unknown: frozenset[str]
    unknown_prefixes: tuple[str, ...] = ()
    """From `aws:ResourceTag/*`: every key that begins so is unknown."""

    @classmethod
    def of(cls, values: Mapping[str, Json], unknown: Iterable[str] = ()) -> Context:
        """Prepare a context; a key that is null is absent."""
        names = [name.lower() for name in unknown]
        known = {key.lower(): _value(given) for key, given in values.items() if given is not None}
        return cls(
            known,
            frozenset(name for name in names if not name.endswith("*")),
            tuple(name[:-1] for name in names if name.endswith("*")),
        )

    def is_unknown(self, key: str) -> bool:
        """Whether nothing is known of the key, not even whether it is there."""
        if key in self.unknown:
            return True
        return bool(self.unknown_prefixes) and key not in self.known and key.startswith(self.unknown_prefixes)

    def single(self, key: str) -> str | Unresolved:
        """The value of a single-valued key, for a variable."""
        if self.is_unknown(key):
            return Unresolved.UNKNOWN
        found = self.known.get(key)
        if found is None or found.several:
            return Unresolved.MISSING
        return found.values[0]


def _value(given: Json) -> ContextValue:
    if isinstance(given, str):
        return ContextValue((given,), False, given)
    if isinstance(given, (list, tuple)):
        return ContextValue(tuple(as_text(item) for item in given), True, list(given))
    return ContextValue((as_text(given),), False, given)


def as_text(value: Json) -> str:
    """A scalar as the policy language writes it: `true`, `false`, a number in plain digits."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
