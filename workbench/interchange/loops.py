"""The loops of a template, `Fn::ForEach` of the AWS::LanguageExtensions transform, written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.interchange.document import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.places import Path

LOOP = "Fn::ForEach::"
"""What the key of a loop begins with."""

_MOST = 5_000
"""How many members the loops of one template may make; CloudFormation takes 500 resources."""
_NO_LETTER_OR_DIGIT = re.compile(r"[^A-Za-z0-9]")


def has_loops(value: Json) -> bool:
    """Whether a loop stands anywhere in a value."""
    if isinstance(value, dict):
        return any(str(key).startswith(LOOP) or has_loops(inner) for key, inner in value.items())
    return isinstance(value, list) and any(has_loops(inner) for inner in value)


class Loops:
    """Writes out loops: the members that each makes, and where these are written.

    AWS CloudFormation template reference, Fn::ForEach.
    """

    def __init__(self, *, items_of: Callable[[Json, Path], Json], report: Callable[[Path, str], None]) -> None:
        """`items_of` resolves what a loop runs over, given the path of it."""
        self._items_of = items_of
        self._report = report
        self._made = 0

    def write_out(self, members: Mapping[str, Json], path: Path) -> dict[str, tuple[Json, Path]]:
        """The members of a mapping, those that loops make among them, each with the path at which it is written."""
        made: dict[str, tuple[Json, Path]] = {}
        for key, value in members.items():
            where = (*path, key)
            found = self._loop(value, where) if key.startswith(LOOP) else [(key, self._inside(value, where), where)]
            for name, each, at in found:
                if name in made:
                    self._report(at, f"{name} is made twice")
                made[name] = (each, at)
        return made

    def _inside(self, value: Json, path: Path) -> Json:
        if isinstance(value, dict):
            return {key: inner for key, (inner, _) in self.write_out(value, path).items()}
        if isinstance(value, list):
            return [self._inside(inner, (*path, index)) for index, inner in enumerate(value)]
        return value

    def _loop(self, argument: Json, path: Path) -> Iterator[tuple[str, Json, Path]]:
        given = sequence(argument)
        name = path[-1]
        if len(given) != 3 or not isinstance(given[0], str) or not mapping(given[2]):
            self._report(path, f"{name} needs an identifier, a collection and what to make")
            return
        items = self._items_of(given[1], (*path, 1))
        if not isinstance(items, list):
            self._report((*path, 1), f"What {name} runs over is not known here; it makes nothing")
            return
        for item in items:
            for key, value in given[2].items():
                self._made += 1
                if self._made > _MOST:
                    self._report(path, f"{name} makes more than {_MOST} members; the others are left out")
                    return
                filled = _filled({key: value}, given[0], str(item))
                for made, (each, at) in self.write_out(filled, (*path, 2)).items():
                    yield made, each, (*path, 2, key) if at == (*path, 2, made) else at


def _filled(value: Json, identifier: str, item: str) -> Json:
    """A value with an item in place of the identifier: `${Name}`, `&{Name}` for its letters and digits, or a Ref."""
    if isinstance(value, str):
        plain = _NO_LETTER_OR_DIGIT.sub("", item)
        return value.replace(f"${{{identifier}}}", item).replace(f"&{{{identifier}}}", plain)
    if isinstance(value, list):
        return [_filled(inner, identifier, item) for inner in value]
    if not isinstance(value, dict):
        return value
    if value == {"Ref": identifier}:
        return item
    members: JsonObject = {}
    for key, inner in value.items():
        members[_filled(key, identifier, item)] = _filled(inner, identifier, item)
    return members
