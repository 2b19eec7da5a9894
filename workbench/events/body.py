"""The body of an event as a person edits it: JSON, form fields, text or the bytes of a file; and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.events.body_encoding import as_base64, as_text, body_bytes, is_binary_media_type, is_text, media_type
from workbench.events.query import decoded_pairs, encoded
from workbench.events.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.events.json_value import Json
    from workbench.events.query import Pairs


class BodyKind(StrEnum):
    """How a body is edited."""

    NONE = "none"
    JSON = "json"
    FORM = "form"
    TEXT = "text"
    BINARY = "binary"


CONTENT_TYPES = {
    BodyKind.JSON: "application/json",
    BodyKind.FORM: "application/x-www-form-urlencoded",
    BodyKind.TEXT: "text/plain; charset=utf-8",
    BodyKind.BINARY: "application/octet-stream",
}
"""The content type that goes with a kind of body unless told otherwise."""


@dataclass(frozen=True, slots=True)
class EventBody:
    """`body` and `isBase64Encoded` of an event."""

    body: str
    is_base64: bool


def kind_of(body: str | None, *, is_base64: bool, content_type: str | None) -> BodyKind:
    """How a body is best edited, by its content type and what it holds."""
    if not body:
        return BodyKind.NONE
    data = body_bytes(body, is_base64=is_base64)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return BodyKind.BINARY
    media = media_type(content_type)
    if media == CONTENT_TYPES[BodyKind.FORM]:
        return BodyKind.FORM
    if media.endswith(("/json", "+json")) or (not media and text.lstrip()[:1] in "{["):
        return BodyKind.JSON
    if "\0" in text or (is_base64 and not is_text(content_type) and not media.endswith("+xml")):
        return BodyKind.BINARY
    return BodyKind.TEXT


def bytes_of(body: str | None, *, is_base64: bool) -> bytes:
    """The bytes that the client sent, as far as the event carries them."""
    return body_bytes(body or "", is_base64=is_base64)


def text_of(body: str | None, *, is_base64: bool) -> str:
    """The body as text; bytes that are not UTF-8 are replaced."""
    return as_text(bytes_of(body, is_base64=is_base64))


def form_of(body: str | None, *, is_base64: bool) -> Pairs:
    """The body as form fields, names and values in order."""
    return decoded_pairs(text_of(body, is_base64=is_base64))


def from_json(value: Json) -> bytes:
    """A JSON value as a client would send it, compact."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def from_form(fields: Iterable[tuple[str, str]]) -> bytes:
    """Form fields as a browser would send them."""
    return encoded(fields).replace("%20", "+").encode("ascii")


def from_text(text: str) -> bytes:
    """Text as a client would send it."""
    return text.encode("utf-8", "surrogatepass")


def event_body(
    data: bytes,
    source: Source,
    *,
    content_type: str | None,
    binary_media_types: Iterable[str] = (),
    content_encoding: str | None = None,
) -> EventBody:
    """How a source puts these bytes into its event: as text or base64, by its own rule."""
    if source == Source.REST:
        is_base64 = is_binary_media_type(content_type, binary_media_types)
    elif source == Source.WEBSOCKET:
        is_base64 = _is_not_text(data)
    else:
        is_base64 = not is_text(content_type) or (source == Source.ALB and content_encoding is not None)
    is_base64 = is_base64 and bool(data)
    return EventBody(as_base64(data) if is_base64 else as_text(data), is_base64)


def _is_not_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False
