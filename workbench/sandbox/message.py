"""What a client asks of the sandbox, and what it is answered, as the parts of the box hand it to each other."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCOUNT_ID = "123456789012"
"""The account that the box is."""
_SCOPE = re.compile(r"Credential=[^/]+/\d{8}/(?P<region>[^/]+)/(?P<service>[^/]+)/")
_FALLBACK_REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class Answer:
    """A response of the box."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def status_line(self) -> str:
        """Number and phrase."""
        try:
            return f"{self.status} {HTTPStatus(self.status).phrase}"
        except ValueError:
            return f"{self.status} Answer"


class Asked:
    """One request to the box, read from its WSGI environment."""

    def __init__(self, environ: dict[str, Any]) -> None:
        self._environ = environ
        self._body: bytes | None = None
        scope = _SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
        self.method = str(environ.get("REQUEST_METHOD", "GET"))
        self.path = str(environ.get("PATH_INFO", "/")).encode("latin-1", "replace").decode("utf-8", "replace")
        self.raw_uri = str(environ.get("REQUEST_URI") or environ.get("RAW_URI") or self.path)
        """Path and query exactly as the client spelled them."""
        self.query: Mapping[str, list[str]] = parse_qs(environ.get("QUERY_STRING", ""))
        self.region = scope["region"] if scope else _FALLBACK_REGION
        self.service = scope["service"] if scope else ""
        """The service that the signature names; empty for an unsigned request."""

    @property
    def body(self) -> bytes:
        """The whole body; read from the connection the first time."""
        if self._body is None:
            stream = self._environ["wsgi.input"]
            length = self._environ.get("CONTENT_LENGTH")
            ends_itself = self._environ.get("wsgi.input_terminated") and not length
            self._body = stream.read() if ends_itself else stream.read(int(length or 0))
        return self._body or b""

    def header(self, name: str) -> str:
        """A header's value; empty where it was not sent."""
        key = name.upper().replace("-", "_")
        return str(self._environ.get(key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}", ""))

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Every header, names in lower case."""
        found = [
            (key.removeprefix("HTTP_").replace("_", "-").lower(), str(value))
            for key, value in self._environ.items()
            if key.startswith("HTTP_") or (key in {"CONTENT_TYPE", "CONTENT_LENGTH"} and value)
        ]
        return tuple(found)


class Part(Protocol):
    """A part of the box that answers some requests by itself."""

    def answer(self, asked: Asked) -> Answer | None:
        """The answer; None where the request is not for this part."""
        ...


def json_answer(value: Any, *, status: int = 200) -> Answer:
    """A JSON document as AWS's services send it."""
    headers = (("Content-Type", "application/json"), ("x-amzn-RequestId", str(uuid.uuid4())))
    return Answer(status, headers, json.dumps(value).encode())


def refusal(status: int, code: str, message: str, **more: str) -> Answer:
    """An error as AWS's JSON services send it."""
    body = {"Type": "User" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "Server", "Message": message, **more}
    answer = json_answer({**body, "message": message}, status=status)
    return Answer(status, (*answer.headers, ("x-amzn-ErrorType", code)), answer.body)
