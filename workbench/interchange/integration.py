"""The function behind an integration, as its URI names it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_INVOCATIONS = re.compile(r"lambda:path/[^/]+/functions/(?P<function>.+?)/(?:response-streaming-)?invocations")
_FUNCTION = re.compile(r"arn:[^:]*:lambda:[^:]*:[^:]*:function:(?P<name>[^:]+)(?::(?P<qualifier>.+))?")
_STAGE_VARIABLE = re.compile(r"\$\{!?stageVariables\.([A-Za-z0-9_]+)\}")
_ATTRIBUTE = re.compile(r"\$\{(?P<id>[A-Za-z0-9]+)(?:\.(?P<attribute>Arn|Alias))?\}")


@dataclass(frozen=True, slots=True)
class Target:
    """The function that an integration or authorizer invokes."""

    function: str
    """A logical id of the template, else an ARN."""
    qualifier: str = ""


def invoked_text(uri: str, stage_variables: Mapping[str, str]) -> str:
    """The function that a URI names, as text, with stage variables filled in; empty where it names none."""
    filled = _STAGE_VARIABLE.sub(lambda match: stage_variables.get(match.group(1), match.group(0)), uri)
    match = _INVOCATIONS.search(filled)
    if match is not None:
        return match.group("function")
    return filled if _FUNCTION.fullmatch(filled) else ""


def target_of(
    uri: str, stage_variables: Mapping[str, str], *, named: Callable[[str], tuple[str, str] | None]
) -> Target | None:
    """The function that a URI leads to; None where it leads to none that is known by name.

    Args:
        uri: `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION/invocations`, or a function's ARN.
        stage_variables: those of the stage, since a URI may name its function by one.
        named: finds a function of the template by name or ARN.
    """
    text = invoked_text(uri, stage_variables)
    if not text:
        return None
    if found := named(text):
        return Target(*found)
    if match := _FUNCTION.fullmatch(text):
        by_name = named(match.group("name"))
        if by_name:
            return Target(by_name[0], match.group("qualifier") or "")
        attribute = _ATTRIBUTE.fullmatch(match.group("name"))
        return Target(attribute.group("id") if attribute else text, match.group("qualifier") or "" if attribute else "")
    if match := _ATTRIBUTE.fullmatch(text):
        return Target(match.group("id"))
    return None
