"""A request as the text of an HTTP/1.1 message: request line, headers, an empty line, the body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.events.http import HttpRequest

if TYPE_CHECKING:
    from workbench.events.http import Headers

REQUEST_LINE = re.compile(r"([A-Z][A-Z0-9_-]*) +(\S+)(?: +(HTTP/\d(?:\.\d)?))?[ \t]*$")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$")
_LONE_LINE_FEED = re.compile(rb"(?<!\r)\n")
"""An editor may have turned the body's CRLF into LF; the Content-Length still counts them."""
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]+)[^\r\n]*\r?\n")


def request_from_raw(text: str, *, name: str) -> HttpRequest:
    """The request that a raw HTTP message spells, its lines ended by CRLF or LF.

    Without a Content-Length the body is all that follows the empty line, less the line break that an editor puts at the
    end of a file.

    Raises:
        InputError: a line that cannot be read; names line and column.
    """
    head, body_text, body_line = _split(text)
    first = REQUEST_LINE.match(head[0][1]) if head else None
    if first is None:
        raise InputError(
            "not a request line",
            place=f"{name}:{head[0][0] if head else 1}:1",
            mend="Begin with METHOD, path and version: GET /path HTTP/1.1.",
        )
    headers = _headers(head[1:], name)
    method, target, version = first.groups()
    return HttpRequest(
        method=method,
        url=_url(target, headers, place=f"{name}:{head[0][0]}:{first.start(2) + 1}"),
        headers=headers,
        body=_body(body_text, headers, place=f"{name}:{body_line}:1"),
        http_version=version or "HTTP/1.1",
    )


def request_to_raw(request: HttpRequest) -> str:
    """A request as HTTP/1.1 text for a file or a mail; a body that is not UTF-8 has its bad bytes replaced."""
    path = request.url.partition("#")[0]
    if request.header("host") is not None and request.scheme == "https" and request.header("host") == request.host:
        path = request.raw_path + (f"?{request.raw_query}" if "?" in path else "")
    lines = [f"{request.method} {path} {request.http_version}", *(f"{key}: {value}" for key, value in request.headers)]
    if request.body and request.header("content-length") is None:
        lines.append(f"Content-Length: {len(request.body)}")
    return "\r\n".join(lines) + "\r\n\r\n" + (request.body or b"").decode("utf-8", "replace")


def _split(text: str) -> tuple[list[tuple[int, str]], str, int]:
    """The numbered lines of the head, the text after the empty line, and the number of its first line."""
    head: list[tuple[int, str]] = []
    offset, number = 0, 0
    while offset < len(text):
        end = text.find("\n", offset)
        end = len(text) if end < 0 else end
        line = text[offset:end].removesuffix("\r")
        offset, number = end + 1, number + 1
        if not line and head:
            break
        if line:
            head.append((number, line))
    return head, text[offset:], number + 1


def _headers(lines: list[tuple[int, str]], name: str) -> Headers:
    headers: list[tuple[str, str]] = []
    for number, line in lines:
        if line[0] in " \t" and headers:
            key, value = headers[-1]
            headers[-1] = (key, f"{value} {line.strip()}".strip())
            continue
        field = _HEADER.match(line)
        if field is None:
            raise InputError(
                f"not a header: {line[:60]!r}",
                place=f"{name}:{number}:1",
                mend="Write Name: value, and an empty line before the body.",
            )
        headers.append((field.group(1), field.group(2)))
    return tuple(headers)


def _url(target: str, headers: Headers, *, place: str) -> str:
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]", target):
        return target
    host = next((value for key, value in headers if key.lower() == "host"), "")
    if not host:
        raise InputError(
            f"no host is known for {target!r}", place=place, mend="Add a Host header, or write the whole URL."
        )
    return f"https://{host}{target if target.startswith('/') else '/' + target.lstrip('*')}"


def _body(text: str, headers: Headers, *, place: str) -> bytes | None:
    fields = {key.lower(): value for key, value in headers}
    data = text.encode("utf-8", "surrogatepass")
    if "chunked" in fields.get("transfer-encoding", "").lower():
        return _unchunk(data, place)
    if "content-length" not in fields:
        return data.removesuffix(b"\n").removesuffix(b"\r") or None
    length = int(fields["content-length"]) if fields["content-length"].isdecimal() else -1
    for spelled in (data, _LONE_LINE_FEED.sub(b"\r\n", data)):
        if 0 <= length <= len(spelled) and not spelled[length:].strip():
            return spelled[:length]
    raise InputError(
        f"Content-Length is {fields['content-length']}, the body has {len(data.rstrip())} bytes",
        place=place,
        mend="Correct the Content-Length header, or remove it.",
    )


def _unchunk(data: bytes, place: str) -> bytes:
    """The body of a message in chunked transfer coding."""
    body, offset = bytearray(), 0
    while size := _CHUNK_SIZE.match(data, offset):
        length = int(size.group(1), 16)
        if length == 0:
            return bytes(body)
        body += data[size.end() : size.end() + length]
        offset = size.end() + length
        offset += 2 if data[offset : offset + 2] == b"\r\n" else 1
    raise InputError(
        "the body is not in chunks", place=place, mend="Remove the Transfer-Encoding header to give the body plainly."
    )
