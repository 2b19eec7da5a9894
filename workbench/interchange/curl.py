"""A cURL command read as the request that it would send, and a request written as a cURL command."""

from __future__ import annotations

import binascii
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.events.http import HttpRequest
from workbench.interchange.curl_form import form_part, multipart
from workbench.interchange.curl_options import options_of
from workbench.interchange.json_text import place_at
from workbench.interchange.shell_words import quote, split_command

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.interchange.curl_options import Option
    from workbench.interchange.shell_words import ShellCommand

USER_AGENT = "curl/8.5.0"
"""What curl says of itself where the command says nothing; the version of Debian 13 and Ubuntu 24.04 is near enough."""
_VERSIONS = {"http1.0": "HTTP/1.0", "http2": "HTTP/2.0", "http2-prior-knowledge": "HTTP/2.0", "http3": "HTTP/3.0"}
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class CurlRequest:
    """The request of a cURL command, and what of the command it does not carry."""

    request: HttpRequest
    ignored: tuple[str, ...] = ()
    """Options that concern the transfer, or that are unknown, and what a shell would have done."""


def request_from_curl(text: str, *, name: str, folder: Path | None = None) -> CurlRequest:
    """The request that a cURL command would send, with the headers that curl adds by itself (User-Agent, Accept).

    Files named with `@` are read from `folder`; None refuses them.

    Raises:
        InputError: it is not one cURL command for one URL; names line and column.
    """
    if "^\n" in text.replace("\r\n", "\n") or '^"' in text:
        raise InputError(
            "a cURL command for the Windows command prompt", place=f"{name}:1:1", mend="Copy it as cURL (bash)."
        )
    text = text.replace("\r\n", "\n")
    command = split_command(text, name=name)
    made = _Made(text, name, folder)
    ignored: list[str] = []
    for option in options_of(command, text, name=name):
        if option.understood:
            made.take(option)
        elif option.name == "next":
            raise made.error("several requests in one command", option.offset, "Keep the part before --next.")
        else:
            ignored.append(f"{option.spelled} {option.value}".rstrip())
    return CurlRequest(made.request(), (*ignored, *_shell_notes(command)))


def request_to_curl(request: HttpRequest) -> str:
    """A cURL command that sends this request; a body that a command cannot hold is piped in."""
    words: list[tuple[str, ...]] = [("curl", quote(request.url))]
    if set(request.url) & set("[]{}"):
        words.append(("--globoff",))
    method_of_body = "GET" if request.body is None else "POST"
    if request.method == "HEAD" and request.body is None:
        words.append(("--head",))
    elif request.method != method_of_body:
        words.append(("--request", quote(request.method)))
    version = next((f"--{option}" for option, value in _VERSIONS.items() if value == request.http_version), "")
    words += [(version,)] if version else []
    words += [("--header", quote(f"{key}: {value}" if value else f"{key};")) for key, value in request.headers]
    own = ["User-Agent", "Accept"] + (["Content-Type"] if request.body is not None else [])
    words += [("--header", quote(f"{key}:")) for key in own if request.header(key) is None]
    if request.body is None:
        return _lines(words)
    try:
        body = request.body.decode("utf-8")
    except UnicodeDecodeError:
        body = "\0"
    if "\0" not in body:
        return _lines([*words, ("--data-raw", quote(body))])
    spelled = binascii.b2a_base64(request.body, newline=False).decode("ascii")
    return f"base64 -d <<< {spelled} | {_lines([*words, ('--data-binary', '@-')])}"


def _lines(words: list[tuple[str, ...]]) -> str:
    """The first two words on one line, each option on a line of its own."""
    return " \\\n  ".join(" ".join(group) for group in words) + "\n"


def _shell_notes(command: ShellCommand) -> tuple[str, ...]:
    notes = [f"shell variable {name}, kept as written" for name in command.variables]
    return (*notes, f"the rest of the line: {command.rest}") if command.rest else tuple(notes)


