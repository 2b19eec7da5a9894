"""Secrets taken out of what is kept: credentials in headers, and every copy of them elsewhere."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.events.json_value import Json

MASK = "***"
_SECRET_NAMES = frozenset({
    "authorization", "proxy-authorization", "authorizationtoken", "cookie", "cookies", "set-cookie", "x-api-key",
    "api-key", "apikey", "api_key", "x-auth-token", "x-csrf-token", "x-xsrf-token", "x-amz-security-token",
    "x-amz-signature", "x-amz-credential", "access_token", "refresh_token", "id_token", "client_secret", "password",
    "secret", "token", "aws_secret_access_key", "aws_session_token", "secretaccesskey", "sessiontoken",
})  # fmt: skip
"""Names of headers, parameters and members, in lower case, whose values are credentials."""
_SHORTEST = 8
"""A value shorter than this is masked under its name only: it would be found in places that are no secret."""
_SHORTEST_GIVEN = 4
"""The same of a value that is known to be a secret."""
_SCHEME = re.compile(r"(?:Basic|Bearer|Token|Digest|Negotiate) +(\S+)", re.IGNORECASE)
_PAIR = re.compile(r"[^\s=;,]+=([^;]+)(?:; *|$)")


def masked(value: Json, *, secrets: Iterable[str] = ()) -> Json:
    """A value without its secrets: those under a telling name, and the given ones, wherever they stand."""
    words = {part for found in _found(value) for part in _parts(found) if len(part) >= _SHORTEST}
    words |= {word for secret in secrets if len(secret) >= _SHORTEST_GIVEN for word in _spellings(secret)}
    long = sorted(words, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, long))) if long else None
    return _without(value, pattern)


def _spellings(secret: str) -> Iterator[str]:
    """A secret as it stands in a text, in JSON that is a text, and in JSON within that."""
    for ascii_only in (True, False):
        spelled = secret
        for _ in range(3):
            yield spelled
            spelled = json.dumps(spelled, ensure_ascii=ascii_only)[1:-1]


def _is_secret(name: object) -> bool:
    return isinstance(name, str) and name.lower() in _SECRET_NAMES


def _found(value: Json) -> Iterator[str]:
    """The texts that stand under a telling name."""
    if isinstance(value, list):
        for item in value:
            yield from _found(item)
    elif isinstance(value, dict):
        if _is_secret(value.get("name")) and isinstance(value.get("value"), str):
            yield value["value"]
        for key, item in value.items():
            if _is_secret(key):
                yield from _texts(item)
            else:
                yield from _found(item)


def _parts(text: str) -> list[str]:
    """A credential, and what of it may stand elsewhere alone: the token after a scheme, the value of a cookie."""
    scheme = _SCHEME.fullmatch(text)
    if scheme is not None:
        return [text, scheme.group(1)]
    return [text] if text.startswith("AWS4-") else [text, *_PAIR.findall(text)]


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in [value["value"]] if "value" in value else value.values():
            yield from _texts(item)


def _without(value: Json, pattern: re.Pattern[str] | None) -> Json:
    if isinstance(value, str):
        return pattern.sub(MASK, value) if pattern is not None else value
    if isinstance(value, list):
        return [_without(item, pattern) for item in value]
    if isinstance(value, dict):
        named = _is_secret(value.get("name")) and isinstance(value.get("value"), str)
        return {
            _without(key, pattern): _hidden(item)
            if _is_secret(key) or (named and key == "value")
            else _without(item, pattern)
            for key, item in value.items()
        }
    return value


def _hidden(value: Json) -> Json:
    """The same shape with every text and number masked; of a HAR cookie only its value."""
    if isinstance(value, list):
        return [_hidden(item) for item in value]
    if isinstance(value, dict):
        if "name" in value and "value" in value:
            return {**value, "value": _hidden(value["value"])}
        return {key: _hidden(item) for key, item in value.items()}
    return value if value is None or isinstance(value, bool) else MASK
