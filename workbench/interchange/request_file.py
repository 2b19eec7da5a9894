"""A client's request as a file or a pasted text: HAR, cURL or raw HTTP, recognised by how it begins."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.interchange.json_text import BYTE_ORDER_MARK, parse_json

if TYPE_CHECKING:
    from workbench.events.http import HttpRequest

_CURL = re.compile(r"(?:[$%] +)?curl(?:\.exe)?\s")


def read_request(text: str, *, name: str) -> HttpRequest:
    """The request that `text` spells; `name` is what a person knows it by, usually its file.

    Raises:
        InputError: it is neither HAR nor cURL nor raw HTTP; names the place and the mend.
    """
    text = text.removeprefix(BYTE_ORDER_MARK)
    begin = text.lstrip()
    if begin.startswith(("{", "[")):
        from workbench.interchange.har import request_from_har

        return request_from_har(parse_json(text, name=name), name=name)
    if _CURL.match(begin):
        from workbench.interchange.curl import request_from_curl

        return request_from_curl(text, name=name, folder=Path()).request
    from workbench.interchange.raw_http import REQUEST_LINE, request_from_raw

    if REQUEST_LINE.match(begin.partition("\n")[0].rstrip("\r")):
        return request_from_raw(text, name=name)
    raise InputError(
        "there is nothing in it" if not begin else "neither a HAR request, a cURL command nor an HTTP message",
        place=f"{name}:1:1",
        mend='Begin with {"method": …, with curl, or with a request line such as GET /path HTTP/1.1.',
    )
