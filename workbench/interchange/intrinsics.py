"""CloudFormation's intrinsic functions and conditions, resolved where a template alone says enough."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Protocol

from workbench.interchange.document import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.places import Path

NO_VALUE = object()
"""What `AWS::NoValue` and a missing branch resolve to: the property or item is left out."""

_PLACEHOLDER = re.compile(r"\$\{(!?)([^{}]*)\}")
_ALONE = re.compile(r"\$\{([^{}]*)\}")


class Names(Protocol):
    """Knows what a parameter, pseudo parameter or resource is called once it is deployed."""

    def ref(self, name: str) -> Json | None:
        """What `Ref` gives; None where nothing is known of it."""

    def attribute(self, name: str, attribute: str) -> Json | None:
        """What `Fn::GetAtt` gives; None where nothing is known of it."""

    def exported(self, name: str) -> Json | None:
        """What `Fn::ImportValue` gives; None where nothing is known of it."""


class Resolver:
    """Replaces intrinsic functions by their values; what has none stays named, `${Table}`, and is reported."""

    def __init__(
        self,
        names: Names,
        *,
        mappings: Mapping[str, Json],
        conditions: Mapping[str, Json],
        report: Callable[[Path, str], None],
        include: Callable[[str, Path], Json] | None = None,
    ) -> None:
        self._names = names
        self._mappings = mappings
        self._conditions = conditions
        self._report = report
        self._include = include
        self._deciding: set[str] = set()
        self._functions: Mapping[str, Callable[[Json, Path], Json]] = {
            "Ref": self._ref,
            "Condition": self._condition,
            "Fn::Sub": self._sub,
            "Fn::GetAtt": self._get_att,
            "Fn::Join": self._join,
            "Fn::Select": self._select,
            "Fn::Split": self._split,
            "Fn::FindInMap": self._find_in_map,
            "Fn::If": self._if,
            "Fn::Equals": self._equals,
            "Fn::And": self._and,
            "Fn::Or": self._or,
            "Fn::Not": self._not,
            "Fn::ImportValue": self._import_value,
            "Fn::Base64": self._base64,
            "Fn::GetAZs": self._zones,
            "Fn::Length": self._length,
            "Fn::Transform": self._transform,
            "Fn::ToJsonString": self._to_json_string,
        }

    def resolve(self, value: Json, path: Path) -> Json:
        """The value without intrinsic functions; `NO_VALUE` where it is to be left out."""
        if isinstance(value, dict):
            if len(value) == 1:
                name = next(iter(value))
                if self._is_function(name, value[name]):
                    function = self._functions.get(name)
                    if function is None:
                        return self._unresolved(path, f"{name} is not resolved", named=name)
                    return function(value[name], (*path, name))
            members = {key: self.resolve(inner, (*path, key)) for key, inner in value.items()}
            return {key: inner for key, inner in members.items() if inner is not NO_VALUE}
        if isinstance(value, list):
            items = [self.resolve(inner, (*path, index)) for index, inner in enumerate(value)]
            return [inner for inner in items if inner is not NO_VALUE]
        if isinstance(value, str) and "{{resolve:" in value:
            self._report(path, f"{value} is read at deployment")
        return value

    def holds(self, condition: str, path: Path) -> bool:
        """Whether a named condition is true; one that cannot be decided is taken as false and reported."""
        if condition not in self._conditions:
            self._report(path, f"The condition {condition} is not defined; taken as false")
            return False
        if condition in self._deciding:
            self._report(path, f"The condition {condition} refers to itself; taken as false")
            return False
        self._deciding.add(condition)
        try:
            return self._true(self._conditions[condition], ("Conditions", condition))
        finally:
            self._deciding.discard(condition)

    def _is_function(self, name: str, argument: Json) -> bool:
        if name == "Condition":
            return isinstance(argument, str) and argument in self._conditions
        return name == "Ref" or name.startswith("Fn::")

    def _unresolved(self, path: Path, what: str, *, named: str) -> str:
        self._report(path, what)
        return f"${{{named}}}"

    def _ref(self, argument: Json, path: Path) -> Json:
        name = str(argument)
        if name == "AWS::NoValue":
            return NO_VALUE
        value = self._names.ref(name)
        return self._unresolved(path, f"{name} has no value here", named=name) if value is None else value

    def _get_att(self, argument: Json, path: Path) -> Json:
        parts = argument.split(".", 1) if isinstance(argument, str) else sequence(argument)
        parts = [_text(self.resolve(part, (*path, index))) for index, part in enumerate(parts)]
        name, attribute = (parts[0], ".".join(parts[1:])) if len(parts) > 1 else (".".join(parts), "")
        value = self._names.attribute(name, attribute)
        named = f"{name}.{attribute}"
        return self._unresolved(path, f"{named} is known only once deployed", named=named) if value is None else value

    def _sub(self, argument: Json, path: Path) -> Json:
        given = sequence(argument)
        template = given[0] if given else ""
        variables = mapping(given[1]) if len(given) > 1 else {}
        if not isinstance(template, str):
            return self._unresolved(path, "Fn::Sub has no text", named="Fn::Sub")

        def value_of(match: re.Match[str]) -> str:
            name = match.group(2).strip()
            if match.group(1):
                return f"${{{name}}}"
            if name in variables:
                value = self.resolve(variables[name], (*path, 1, name))
                return "" if value is NO_VALUE else _text(value)
            return _text(self._get_att(name, path) if "." in name else self._ref(name, path))

        return _PLACEHOLDER.sub(value_of, template)

    def _join(self, argument: Json, path: Path) -> Json:
        given = sequence(argument)
        if len(given) != 2:
            return self._unresolved(path, "Fn::Join needs a delimiter and a list", named="Fn::Join")
        items = self.resolve(given[1], (*path, 1))
        return _text(given[0]).join(_text(item) for item in _items(items))

    def _select(self, argument: Json, path: Path) -> Json:
        given = sequence(argument)
        index = _text(self.resolve(given[0], (*path, 0))) if given else ""
        items = _items(self.resolve(given[1], (*path, 1))) if len(given) > 1 else []
        if not index.isdecimal() or int(index) >= len(items):
            return self._unresolved(path, f"Fn::Select finds no item {index}", named="Fn::Select")
        return items[int(index)]

    def _split(self, argument: Json, path: Path) -> Json:
        given = sequence(argument)
        text = _text(self.resolve(given[1], (*path, 1))) if len(given) > 1 else ""
        delimiter = _text(given[0]) if given else ""
        if not delimiter or _ALONE.fullmatch(text):
            return [self._unresolved(path, "Fn::Split has nothing to split", named="Fn::Split")]
        return text.split(delimiter)

    def _find_in_map(self, argument: Json, path: Path) -> Json:
        keys = [_text(self.resolve(key, (*path, index))) for index, key in enumerate(sequence(argument)[:3])]
        found: Json = self._mappings
        for key in keys:
            found = mapping(found).get(key)
        if found is not None and len(keys) == 3:
            return found
        given = sequence(argument)
        if len(given) == 4 and "DefaultValue" in mapping(given[3]):
            return self.resolve(given[3]["DefaultValue"], (*path, 3, "DefaultValue"))
        return self._unresolved(path, f"The mappings have no {'.'.join(keys)}", named=".".join(keys))

    def _if(self, argument: Json, path: Path) -> Json:
        given = sequence(argument)
        if len(given) != 3:
            return self._unresolved(path, "Fn::If needs a condition and two values", named="Fn::If")
        branch = 1 if self._true_or_named(given[0], (*path, 0)) else 2
        return self.resolve(given[branch], (*path, branch))

    def _true_or_named(self, value: Json, path: Path) -> bool:
        return self.holds(value, path) if isinstance(value, str) else self._true(value, path)

    def _true(self, value: Json, path: Path) -> bool:
        resolved = self.resolve(value, path)
        return resolved is True or (isinstance(resolved, str) and resolved.lower() == "true")

    def _condition(self, argument: Json, path: Path) -> Json:
        return self.holds(str(argument), path)

    def _equals(self, argument: Json, path: Path) -> Json:
        values = [self.resolve(each, (*path, index)) for index, each in enumerate(sequence(argument))]
        if unresolved_names(values):
            self._report(path, "This comparison cannot be decided; taken as false")
            return False
        return len(values) == 2 and _text(values[0]) == _text(values[1])

    def _and(self, argument: Json, path: Path) -> Json:
        return all(self._true(each, (*path, index)) for index, each in enumerate(sequence(argument)))

    def _or(self, argument: Json, path: Path) -> Json:
        return any(self._true(each, (*path, index)) for index, each in enumerate(sequence(argument)))

    def _not(self, argument: Json, path: Path) -> Json:
        given = sequence(argument)
        return not self._true(given[0] if given else False, (*path, 0))

    def _import_value(self, argument: Json, path: Path) -> Json:
        name = _text(self.resolve(argument, path))
        value = self._names.exported(name)
        if value is not None:
            return value
        return self._unresolved(path, f"{name} is exported by another stack", named=f"ImportValue:{name}")

    def _base64(self, argument: Json, path: Path) -> Json:
        import base64

        return base64.b64encode(_text(self.resolve(argument, path)).encode("utf-8", "surrogatepass")).decode()

    def _zones(self, argument: Json, path: Path) -> Json:
        region = _text(self.resolve(argument, path)) or _text(self._names.ref("AWS::Region"))
        return [f"{region}{letter}" for letter in "abc"]

    def _length(self, argument: Json, path: Path) -> Json:
        return len(_items(self.resolve(argument, path)))

    def _transform(self, argument: Json, path: Path) -> Json:
        """The file of an AWS::Include; another macro is the account's own."""
        macro = mapping(argument)
        location = self.resolve(mapping(macro.get("Parameters")).get("Location"), path)
        if macro.get("Name") == "AWS::Include" and isinstance(location, str) and self._include is not None:
            return self._include(location, path)
        return self._unresolved(path, f"The macro {macro.get('Name')} is not run here", named="Fn::Transform")

    def _to_json_string(self, argument: Json, path: Path) -> Json:
        resolved = self.resolve(argument, path)
        return json.dumps(None if resolved is NO_VALUE else resolved)


def _text(value: Json) -> str:
    """How CloudFormation writes a value into a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(_text(item) for item in value)
    if value is None or value is NO_VALUE:
        return ""
    return json.dumps(value) if isinstance(value, dict) else str(value)


def _items(value: Json) -> list[Json]:
    """A list, or the items of a comma-delimited one."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    return [] if value is NO_VALUE else sequence(value)


def unresolved_names(value: Json) -> list[str]:
    """The names that were left in a resolved value, `Table` of `${Table}`."""
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return [match.group(2) for match in _PLACEHOLDER.finditer(text)]


def as_object(value: Json) -> JsonObject:
    """The resolved value where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}
