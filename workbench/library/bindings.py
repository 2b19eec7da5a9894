"""Bindings: values put into a payload at invocation, so that the saved file holds no secret and stays valid JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.interchange.json_text import decode_utf8, parse_json
from workbench.library.json_pointer import put_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.events.json_value import Json
    from workbench.library.environment import Environment


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A variable that a binding needs and nobody has given."""

    pointer: str
    name: str


@dataclass(frozen=True, slots=True)
class BoundPayload:
    """A payload with its bindings applied."""

    data: bytes
    """The very bytes of the saved file where there is nothing to bind."""
    unresolved: tuple[Unresolved, ...] = ()
    """These stand in the payload as `{{name}}`."""
    secrets: tuple[str, ...] = ()
    """Values to be masked wherever the payload is shown or kept."""


def bind(data: bytes, bindings: Mapping[str, Json], environment: Environment, *, name: str) -> BoundPayload:
    """Put the bindings, JSON Pointer to value, into a payload.

    Raises:
        InputError: the payload is not JSON, or a pointer does not fit it; names the place.
    """
    if not bindings:
        return BoundPayload(data)
    value = parse_json(decode_utf8(data, name=name), name=name)
    unresolved: list[Unresolved] = []
    secrets: list[str] = []
    for pointer, bound in bindings.items():
        value = put_at(value, pointer, environment.fill(bound))
        unresolved += [Unresolved(pointer, missing) for missing in environment.unresolved(bound)]
        secrets += environment.secrets_in(bound)
    return BoundPayload(_printed(value), tuple(unresolved), tuple(dict.fromkeys(secrets)))


def _printed(value: Json) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()