@dataclass
class _Made:
    """The request being put together, option by option."""

    text: str
    name: str
    folder: Path | None
    url: str = ""
    method: str = ""
    version: str = "HTTP/1.1"
    in_query: bool = False
    only_head: bool = False
    body: bytearray | None = None
    content_type: str = ""
    is_json: bool = False
    builtin: dict[str, str] = field(default_factory=lambda: {"User-Agent": USER_AGENT, "Accept": "*/*"})
    cookies: list[str] = field(default_factory=list)
    headers: list[tuple[str, str]] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    parts: list[bytes] = field(default_factory=list)
    query: list[str] = field(default_factory=list)

    def error(self, message: str, offset: int, mend: str) -> InputError:
        """An error at a word of the command."""
        return InputError(message, place=place_at(self.text, offset, name=self.name), mend=mend)

    def take(self, option: Option) -> None:
        """Add what one option says."""
        if option.name == "url":
            if self.url:
                raise self.error("more than one URL", option.offset, "Keep one.")
            self.url = option.value
        elif option.name.startswith(("data", "json", "upload-file")):
            self._take_data(option)
        elif option.name.startswith("form"):
            self.parts.append(self._form_part(option))
        elif option.name == "header":
            self._take_header(option)
        elif option.name == "cookie":
            self._take_cookie(option)
        elif option.name == "url-query":
            self.query.append(option.value)
        else:
            self._take_plain(option)

    def _take_plain(self, option: Option) -> None:
        if option.name == "request":
            self.method = option.value
        elif option.name == "get":
            self.in_query = True
        elif option.name == "head":
            self.only_head = True
        elif option.name == "compressed":
            self.builtin["Accept-Encoding"] = "deflate, gzip, br, zstd"
        elif option.name == "user":
            basic = binascii.b2a_base64(option.value.encode("utf-8", "surrogateescape"), newline=False)
            self.builtin["Authorization"] = f"Basic {basic.decode('ascii')}"
        elif option.name == "oauth2-bearer":
            self.builtin["Authorization"] = f"Bearer {option.value}"
        elif option.name == "user-agent":
            self.builtin["User-Agent"] = option.value
        elif option.name == "range":
            self.builtin["Range"] = f"bytes={option.value}"
        elif option.name == "referer":
            self.builtin["Referer"] = option.value.removesuffix(";auto")
        elif option.name == "request-target":
            raise self.error("a request target apart from the URL", option.offset, "Put it into the URL.")
        else:
            self.version = _VERSIONS.get(option.name, "HTTP/1.1")

    def _take_header(self, option: Option) -> None:
        lines = [option.value]
        if option.value.startswith("@"):
            lines = self._read(option.value[1:], option).decode("utf-8", "replace").splitlines()
        for line in filter(str.strip, lines):
            name, colon, value = line.partition(":")
            if colon and value.strip():
                self.headers.append((name.strip(), value.strip()))
            elif colon:
                self.removed.add(name.strip().lower())
            elif line.rstrip().endswith(";"):
                self.headers.append((line.rstrip().removesuffix(";"), ""))
            else:
                raise self.error(f"not a header: {line!r}", option.offset, "Write 'Name: value'.")

    def _take_cookie(self, option: Option) -> None:
        if not option.value:
            return
        if "=" not in option.value:
            raise self.error(
                f"a cookie file, {option.value!r}, is not read", option.offset, "Write the cookies as 'name=value'."
            )
        self.cookies.append(option.value.strip().rstrip(";"))

    def _take_data(self, option: Option) -> None:
        kind, value = option.name, option.value
        if kind == "upload-file":
            self.method = self.method or "PUT"
            self.body = bytearray(self._read(value, option))
            return
        if kind == "data-urlencode":
            data = self._urlencoded(option)
        elif value.startswith("@") and kind != "data-raw":
            data = self._read(value[1:], option)
            if kind in {"data", "data-ascii"}:
                data = data.replace(b"\r", b"").replace(b"\n", b"")
        else:
            data = value.encode("utf-8", "surrogateescape")
        if kind == "json":
            self.content_type, self.is_json = _JSON, True
            self.builtin.pop("Accept", None)
        else:
            self.content_type = self.content_type or _FORM
        if self.body is None:
            self.body = bytearray(data)
        else:
            self.body += data if kind == "json" else b"&" + data

    def _urlencoded(self, option: Option) -> bytes:
        from urllib.parse import quote_plus

        mark = min((option.value.find(char) for char in "=@" if char in option.value), default=-1)
        if mark < 0:
            return quote_plus(option.value).encode()
        name, content = option.value[:mark], option.value[mark + 1 :]
        data = self._read(content, option) if option.value[mark] == "@" else content.encode("utf-8", "surrogateescape")
        return f"{name}={quote_plus(data)}".encode() if name else quote_plus(data).encode()

    def _form_part(self, option: Option) -> bytes:
        """One part of a multipart form, its headers and content."""
        field_name, equals, value = option.value.partition("=")
        if not equals:
            raise self.error(f"not a form field: {option.value!r}", option.offset, "Write name=value.")
        return form_part(
            field_name, value, as_text=option.name == "form-string", read=lambda path: self._read(path, option)
        )

    def _read(self, path: str, option: Option) -> bytes:
        if self.folder is None or path == "-":
            where = "standard input" if path == "-" else repr(path)
            raise self.error(f"the body is in {where}", option.offset, "Write it into the command.")
        try:
            return (self.folder / path).read_bytes()
        except OSError as error:
            raise self.error(
                f"cannot read {path!r}: {error.strerror}", option.offset, "Correct the path, or write the body itself."
            ) from None

    def request(self) -> HttpRequest:
        """The request, complete."""
        if not self.url:
            raise self.error("the command has no URL", self.text.find("curl"), "Add it, in quotes.")
        body = None if self.body is None else bytes(self.body)
        if self.parts:
            body, self.content_type = multipart(self.parts)
        query = list(self.query)
        if self.in_query and body is not None:
            query.append(body.decode("utf-8", "surrogateescape"))
            body, self.content_type = None, ""
        method = "HEAD" if self.only_head else ("GET" if body is None else "POST")
        return HttpRequest(
            method=self.method or method,
            url=_with_query(self.url if "://" in self.url else f"http://{self.url}", query),
            headers=self._all_headers(with_type=body is not None),
            body=body,
            http_version=self.version,
        )

    def _all_headers(self, *, with_type: bool) -> tuple[tuple[str, str], ...]:
        """In the order in which curl sends them; one that the command gives or removes replaces curl's own."""
        named = {name.lower() for name, _ in self.headers} | self.removed
        order = ("Authorization", "Range", "User-Agent", "Accept", "Accept-Encoding", "Referer", "Cookie")
        values = self.builtin | {"Cookie": ";".join(self.cookies)}
        own = [(name, values[name]) for name in order if values.get(name) and name.lower() not in named]
        last = [("Content-Type", self.content_type)] if with_type and self.content_type else []
        if self.is_json:
            last.append(("Accept", _JSON))
        return (*own, *self.headers, *(pair for pair in last if pair[0].lower() not in named))


def _with_query(url: str, query: list[str]) -> str:
    if not query:
        return url
    base, hash_mark, fragment = url.partition("#")
    return base + ("&" if "?" in base else "?") + "&".join(query) + hash_mark + fragment
