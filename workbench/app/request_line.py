"""Path and query of an event as one line, and the line back as edits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.events.fields import Change
from workbench.events.layout import layout_of
from workbench.events.query import decoded_pairs, encoded, raw_pairs, spelled
from workbench.events.source import Source

if TYPE_CHECKING:
    from workbench.events.fields import EventFields
    from workbench.events.json_value import JsonObject
    from workbench.events.pair_maps import Pairs

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
_METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def may_be_method(text: str) -> bool:
    """Whether a text is a method that a request can have: a token of RFC 9110, and not a route's `ANY`."""
    return _METHOD.fullmatch(text.strip()) is not None and text.strip() != "ANY"


def place_of_line(source: Source) -> tuple[str, str]:
    """What the line is called for a source, and what it shows while empty; no name where there is nothing to edit."""
    layout = layout_of(source)
    if layout.path:
        return "Path and query", "/path?name=value"
    if layout.route:
        return "Route key", "$connect, $default, or a route of your own"
    if layout.arn:
        return "Method ARN", "arn:aws:execute-api:…"
    return "", "This event comes from no request; edit it as JSON"


def pointers_of_line(source: Source) -> tuple[str, ...]:
    """The JSON Pointers of what the line edits."""
    layout = layout_of(source)
    if not layout.path:
        return (layout.route or layout.arn,) if layout.route or layout.arn else ()
    return (layout.path, layout.raw_query or "/queryStringParameters")


def line_of(fields: EventFields, event: JsonObject, pairs: Pairs) -> str:
    """The line of an event; `pairs` is its query as the table shows it, which an event may not tell whole."""
    layout = layout_of(fields.source)
    if not layout.path:
        return str(event.get("methodArn", "")) if layout.arn else fields.route or ""
    raw = event.get("rawQueryString")
    if layout.raw_query and isinstance(raw, str):
        query = raw
    else:
        query = spelled(pairs) if fields.source == Source.ALB else encoded(pairs)
    return (fields.path or "") + (f"?{query}" if query else "")


def changes_of(line: str, fields: EventFields, before: Pairs) -> tuple[Change, ...]:
    """The edits that make an event say what the line says; none where it does already."""
    layout = layout_of(fields.source)
    if not layout.path:
        if layout.route:
            return () if line == (fields.route or "") else (Change("route", line),)
        return (Change(layout.arn, line),) if layout.arn else ()
    path, _, query = line.partition("?")
    pairs: Pairs = tuple(raw_pairs(query) if fields.source == Source.ALB else decoded_pairs(query))
    changes = []
    if path != (fields.path or ""):
        changes.append(Change("path", path))
    if pairs != before:
        changes.append(Change("query", pairs))
    return tuple(changes)
