"""Checks an event against what its source sends: wrong types, missing keys, values that disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.events.derived import overrides
from workbench.events.edit import value_at
from workbench.events.layout import is_absent, layout_of
from workbench.events.recognise import source_of
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.json_value import Json

Severity = Literal["error", "note"]
"""`error`: AWS could not have sent this. `note`: AWS sends it otherwise, and a function may well not mind."""

_ALWAYS_SENT = {
    Source.REST: (
        "/resource", "/path", "/httpMethod", "/headers", "/multiValueHeaders", "/queryStringParameters",
        "/multiValueQueryStringParameters", "/pathParameters", "/stageVariables", "/requestContext", "/body",
        "/isBase64Encoded",
    ),
    Source.HTTP_1: (
        "/version", "/resource", "/path", "/httpMethod", "/headers", "/multiValueHeaders", "/queryStringParameters",
        "/multiValueQueryStringParameters", "/pathParameters", "/stageVariables", "/requestContext", "/body",
        "/isBase64Encoded",
    ),
    Source.HTTP_2: (
        "/version", "/routeKey", "/rawPath", "/rawQueryString", "/headers", "/requestContext", "/isBase64Encoded",
    ),
    Source.FUNCTION_URL: (
        "/version", "/routeKey", "/rawPath", "/rawQueryString", "/headers", "/requestContext", "/isBase64Encoded",
    ),
    Source.ALB: ("/requestContext", "/httpMethod", "/path", "/body", "/isBase64Encoded"),
    Source.WEBSOCKET: ("/requestContext", "/isBase64Encoded"),
}  # fmt: skip

_NEVER_NULL = {
    Source.HTTP_2: (
        "/cookies", "/queryStringParameters", "/pathParameters", "/stageVariables", "/body",
    ),
    Source.FUNCTION_URL: (
        "/cookies", "/queryStringParameters", "/pathParameters", "/stageVariables", "/body",
    ),
    Source.ALB: ("/body",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about an event that its source would not send."""

    pointer: str
    """The JSON Pointer of the value."""
    message: str
    mend: str
    severity: Severity = "error"


def check(event: Json, source: Source | None = None) -> tuple[Finding, ...]:
    """What does not fit, in the order errors, missing keys, values that disagree; empty for what AWS sends."""
    source = source or source_of(event)
    if source == Source.OTHER:
        return ()
    from workbench.events.models.reading import misfits_of

    found = [Finding(pointer, message, mend) for pointer, message, mend in misfits_of(event, source)]
    if not isinstance(event, dict):
        return tuple(found)
    wrong = {finding.pointer for finding in found}
    found += [
        Finding(
            pointer,
            f"{pointer[1:]} is not there; {source.label} always sends it",
            "Leave it if the function does not read it, or start from the blank event of this source.",
            "note",
        )
        for pointer in _ALWAYS_SENT.get(source, ())
        if pointer[1:] not in event and pointer not in wrong
    ]
    found += [
        Finding(
            pointer,
            f"{pointer[1:]} is null; {source.label} "
            + ("sends an empty string" if layout_of(source).empty_body == "" else "leaves the key out"),
            "Take the key away." if source != Source.ALB else "Make it an empty string.",
            "note",
        )
        for pointer in _NEVER_NULL.get(source, ())
        if value_at(event, pointer) is None
    ]
    found += [
        Finding(
            override.pointer,
            f"{override.pointer[1:]} does not follow from the rest of the event",
            "Keep it if that is the point, or let it follow again.",
            "note",
        )
        for override in overrides(event, source)
        if override.pointer not in wrong and not is_absent(override.value)
    ]
    return tuple(found)
