"""Requests of plain HTTP clients to the box."""

from __future__ import annotations

import http.client
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.sandbox.server import Sandbox


@dataclass(frozen=True, slots=True)
class Got:
    """What a client got; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def get(
    sandbox: Sandbox, path: str, headers: Mapping[str, str] | None = None, *, method: str = "GET", body: bytes = b""
) -> Got:
    """Ask the box for a path."""
    where = urlsplit(sandbox.endpoint_url)
    with closing(http.client.HTTPConnection(where.hostname or "", where.port or 80)) as connection:
        connection.request(method, path, body=body or None, headers=dict(headers or {}))
        answer = connection.getresponse()
        return Got(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
