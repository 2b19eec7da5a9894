"""A YAML or JSON document that a person wrote, with the place of every value in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.events.json_value import Json, JsonObject
    from workbench.interchange.places import Path, Places


class Document:
    """A document read from text; intrinsic functions are in their long form, such as `{"Ref": "Table"}`."""

    __slots__ = ("_find_places", "_places", "name", "value")

    def __init__(self, value: Json, *, name: str, find_places: Callable[[], Places]) -> None:
        self.value = value
        self.name = name
        self._find_places = find_places
        self._places: Places | None = None

    def place(self, path: Path, *, of_key: bool = False) -> str:
        """`file:line:column` of a value, or of its key; of the nearest value around it where it is not written out."""
        places = self.places()
        if of_key and path in places.keys:
            return self._spell(places.keys[path])
        for length in range(len(path), -1, -1):
            if path[:length] in places.values:
                return self._spell(places.values[path[:length]])
        return self.name

    def places(self) -> Places:
        """Where everything in the document stands."""
        if self._places is None:
            self._places = self._find_places()
        return self._places

    def _spell(self, at: tuple[int, int]) -> str:
        return f"{self.name}:{at[0]}:{at[1]}"


def read_document(text: str, *, name: str) -> Document:
    """Read YAML or JSON; text that begins as JSON and is JSON costs no YAML.

    Raises:
        InputError: the text is neither; the place is the line and column where reading stopped.
    """
    text = text.removeprefix("\ufeff")
    if text.lstrip()[:1] in {"{", "["}:
        try:
            return _read_json(text, name=name)
        except InputError as no_json:
            if name.endswith(".json") or text.lstrip()[1:].lstrip()[:1] == '"':
                raise
            return _read_yaml(text, name=name, otherwise=no_json)
    return _read_yaml(text, name=name, otherwise=None)


def _read_json(text: str, *, name: str) -> Document:
    from workbench.interchange.json_places import find_places

    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = f"{name}:{error.lineno}:{error.colno}"
        raise InputError(f"This is not JSON: {error.msg}", place=place, mend="Correct it there.") from None
    except _TwiceError:
        find_places(text, name=name)
        raise InputError("A name stands twice in one object", place=name, mend="Keep one.") from None
    except RecursionError:
        raise InputError("The JSON is nested too deep", place=name, mend="Flatten it.") from None
    except ValueError as error:
        raise InputError(f"This is not JSON: {error}", place=name, mend="Correct that number.") from None
    return Document(value, name=name, find_places=lambda: find_places(text, name=name))


def _read_yaml(text: str, *, name: str, otherwise: InputError | None) -> Document:
    from workbench.interchange.yaml_document import read_yaml

    try:
        value, places = read_yaml(text, name=name)
    except InputError:
        if otherwise is not None:
            raise otherwise from None
        raise
    return Document(value, name=name, find_places=lambda: places)


class _TwiceError(Exception):
    """A name stands twice in one JSON object."""


def _object(pairs: list[tuple[str, Json]]) -> JsonObject:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _TwiceError
    return members


def _refuse_constant(text: str) -> Json:
    raise ValueError(f"{text} is no JSON number")


def pointer(path: Path) -> str:
    """The JSON Pointer of a path, `/Resources/Api/Properties`."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def mapping(value: Json) -> Mapping[str, Json]:
    """The value where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def sequence(value: Json) -> list[Json]:
    """The value where it is a list; a single value as a list of one; nothing as an empty list."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]
