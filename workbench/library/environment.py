"""Variables for `{{name}}`: those of a named environment, and secrets from the environment of the process."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.events.json_value import Json

PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_.-]*)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Variable:
    """The value of a variable and where it comes from."""

    name: str
    value: str
    origin: str
    """Such as `workbench.yaml, local` or `process environment`."""
    secret: bool = False
    """Never shown and never stored."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A named set of variables, and the process environment behind it."""

    name: str = ""
    values: Mapping[str, str | None] = field(default_factory=dict)
    """None: a secret, which only the process environment may hold."""
    process: Mapping[str, str] = field(default_factory=dict)

    def find(self, name: str) -> Variable | None:
        """A variable: of the environment, else of the process by the same name or the same in capitals."""
        value = self.values.get(name)
        if value is not None:
            return Variable(name, value, f"workbench.yaml, {self.name}")
        for spelled in (name, name.upper()):
            if spelled in self.process:
                return Variable(name, self.process[spelled], "process environment", secret=True)
        return None

    def fill(self, value: Json) -> Json:
        """A value with every `{{name}}` in its strings replaced; one that is not known stays as it is."""
        if isinstance(value, str):
            return PLACEHOLDER.sub(self._replacement, value)
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        if isinstance(value, dict):
            return {key: self.fill(item) for key, item in value.items()}
        return value

    def unresolved(self, value: Json) -> tuple[str, ...]:
        """The names in a value that are not known, each once."""
        return tuple(dict.fromkeys(name for name in names_in(value) if self.find(name) is None))

    def secrets_in(self, value: Json) -> tuple[str, ...]:
        """The secret values that filling a value would put into it."""
        found = (self.find(name) for name in dict.fromkeys(names_in(value)))
        return tuple(variable.value for variable in found if variable is not None and variable.secret)

    def _replacement(self, match: re.Match[str]) -> str:
        variable = self.find(match.group(1))
        return match.group() if variable is None else variable.value


def names_in(value: Json) -> Iterator[str]:
    """The names of the variables in the strings of a value."""
    if isinstance(value, str):
        yield from PLACEHOLDER.findall(value)
    elif isinstance(value, list):
        for item in value:
            yield from names_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from names_in(item)
