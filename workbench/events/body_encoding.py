"""How a request's body stands in an event: as text, or base64, by the rules of each source."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEXT_TYPES = frozenset({"application/json", "application/javascript", "application/xml"})


def media_type(content_type: str | None) -> str:
    """The media type of a Content-Type header, in lower case, without its parameters; empty where there is none."""
    return content_type.partition(";")[0].strip().lower() if content_type else ""


def is_binary_media_type(content_type: str | None, binary_media_types: Iterable[str]) -> bool:
    """Whether a REST API takes a body of this content type as binary: exact, `type/*` or `*/*`."""
    media = media_type(content_type) or "application/json"
    family = media.partition("/")[0]
    for entry in binary_media_types:
        wanted = entry.lower()
        if wanted in (media, "*/*") or (wanted.endswith("/*") and wanted[:-2] == family):
            return True
    return False


def is_text(content_type: str | None) -> bool:
    """Whether HTTP APIs, function URLs and load balancers pass a body of this content type as text."""
    media = media_type(content_type)
    return media.startswith("text/") or media in _TEXT_TYPES


def as_text(body: bytes) -> str:
    """The body as text; bytes that are not UTF-8 are replaced, as AWS does."""
    return body.decode("utf-8", "replace")


def as_base64(body: bytes) -> str:
    """The body as base64."""
    return b64encode(body).decode("ascii")


def body_bytes(body: str, *, is_base64: bool) -> bytes:
    """The bytes that a body of an event stands for; one flagged base64 that is none is taken as it is."""
    if is_base64:
        try:
            return b64decode(body, validate=True)
        except (Base64Error, ValueError):
            pass
    return body.encode("utf-8", "surrogatepass")
