"""What can be written at a place of a policy's text: actions, condition keys, operators, elements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.permissions.catalogue import complete_action, complete_condition_key
from workbench.permissions.condition_operator import OPERATORS, QUANTIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterable

ELEMENTS = (
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
)  # fmt: skip
DOCUMENT_ELEMENTS = ("Version", "Id", "Statement")
PRINCIPALS = ("AWS", "Service", "Federated", "CanonicalUser")
SERVICES = (
    "apigateway.amazonaws.com", "elasticloadbalancing.amazonaws.com", "events.amazonaws.com", "lambda.amazonaws.com",
    "s3.amazonaws.com", "sns.amazonaws.com", "sqs.amazonaws.com",
)  # fmt: skip
"""The service principals that policies about functions name most."""
_TOKEN = re.compile(r'"(?P<text>(?:[^"\\\n]|\\.)*)(?P<end>"?)|(?P<mark>[{}\[\]:,])')
_FIRST_ACTION = re.compile(r'"(?:Not)?Action"\s*:\s*\[?\s*"([^"]+)"')
_ACTIONS = frozenset({"Action", "NotAction"})


@dataclass(frozen=True, slots=True)
class Completion:
    """What fits into the string at the cursor."""

    start: int
    """Where the string's text begins; what is chosen replaces everything from here to `end`."""
    end: int
    choices: tuple[str, ...]


@dataclass(slots=True)
class _Frame:
    """An object or array that is open at the cursor."""

    bracket: str
    start: int
    key: str = ""
    is_key: bool = True
    """Whether a key comes next, in an object."""
    last: str = field(default="")


def completion_at(text: str, offset: int) -> Completion | None:
    """What can be written at an offset that stands in a string; None where nothing is known to fit."""
    frames: list[_Frame] = []
    for found in _TOKEN.finditer(text):
        if found.start() >= offset:
            return None
        mark = found["mark"]
        if mark is None:
            start, end = found.start("text"), found.end("text")
            if start <= offset <= end:
                choices = _choices(frames, text, text[start:offset])
                return Completion(start, end, choices) if choices else None
            if frames:
                frames[-1].last = found["text"]
        elif mark in "{[":
            frames.append(_Frame(mark, found.start(), is_key=mark == "{"))
        elif mark in "}]":
            if frames:
                frames.pop()
        elif frames and frames[-1].bracket == "{":
            frames[-1].is_key = mark == ","
            frames[-1].key = frames[-1].last if mark == ":" else ""
    return None


def _choices(frames: list[_Frame], text: str, prefix: str) -> tuple[str, ...]:
    """By the keys that lead to the cursor."""
    keys = [frame.key for frame in frames if frame.bracket == "{"]
    naming = bool(frames) and frames[-1].bracket == "{" and frames[-1].is_key
    if naming:
        keys.pop()
    match keys:
        case [] if naming:
            return _beginning(DOCUMENT_ELEMENTS, prefix)
        case ["Statement"] if naming:
            return _beginning(ELEMENTS, prefix)
        case ["Statement", "Condition"] if naming:
            return _beginning(_operators(), prefix)
        case ["Statement", "Condition", _] if naming:
            return complete_condition_key(prefix, _action(frames, text))
        case ["Statement", "Principal" | "NotPrincipal"] if naming:
            return _beginning(PRINCIPALS, prefix)
        case ["Statement", key] if key in _ACTIONS:
            return complete_action(prefix)
        case ["Statement", "Effect"]:
            return _beginning(("Allow", "Deny"), prefix)
        case ["Statement", "Principal" | "NotPrincipal", "Service"]:
            return _beginning(SERVICES, prefix)
        case ["Version"]:
            return _beginning(("2012-10-17",), prefix)
    return ()


def _operators() -> Iterable[str]:
    names = [operator.name for operator in OPERATORS.values()]
    yield from names
    yield from (f"{name}IfExists" for name in names if name != "Null")
    yield from (f"{quantifier}:{name}" for quantifier in QUANTIFIERS.values() for name in names if name != "Null")


def _beginning(choices: Iterable[str], prefix: str) -> tuple[str, ...]:
    return tuple(each for each in choices if each.lower().startswith(prefix.lower()))


def _action(frames: list[_Frame], text: str) -> str:
    """The first action of the statement that the cursor is in, for the keys that it knows; empty where it has none."""
    objects = [frame for frame in frames if frame.bracket == "{"]
    found = _FIRST_ACTION.search(text, objects[1].start) if len(objects) > 1 else None
    return found[1] if found else ""
