"""HAR 1.2: a recorded request read as an HTTP request, and requests and responses written for other tools."""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.events.http import HttpRequest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.events.http import Headers, HttpResponse
    from workbench.events.json_value import Json, JsonObject

_NOT_TEXT = re.compile("[\x00-\x07\x0e-\x1a\x1c-\x1f\x7f]")
_HTTP_VERSIONS = {"H2": "HTTP/2.0", "H3": "HTTP/3.0", "HTTP/2": "HTTP/2.0", "HTTP/3": "HTTP/3.0"}
_URL_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#\s]+")


class _Place:
    """A value inside a HAR document, with the JSON Pointer that leads to it."""

    __slots__ = ("name", "pointer", "value")

    def __init__(self, value: Json, pointer: str, name: str) -> None:
        self.value = value
        self.pointer = pointer
        self.name = name

    def error(self, message: str, mend: str = "") -> InputError:
        """An error that names this place."""
        return InputError(message, place=f"{self.name}#{self.pointer or '/'}", mend=mend)

    def member(self, key: str) -> _Place:
        """A member of this object; its value is None where it is absent."""
        if not isinstance(self.value, dict):
            pair = self.pointer[-1:].isdecimal()
            mend = 'Write {"name": "…", "value": "…"}.' if pair else "Write it in braces."
            raise self.error(f"expected an object, found {_kind(self.value)}", mend)
        return _Place(self.value.get(key), f"{self.pointer}/{key}", self.name)

    def items(self) -> Iterator[_Place]:
        """The items of this list; none where it is absent."""
        if self.value is None:
            return
        if not isinstance(self.value, list):
            mend = 'Write [{"name": "…", "value": "…"}].'
            raise self.error(f"expected a list, found {_kind(self.value)}", mend)
        for index, item in enumerate(self.value):
            yield _Place(item, f"{self.pointer}/{index}", self.name)

    def text(self, default: str | None = None) -> str:
        """This string; the default where it is absent."""
        if self.value is None and default is not None:
            return default
        if not isinstance(self.value, str):
            raise self.error(f"expected a string, found {_kind(self.value)}", "Write it in double quotes.")
        return self.value


def request_from_har(document: Json, *, name: str) -> HttpRequest:
    """The request of a HAR request object, of an entry, or of a HAR file that has one entry.

    Headers are the ones listed: a Content-Type is never made up from `postData.mimeType`, which HAR demands even where
    the client sent no such header. The query is the one in `url`, as spelled.

    Raises:
        InputError: it is none of these; names the JSON Pointer.
    """
    entry, request = _find_request(_Place(document, "", name))
    headers = _headers(request.member("headers"))
    if not any(key.lower() == "cookie" for key, _ in headers):
        cookies = "; ".join(f"{key}={value}" for key, value in _pairs(request.member("cookies")))
        headers += (("Cookie", cookies),) if cookies else ()
    version = request.member("httpVersion").text("").upper()
    address = request.member("_clientIPAddress").text("") or entry.member("_clientIPAddress").text("")
    return HttpRequest(
        method=_method(request.member("method")),
        url=_url(request.member("url"), headers),
        headers=headers,
        body=_body(request.member("postData")),
        http_version=_HTTP_VERSIONS.get(version, version if version.startswith("HTTP/") else "HTTP/1.1"),
        client_address=address or "127.0.0.1",
    )


def request_to_har(request: HttpRequest) -> JsonObject:
    """A request as a HAR 1.2 request object; reading it back gives the same request."""
    document: JsonObject = {
        "method": request.method,
        "url": request.url,
        "httpVersion": request.http_version,
        "headers": _named(request.headers),
        "queryString": _named(_query_pairs(request.raw_query)),
        "cookies": _named(_cookie_pairs(request.header("cookie") or "")),
        "headersSize": -1,
        "bodySize": len(request.body or b""),
    }
    if request.body is not None:
        document["postData"] = {"mimeType": request.header("content-type") or "", **_content(request.body)}
    if request.client_address != "127.0.0.1":
        document["_clientIPAddress"] = request.client_address
    return document


def response_to_har(response: HttpResponse) -> JsonObject:
    """A response as a HAR 1.2 response object, its content in base64 where it is not text."""
    return {
        "status": response.status,
        "statusText": response.status_text,
        "httpVersion": "HTTP/1.1",
        "cookies": [_set_cookie(value) for name, value in response.headers if name.lower() == "set-cookie"],
        "headers": _named(response.headers),
        "content": {
            "size": len(response.body),
            "mimeType": response.header("content-type") or "",
            **_content(response.body),
        },
        "redirectURL": response.header("location") or "",
        "headersSize": -1,
        "bodySize": len(response.body),
    }


