"""Policy texts with variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, `${*}`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from workbench.permissions.context import Unresolved
from workbench.permissions.wildcard import Wild, pieces_of

if TYPE_CHECKING:
    from workbench.permissions.context import Context
    from workbench.permissions.wildcard import Piece

_VARIABLE = re.compile(r"\$\{([^{}]*)\}")
_WITH_DEFAULT = re.compile(r"(?P<key>[^,]*), '(?P<default>[^']*)'")
_ESCAPED = frozenset("*?$")


@dataclass(frozen=True, slots=True)
class Variable:
    """A context key in a text, whose value takes its place."""

    key: str
    """In lower case: condition keys ignore case."""
    written: str
    default: str | None = None


Part: TypeAlias = "Piece | Variable"


def parts_of(text: str, *, variables: bool) -> tuple[Part, ...]:
    """A policy text as literal texts, wildcards and variables; without variables, `${` is plain text."""
    if not variables or "${" not in text:
        return pieces_of(text)
    parts: list[Part] = []
    at = 0
    for found in _VARIABLE.finditer(text):
        parts.extend(pieces_of(text[at : found.start()]))
        inside = found.group(1)
        if inside in _ESCAPED:
            parts.append(inside)
        else:
            defaulted = _WITH_DEFAULT.fullmatch(inside)
            key = defaulted.group("key") if defaulted else inside
            default = defaulted.group("default") if defaulted else None
            parts.append(Variable(key.strip().lower(), inside, default))
        at = found.end()
    parts.extend(pieces_of(text[at:]))
    return _joined(parts)


def _joined(parts: list[Part]) -> tuple[Part, ...]:
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(joined)


def has_variables(parts: tuple[Part, ...]) -> bool:
    """Whether a value has to be looked up before this text can be compared."""
    return any(isinstance(part, Variable) for part in parts)


def resolve(parts: tuple[Part, ...], context: Context) -> tuple[Piece, ...] | Unresolved:
    """The text with every variable replaced; what comes through a variable is literal, a `*` in it too."""
    pieces: list[Piece] = []
    literal = ""
    unknown = False
    for part in parts:
        if isinstance(part, str):
            literal += part
        elif isinstance(part, Wild):
            if literal:
                pieces.append(literal)
                literal = ""
            pieces.append(part)
        else:
            value = context.single(part.key)
            if value is Unresolved.MISSING and part.default is not None:
                value = part.default
            if isinstance(value, str):
                literal += value
            elif value is Unresolved.MISSING:
                return Unresolved.MISSING
            else:
                unknown = True
    if unknown:
        return Unresolved.UNKNOWN
    if literal:
        pieces.append(literal)
    return tuple(pieces)


def plain_pieces(parts: tuple[Part, ...]) -> tuple[Piece, ...]:
    """The parts of a text known to have no variable."""
    return tuple(part for part in parts if not isinstance(part, Variable))


def literal_text(pieces: tuple[Piece, ...]) -> str:
    """The pieces as plain text, for operators to which `*` is a letter like any other."""
    return "".join(piece.value if isinstance(piece, Wild) else piece for piece in pieces)
