"""The multipart form that curl makes of its `--form` options."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def form_part(field_name: str, value: str, *, as_text: bool, read: Callable[[str], bytes]) -> bytes:
    """One part of a form, its headers and content: text, or a file that `read` gives by its path."""
    disposition = f'form-data; name="{field_name}"'
    media_type = ""
    if as_text or not value:
        content = value.encode("utf-8", "surrogateescape")
    else:
        value, *settings = value.split(";")
        given = dict(setting.strip().partition("=")[::2] for setting in settings)
        media_type = given.get("type", "")
        is_file = value.startswith(("@", "<"))
        content = read(value[1:]) if is_file else value.encode("utf-8", "surrogateescape")
        file_name = given.get("filename", value[1:].rpartition("/")[2] if value.startswith("@") else "").strip('"')
        if file_name:
            disposition += f'; filename="{file_name}"'
            media_type = media_type or _media_type(file_name)
    head = f"Content-Disposition: {disposition}\r\n" + (f"Content-Type: {media_type}\r\n" if media_type else "")
    return head.encode("utf-8", "surrogateescape") + b"\r\n" + content + b"\r\n"


def multipart(parts: list[bytes]) -> tuple[bytes, str]:
    """The body and its type; the boundary follows from the content, so that the same command makes the same body."""
    import zlib

    boundary = f"------------------------{zlib.crc32(b''.join(parts)):016x}"
    body = b"".join(b"--" + boundary.encode() + b"\r\n" + part for part in parts)
    return body + b"--" + boundary.encode() + b"--\r\n", f"multipart/form-data; boundary={boundary}"


def _media_type(file_name: str) -> str:
    import mimetypes

    return mimetypes.guess_type(file_name)[0] or "application/octet-stream"