def _find_request(root: _Place) -> tuple[_Place, _Place]:
    """The entry and the request in it; the request itself is its own entry where it stands alone."""
    if not isinstance(root.value, dict):
        raise root.error(f"expected a HAR object, found {_kind(root.value)}", 'Write {"method": "GET", "url": "…"}.')
    if "log" in root.value:
        entries = list(root.member("log").member("entries").items())
        if len(entries) != 1:
            raise (
                root.member("log")
                .member("entries")
                .error(f"the HAR file has {len(entries)} entries, one is needed", "Keep the entry of one request.")
            )
        return entries[0], entries[0].member("request")
    if "request" in root.value:
        return root, root.member("request")
    if "url" not in root.value and "method" not in root.value:
        keys = ", ".join(list(root.value)[:4]) or "no keys"
        raise root.error(f"not a HAR request (it has {keys})", 'A HAR request has "method" and "url".')
    return root, root


def _method(place: _Place) -> str:
    if place.value is None:
        raise place.error('"method" is missing', 'Add it, such as "method": "GET".')
    method = place.text()
    if not method or not method.isascii() or any(char.isspace() for char in method):
        raise place.error(f"not an HTTP method: {method!r}", "Write GET, POST or another method.")
    return method


def _url(place: _Place, headers: Headers) -> str:
    if place.value is None:
        raise place.error('"url" is missing', 'Add it, such as "url": "https://host/path?query".')
    url = place.text()
    host = next((value for key, value in headers if key.lower() == "host"), "")
    if url.startswith("/") and host:
        return f"https://{host}{url}"
    if not _URL_HOST.match(url):
        raise place.error(f"not an absolute URL: {url!r}", "Write it with scheme and host: https://host/path.")
    return url


def _headers(place: _Place) -> Headers:
    """The headers in their order, without the pseudo-header fields that browsers record for HTTP/2."""
    return tuple((key, value) for key, value in _pairs(place) if not key.startswith(":"))


def _pairs(place: _Place, *, default: str | None = None) -> tuple[tuple[str, str], ...]:
    return tuple((item.member("name").text(), item.member("value").text(default)) for item in place.items())


def _body(place: _Place) -> bytes | None:
    if place.value is None:
        return None
    text, params = place.member("text"), place.member("params")
    if text.value is None and params.value:
        from urllib.parse import urlencode

        return urlencode(_pairs(params, default="")).encode()
    encoding = place.member("encoding").text("")
    if encoding not in {"", "base64"}:
        raise place.member("encoding").error(f"unknown encoding {encoding!r}", 'Leave it out, or write "base64".')
    spelled = text.text("")
    try:
        return binascii.a2b_base64(spelled, strict_mode=True) if encoding and spelled else spelled.encode("utf-8")
    except (binascii.Error, ValueError) as error:
        raise text.error(f"not valid {encoding or 'Unicode'}: {error}", "Write the body's bytes in base64.") from None


def _content(body: bytes) -> dict[str, str]:
    """`text`, and `encoding` where the bytes are not text."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if _NOT_TEXT.search(text):
        return {"text": binascii.b2a_base64(body, newline=False).decode("ascii"), "encoding": "base64"}
    return {"text": text}


def _named(pairs: tuple[tuple[str, str], ...]) -> list[Json]:
    return [{"name": name, "value": value} for name, value in pairs]


def _query_pairs(query: str) -> tuple[tuple[str, str], ...]:
    """Decoded, as HAR lists them; the spelling that counts stays in `url`."""
    if not query:
        return ()
    from urllib.parse import unquote_plus

    pairs = (part.partition("=") for part in query.split("&") if part)
    return tuple((unquote_plus(name), unquote_plus(value)) for name, _, value in pairs)


def _cookie_pairs(cookie: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.strip().partition("=") for part in cookie.split(";") if part.strip())
    return tuple((name, value) for name, _, value in pairs)


def _set_cookie(value: str) -> Mapping[str, Json]:
    first, *rest = _cookie_pairs(value) or (("", ""),)
    attributes = {key.lower(): text for key, text in rest}
    cookie: dict[str, Json] = {"name": first[0], "value": first[1]}
    cookie |= {key: attributes[key] for key in ("path", "domain") if key in attributes}
    return {**cookie, "httpOnly": "httponly" in attributes, "secure": "secure" in attributes}


def _kind(value: Json) -> str:
    """The JSON type of a value, as a person says it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    names = {dict: "an object", list: "a list", str: "a string", int: "a number", float: "a number"}
    return names[type(value)]
